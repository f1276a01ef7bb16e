"""After changes and every night the evidence is computed anew, since days pass by themselves."""

from typing import Any

from celery import shared_task

from apps.compliance.services import recompute
from kernel import outbox
from kernel.outbox import consumer
from kernel.schemas import in_each_agency


@consumer("compliance.recompute")
def recompute_agency(body: dict[str, Any]) -> None:
    """Asked for ten times is computed once: the messages share a key."""
    recompute()


@shared_task(name="compliance.nightly")
def nightly() -> int:
    """One message per agency; the work itself is spread over the workers."""
    asked = in_each_agency(lambda _agency: outbox.send("compliance.recompute", key="agency"))
    return len(asked)
