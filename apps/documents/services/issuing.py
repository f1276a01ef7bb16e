"""A decision carries approved versions; văn thư enters number and date, and they are in force."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import DecisionItem, IssueSheet, Kind, Level, Version
from apps.documents.selectors import ready_to_decide
from apps.documents.selectors.codes import next_document_code, next_number
from apps.documents.services.decision_text import DECISION_TITLE, decision_nodes
from apps.documents.services.drafting import draft_document, locked
from apps.documents.services.naming import take_names
from apps.documents.services.paper import bears_number
from apps.documents.services.searching import text_changed
from apps.documents.workflow import VERSION, State
from kernel import clock, confirmation, outbox
from kernel.content.canonical import sha256
from kernel.files.models import StoredFile
from kernel.permissions import SYSTEM
from kernel.refusals import BadInput, Conflict, RuleBroken, WrongState
from kernel.trail.services import canonical as canonical_text

MOST_DAYS = 180  # that a decision may leave for reading
TRIES = 5  # how often a code may be snatched away before the person is asked to try again


@transaction.atomic
def draft_decision(
    versions: Sequence[Version],
    *,
    by: User,
    title: str = "",
    checker: User | None = None,
    approver: User | None = None,
    takes_force: date | None = None,
    reading_days: int = 0,
) -> Version:
    """Draft the decision that issues these approved versions; it is checked and signed like any.

    Its second article says from when on it holds: from `takes_force`, or `reading_days` days of
    the calendar after its date (time to read what it issues), or from its signing.
    """
    may.DRAFT.require(by)
    if takes_force and reading_days:
        raise BadInput(_("Say either a day or a time for reading, not both."))
    if not 0 <= reading_days <= MOST_DAYS:
        raise BadInput(_("The time for reading is 1 to %(n)s days.") % {"n": MOST_DAYS})
    for version in sorted(versions, key=lambda v: v.pk):
        locked(version)  # a second decision over the same ones waits, and then sees ours
    ready = {version.pk for version in ready_to_decide()}
    if not versions or any(version.pk not in ready for version in versions):
        raise BadInput(_("Choose approved documents that no other decision carries yet."))
    ordered = sorted(versions, key=lambda v: (v.document.level, v.document.code))
    decision = _under_next_code(
        title=title or DECISION_TITLE,
        kind=Kind.DECISION,
        level=Level.I,
        by=by,
        nodes=decision_nodes(ordered, takes_force, reading_days),
        paper=_said_force(takes_force, reading_days),
    )
    DecisionItem.objects.bulk_create(
        DecisionItem(decision=decision, version=version, position=n)
        for n, version in enumerate(ordered)
    )
    decision.checker, decision.approver = checker, approver
    decision.save(update_fields=["checker", "approver"])
    return decision


def _said_force(takes_force: date | None, reading_days: int) -> dict[str, Any]:
    if takes_force:
        return {"takes_force": takes_force.isoformat()}
    return {"reading_days": reading_days} if reading_days else {}


def _under_next_code(**facts: Any) -> Version:
    """A draft under the next free code; whoever takes that code meanwhile lets us have the next."""
    for _try in range(TRIES):
        try:
            return draft_document(code=next_document_code(Kind.DECISION), **facts)
        except Conflict as refusal:
            taken = refusal
    raise taken


@transaction.atomic
def issue_decision(
    decision: Version,
    *,
    number: int,
    symbol: str,
    signed_on: date,
    by: User,
    in_force_from: date | None = None,
    signed_copy: StoredFile | None = None,
    source: str = IssueSheet.Source.OWN,
) -> IssueSheet:
    """Enter number, symbol and date as văn thư gave them; the documents take force.

    `in_force_from` defaults to the day that the decision was drafted for, else to the end of its
    time for reading, else to its own date. What was in force before ends on that day.
    """
    decision = locked(decision)
    if not bears_number(decision):
        raise WrongState(_("Only a decision is given a number; documents are issued by it."))
    if decision.decided.exclude(decision__state=State.ABANDONED).exists():
        raise WrongState(_("A decision carries this paper; it is issued with the decision."))
    VERSION.transitions["issue"].check(decision, by)
    items = [locked(item.version) for item in decision.items.all()]
    in_force_from = in_force_from or stated_force(decision, signed_on) or signed_on
    _check_dates(decision, items, signed_on, in_force_from)
    days = (signed_on, in_force_from)
    sheet = _record_number(decision, number, symbol, days, by, signed_copy, source)
    for version in [decision, *items]:
        _put_in_force(version, decision, in_force_from, by)
        outbox.send("documents.render", {"version": str(version.pk)}, key=str(version.pk))
        filed = {"kind": "documents.version", "key": str(version.pk)}
        outbox.send("records.file", filed, key=f"documents.version:{version.pk}")
    issued = [str(version.pk) for version in [decision, *items]]
    outbox.send("documents.tell_readers", {"versions": issued})
    ended = [str(version.document_id) for version in items if version.base_id]
    if ended:
        outbox.send("documents.tell_of_copies", {"documents": ended})
    text_changed(decision)  # it is known by its number from now on
    outbox.send("compliance.recompute", key="agency")
    return sheet


def stated_force(decision: Version, signed_on: date | None = None) -> date | None:
    """The day its second article names, or that its time for reading leads to from its date.

    None where it holds from its signing, or where its date is not known yet.
    """
    if said := decision.paper.get("takes_force"):
        return date.fromisoformat(said)
    days = reading_days_of(decision)
    return signed_on + timedelta(days=days) if days and signed_on else None


def reading_days_of(decision: Version) -> int:
    """How many days of the calendar it leaves for reading; 0 where it leaves none."""
    return int(decision.paper.get("reading_days") or 0)


def _check_dates(
    decision: Version, items: list[Version], signed_on: date, in_force_from: date
) -> None:
    if signed_on > clock.today():
        raise BadInput(_("The decision's date lies in the future."))
    if in_force_from < signed_on:
        raise RuleBroken(_("Documents take force on the decision's date or later."), clause="7.5.3")
    for version in [decision, *items]:
        if version.state != State.APPROVED:
            raise WrongState(
                _("“%(code)s” is not approved: the state is “%(state)s”.")
                % {"code": version.document.code, "state": version.get_state_display()}
            )
        approved = version.approved_at
        if approved and signed_on < approved.astimezone(clock.HANOI).date():
            raise RuleBroken(
                _("“%(code)s” was approved after the decision's date.")
                % {"code": version.document.code},
                clause="7.5.2 c)",
            )


def _record_number(
    decision: Version,
    number: int,
    symbol: str,
    days: tuple[date, date],
    by: User,
    signed_copy: StoredFile | None,
    source: str,
) -> IssueSheet:
    signed_on, in_force_from = days
    proof = confirmation.present(by)
    said = [str(decision.content_id), number, symbol.strip(), signed_on, in_force_from]
    try:
        with transaction.atomic():
            return IssueSheet.objects.create(
                decision=decision,
                number=number,
                symbol=symbol.strip(),
                year=signed_on.year,
                signed_on=signed_on,
                in_force_from=in_force_from,
                signed_copy=signed_copy,
                source=source,
                recorded_by=by,
                recorded_at=clock.now(),
                proof_at=proof.at if proof else None,
                proof_how=proof.how if proof else None,
                sha256=sha256(canonical_text(said).encode()),
            )
    except IntegrityError as error:
        taken = _("Number %(number)s/%(symbol)s of %(year)s is already given; next: %(next)s.")
        words = {"number": f"{number:02}", "symbol": symbol, "year": signed_on.year}
        words["next"] = next_number(symbol, signed_on.year)
        raise Conflict(taken % words) from error


def _put_in_force(version: Version, decision: Version, on: date, by: User) -> None:
    VERSION.move(version, "issue", by=by, decision=str(decision.pk), in_force_from=on)
    version.in_force_from = on
    version.decision = decision if version.pk != decision.pk else None
    version.save(update_fields=["state", "in_force_from", "decision"])
    older = (
        Version.objects.select_for_update(of=("self",))
        .filter(document=version.document_id, state=State.ISSUED)
        .exclude(pk=version.pk)
    )
    for previous in older:
        VERSION.move(previous, "supersede", by=SYSTEM, superseded_by=str(version.pk))
        _end(previous, on)
    overtaken = Version.objects.filter(document=version.document_id, superseded_from__gt=on)
    for previous in overtaken.select_for_update(of=("self",)):
        _end(previous, on)  # its successor was to come later than this one
    if on <= clock.today():
        take_names(version)


def _end(previous: Version, on: date) -> None:
    previous.superseded_from = max(on, previous.in_force_from or on)
    previous.save(update_fields=["state", "superseded_from"])


@transaction.atomic
def withdraw_version(version: Version, *, why: str, by: User) -> Version:
    """End a version without a successor, from now on; it stays readable with its watermark."""
    if not why.strip():
        raise BadInput(_("Say why it is withdrawn."))
    version = locked(version)
    VERSION.move(version, "withdraw", by=by, note=why)
    version.withdrawn_by, version.withdrawn_at, version.withdrawn_why = by, clock.now(), why
    version.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_why"])
    _give_back(version)
    outbox.send("documents.tell_of_copies", {"documents": [str(version.document_id)]})
    outbox.send("compliance.recompute", key="agency")
    return version


def _give_back(version: Version) -> None:
    """What ends only because of a version that never took force goes on."""
    start = version.in_force_from
    if start is None or start <= clock.today():
        return
    ended = Version.objects.filter(document=version.document_id, state=State.SUPERSEDED)
    for previous in ended.filter(superseded_from=start).select_for_update(of=("self",)):
        VERSION.move(previous, "go_on", by=SYSTEM, withdrawn=str(version.pk))
        previous.superseded_from = None
        previous.save(update_fields=["state", "superseded_from"])
