"""Laying down which records are kept, by whom, where and how long (7.5.3.2)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.records import permissions as may
from apps.records.models import RecordType
from apps.records.selectors.types import Offer, offers
from kernel import clock
from kernel.content.inline import nfc
from kernel.refusals import BadInput, Conflict, WrongState
from kernel.trail import record

FACTS = (
    "code",
    "name",
    "heading",
    "unit",
    "holder",
    "place",
    "years",
    "source",
    "clauses",
    "forms",
    "papers",
)
MOST_PAPERS = 60


@transaction.atomic
def add_type(*, by: User, **facts: Any) -> RecordType:
    """A kind of records that the agency keeps."""
    may.ARRANGE.require(by)
    made = RecordType()
    _fill(made, facts)
    _keep(made)
    record("records.type_add", made, by=by, code=made.code)
    return made


@transaction.atomic
def change_type(type_: RecordType, *, by: User, **facts: Any) -> RecordType:
    """Correct it. Folders that are open keep what was laid down when they were opened."""
    may.ARRANGE.require(by)
    found = RecordType.objects.select_for_update().get(pk=type_.pk)
    before = {name: getattr(found, name) for name in FACTS}
    _fill(found, facts)
    changed = [name for name in FACTS if getattr(found, name) != before[name]]
    if changed:
        _keep(found)
        record("records.type_change", found, by=by, code=found.code, changed=changed)
    return found


def _fill(found: RecordType, facts: dict[str, Any]) -> None:
    for name in FACTS:
        if name in facts:
            value = facts[name]
            setattr(found, name, " ".join(nfc(value).split()) if name == "code" else value)
    if not found.code or not found.name.strip():
        raise BadInput(_("A kind of records needs its code and its name."), clause="7.5.3.2")
    found.papers = [_paper(each) for each in found.papers if str(each.get("title", "")).strip()]
    if len(found.papers) > MOST_PAPERS:
        raise BadInput(
            _("A folder can expect at most %(most)s papers; these are %(n)s.")
            % {"most": MOST_PAPERS, "n": len(found.papers)}
        )


def _paper(said: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": str(said["title"]).strip()[:300],
        "form": str(said.get("form", "")).strip()[:50],
        "required": bool(said.get("required", True)),
    }


def _keep(found: RecordType) -> None:
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as error:
        raise Conflict(
            _("“%(code)s” is in the table already; open that one and correct it.")
            % {"code": found.code}
        ) from error


@transaction.atomic
def end_type(type_: RecordType, *, by: User, on: date | None = None) -> RecordType:
    """No new records of this kind from that day on; folders that are there are kept as before."""
    may.ARRANGE.require(by)
    found = RecordType.objects.select_for_update().get(pk=type_.pk)
    if found.ended_on is not None:
        raise WrongState(_("No new records of this kind are made already."))
    found.ended_on = on or clock.today()
    found.save(update_fields=["ended_on"])
    record("records.type_end", found, by=by, code=found.code, on=found.ended_on)
    return found


@transaction.atomic
def resume_type(type_: RecordType, *, by: User) -> RecordType:
    """Records of this kind are made again."""
    may.ARRANGE.require(by)
    found = RecordType.objects.select_for_update().get(pk=type_.pk)
    if found.ended_on is None:
        raise WrongState(_("Records of this kind are made as before."))
    found.ended_on = None
    found.save(update_fields=["ended_on"])
    record("records.type_resume", found, by=by, code=found.code)
    return found


@transaction.atomic
def take_types(codes: Iterable[str] | None, *, by: User) -> list[RecordType]:
    """Take kinds of records from the library, all where no codes are said; none comes twice."""
    may.ARRANGE.require(by)
    # A second click waits here, and then finds what the first one took.
    User.objects.select_for_update().get(pk=by.pk)
    wanted = None if codes is None else set(codes)
    taken = [
        _take(offer)
        for offer in offers()
        if offer.free and (wanted is None or offer.template.code in wanted)
    ]
    for each in taken:
        record("records.type_take", each, by=by, code=each.code, origin=each.origin)
    return taken


def _take(offer: Offer) -> RecordType:
    template, version = offer.template, offer.version
    made = RecordType(
        code=template.code,
        name=template.name,
        heading=template.heading,
        holder=template.holder,
        place=template.place,
        years=template.years,
        source=template.source[:300],
        clauses=list(template.clauses),
        forms=list(template.forms),
        papers=[_paper(each) for each in template.papers],
        origin={
            "package": version.package.key,
            "version": version.number,
            "code": template.code,
        },
    )
    _keep(made)
    return made
