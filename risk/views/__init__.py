"""The pages of assessment and conference."""
