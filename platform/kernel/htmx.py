"""A page includes its fragment; HTMX is given the fragment alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as django_render


def render(
    request: HttpRequest, *, page: str, fragment: str, status: int = 200, **context: Any
) -> HttpResponse:
    """The fragment to HTMX, the page that includes that same fragment to everyone else."""
    asks_fragment = getattr(request, "htmx", False) and not request.htmx.boosted  # type: ignore[attr-defined]
    return django_render(request, fragment if asks_fragment else page, context, status=status)
