"""The frame of the API: authentication, errors, pages."""
