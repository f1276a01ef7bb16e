"""Lists come in pages of twenty, a hundred at most."""

from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """`page` from 1, `page_size` up to 100; `count`, `next` and `previous` beside the `results`."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100
