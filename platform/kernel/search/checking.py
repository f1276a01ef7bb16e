"""Whether the index says what the records say, and writing it anew where it does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django_tenants.utils import get_tenant_model, schema_context

from kernel import outbox
from kernel.search import LOOK, REBUILD, SOURCES
from kernel.search.models import Part
from kernel.search.services import reindex, rows_of

AT_ONCE: Final = 25  # records of one message


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows of a record that are missing, out of date, or of something that is gone."""

    source: str
    key: UUID
    missing: int = 0
    stale: int = 0
    left: int = 0


def records() -> list[tuple[UUID, str]]:
    """Every record of every source, in the order of its key."""
    return sorted((key, name) for name, source in SOURCES.items() for key in source.keys())


def differences() -> Iterator[Difference]:
    """What `rebuild` would change in this agency; nothing where the index is right."""
    known = set()
    for key, name in records():
        known.add(key)
        if found := _compared(name, key):
            yield found
    strange = Part.objects.order_by().values_list("record", "source").distinct()
    for key, name in strange.exclude(record__in=known):
        yield Difference(name, key, left=Part.objects.filter(record=key).count())


def _compared(name: str, key: UUID) -> Difference | None:
    record = SOURCES[name].read(key)
    wanted = {(row.part, row.piece): row.digest for row in rows_of(name, record)} if record else {}
    rows = Part.objects.filter(record=key).order_by().values_list("part", "piece", "digest")
    there = {(part, piece): digest for part, piece, digest in rows}
    if wanted == there:
        return None
    both = wanted.keys() & there.keys()
    return Difference(
        name,
        key,
        missing=len(wanted.keys() - there.keys()),
        stale=sum(wanted[at] != there[at] for at in both),
        left=len(there.keys() - wanted.keys()),
    )


def rebuild() -> int:
    """Write the index of this agency anew, record by record; returns how many rows changed."""
    here = records()
    changed = sum(reindex(name, key) for key, name in here)
    strange = Part.objects.exclude(record__in=[key for key, _name in here])
    removed, _by_table = strange.delete()
    return changed + removed


def rebuild_some(after: UUID | None) -> UUID | None:
    """The next records behind this one; the key of the last, None at the end."""
    todo = [(key, name) for key, name in records() if after is None or key > after]
    for key, name in todo[:AT_ONCE]:
        reindex(name, key)
    return todo[AT_ONCE - 1][0] if len(todo) > AT_ONCE else None


def look_everywhere() -> None:
    """After a release: a worker looks in each agency whether the index knows its records.

    An agency that is still behind is asked later, again and again: it has perhaps no index yet.
    """
    with schema_context("public"):
        schemas = list(get_tenant_model().objects.values_list("schema_name", flat=True))
    outbox.send_to(schemas, LOOK, {})


def read_if_behind() -> None:
    """Records are unknown, or the first of them is indexed as another release did it."""
    heads = set(Part.objects.filter(is_head=True).order_by().values_list("record", flat=True))
    here = records()
    unknown = any(key not in heads for key, _name in here)
    if unknown or (here and _compared(here[0][1], here[0][0])):
        promise_rebuild()


def promise_rebuild() -> None:
    """Have the index of the present agency read anew; asked for twice is done once."""
    outbox.send(REBUILD, key="agency")
