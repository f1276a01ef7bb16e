"""“Cập nhật từ thư viện”: what is newer there, looked at block by block, taken, undone, refused."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from apps.adoption import permissions as may
from apps.adoption import services
from apps.adoption.models import Adoption, Update
from apps.adoption.presenters.updates import counts_said, shown, undoable
from apps.adoption.selectors.cited import cited_parts
from apps.adoption.selectors.updates import look, recently_adopted
from apps.adoption.services.updating import why_not
from apps.documents.forms.notation import read
from apps.organization.selectors import placeholder_values
from kernel.content.markup import from_inline
from kernel.refusals import Refused
from library.exchange import Fate


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """Every document with a newer text in the library, and what came and went there."""
    may.BROWSE.require(request.user)
    found = look()
    rows: list[dict[str, Any]] = [
        {
            "newer": each,
            "counts": counts_said(each.counts),
            "clean": each.fate == Fate.CLEAN and each.present.stands == "issued",
            "why": why_not(each.present, each.adoption.document.code),
        }
        for each in found.newer
    ]
    context = {
        "rows": rows,
        "clean": sum(bool(row["clean"]) for row in rows),
        "found": found,
        "adopted": undoable(recently_adopted()),
        "may_update": may.UPDATE.held_by(request.user),
        "may_clone": may.CLONE.held_by(request.user),
        "may_offer": may.OFFER.held_by(request.user),
        "trail": [(_("Template library"), reverse("adoption:index")), (_("Updates"), "")],
    }
    return render(request, "adoption/updates/index.html", context)


@require_GET
def preview(request: UserRequest, adoption: UUID) -> HttpResponse:
    """One update, block by block."""
    may.BROWSE.require(request.user)
    return _page(request, _adoption(adoption))


@require_POST
def decide(request: UserRequest, adoption: UUID) -> HttpResponse:
    """Decide about one place, about all that wait, or think again; what was typed is never lost."""
    found, place = _adoption(adoption), request.POST.get("place", "")
    take, text = request.POST.get("take", ""), request.POST.get("text", "")
    if not place:
        services.decide_rest(found, take=take, by=request.user)
        return redirect("adoption:update", adoption=adoption)
    if take == "open":
        services.think_again(found, place=place, by=request.user)
        return _back(request, adoption)
    try:
        services.decide(
            found,
            place=place,
            take=take,
            of=request.POST.get("of", ""),
            last=request.POST.get("last", ""),
            text=text if request.POST.get("sort") == "line" else from_inline(read(text)),
            by=request.user,
        )
    except Refused as refused:
        may.BROWSE.require(request.user)
        return _page(request, found, {place: (text, str(refused))}, status=refused.status)
    return _back(request, adoption)


@require_POST
def adopt(request: UserRequest, adoption: UUID) -> HttpResponse:
    """Make the draft."""
    found = _adoption(adoption)
    update = services.adopt(
        found,
        seen=request.POST.get("seen", ""),
        into_draft="into_draft" in request.POST,
        knows_cited="knows_cited" in request.POST,
        amend="amend" in request.POST,
        by=request.user,
    )
    assert update.version is not None
    messages.success(
        request,
        _("The update stands in a draft. Read it and send it; until then it can be undone."),
    )
    return redirect("documents:write", update.version.pk)


@require_POST
def adopt_many(request: UserRequest) -> HttpResponse:
    """All the chosen ones that nobody here changed, each by itself: one refused stops no other."""
    may.UPDATE.require(request.user)
    done = 0
    for picked in request.POST.getlist("pick")[:200]:
        key, _dot, seen = picked.partition(".")
        try:
            services.adopt(_adoption(key), seen=seen, by=request.user)
            done += 1
        except Refused as refused:
            messages.error(request, str(refused))
    if done:
        words = ngettext(
            "%(n)s draft was made. Read it and send it; until then it can be undone.",
            "%(n)s drafts were made. Read them and send them; until then they can be undone.",
            done,
        )
        messages.success(request, words % {"n": done})
    return redirect("adoption:updates")


@require_POST
def refuse(request: UserRequest, adoption: UUID) -> HttpResponse:
    """Not this version."""
    found = _adoption(adoption)
    try:
        services.refuse(found, reason=request.POST.get("reason", ""), by=request.user)
    except Refused as refused:
        if refused.status != 422:
            raise
        return _page(request, found, error=str(refused), status=422)
    messages.success(request, _("Refused. It is offered again with the next version."))
    return redirect("adoption:updates")


@require_POST
def undo(request: UserRequest, update: UUID) -> HttpResponse:
    """As if it had not been adopted."""
    services.undo(get_object_or_404(Update, pk=update), by=request.user)
    messages.success(request, _("Undone: the document is as it was before."))
    return redirect("adoption:updates")


def _adoption(key: UUID | str) -> Adoption:
    try:
        return Adoption.objects.select_related("document").get(pk=key)
    except (Adoption.DoesNotExist, ValidationError) as error:  # or a key that is none
        raise Http404 from error


def _back(request: UserRequest, adoption: UUID) -> HttpResponse:
    number = request.POST.get("number", "")
    at = f"#place-{number}" if number.isdecimal() else ""
    return redirect(reverse("adoption:update", args=[adoption]) + at)


def _page(
    request: UserRequest,
    adoption: Adoption,
    typed: Mapping[str, tuple[str, str]] | None = None,
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    found = look([adoption.pk])
    context: dict[str, Any] = {
        "adoption": adoption,
        "document": adoption.document,
        "error": error,
        "may_update": may.UPDATE.held_by(request.user),
        "trail": [
            (_("Template library"), reverse("adoption:index")),
            (_("Updates"), reverse("adoption:updates")),
            (adoption.document.code, ""),
        ],
    }
    if found.newer:
        (newer,) = found.newer
        context |= {
            "newer": newer,
            "shown": shown(newer, placeholder_values(), typed),
            "counts": counts_said(newer.counts),
            "cited": cited_parts(newer),
            "why": why_not(newer.present, adoption.document.code),
        }
    return render(request, "adoption/updates/preview.html", context, status=status)
