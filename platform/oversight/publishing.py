"""Taking in what agencies publish: one idempotent function, whatever order it arrives in."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.refusals import BadInput, Conflict
from kernel.trail.services import canonical
from library import exchange
from library.selectors import two_level_clauses
from library.simulating import read_answer, read_standing, take_answer, take_standing
from oversight import evidence
from oversight.cards import facts_of
from oversight.models import AgencyCard, ClauseCell, Publication
from tenants.models import Agency

EVIDENCE: Final = "evidence"


@transaction.atomic
def apply_publication(
    agency: Agency,
    topic: str,
    *,
    epoch: int,
    seq: int,
    as_of: datetime | date | str,
    body: Mapping[str, Any],
    digest: str = "",
) -> bool:
    """Keep a publication; True when it became the present state.

    Any order and any repetition of deliveries leads to the same state: everything is kept once, and
    the present state is that of the highest (epoch, seq). Raises BadInput for a body that cannot be
    read, and Conflict where the same number was published with another content.
    """
    read = _READERS[topic](body) if topic in _READERS else None
    instant, written = _instant(as_of), digest_of(topic, body)
    if digest and digest != written:
        raise BadInput(_("The publication was damaged on its way: its hash does not fit."))
    card = _locked_card(agency)
    key = {"agency": agency.pk, "topic": topic, "epoch": epoch, "seq": seq}
    known = Publication.objects.filter(**key).first()
    if known is not None:
        _refuse_other(known, written)
        return False
    facts = {"as_of": instant, "received_at": clock.now(), "body": body, "hash": written}
    publication = Publication.objects.create(**key, **facts)
    if topic in _TAKERS:
        return _take(agency, publication)
    if read is None or _is_older(publication, card):
        return False
    _show_evidence(card, publication, read)
    return True


def _take(agency: Agency, publication: Publication) -> bool:
    """What the library keeps of it; what was said before something newer changes nothing."""
    later = Q(epoch__gt=publication.epoch) | Q(epoch=publication.epoch, seq__gt=publication.seq)
    said = Publication.objects.filter(agency=agency.pk, topic=publication.topic)
    if publication.topic == exchange.STANDING and said.filter(later).exists():
        return False
    _TAKERS[publication.topic](agency, publication.body)
    return True


def digest_of(topic: str, body: Mapping[str, Any]) -> str:
    """The hash a publication travels with: of its topic and the canonical text of its body."""
    return hashlib.sha256(f"{topic}\n{canonical(body)}".encode()).hexdigest()


def _locked_card(agency: Agency) -> AgencyCard:
    """The card, locked until we commit, so that two deliveries follow one another."""
    facts = facts_of(agency)
    AgencyCard.objects.bulk_create([AgencyCard(agency=agency.pk, **facts)], ignore_conflicts=True)
    card = AgencyCard.objects.select_for_update().get(agency=agency.pk)
    for name, value in facts.items():
        setattr(card, name, value)
    return card


def _refuse_other(known: Publication, written: str) -> None:
    if known.hash != written:
        raise Conflict(
            _("The agency published something else under the number %(number)s before.")
            % {"number": f"{known.epoch}.{known.seq}"}
        )


def _is_older(publication: Publication, card: AgencyCard) -> bool:
    if card.epoch is None or card.seq is None:
        return False
    return (publication.epoch, publication.seq) <= (card.epoch, card.seq)


def _show_evidence(card: AgencyCard, publication: Publication, read: list[evidence.Leaf]) -> None:
    columns = [clause.number for clause in two_level_clauses()]
    cells = evidence.cells(read, columns)
    card.epoch, card.seq = publication.epoch, publication.seq
    card.as_of, card.received_at = publication.as_of, publication.received_at
    card.states = {cell.clause: cell.state for cell in cells.values()}
    for state, count in evidence.counts(card.states.values()).items():
        setattr(card, state, count)
    card.save()
    ClauseCell.objects.filter(agency=card.agency).exclude(clause__in=cells).delete()
    ClauseCell.objects.bulk_create(
        [_row_of(card, cell) for cell in cells.values()],
        update_conflicts=True,
        unique_fields=["agency", "clause"],
        update_fields=["state", "since", "leaves"],
    )


def _row_of(card: AgencyCard, cell: evidence.Cell) -> ClauseCell:
    return ClauseCell(
        agency=card.agency,
        clause=cell.clause,
        state=cell.state,
        since=cell.since,
        leaves=cell.as_json(),
    )


def _instant(value: datetime | date | str) -> datetime:
    """An instant as it is; a bare day means its beginning in Việt Nam."""
    if isinstance(value, str):
        value = _parsed(value)
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=clock.HANOI)
    return clock.day(value)[0]


def _parsed(text: str) -> datetime | date:
    try:
        return (parse_datetime(text) if len(text) > 10 else None) or date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(_("“%(text)s” is not a date.") % {"text": text}) from error


# How a body is read, which refuses what cannot be, and who keeps what the library needs of it.
_READERS: Final[dict[str, Callable[[Mapping[str, Any]], Any]]] = {
    EVIDENCE: evidence.read_body,
    exchange.STANDING: read_standing,
    exchange.SIMULATED: read_answer,
}
_TAKERS: Final[dict[str, Callable[[Agency, Mapping[str, Any]], None]]] = {
    exchange.STANDING: take_standing,
    exchange.SIMULATED: take_answer,
}
