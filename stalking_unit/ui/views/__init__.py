"""The pages the frame itself has: one for each way things go wrong."""

from stalking_unit.ui.views.errors import (
    bad_request,
    forbidden,
    form_expired,
    not_found,
    saved_first,
    server_error,
    too_many,
)

__all__ = ["bad_request", "forbidden", "form_expired", "not_found", "saved_first", "server_error", "too_many"]
