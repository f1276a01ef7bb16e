"""What agencies tell the host."""

from typing import Any

from kernel import clock
from kernel.db import present_agency
from kernel.outbox import consumer
from tenants.models import TrailAnchor


@consumer("trail.sealed")
def anchor_chain(body: dict[str, Any]) -> None:
    """Keep the head of an agency's chain outside its schema; told twice is kept once."""
    TrailAnchor.objects.get_or_create(
        agency_id=present_agency().pk,
        seq=body["seq"],
        defaults={"hash": body["hash"], "at": clock.now()},
    )
