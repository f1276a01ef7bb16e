"""One slip: what it says, who signs it, its files and links, and the steps one may take."""

import json
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents.http import pdf_named, print_named
from apps.documents.selectors.references import Book
from apps.organization.selectors import people
from apps.records import permissions as may
from apps.records.forms.filling import AboutForm, signers_among
from apps.records.models import Slip, SlipFile, SlipLink, SlipSignature
from apps.records.presenters.slips import (
    late_words,
    linked,
    slip_history,
    slip_signs,
    slip_standing,
    slip_steps,
)
from apps.records.selectors.folders import folders_holding
from apps.records.selectors.slips import (
    files_of,
    is_in_use,
    links_of,
    signatures_of,
    slip_fields,
    slips_linked_to,
    visible_slips,
)
from apps.records.selectors.slips_turns import Returned, has_it_now, returned
from apps.records.services.signing import (
    give_back_slip,
    recall_slip,
    sign_slip,
    substitute_signer,
)
from apps.records.services.slips import cancel_slip, describe_slip, move_slip
from apps.records.services.slips_attaching import (
    attach_file,
    detach_file,
    link_slip,
    unlink_slip,
)
from apps.records.services.slips_finishing import (
    Incomplete,
    finish_slip,
    places_to_sign,
    problems_now,
    submit_slip,
)
from apps.records.services.slips_parts import asked_places, return_part
from apps.records.services.slips_printing import slip_docx, slip_nodes, slip_pdf
from apps.records.views.filling import show_form, slip_or_404, to_fill
from apps.records.workflow import SlipState
from kernel.files.services import read_file
from kernel.forms import parts_in
from kernel.forms.asking import in_steps
from kernel.ids import ids_among
from kernel.refusals import BadInput, Conflict
from kernel.trail.selectors import history_of

DONE = {
    "sign": gettext_lazy("Signed."),
    "give_back": gettext_lazy("Given back to who filled it in."),
    "recall": gettext_lazy("Taken back; the slip is open again."),
    "return_part": gettext_lazy("Returned: the part before is open again."),
    "cancel": gettext_lazy("The slip is cancelled; its stub stays."),
    "move": gettext_lazy("The slip goes on with the form now in force."),
}
LONGEST_REASON = 2000


@require_GET
def slip(request: UserRequest, pk: UUID) -> HttpResponse:
    """The slip as it reads, with its signatures, files, links and history."""
    found = slip_or_404(request, pk)
    signatures = signatures_of(found)
    fields = slip_fields(found)
    labels = {each.id: each.signer or each.label for each in fields}
    steps = slip_steps(found, request.user)
    may_fill = found.state == SlipState.FILLING and may.FILL.held_by(request.user, over=found)
    waiting = [each for each in signatures if each.signed_at is None]
    context = {
        "slip": found,
        "standing": slip_standing(found),
        "nodes": in_steps(slip_nodes(found)),
        "values": {},
        "signs": slip_signs(found, signatures, labels),
        "steps": steps,
        "may_fill": may_fill,
        "returned": _returned(found),
        "has_it": [each.full_name for each in has_it_now(found)] if found.number else [],
        "replaceable": _replaceable(found, waiting, request),
        "people": people().order_by("full_name") if waiting and _signing(found) else (),
        "labels": labels,
        "files": files_of(found),
        "links": linked(links_of(found)),
        "back": [
            (each, slip_standing(each))
            for each in slips_linked_to("records.slip", [str(found.pk)], request.user)[:20]
        ],
        "folders": folders_holding([("records.slip", found.pk)], request.user)[
            "records.slip", found.pk
        ],
        "in_use": is_in_use(found),
        "late": late_words(found),
        "history": slip_history(history_of(found)),
        "left": found.left,
    }
    return render(request, "records/slips/slip.html", context)


def _returned(found: Slip) -> Returned | None:
    """By whom it was given back, and why, as long as it is to be mended."""
    filling = found.state == SlipState.FILLING
    return returned(found.last_way) if filling else None  # type: ignore[attr-defined]


def _signing(found: Slip) -> bool:
    return found.state == SlipState.SIGNING


def _replaceable(
    found: Slip, waiting: list[SlipSignature], request: UserRequest
) -> list[SlipSignature]:
    """The places where this person may name another."""
    if not _signing(found):
        return []
    mine = found.author_id == request.user.pk or may.READ.held_by(request.user, over=found)
    return [each for each in waiting if mine or each.person_id == request.user.pk]


@require_http_methods(["GET", "POST"])
def finish(request: UserRequest, pk: UUID) -> HttpResponse:
    """Look at what is missing, say who signs, and close the slip."""
    if request.method == "GET":
        found = slip_or_404(request, pk)
        if found.state != SlipState.FILLING:
            return redirect("records:slip", pk=pk)
    found = to_fill(request, pk)
    fields = slip_fields(found)
    places = places_to_sign(found, fields)
    about = AboutForm(request.POST or None, initial=_about(found))
    problems = problems_now(found, fields)
    if request.method == "POST" and (found.part > 1 or about.is_valid()) and not problems:
        return _close(request, found, about, bool(places))
    last = _named_last(found)
    context = {
        "slip": found,
        "about": about,
        "problems": problems,
        "labels": {each.id: each.label for each in fields},
        "signs": bool(places),
        "places": [
            (each, request.POST.get(f"signer:{each.id}") or last.get(each.id, ""))
            for each in asked_places(found, fields)
        ],
        "several": parts_in(fields) > 1,
        "people": people().order_by("full_name") if places else (),
        "in_use": is_in_use(found),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "records/slips/finish.html", context, status=status)


def _about(found: Slip) -> dict[str, Any]:
    days = {"period_from": found.period_from, "period_until": found.period_until}
    return {"title": found.title, "unit": found.unit_id, **days}


def _named_last(found: Slip) -> dict[str, str]:
    """Whom this slip, else the last one of the form, asked to sign in which place."""
    rows = SlipSignature.objects.filter(slip__form=found.form_id, slip__author=found.author_id)
    named: dict[str, str] = {}
    for name, person in rows.order_by("-slip__saved_at").values_list("field", "person_id")[:20]:
        named.setdefault(name, str(person))
    return named


def _close(request: UserRequest, found: Slip, about: AboutForm, signed: bool) -> HttpResponse:
    seen = request.POST.get("revision", "")
    revision = int(seen) if seen.isdecimal() and len(seen) < 9 else None
    try:
        if found.part == 1 and any(
            about.said[name] != value for name, value in _about(found).items()
        ):
            describe_slip(found, by=request.user, **about.said)
        if signed:
            signers = signers_among(request.POST)
            submit_slip(found, by=request.user, signers=signers, revision=revision)
        else:
            finish_slip(found, by=request.user, revision=revision)
    except Incomplete as missing:
        return show_form(request, found, status=422, problems=missing.problems)
    except Conflict as conflict:
        messages.error(request, str(conflict.sentence))
        return redirect("records:fill", pk=found.pk)
    messages.success(
        request, _("Sent to be signed.") if signed else _("Done. The slip has its number.")
    )
    return redirect("records:slip", pk=found.pk)


@require_POST
def step(request: UserRequest, pk: UUID, name: str) -> HttpResponse:
    """Sign, give back, take back, cancel, or go on with the newer form."""
    found = slip_or_404(request, pk)
    reason = request.POST.get("note", "").replace("\0", "")[:LONGEST_REASON]
    if name == "sign":
        sign_slip(found, by=request.user, sha256=request.POST.get("sha256", ""))
    elif name == "give_back":
        give_back_slip(found, by=request.user, reason=reason)
    elif name == "return_part":
        return_part(found, by=request.user, reason=reason)
    elif name == "recall":
        recall_slip(found, by=request.user)
    elif name == "cancel":
        cancel_slip(found, by=request.user, reason=reason)
    elif name == "move":
        move_slip(found, by=request.user)
    else:
        raise Http404
    if request.htmx:
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = request.build_absolute_uri(_where(pk, name))
        answer["HX-Trigger"] = json.dumps({"toast": {"text": str(DONE[name])}})
        return answer
    messages.success(request, DONE[name])
    return redirect(_where(pk, name))


def _where(pk: UUID, name: str) -> str:
    page = "fill/" if name in ("move", "recall") else ""
    return f"/records/slips/{pk}/{page}"


@require_POST
def substitute(request: UserRequest, pk: UUID) -> HttpResponse:
    """Another signs in this place."""
    seen = visible_slips(request.user).order_by().values("pk")
    found = get_object_or_404(SlipSignature, pk=pk, slip__in=seen)
    chosen = ids_among([request.POST.get("person", "")])
    if not chosen:
        raise BadInput(_("Choose a person from the list."))
    substitute_signer(found, by=request.user, person=chosen[0])
    messages.success(request, _("Another is asked to sign."))
    return redirect("records:slip", pk=found.slip_id)


@require_GET
def pdf(request: UserRequest, pk: UUID) -> HttpResponse:
    found = slip_or_404(request, pk)
    return pdf_named(slip_pdf(found), f"{_file_name(found)}.pdf")


@require_GET
def docx(request: UserRequest, pk: UUID) -> HttpResponse:
    found = slip_or_404(request, pk)
    return print_named(slip_docx(found), f"{_file_name(found)}.docx", "docx")


def _file_name(found: Slip) -> str:
    return (found.number or found.form.code).replace("/", "-").replace(" ", "-")


@require_POST
def attach(request: UserRequest, pk: UUID) -> HttpResponse:
    """Add files to an open slip."""
    found = to_fill(request, pk)
    brought = request.FILES.getlist("file")
    if not brought:
        raise BadInput(_("Choose a file first."))
    for each in brought[:20]:
        attach_file(found, each.read(), each.name or "", by=request.user)
    return redirect(f"/records/slips/{pk}/fill/#files")


def _file(request: UserRequest, pk: UUID) -> SlipFile:
    seen = visible_slips(request.user).order_by().values("pk")
    rows = SlipFile.objects.select_related("file", "slip")
    return get_object_or_404(rows, pk=pk, slip__in=seen)


@require_GET
def file(request: UserRequest, pk: UUID) -> HttpResponse:
    """An attached file, to keep."""
    found = _file(request, pk)
    response = HttpResponse(read_file(found.file), content_type=found.file.media_type)
    named = quote(found.file.name)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{named}"
    return response


@require_POST
def detach(request: UserRequest, pk: UUID) -> HttpResponse:
    found = _file(request, pk)
    detach_file(found, by=request.user)
    return redirect(f"/records/slips/{found.slip_id}/fill/#files")


@require_POST
def link(request: UserRequest, pk: UUID) -> HttpResponse:
    """Link to a clause, a document or a slip, chosen by its name."""
    found = to_fill(request, pk)
    kind, key = _named(request, request.POST.get("to", "").replace("\0", "").strip()[:300])
    link_slip(found, kind=kind, key=key, by=request.user)
    return redirect(f"/records/slips/{pk}/fill/#links")


def _named(request: UserRequest, said: str) -> tuple[str, str]:
    """What a name means: the number of a slip, a document, or a clause."""
    book = Book(request.user)
    if key := book.labels("clause").get(said):
        return "clause", key
    if key := book.labels("document").get(said):
        return "documents.document", key
    number = said.partition(" ")[0]
    other = visible_slips(request.user).filter(number__iexact=number).first() if number else None
    if other is not None:
        return "records.slip", str(other.pk)
    clauses = {label.partition(" ")[0]: key for label, key in book.labels("clause").items()}
    return "clause", clauses.get(number, number)


@require_POST
def unlink(request: UserRequest, pk: UUID) -> HttpResponse:
    seen = visible_slips(request.user).order_by().values("pk")
    found = get_object_or_404(SlipLink.objects.select_related("slip"), pk=pk, slip__in=seen)
    unlink_slip(found, by=request.user)
    return redirect(f"/records/slips/{found.slip_id}/fill/#links")
