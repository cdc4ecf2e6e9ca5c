"""The cases of the API: read by the same policy as the pages."""
