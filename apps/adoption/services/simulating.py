"""A package draft tried on this agency: how each document would fare, told as numbers only."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from apps.adoption.models import Adoption, Update
from apps.adoption.selectors.present import Present, facts_of, presents
from apps.adoption.selectors.updates import KEPT, counted, last_updates, was_given_up
from apps.compliance.services import publish
from kernel.content import canonical
from kernel.content.merge import FATES, merge, merge_facts
from kernel.content.nodes import Node
from library.exchange import SIMULATED, Counted, Fate
from library.models import SimulatedDocument, Simulation

Text = tuple[dict[str, Any], list[Node]]


def answer_simulation(simulation: UUID) -> dict[str, Counted]:
    """Compute and publish; nothing of the agency's texts leaves it, and nothing is changed."""
    asked = Simulation.objects.filter(pk=simulation).first()
    if asked is None:
        return {}  # given up meanwhile
    documents = {
        each.key: (each.sha256, bytes(each.canonical))
        for each in SimulatedDocument.objects.filter(simulation=asked)
    }
    rows = Adoption.objects.filter(package=asked.package).select_related("document", "base")
    found = simulated(list(rows), documents)
    publish(SIMULATED, {"simulation": str(asked.pk), "documents": dict(found)})
    return found


def simulated(
    adoptions: list[Adoption], documents: dict[str, tuple[str, bytes]]
) -> dict[str, Counted]:
    """Of every adopted document; the number of statements does not grow with theirs."""
    updates = last_updates(adoptions)
    here = presents([a.document_id for a in adoptions])
    return {
        a.template: _counted(
            a, updates.get(a.pk), here.get(a.document_id), documents.get(a.template)
        )
        for a in adoptions
    }


def _counted(
    adoption: Adoption,
    last: Update | None,
    here: Present | None,
    new: tuple[str, bytes] | None,
) -> Counted:
    nothing = dict.fromkeys(FATES, 0)
    if new is None:
        return {**counted(nothing), "fate": Fate.REMOVED.value}
    row = last.base if last and was_given_up(last) else adoption.base
    if here is None or new[0] == row.sha256:
        return counted(nothing)
    meta, base = _read(row.sha256, bytes(row.canonical))
    theirs_meta, theirs = _read(*new)
    own = {**facts_of(meta), "code": here.facts["code"]}
    if (own, base) == (here.facts, here.nodes):
        return _untouched(row.sha256, bytes(row.canonical), *new)
    found = merge(base, here.nodes, theirs).counts
    for fact in merge_facts(facts_of(meta), here.facts, facts_of(theirs_meta)):
        if fact.name not in KEPT:
            found[fact.fate] += 1
    return counted(found)


@lru_cache(maxsize=512)
def _read(_sha256: str, data: bytes) -> Text:
    """A text of the library, read once however many agencies have it."""
    return canonical.parse(data)


@lru_cache(maxsize=512)
def _untouched(base: str, base_data: bytes, new: str, new_data: bytes) -> Counted:
    """How a document fares that nobody here touched: the same in every agency."""
    meta, nodes = _read(base, base_data)
    theirs_meta, theirs = _read(new, new_data)
    found = merge(nodes, nodes, theirs).counts
    for fact in merge_facts(facts_of(meta), facts_of(meta), facts_of(theirs_meta)):
        if fact.name not in KEPT:
            found[fact.fate] += 1
    return counted(found)
