"""The pages of cases, as each seat gets them."""
