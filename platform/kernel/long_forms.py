"""A page with a table of hundreds of rows may send more fields than a page usually does."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict

MOST = 16_000  # 500 rows of 30 cells, each row with its name, and what else a form asks
PLAIN = "application/x-www-form-urlencoded"


def takes_long_forms(view: Any) -> Any:
    """Mark a view as one to which a long table is posted without a script."""
    view.takes_long_forms = True
    return view


class LongFormMiddleware:
    """Read the form for a marked view, within `MOST`; all others keep Django's limit.

    Django has one limit for all and reads the form before the view (against forgeries), so the
    marked ones are read here first. Files are not taken this way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: object, kwargs: object
    ) -> HttpResponse | None:
        is_long = request.method == "POST" and request.content_type == PLAIN
        if is_long and getattr(view, "takes_long_forms", False):
            form = QueryDict(mutable=True)
            for name, value in _fields(request.body):
                form.appendlist(name, value)
            form._mutable = False
            request.POST = form  # type: ignore[assignment]
            request._files = MultiValueDict()  # type: ignore[attr-defined]
        return None


def _fields(body: bytes) -> Iterator[tuple[str, str]]:
    text = body.decode("utf-8", "replace")
    try:
        yield from parse_qsl(text, keep_blank_values=True, max_num_fields=MOST)
    except ValueError as error:
        raise TooManyFieldsSent from error
