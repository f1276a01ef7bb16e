"""A decision carries approved versions; văn thư enters number and date, and they are in force."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import DecisionItem, IssueSheet, Kind, Level, Version
from apps.documents.selectors import ready_to_decide
from apps.documents.selectors.codes import next_document_code
from apps.documents.services.decision_text import DECISION_TITLE, decision_nodes
from apps.documents.services.drafting import draft_document, locked
from apps.documents.workflow import VERSION, State
from kernel import clock, confirmation, outbox
from kernel.content.canonical import sha256
from kernel.files.models import StoredFile
from kernel.permissions import SYSTEM
from kernel.refusals import BadInput, Conflict, RuleBroken, WrongState
from kernel.trail.services import canonical as canonical_text

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
) -> Version:
    """Draft the decision that issues these approved versions; it is checked and signed like any.

    Its second article says from when on it holds: from `takes_force`, or from its signing.
    """
    may.DRAFT.require(by)
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
        nodes=decision_nodes(ordered, takes_force),
        paper={"takes_force": takes_force.isoformat()} if takes_force else {},
    )
    DecisionItem.objects.bulk_create(
        DecisionItem(decision=decision, version=version, position=n)
        for n, version in enumerate(ordered)
    )
    decision.checker, decision.approver = checker, approver
    decision.save(update_fields=["checker", "approver"])
    return decision


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
) -> IssueSheet:
    """Enter number, symbol and date as văn thư gave them; the documents take force.

    `in_force_from` defaults to the day that the decision was drafted for, else to its own date.
    What was in force before ends on that day.
    """
    decision = locked(decision)
    if decision.document.kind != Kind.DECISION:
        raise WrongState(_("Only a decision is given a number; documents are issued by it."))
    VERSION.transitions["issue"].check(decision, by)
    items = [locked(item.version) for item in decision.items.all()]
    in_force_from = in_force_from or stated_force(decision) or signed_on
    _check_dates(decision, items, signed_on, in_force_from)
    sheet = _record_number(decision, number, symbol, signed_on, in_force_from, by, signed_copy)
    for version in [decision, *items]:
        _put_in_force(version, decision, in_force_from, by)
        outbox.send("documents.render", {"version": str(version.pk)}, key=str(version.pk))
    outbox.send("compliance.recompute", key="agency")
    return sheet


def stated_force(decision: Version) -> date | None:
    """The day its second article names; None where it holds from its signing."""
    said = decision.paper.get("takes_force")
    return date.fromisoformat(said) if said else None


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
    signed_on: date,
    in_force_from: date,
    by: User,
    signed_copy: StoredFile | None,
) -> IssueSheet:
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
                recorded_by=by,
                recorded_at=clock.now(),
                proof_at=proof.at if proof else None,
                proof_how=proof.how if proof else None,
                sha256=sha256(canonical_text(said).encode()),
            )
    except IntegrityError as error:
        raise Conflict(
            _("Number %(number)s/%(symbol)s of %(year)s is already given to another document.")
            % {"number": f"{number:02}", "symbol": symbol, "year": signed_on.year}
        ) from error


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
