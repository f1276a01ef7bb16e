"""One step for many documents: chosen in the list, looked at on one page, done by one button."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.forms import NoteForm
from apps.documents.forms.signing import ManySignersForm
from apps.documents.models import Version
from apps.documents.selectors.readiness import Candidate, candidates, known_of
from apps.documents.selectors.submissions_cards import Card
from apps.documents.services.together import Outcome
from apps.documents.views.cards import card_of
from kernel.ids import ids_among


@dataclass(frozen=True)
class Words:
    """How a step is called where many documents take it."""

    title: Promise
    about: Promise
    button: Promise
    done: Promise
    view: str
    icon: str


WORDS = {
    "send": Words(
        _("Send drafts for checking"),
        _("One checker and one approver for all that are chosen here."),
        _("Send what is chosen"),
        _("Documents sent for checking: %(n)s."),
        "drafts",
        "send",
    ),
    "check": Words(
        _("Confirm checks"),
        _("You confirm that each chosen content is right in form and substance."),
        _("Confirm what is chosen"),
        _("Documents whose check is confirmed: %(n)s."),
        "mine",
        "check",
    ),
    "approve": Words(
        _("Approve documents"),
        _("You approve exactly what can be read here."),
        _("Approve what is chosen"),
        _("Documents approved: %(n)s."),
        "mine",
        "stamp",
    ),
}


@dataclass(frozen=True)
class Asked:
    """What the address or the form names: the rows of the page, and the chosen ones with hashes."""

    shown: list[UUID]
    chosen: dict[str, str]

    @classmethod
    def of(cls, request: UserRequest) -> "Asked":
        if request.method == "GET":
            return cls(ids_among(request.GET.getlist("pick")), {})
        pairs = (pick.partition(":") for pick in request.POST.getlist("pick"))
        chosen = {pk: sha256 for pk, _colon, sha256 in pairs}
        return cls(ids_among([*request.POST.getlist("shown"), *chosen]), chosen)


@require_http_methods(["GET", "POST"])
def send(request: UserRequest) -> HttpResponse:
    """Ask once who checks and who approves, and send what can be sent."""
    may.DRAFT.require(request.user)
    asked = Asked.of(request)
    found, others = _found("send", request, asked)
    versions = [each.version for each in found]
    form = ManySignersForm(versions, request.user, request.POST or None)

    def act(chosen: Sequence[Version]) -> list[Outcome]:
        return services.send_versions(chosen, by=request.user, **form.cleaned_data)

    return _page("send", request, asked, found, others, form, act)


@require_http_methods(["GET", "POST"])
def check(request: UserRequest) -> HttpResponse:
    may.CHECK.require(request.user)
    return _sign("check", request, services.check_versions)


@require_http_methods(["GET", "POST"])
def approve(request: UserRequest) -> HttpResponse:
    may.APPROVE.require(request.user)
    return _sign("approve", request, services.approve_versions)


def _sign(step: str, request: UserRequest, service: Callable[..., list[Outcome]]) -> HttpResponse:
    """Each version goes to the service with the hash that stood on the page."""
    asked = Asked.of(request)
    found, others = _found(step, request, asked)
    form = NoteForm(request.POST or None)

    def act(chosen: Sequence[Version]) -> list[Outcome]:
        seen = [(version, asked.chosen[str(version.pk)]) for version in chosen]
        return service(seen, by=request.user, note=form.cleaned_data["note"])

    return _page(step, request, asked, found, others, form, act)


def _found(step: str, request: UserRequest, asked: Asked) -> tuple[list[Candidate], list[Version]]:
    """What is posted names its documents; an address that names none asks for all that wait."""
    if request.method == "POST" and not asked.shown:
        return [], []
    return candidates(step, request.user, asked.shown)


def _page(
    step: str,
    request: UserRequest,
    asked: Asked,
    found: list[Candidate],
    others: list[Version],
    form: forms.Form,
    act: Callable[[Sequence[Version]], list[Outcome]],
) -> HttpResponse:
    """The page to look at; after it was posted, what became of each."""
    versions = [*(each.version for each in found), *others]
    chosen = [version for version in versions if str(version.pk) in asked.chosen]
    if request.method == "POST" and form.is_valid():
        if chosen:
            left = [each for each in found if each.obstacles and each.version not in chosen]
            return _done(step, request, act(chosen), left)
        form.add_error(None, _("Choose at least one document."))
    context: dict[str, Any] = {
        "step": step,
        "words": WORDS[step],
        "form": form,
        "found": found,
        "others": others,
        "chosen": asked.chosen if request.method == "POST" else None,
        "cards": _cards(request, found) if step == "approve" else (),
        "ready": sum(1 for each in found if not each.obstacles),
    }
    return render(request, "documents/together.html", context, status=422 if form.errors else 200)


def _cards(request: UserRequest, found: Sequence[Candidate]) -> list[Card]:
    """What an approver reads: the same cards as on a “phiếu trình”."""
    versions = [each.version for each in found]
    known = known_of(versions, "approve")
    return [card_of(version, n, request.user, known) for n, version in enumerate(versions, 1)]


def _done(
    step: str, request: UserRequest, outcomes: list[Outcome], left: list[Candidate]
) -> HttpResponse:
    """Each with its sentence: what went on, what was refused and why, what could not be chosen."""
    done = [each.version for each in outcomes if each.refusal is None]
    refused = [each for each in outcomes if each.refusal is not None]
    status = (
        200 if done or not refused else max(each.refusal.status for each in refused if each.refusal)
    )
    context = {
        "step": step,
        "words": WORDS[step],
        "said": WORDS[step].done % {"n": len(done)},
        "done": done,
        "refused": refused,
        "left": left,
    }
    return render(request, "documents/together_done.html", context, status=status)
