"""While the database does not answer, people read so, and what they typed stays with them."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.defaults import server_error

from kernel.refusals import Refused

RETRY_AFTER = "20"  # seconds


class Away(Refused):
    """The database is away for a moment: it restarts, or somebody waits for somebody else."""

    status = 503


AWAY = Away(
    _(
        "The database does not answer at the moment. Nothing was done half-way, and what you typed "
        "is still in this browser. Try again in a minute."
    )
)


def broken(request: HttpRequest) -> HttpResponse:
    """What every uncaught error ends in: 503 where waiting helps, 500 elsewhere."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return server_error(request)
    by_script = request.headers.get("HX-Request") or request.headers.get("X-Autosave")
    template = "ui/_refusal.html" if by_script else "503.html"
    response = render(request, template, {"refusal": AWAY}, status=AWAY.status)
    response["Retry-After"] = RETRY_AFTER
    if by_script:
        response["HX-Retarget"], response["HX-Reswap"] = "#messages", "innerHTML"
    return response
