"""Taking a list of external documents in: what exists is imported, never typed again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import ExternalDocument
from apps.documents.services.citations import link_citations
from apps.documents.services.external import FACTS, replace_external
from apps.documents.services.external_sheet import Row
from apps.documents.services.searching import external_changed
from kernel import clock
from kernel.numbering import same_code
from kernel.refusals import Refused
from kernel.trail import record


@dataclass
class Planned:
    """What becomes of a row: "new", "changed", "same" as there is, or "wrong"."""

    row: Row
    there: ExternalDocument | None
    fate: str
    changes: dict[str, Any]


def _planned(row: Row, there: ExternalDocument | None) -> Planned:
    """An empty cell takes nothing away from what is there."""
    if row.errors:
        return Planned(row, there, "wrong", {})
    said = {name: value for name, value in row.facts.items() if name in FACTS}
    if there is None:
        return Planned(row, None, "new", said)
    differs = {
        name: value
        for name, value in said.items()
        if value and name != "code" and getattr(there, name) != value
    }
    return Planned(row, there, "changed" if differs else "same", differs)


def plan_import(rows: Sequence[Row]) -> list[Planned]:
    """Each row beside the document that bears its number already; two statements in all."""
    there = {same_code(e.code): e for e in ExternalDocument.objects.select_related("unit")}
    codes = {same_code(row.facts["code"]) for row in rows} | there.keys()
    for row in rows:
        if row.replaced_by and same_code(row.replaced_by) not in codes:
            row.errors.append(
                _("%(code)s, which replaces it, is neither in the list nor in this file.")
                % {"code": row.replaced_by[:60]}
            )
    return [_planned(row, there.get(same_code(row.facts["code"]))) for row in rows]


@transaction.atomic
def import_external(rows: Sequence[Row], *, by: User) -> list[Planned]:
    """Add what is new, correct what differs; wrong rows are left out and named."""
    may.EXTERNAL.require(by)
    list(ExternalDocument.objects.select_for_update().order_by("pk"))  # a second click waits
    plan = plan_import(rows)
    made: dict[str, ExternalDocument] = {}
    for each in plan:
        if each.fate in ("new", "changed"):
            made[same_code(each.row.facts["code"])] = _take(each, by)
    link_citations(made.values())
    for each in plan:
        _succeed(each, by)
    return plan


def _take(each: Planned, by: User) -> ExternalDocument:
    external = each.there or ExternalDocument(
        created_by=by, created_at=clock.now(), checked_on=clock.today()
    )
    for name, value in each.changes.items():
        setattr(external, name, value)
    may.EXTERNAL.require(by, over=external)
    action = "documents.external_change" if each.there else "documents.external_add"
    external.save()
    external_changed(external)
    record(action, external, by=by, code=external.code, imported=True)
    return external


def _succeed(each: Planned, by: User) -> None:
    """Once all are there, those that were replaced name their successors."""
    if not each.row.replaced_by or each.row.errors:
        return
    rows = {same_code(e.code): e for e in ExternalDocument.objects.all()}
    old, new = rows[same_code(each.row.facts["code"])], rows[same_code(each.row.replaced_by)]
    if old.successor_id == new.pk:
        return
    try:
        with transaction.atomic():
            replace_external(old, new, by=by, from_day=old.in_force_until)
    except Refused as refusal:
        each.row.errors.append(str(refusal.sentence))
