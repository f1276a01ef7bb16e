"""What can be made known at a meeting now, and to whom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from apps.documents.models import ReadingMeeting, Version
from apps.documents.selectors.reading import Progress, Reader, progress, readers_of
from kernel.alphabet import name_key


@dataclass(frozen=True)
class Absent:
    """Somebody who has not read some of these versions yet."""

    person_id: UUID
    name: str
    codes: Sequence[str]


@dataclass(frozen=True)
class Bench:
    """The people of one unit who have something to read."""

    unit: str
    people: Sequence[Absent]


def to_present(units: Collection[UUID] | None) -> list[Progress]:
    """Versions that somebody has not read yet, the newest first."""
    waiting = [each for each in progress(units) if each.missing]
    return sorted(waiting, key=lambda each: (each.due, each.code), reverse=True)


def benches(versions: Sequence[Progress], units: Collection[UUID] | None) -> list[Bench]:
    """Who has not read them, unit by unit; each person once."""
    codes = {each.version_id: each.code for each in versions}
    found = readers_of([Version(pk=pk) for pk in codes], units)
    missing: dict[str, dict[UUID, list[Reader]]] = {}
    for each in found:
        if each.read_on is None:
            missing.setdefault(each.unit, {}).setdefault(each.person_id, []).append(each)
    return [
        Bench(
            unit,
            sorted(
                (
                    Absent(pk, own[0].name, sorted(codes[each.version_id] for each in own))
                    for pk, own in people.items()
                ),
                key=lambda each: name_key(each.name),
            ),
        )
        for unit, people in sorted(missing.items(), key=lambda pair: (pair[0] == "", pair[0]))
    ]


def meetings() -> list[ReadingMeeting]:
    """The last meetings that were entered."""
    return list(ReadingMeeting.objects.select_related("recorded_by")[:5])
