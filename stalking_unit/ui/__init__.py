"""The frame of every page: forms, components, tags."""
