"""What agencies tell the host: where their chains of events stand."""

from typing import Any

from kernel import clock, outbox
from kernel.db import in_public, present_agency
from kernel.outbox import consumer
from tenants.models import TrailAnchor

SEALED = "trail.sealed"


def tell_head(seq: int, digest: str) -> None:
    """An agency sealed up to here; the province's own chain has no host to tell."""
    if not in_public():
        outbox.send(SEALED, {"seq": seq, "hash": digest})


@consumer(SEALED)
def anchor_chain(body: dict[str, Any]) -> None:
    """Keep the head of an agency's chain outside its schema; told twice is kept once."""
    TrailAnchor.objects.get_or_create(
        agency_id=present_agency().pk,
        seq=body["seq"],
        defaults={"hash": body["hash"], "at": clock.now()},
    )


def anchors() -> dict[int, str] | None:
    """The heads of this agency's chain that were kept, for comparing; None in public."""
    if in_public():
        return None
    kept = TrailAnchor.objects.filter(agency_id=present_agency().pk)
    return dict(kept.values_list("seq", "hash"))
