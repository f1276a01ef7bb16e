"""A refusal is a business answer, not a crash: a sentence for the person who asked."""

from collections.abc import Callable
from itertools import chain

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.problems import MEDIA, is_api, problem


class Refused(Exception):
    """The base: `sentence` is what the person reads, `clause` what an auditor asks for."""

    status = 400

    def __init__(self, sentence: str | Promise, *, clause: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.clause = sentence, clause


class NotPermitted(Refused):
    """Who asks may not do this."""

    status = 403


class WrongState(Refused):
    """Not now: the subject is in another state."""

    status = 409


class Conflict(Refused):
    """Somebody else was faster; nothing of theirs is overwritten."""

    status = 409


class RuleBroken(Refused):
    """A requirement of the standard or the law is not met."""

    status = 422


class BadInput(Refused):
    """What was typed or uploaded can't be used."""

    status = 422


class RefusalMiddleware:
    """Turn a refusal into a page, or into a message within the page for HTMX."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """A NUL can't be kept in any text of the database, so no view has to think of it."""
        lists = (values for form in (request.GET, request.POST) for _name, values in form.lists())
        if not any("\0" in value for value in chain([request.path], *lists)):
            return None
        said = _("The text holds a character that cannot be kept. Type it anew.")
        return self.process_exception(request, BadInput(said))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refuse(request, error) if isinstance(error, Refused) else None


def refuse(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The answer: a page, to HTMX the message alone, to another system a problem."""
    if is_api(request.path):
        said = problem(refusal.status, refusal.sentence, clause=refusal.clause)
        return JsonResponse(said, status=refusal.status, content_type=MEDIA)
    if not getattr(request, "htmx", False):
        return render(request, "ui/refused.html", {"refusal": refusal}, status=refusal.status)
    response = render(request, "ui/_refusal.html", {"refusal": refusal}, status=refusal.status)
    response["HX-Retarget"], response["HX-Reswap"] = "#messages", "innerHTML"
    return response
