"""Filling in a slip: the page, its saving by a script or a button, pasting, who else is here."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents.selectors.references import Book, offered
from apps.documents.services import presence
from apps.organization.selectors import placeholder_values
from apps.records import permissions as may
from apps.records.forms.filling import (
    AboutForm,
    changed_by_page,
    changed_by_script,
)
from apps.records.models import Slip, SlipSignature
from apps.records.presenters.slip_parts import sheets_of
from apps.records.presenters.slips import linked
from apps.records.selectors.slips import (
    files_of,
    is_in_use,
    links_of,
    next_version_for,
    open_parts,
    slip_fields,
    slip_tree,
    visible_slips,
)
from apps.records.selectors.slips_turns import last_way, returned
from apps.records.services.filling import Clash, Saved, save_slip
from apps.records.services.filling_merge import Change
from apps.records.services.filling_unread import (
    MARK,
    as_shown,
    is_mark,
    unmarked,
    unread_of,
    with_unread,
)
from apps.records.services.slips import describe_slip
from apps.records.services.slips_finishing import places_to_sign
from apps.records.workflow import SLIP, SlipState
from kernel import clock
from kernel.content import placeholders
from kernel.forms import Column, Field, Problem, clean, computed, fields_of, pasted, said
from kernel.forms.asking import wiring
from kernel.forms.typed import rearranged, typed_into, with_pasted
from kernel.ids import new_id
from kernel.long_forms import takes_long_forms
from kernel.refusals import BadInput, WrongState
from kernel.ui.formats import time_text


def slip_or_404(request: UserRequest, pk: UUID) -> Slip:
    """The slip, if this person may see it."""
    found = visible_slips(request.user).select_related(
        "version__content", "content", "cancelled_by", "type"
    )
    slip = get_object_or_404(found.annotate(last_way=last_way()), pk=pk)
    if slip.number:
        signed = SlipSignature.objects.select_related("person")
        prefetch_related_objects([slip], Prefetch("signatures", queryset=signed))
    return slip


def to_fill(request: UserRequest, pk: UUID) -> Slip:
    """The slip, if this person may fill it in now."""
    slip = slip_or_404(request, pk)
    may.FILL.require(request.user, over=slip)
    if slip.state != SlipState.FILLING:
        raise WrongState(
            _("The slip is closed: the state is “%(state)s”. Reload the page.")
            % {"state": slip.get_state_display()}
        )
    return slip


@takes_long_forms
@require_http_methods(["GET", "POST"])
def fill(request: UserRequest, pk: UUID) -> HttpResponse:
    """The form with what stands in it; posted by a button where there is no script."""
    if request.method == "POST":
        return _posted(request, to_fill(request, pk))
    slip = slip_or_404(request, pk)
    if slip.state != SlipState.FILLING or not may.FILL.held_by(request.user, over=slip):
        return redirect("records:slip", pk=pk)
    return show_form(request, slip)


def show_form(
    request: UserRequest,
    slip: Slip,
    *,
    status: int = 200,
    problems: Sequence[Problem] = (),
    typed: Mapping[str, Any] | None = None,
    values: Mapping[str, Any] | None = None,
    clashes: Sequence[Clash] = (),
) -> HttpResponse:
    """The page to fill in; `values` stand there instead of those that are saved."""
    texts = placeholder_values()
    tree = placeholders.fill(slip_tree(slip), texts)
    fields = fields_of(tree, texts)
    said_now = slip.values if values is None else values
    if not said_now:
        said_now = clean(fields, {}, whole=False).values
    problems = with_unread(problems, unread_of(slip, fields))
    book = Book(request.user)
    context = {
        "slip": slip,
        "sheets": sheets_of(slip, tree, fields, said_now, problems, typed),
        "texts": {},
        "problems": problems,
        "seen": json.dumps(as_shown(slip), ensure_ascii=False),
        "told": {
            "fields": wiring(fields, open_parts(slip, fields)),
            "values": as_shown(slip),
            "revision": slip.revision,
        },
        "offered": offered(fields, book),
        "clashes": [_clash(each) for each in clashes],
        "about": AboutForm(initial=_about(slip), units=book.units() if slip.part == 1 else ()),
        "files": files_of(slip),
        "links": linked(links_of(slip)),
        "in_use": is_in_use(slip),
        "newer": next_version_for(slip, request.user),
        "to_sign": bool(places_to_sign(slip, fields)),
        "returned": returned(slip.last_way),  # type: ignore[attr-defined]
        "returns": not SLIP.refusals(request.user, slip, "return_part"),
        "key": new_id(),
    }
    return render(request, "records/slips/fill.html", context, status=status)


def _about(slip: Slip) -> dict[str, Any]:
    days = {"period_from": slip.period_from, "period_until": slip.period_until}
    return {"title": slip.title, "unit": slip.unit_id, **days}


def _posted(request: UserRequest, slip: Slip) -> HttpResponse:
    """A button of the page was pressed: save, and then what the button says."""
    act = request.POST.get("act", "save")
    fields = fields_of(slip_tree(slip))
    now = open_parts(slip, fields)
    fields = [each for each in fields if each.part in now]
    changes = changed_by_page(fields, request.POST)
    raw = {name: change.now for name, change in changes.items()}
    raw = with_pasted(fields, raw, act, request.POST)
    raw = rearranged(fields, raw, act)
    changes = {name: Change(changes[name].was, value) for name, value in raw.items()}
    saved = save_slip(slip, changes, by=request.user)
    if saved.clashes or saved.problems:
        return _again(request, saved, typed_into(fields, request.POST))
    if act == "finish":
        return redirect("records:finish", pk=slip.pk)
    if ":" in act:
        return redirect(f"{request.path}#q-{act.split(':')[1]}")
    messages.success(request, _("Saved."))
    return redirect("records:fill", pk=slip.pk)


def _again(request: UserRequest, saved: Saved, typed: Mapping[str, Any]) -> HttpResponse:
    """The page with what was typed, and what is wrong or was written by somebody else."""
    values = dict(saved.slip.values)
    for clash in saved.clashes:
        name = clash.field.id
        values[name], _unread = unmarked(name, clash.mine, values.get(name))
    values = computed(saved.fields, {n: v for n, v in values.items() if v is not None}).values
    status = 409 if saved.clashes else 422
    return show_form(
        request,
        slip_or_404(request, saved.slip.pk),
        status=status,
        problems=saved.problems,
        typed=typed,
        values=values,
        clashes=saved.clashes,
    )


@require_POST
def save(request: UserRequest, pk: UUID) -> HttpResponse:
    """What the script saves while one types; each field is answered by itself."""
    slip = to_fill(request, pk)
    saved = save_slip(slip, changed_by_script(request.POST.get("changes", "")), by=request.user)
    problems = with_unread(saved.problems, unread_of(saved.slip, saved.fields))
    return JsonResponse(
        {
            "revision": saved.slip.revision,
            "saved_at": time_text(clock.now()),
            "values": as_shown(saved.slip),
            "problems": [_problem(each) for each in problems],
            "clashes": [_clash(each) for each in saved.clashes],
        }
    )


def _problem(each: Problem) -> dict[str, str]:
    return {
        "field": each.field,
        "row": each.row,
        "column": each.column,
        "sentence": each.sentence,
        "typed": each.typed,
    }


def _clash(each: Clash) -> dict[str, Any]:
    """Both values in words, side by side, with who wrote the other one."""
    return {
        "field": each.field.id,
        "label": each.field.label,
        "mine": words_of(each.field, each.mine),
        "theirs": words_of(each.field, each.theirs),
        "value": each.theirs,
        "now": each.mine,
        "by": each.wrote.name if each.wrote else _("Somebody"),
        "at": time_text(each.wrote.at) if each.wrote else "",
    }


def words_of(field: Field, value: Any) -> str:
    """An answer as it reads; a table row by row."""
    if field.type != "table" or is_mark(value):
        return _words(field, value)
    return "\n".join(
        " | ".join(_words(c, row["cells"].get(c.id)) for c in field.columns if c.is_typed)
        for row in value or []
    )


def _words(one: Field | Column, value: Any) -> str:
    if is_mark(value):
        return str(value[MARK])
    return said(one, value) if value is not None else ""


@require_POST
def paste(request: UserRequest, pk: UUID) -> HttpResponse:
    """Cells copied from a spreadsheet, as rows of a table of this form."""
    slip = to_fill(request, pk)
    table = next((f for f in fields_of(slip_tree(slip)) if f.id == request.POST.get("field")), None)
    if table is None or table.type != "table":
        raise Http404
    found = pasted(table.columns, request.POST.get("text", ""))
    if not found.rows:
        raise BadInput(_("There is nothing to paste: copy the cells in the sheet once more."))
    return JsonResponse({"rows": found.rows, "left_out": found.left_out})


@require_POST
def present(request: UserRequest, pk: UUID) -> HttpResponse:
    """A heartbeat: who else is in the slip; and what stands there, if it changed since."""
    slip = to_fill(request, pk)
    tab, at = request.POST.get("tab", "")[:40], request.POST.get("at", "")[:64]
    if "leave" in request.POST:
        presence.leave(slip.pk, tab)
        return HttpResponse(status=204)
    people = presence.beat(slip.pk, request.user, tab, at)
    told: dict[str, Any] = {"people": [{"name": each.name, "at": each.at} for each in people]}
    if request.POST.get("revision", "") != str(slip.revision):
        problems = unread_of(slip, slip_fields(slip)) if slip.unread else []
        told |= {"revision": slip.revision, "values": as_shown(slip)}
        told |= {"problems": [_problem(each) for each in problems]}
    return JsonResponse(told)


@require_POST
def about(request: UserRequest, pk: UUID) -> HttpResponse:
    """What it is called, whose it is, and the time it proves."""
    slip = to_fill(request, pk)
    form = AboutForm(request.POST)
    if not form.is_valid():
        raise BadInput(" ".join(str(m) for errors in form.errors.values() for m in errors))
    describe_slip(slip, by=request.user, **form.said)
    if request.headers.get("X-Autosave"):
        return JsonResponse({"saved_at": time_text(clock.now())})
    messages.success(request, _("Saved."))
    return redirect("records:fill", pk=pk)
