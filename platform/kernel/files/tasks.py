"""Bytes that nobody needs any more go after the transaction that let go of them."""

from typing import Any

from kernel.outbox import consumer


@consumer("files.erase")
def erase(body: dict[str, Any]) -> None:
    """Take them away; killed in the middle it is done again, and what is gone is gone."""
    from kernel.files.services import erase_bytes

    erase_bytes(body["sha256"])
