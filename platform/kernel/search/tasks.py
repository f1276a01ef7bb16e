"""What follows a change: the words of the record are read again, by a worker."""

from typing import Any
from uuid import UUID

from celery import shared_task

from kernel import outbox
from kernel.outbox import consumer
from kernel.schemas import in_each_agency
from kernel.search import LOOK, REBUILD, SLOW_TOPIC, TOPIC


@consumer(TOPIC)
def index_changed(body: dict[str, Any]) -> None:
    """Read one record again; read twice is written once."""
    from kernel.search.services import reindex

    reindex(body["source"], UUID(body["key"]))


@consumer(SLOW_TOPIC, slow=True)
def index_file(body: dict[str, Any]) -> None:
    """The same for a record with a file."""
    index_changed(body)


@consumer(LOOK, slow=True)
def look_at_index(_body: dict[str, Any]) -> None:
    """After a release, promise to read anew what the index does not know."""
    from kernel.search.checking import read_if_behind

    read_if_behind()


@consumer(REBUILD, slow=True)
def rebuild_index(body: dict[str, Any]) -> None:
    """Read the next records, and promise those after them: killed, it goes on where it was."""
    from kernel.search.checking import rebuild_some

    after = UUID(body["after"]) if body.get("after") else None
    last = rebuild_some(after)
    if last is not None:
        outbox.send(REBUILD, {"after": str(last)})


@shared_task(name="search.nightly")
def nightly() -> int:
    """What drafts show of other registers changes without them: every agency is read once a day."""
    from kernel.search.checking import promise_rebuild

    return len(in_each_agency(lambda _agency: promise_rebuild()))
