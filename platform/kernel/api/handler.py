"""Whatever is raised behind a door of the API leaves it as a problem of RFC 9457."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response

from kernel.problems import MEDIA, problem
from kernel.refusals import Refused

NOT_THERE = _("There is nothing at this address, or you may not see it.")
INVALID = _("Some of what was sent cannot be used; what follows says which parts.")
UNREADABLE = _("What was sent cannot be read.")
RETRY_AFTER = "20"  # seconds
# Where the framework speaks English only.
SENTENCES: dict[type[Exception], Any] = {
    exceptions.NotAuthenticated: _("Say who asks: by a token, or by logging in."),
    exceptions.PermissionDenied: _("You are not permitted to do this."),
    exceptions.MethodNotAllowed: _("This address does not answer this method."),
    exceptions.UnsupportedMediaType: _("This kind of content is not taken here."),
    exceptions.Throttled: _("Too many requests. Wait as long as Retry-After says."),
    exceptions.ParseError: UNREADABLE,
}


class Answered(Exception):
    """Nothing is left to do: this is the answer, from an earlier time."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


def as_problem(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """The answer to an error; None for one that nobody foresaw, which ends as a fault of ours."""
    if isinstance(error, Answered):
        return error.response
    if isinstance(error, Refused):
        more = getattr(error, "more", {})
        return answer(problem(error.status, error.sentence, clause=error.clause, **more))
    if isinstance(error, Http404 | exceptions.NotFound):
        return answer(problem(404, NOT_THERE))
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if isinstance(error, SuspiciousOperation | BadRequest | MultiPartParserError):
        return answer(problem(400, UNREADABLE))
    if not isinstance(error, exceptions.APIException):
        return None
    if isinstance(error, exceptions.ValidationError):
        return answer(problem(422, INVALID, errors=list(_parts(error.detail, ""))))
    sentence = SENTENCES.get(type(error), str(error.detail))
    said = answer(problem(error.status_code, sentence))
    if header := getattr(error, "auth_header", None):
        said["WWW-Authenticate"] = header
    if wait := getattr(error, "wait", None):
        said["Retry-After"] = str(int(wait) + 1)
    return said


def answer(said: dict[str, Any]) -> Response:
    """A problem as a response."""
    headers = {"Retry-After": RETRY_AFTER} if said["status"] == 503 else None
    return Response(said, status=said["status"], content_type=MEDIA, headers=headers)


def _parts(detail: Any, at: str) -> Iterator[dict[str, str]]:
    """Each fault with a JSON pointer to what was sent (RFC 6901)."""
    if isinstance(detail, Mapping):
        for name, below in detail.items():
            yield from _parts(below, at if name == "non_field_errors" else f"{at}/{name}")
    elif isinstance(detail, list) and any(isinstance(each, Mapping | list) for each in detail):
        for number, below in enumerate(detail):
            yield from _parts(below, f"{at}/{number}")
    else:
        for sentence in detail if isinstance(detail, list) else [detail]:
            yield {"pointer": f"#{at}", "detail": str(sentence)}
