"""Sorting and paging of a register, kept in the address together with its filters."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class SortLink:
    """A column head that sorts; `direction` is ascending, descending or empty."""

    label: str
    url: str
    direction: str

    @property
    def arrow(self) -> str:
        return {"ascending": "↑", "descending": "↓"}.get(self.direction, "")


@dataclass(frozen=True, slots=True)
class PageLink:
    """A number of the pager; number 0 is the gap between far pages."""

    number: int
    url: str
    current: bool


def address(request: HttpRequest | None, **changes: str | int | None) -> str:
    """The page's own query with changes; None takes a key away."""
    query = request.GET.copy() if request else None
    if query is None:
        return "?" + "&".join(f"{k}={v}" for k, v in changes.items() if v is not None)
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None:
            query[key] = str(value)
    return f"?{query.urlencode()}"


def sort_link(
    request: HttpRequest | None, key: str, label: str, param: str = "sort", default: str = ""
) -> SortLink:
    """A first click sorts upwards, a second one downwards; the first page is shown again."""
    chosen = (request.GET.get(param) if request else "") or default
    direction = {key: "ascending", f"-{key}": "descending"}.get(chosen, "")
    target = f"-{key}" if direction == "ascending" else key
    return SortLink(label, address(request, **{param: target, "page": None}), direction)


def pages(
    request: HttpRequest | None, page: "Page[Any]", param: str = "page"
) -> Iterator[PageLink]:
    """The pager: first, last, and those around the present page."""
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1):
        if isinstance(number, int):
            yield PageLink(number, address(request, **{param: number}), number == page.number)
        else:
            yield PageLink(0, "", False)
