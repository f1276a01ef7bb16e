"""What agencies tell the province, in the transaction that closes their message."""

from typing import Any

from kernel.db import present_agency
from kernel.outbox import consumer
from oversight.publishing import apply_publication


@consumer("oversight.publish")
def take_in(body: dict[str, Any]) -> None:
    """Runs in the sender's schema, where the province's tables are reached by their full name."""
    apply_publication(
        present_agency(),
        body["topic"],
        epoch=body["epoch"],
        seq=body["seq"],
        as_of=body["as_of"],
        body=body["body"],
        digest=body.get("hash", ""),
    )
