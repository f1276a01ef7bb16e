"""A page includes its fragment; HTMX is given the fragment alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as django_render
from django.utils.cache import patch_vary_headers


def render(
    request: HttpRequest, *, page: str, fragment: str, status: int = 200, **context: Any
) -> HttpResponse:
    """The fragment to HTMX, the page that includes that same fragment to everyone else."""
    asks_fragment = getattr(request, "htmx", False) and not request.htmx.boosted  # type: ignore[attr-defined]
    answer = django_render(request, fragment if asks_fragment else page, context, status=status)
    patch_vary_headers(answer, ["HX-Request"])  # else “back” would show the bare fragment
    return answer
