"""Slips that say what is sought, as far as one may see them."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Value, When

from apps.records.models import Slip
from apps.records.selectors.slips import visible_slips
from apps.records.workflow import SlipState
from kernel.permissions import Actor
from kernel.search.finding import Place, Result, find
from kernel.search.query import Query


@dataclass(frozen=True)
class FoundSlip:
    """A slip and the answer that was found, None where its number or title was."""

    slip: Slip
    place: Place | None


def found_slips(reader: Actor, query: Query, limit: int) -> list[FoundSlip]:
    """The best ones, two statements; one where there is none. Cancelled ones come last."""
    if not query:
        return []
    over = Case(
        When(state=SlipState.CANCELLED, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    reach = visible_slips(reader).select_related(None).order_by().values_list("pk", over)
    result: Result = find(query, reach, limit=limit, each=1)
    if not result.found:
        return []
    seen = visible_slips(reader).in_bulk([one.record for one in result.found])
    return [
        FoundSlip(seen[one.record], one.places[0] if one.places else None)
        for one in result.found
        if one.record in seen
    ]
