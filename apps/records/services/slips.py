"""Beginning a slip, saying what it is about, moving it to a newer form, and giving it up."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents.selectors import tree_of
from apps.organization.selectors import active_units
from apps.records import permissions as may
from apps.records.models import RecordType, Slip
from apps.records.selectors.slips import form_in_force, slip_fields, visible_slips
from apps.records.services.filling import locked_slip, open_slip
from apps.records.services.filling_unread import has_place
from apps.records.services.slips_listed import keep_listed
from apps.records.services.slips_searching import slip_changed
from apps.records.workflow import SLIP, SlipState
from kernel import clock, outbox
from kernel.forms import Field, clean, fields_of, said, upto
from kernel.ids import new_id
from kernel.permissions import Actor
from kernel.refusals import BadInput, Conflict, WrongState
from kernel.trail import record

if TYPE_CHECKING:
    from apps.organization.models import Unit

LONGEST_TITLE = 300


@transaction.atomic
def start_slip(
    form_id: UUID,
    *,
    by: User,
    key: UUID | None = None,
    after: Slip | None = None,
    title: str = "",
    unit: "Unit | None" = None,
) -> Slip:
    """Begin to fill in the version of a form that is in force today.

    `key` names this very wish: the same once more (a double click) gives the slip that is there.
    `after` is an earlier slip of the form whose answers are taken over.
    """
    may.FILL.require(by)
    if key and (known := Slip.objects.filter(pk=key).first()):
        if known.author_id != by.pk or known.form_id != form_id:
            raise Conflict(_("This page is out of date. Open the form again."))
        return known
    version = form_in_force(form_id, by)
    if version is None:
        raise WrongState(
            _("This form is not in force, so no new slip is begun with it. Choose another form."),
            clause="7.5.3.2",
        )
    now = clock.now()
    slip = Slip(
        id=key or new_id(),
        version=version,
        form=version.document,
        type=_type_of(version.document.code),
        year=clock.today().year,
        title=title.strip()[:LONGEST_TITLE],
        unit_id=unit.pk if unit else _unit_of(by),
        author=by,
        begun_at=now,
        saved_at=now,
    )
    fields = fields_of(tree_of(version))
    taken: dict[str, Any] = {}
    if after is not None:
        _same_form(after, form_id)
        taken = upto(fields, after.values, 1)  # what comes later is not known yet
        slip.title = slip.title or after.title
    slip.values, _left = fitted(fields, taken)
    may.FILL.require(by, over=slip)
    try:
        with transaction.atomic():
            slip.save(force_insert=True)
    except IntegrityError:  # the second click came while the first was on its way
        return start_slip(form_id, by=by, key=key)
    keep_listed(slip, fields)
    details: dict[str, Any] = {"after": str(after.pk)} if after else {}
    record(
        "slips.start", slip, by=by, form=version.document.code, version=version.number, **details
    )
    slip_changed(slip)
    return slip


def _same_form(after: Slip, form_id: UUID) -> None:
    if after.form_id != form_id:
        raise BadInput(_("Go on from a slip of the same form."))


def _type_of(code: str) -> RecordType | None:
    """The kind of records that such slips belong to, where one names this form."""
    kinds = RecordType.objects.filter(forms__contains=[code], ended_on=None)
    return kinds.order_by("code").first()


def _unit_of(person: User) -> Any:
    """The unit of the person's post, else the one unit a role was given for."""
    held = person.holdings.filter(end=None).select_related("post").first()
    if held is not None and held.post.unit_id:
        return held.post.unit_id
    units = may.FILL.units_of(person)
    return next(iter(units)) if units and len(units) == 1 else None


def fitted(fields: list[Field], values: dict[str, Any]) -> tuple[dict[str, Any], list[Field]]:
    """What of these answers has a place in these fields, made whole; and which found none."""
    known = {field.id for field in fields}
    kept = {name: value for name, value in values.items() if name in known}
    done = clean(fields, kept, whole=False)
    bad = {each.field for each in done.problems if each.field in kept and not each.row}
    return done.values, [f for f in fields if f.id in bad and f.id not in done.values]


@transaction.atomic
def describe_slip(
    slip: Slip,
    *,
    by: User,
    title: str = "",
    unit: UUID | None = None,
    period_from: date | None = None,
    period_until: date | None = None,
) -> Slip:
    """What it is called, whose it is, and the time it proves (apart from when it is entered)."""
    slip = _unsigned(open_slip(slip, by))
    if period_until and not period_from:
        period_from = period_until
    if period_from and period_until and period_until < period_from:
        raise BadInput(_("The period ends before it begins. Correct one of the two days."))
    if unit is not None and not active_units().filter(pk=unit).exists():
        raise BadInput(_("Choose a unit from the list."))
    slip.title = " ".join(title.split())[:LONGEST_TITLE]
    slip.unit_id = unit
    slip.period_from, slip.period_until = period_from, period_until
    may.FILL.require(by, over=slip)  # nobody gives a slip away to where he may not fill in
    slip.saved_at = clock.now()
    slip.save(update_fields=["title", "unit", "period_from", "period_until", "saved_at"])
    slip_changed(slip)
    return slip


@transaction.atomic
def move_slip(slip: Slip, *, by: User) -> Slip:
    """Go on with the version of the form now in force: answers by the ids of their fields.

    What has no place there any more is kept and shown beside the form, never lost.
    """
    slip = _unsigned(open_slip(slip, by))
    newer = form_in_force(slip.form_id, by)
    if newer is None or newer.pk == slip.version_id:
        raise WrongState(_("There is no other version of the form in force. Reload the page."))
    before, fields = slip_fields(slip), fields_of(tree_of(newer))
    known = {field.id: field for field in fields}
    offered = {each["id"]: each["value"] for each in slip.left} | slip.values
    values, misfits = fitted(fields, {n: v for n, v in offered.items() if n in known})
    lost = {each.id for each in misfits}
    labels = {each.id: each for each in before}
    left = [each for each in slip.left if each["id"] not in values]
    left += [
        left_over(labels[name], value)
        for name, value in slip.values.items()
        if name in labels and (name not in known or name in lost) and value not in (None, "", [])
    ]
    left += _lost_columns(before, known, slip.values)
    left += [
        left_over(labels[each["field"]], each["typed"])
        for each in slip.unread
        if each["field"] in labels and not has_place(each, known, values)
    ]
    slip.unread = [each for each in slip.unread if has_place(each, known, values)]
    old = slip.version.number
    slip.version, slip.values, slip.left = newer, values, left
    slip.revision += 1
    slip.saved_at = clock.now()
    slip.save(update_fields=["version", "values", "unread", "left", "revision", "saved_at"])
    keep_listed(slip, fields)
    record("slips.move", slip, by=by, before=old, after=newer.number, left=[e["id"] for e in left])
    slip_changed(slip)
    return slip


def _unsigned(slip: Slip) -> Slip:
    """The slip, as long as no part of it is signed: title, period and form are signed with it."""
    if slip.part > 1:
        raise WrongState(
            _("A part of this slip is signed with its title, its period and its form: they stay."),
            clause="7.5.3.2",
        )
    return slip


def left_over(field: Field, value: Any) -> dict[str, Any]:
    """An answer without a place: what was asked, what was said, and the answer itself."""
    is_table = field.type == "table" and isinstance(value, list)
    text = _rows_text(field, value) if is_table else said(field, value) or str(value)
    return {"id": field.id, "label": field.label, "text": text, "value": value}


def _lost_columns(
    before: list[Field], known: dict[str, Field], values: dict[str, Any]
) -> list[dict[str, Any]]:
    """Columns that a table no longer has, and rows that it does not take any more."""
    found = []
    for field in before:
        newer = known.get(field.id)
        if (
            newer is None
            or field.type != "table"
            or newer.type != "table"
            or not values.get(field.id)
        ):
            continue
        there = {column.id for column in newer.columns}
        gone = tuple(c for c in field.columns if c.id not in there and c.is_typed)
        rows = [
            {
                "id": row["id"],
                "cells": {c.id: row["cells"][c.id] for c in gone if c.id in row["cells"]},
            }
            for row in values[field.id]
        ]
        rows = [row for row in rows if row["cells"]]
        if rows:
            text = _rows_text(field, rows)
            found.append({"id": field.id, "label": field.label, "text": text, "value": rows})
    return found


def _rows_text(field: Field, rows: Any) -> str:
    lines = (
        " | ".join(
            f"{c.label}: {text}"
            for c in field.columns
            if c.id in row["cells"] and (text := said(c, row["cells"][c.id]))
        )
        for row in rows or []
    )
    return "\n".join(filter(None, lines))


@transaction.atomic
def cancel_slip(slip: Slip, *, by: User, reason: str) -> Slip:
    """Give up a slip that is not done, or declare a finished one invalid; its stub stays."""
    reason = reason.strip()
    if not reason:
        raise BadInput(_("Say why, so that whoever finds the slip later understands it."))
    slip = locked_slip(slip.pk)
    was_done = slip.state == SlipState.DONE
    SLIP.move(slip, "annul" if was_done else "cancel", by=by, note=reason)
    slip.cancelled_by, slip.cancelled_at, slip.why_cancelled = by, clock.now(), reason
    slip.save(update_fields=["state", "cancelled_by", "cancelled_at", "why_cancelled"])
    slip_changed(slip)
    if was_done:  # its folders strike it through, and it proves nothing any more
        outbox.send("records.file", {"kind": "records.slip", "key": str(slip.pk)})
        outbox.send("compliance.recompute", key="agency")
    return slip


def slip_to_go_on(form_id: UUID, key: UUID, reader: Actor) -> Slip | None:
    """The slip somebody wants to go on from, if he may see it."""
    return visible_slips(reader).filter(form=form_id, pk=key).first()
