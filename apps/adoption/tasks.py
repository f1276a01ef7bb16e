"""What workers do for the library's sake: telling how documents stand, answering, giving notice."""

from typing import Any
from uuid import UUID

from celery import shared_task

from apps.adoption.services.simulating import answer_simulation
from apps.adoption.services.standing import TOPIC, publish_standing, stand_anew
from apps.adoption.services.telling import tell_of_answer, tell_of_version
from kernel.outbox import consumer
from kernel.schemas import in_each_agency
from library.exchange import ANSWERED, PUBLISHED, SIMULATE


@consumer(TOPIC)
def stand(body: dict[str, Any]) -> None:
    """Asked for ten times is told once: the messages share a key."""
    publish_standing()


@consumer(SIMULATE)
def simulate(body: dict[str, Any]) -> None:
    """Compute this agency's own counts, in its own schema."""
    answer_simulation(UUID(body["simulation"]))


@consumer(PUBLISHED)
def published(body: dict[str, Any]) -> None:
    """A new version of a package came out."""
    tell_of_version(body["package"], body["number"])


@consumer(ANSWERED)
def answered(body: dict[str, Any]) -> None:
    """The library said what it does with an offer."""
    tell_of_answer(UUID(body["offer"]))


@shared_task(name="adoption.nightly")
def nightly() -> int:
    """Texts change without the library hearing of it: once a night it is told."""
    return len(in_each_agency(lambda _agency: stand_anew()))
