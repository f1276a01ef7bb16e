"""A turning as history keeps it, and taking it back while its entries are as they were made."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kernel.content.errors import ContentError
from kernel.content.nodes import Node, as_json, from_json

History = list[dict[str, Any]]  # a line or table as it was, its entries by id, the mark of these


@dataclass(frozen=True, slots=True)
class Turning:
    """What was done at once: the key that undoes it, and how many entries there are now."""

    key: UUID
    entries: int


def kept(was: Node, made: Sequence[Node]) -> dict[str, Any]:
    """What history keeps of one line or table; the entries as they were saved."""
    return {"was": as_json(was), "made": [node.id for node in made], "mark": _mark_of(made)}


def made_by(history: History) -> int:
    """How many entries there were."""
    return sum(len(each["made"]) for each in history)


def taken_back(history: History, there: Mapping[str, Node]) -> list[tuple[Node, list[str]]]:
    """Each line and table as it was, with the ids of the entries that go.

    It stands where its first entry does, under the same id. `there` are the blocks of the form now;
    nothing is to be done where all stands as before already. Raises ContentError where an entry was
    changed or taken out since.
    """
    if all(_is_back(each, there) for each in history):
        return []  # a second click
    if not all(_mark_of(_found(each["made"], there)) == each["mark"] for each in history):
        raise ContentError(
            _(
                "The fields were changed after they were made, so nothing was undone. Take out the"
                " fields that you do not want, and write their lines and tables anew."
            )
        )
    return [(from_json(each["was"]), each["made"][1:]) for each in history]


def _is_back(each: Mapping[str, Any], there: Mapping[str, Node]) -> bool:
    was = from_json(each["was"])
    return _mark_of(_found([was.id], there)) == _mark_of([was]) and not list(
        _found(each["made"][1:], there)
    )


def _found(ids: Iterable[str], there: Mapping[str, Node]) -> Iterator[Node]:
    return (there[name] for name in ids if name in there)


def _mark_of(nodes: Iterable[Node]) -> str:
    text = json.dumps([as_json(node) for node in nodes], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
