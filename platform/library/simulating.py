"""Trying a draft on every agency before it is published: each counts in its own house.

One message an agency goes out; a worker that dies is replaced when its lease runs out, and an
answer that comes twice counts once.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from kernel import clock, outbox
from kernel.permissions import Actor
from kernel.refusals import BadInput, WrongState
from kernel.trail import record
from library import exchange, selectors
from library import permissions as may
from library.drafting import rows_of_draft
from library.drafting.opening import writable
from library.exchange import Fate
from library.models import (
    PackageDraft,
    SimulatedDocument,
    Simulation,
    SimulationAnswer,
    Standing,
)
from tenants.models import Agency

# the columns in which an answer keeps how many documents fare so
FATES = {
    Fate.CLEAN: "as_is",
    Fate.MERGED: "merged",
    Fate.CONFLICT: "conflicts",
    Fate.REMOVED: "removed",
}

PATIENCE = timedelta(minutes=10)  # then what came is shown, and who is missing is told


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a simulation is; numbers of agencies and, for the fates, of documents."""

    asked: int
    answered: int
    touched: int
    fates: Mapping[str, int]
    late: bool = False

    @property
    def done(self) -> bool:
        """Whether there is nothing to wait for: everyone answered, or the rest is overdue."""
        return self.late or self.answered >= self.asked

    @property
    def silent(self) -> int:
        """How many agencies have not answered."""
        return max(0, self.asked - self.answered)

    @property
    def percent(self) -> int:
        """0 to 100, for the bar."""
        return 100 * self.answered // self.asked if self.asked else 100


@transaction.atomic
def simulate(draft: PackageDraft, *, by: Actor) -> Simulation:
    """Ask every agency that works what the draft would meet there; the answers come by themselves.

    While one of the same text is still being answered, that one is returned: a second click asks
    nobody twice.
    """
    grant = may.WRITE.require(by)
    draft = writable(draft, by)
    documents = rows_of_draft(draft)
    running = simulations_of(draft).first()
    if running and not progress_of(running).done and _is_of(running, documents):
        return running
    houses = selectors.houses()
    if not houses:
        raise WrongState(_("There is no agency yet on which the draft could be tried."))
    simulation = Simulation.objects.create(
        draft=draft.pk,
        package=draft.package.key,
        started_at=clock.now(),
        started_by=by.pk,
        started_by_name=by.full_name,
        asked=len(houses),
    )
    SimulatedDocument.objects.bulk_create(
        SimulatedDocument(
            simulation=simulation,
            key=document.key,
            code=document.code,
            title=document.title,
            position=document.position,
            canonical=document.canonical,
            sha256=document.sha256,
        )
        for document in documents
    )
    outbox.send_to(houses, exchange.SIMULATE, {"simulation": str(simulation.pk)})
    record("library.simulate", draft, by=by, grant=grant, agencies=len(houses))
    return simulation


def simulations_of(draft: PackageDraft) -> QuerySet[Simulation]:
    """The trials of a draft, the latest first."""
    return Simulation.objects.filter(draft=draft.pk).order_by("-started_at")


def progress_of(simulation: Simulation) -> Progress:
    """One statement, however many agencies there are."""
    touched = Q(as_is__gt=0) | Q(merged__gt=0) | Q(conflicts__gt=0) | Q(removed__gt=0)
    found = simulation.answers.aggregate(
        answered=Count("pk"),
        touched=Count("pk", filter=touched),
        **{column: Sum(column, default=0) for column in FATES.values()},
    )
    return Progress(
        asked=simulation.asked,
        answered=found["answered"],
        touched=found["touched"],
        fates={fate.value: found[column] for fate, column in FATES.items()},
        late=clock.now() - simulation.started_at > PATIENCE,
    )


def by_document(simulation: Simulation) -> dict[str, Counter[str]]:
    """For each template, in how many agencies it fares in which way; one statement."""
    found: dict[str, Counter[str]] = {}
    for documents in simulation.answers.values_list("documents", flat=True).iterator():
        for key, counted in documents.items():
            found.setdefault(key, Counter())[counted["fate"]] += 1
    return found


def take_answer(agency: Agency, body: Mapping[str, Any]) -> None:
    """Keep what one agency counted; the same answer again changes nothing."""
    documents = read_answer(body)
    if not Simulation.objects.filter(pk=body["simulation"]).exists():
        return  # an answer of another life of this database
    fates = Counter(counted["fate"] for counted in documents.values())
    SimulationAnswer.objects.update_or_create(
        simulation_id=body["simulation"],
        agency=agency.pk,
        defaults={
            "answered_at": clock.now(),
            "documents": documents,
            **{column: fates[fate.value] for fate, column in FATES.items()},
        },
    )


def read_answer(body: Mapping[str, Any]) -> dict[str, Any]:
    """The counts by template; raises BadInput where they are not as agreed in `exchange`."""
    documents = body.get("documents")
    if not isinstance(documents, dict) or "simulation" not in body:
        raise BadInput(_("The counts of an agency cannot be read."))
    for counted in documents.values():
        if not isinstance(counted, dict) or counted.get("fate") not in Fate.values:
            raise BadInput(_("The counts of an agency cannot be read."))
    return documents


def take_standing(agency: Agency, body: Mapping[str, Any]) -> None:
    """Which templates an agency works with, all of them anew."""
    rows = [_standing(agency, each) for each in read_standing(body)]
    Standing.objects.filter(agency=agency.pk).delete()
    Standing.objects.bulk_create(rows)


def read_standing(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The documents of an agency; raises BadInput where they are not as agreed in `exchange`."""
    documents = body.get("documents")
    names = ("package", "template", "version", "changed", "state")
    if not isinstance(documents, list) or not all(
        isinstance(each, dict) and all(name in each for name in names) for each in documents
    ):
        raise BadInput(_("What the agency says of its templates cannot be read."))
    return documents


def _standing(agency: Agency, each: Mapping[str, Any]) -> Standing:
    return Standing(
        agency=agency.pk,
        package=each["package"],
        template=each["template"],
        version=each["version"],
        changed=each["changed"],
        state=each["state"],
        to=each.get("to"),
        on=each.get("on") or None,
        reason=each.get("reason") or "",
    )


def _is_of(simulation: Simulation, documents: list[Any]) -> bool:
    tried = dict(simulation.documents.values_list("key", "sha256"))
    return tried == {document.key: document.sha256 for document in documents}
