"""Lists come in pages of twenty, a hundred at most."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """`page` from 1, `page_size` up to 100; `count`, `next` and `previous` beside the `results`."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100
    page_query_description: Any = _("Which page of the list, from 1")
    page_size_query_description: Any = _("How many rows on a page, at most 100")
