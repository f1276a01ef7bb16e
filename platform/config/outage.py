"""While the database does not answer, people read so, and what they typed stays with them."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.defaults import bad_request, page_not_found, server_error

from kernel.api import handler
from kernel.problems import MEDIA, is_api, problem
from kernel.refusals import Refused

RETRY_AFTER = "20"  # seconds


class Away(Refused):
    """The database is away for a moment: it restarts, or somebody waits for somebody else."""

    status = 503


class NotThere(Refused):
    """No door of ours."""

    status = 404


class Broken(Refused):
    """A fault of ours."""

    status = 500


AWAY = Away(
    _(
        "The database does not answer at the moment. Nothing was done half-way, and what you typed "
        "is still in this browser. Try again in a minute."
    )
)
NOT_THERE = NotThere(handler.NOT_THERE)
UNREADABLE = Refused(handler.UNREADABLE)
BROKEN = Broken(_("Something went wrong on our side; it was written down. Nothing was changed."))


def broken(request: HttpRequest) -> HttpResponse:
    """What every uncaught error ends in: 503 where waiting helps, 500 elsewhere."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    if is_api(request.path):
        return _to_a_system(AWAY if away else BROKEN)
    if not away:
        return server_error(request)
    by_script = request.headers.get("HX-Request") or request.headers.get("X-Autosave")
    template = "ui/_refusal.html" if by_script else "503.html"
    response = render(request, template, {"refusal": AWAY}, status=AWAY.status)
    response["Retry-After"] = RETRY_AFTER
    if by_script:
        response["HX-Retarget"], response["HX-Reswap"] = "#messages", "innerHTML"
    return response


def nowhere(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address without a door."""
    if is_api(request.path):
        return _to_a_system(NOT_THERE)
    return page_not_found(request, exception)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that is broken before any door sees it."""
    if is_api(request.path):
        return _to_a_system(UNREADABLE)
    return bad_request(request, exception)


def _to_a_system(refusal: Refused) -> HttpResponse:
    said = problem(refusal.status, refusal.sentence)
    response = JsonResponse(said, status=refusal.status, content_type=MEDIA)
    if refusal.status == Away.status:
        response["Retry-After"] = RETRY_AFTER
    return response
