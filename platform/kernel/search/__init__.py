"""Full-text search over what the apps say, one index in every agency.

An app registers what it has by `source(…)` and tells by `changed(…)` that one of its records says
something else; the words are read again by a worker. Who may see what is never kept here: whoever
asks brings along the records that the reader may open, told by the tables that know it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

TOPIC, SLOW_TOPIC = "search.index", "search.index_file"
LOOK, REBUILD = "search.look", "search.rebuild"


@dataclass(frozen=True, slots=True)
class Said:
    """What stands at one place of a record: a block of a text, or the text of a file."""

    part: str  # id of the block, "" where there are none
    text: str
    kind: str = ""
    place: str = ""  # the headings above it; searched together with it
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """All that is searchable of one record. `owner` is what its versions have in common."""

    key: UUID
    owner: UUID
    code: str
    title: str
    more: str = ""  # further words by which it is known: number and symbol
    clauses: tuple[str, ...] = ()
    said: Iterable[Said] = field(default=())


@dataclass(frozen=True, slots=True)
class Source:
    """The records of one app: `read` gives one as it is now, None when it is gone."""

    name: str
    read: Callable[[UUID], Record | None]
    keys: Callable[[], Iterable[UUID]]


SOURCES: dict[str, Source] = {}


def source(
    name: str,
    read: Callable[[UUID], Record | None],
    keys: Callable[[], Iterable[UUID]],
) -> None:
    """Have the records of an app searched; called in `ready()`."""
    SOURCES[name] = Source(name, read, keys)


def changed(name: str, key: UUID, *, has_file: bool = False) -> None:
    """This record says something else once the present transaction is through.

    Many changes of one record that wait are read once: a draft is saved every few seconds. To read
    a file takes seconds, so nothing else waits behind it.
    """
    from kernel import outbox

    outbox.send(
        SLOW_TOPIC if has_file else TOPIC, {"source": name, "key": str(key)}, key=f"{name}:{key}"
    )
