"""Pages of a list, in a shape that is as fast on the last page as on the first and counts nothing."""

from __future__ import annotations

from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    """A count would tell how many there are beyond those shown. A view with another order names it."""

    ordering = "pk"
    page_size = 25
    page_size_query_param = "page_size"
    max_page_size = 100
