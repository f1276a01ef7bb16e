"""What the editor sends: the blocks that changed, where they stand, and which are gone."""

import json
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.documents.services.saving import Block, Changes, Place
from kernel.refusals import BadInput

Read = Callable[[dict[str, Any]], Any]
NEAREST = 8  # neighbours that are asked for, one of which is still there
MOST = 100_000_000  # revisions are small numbers


def read_changes(text: str) -> Changes:
    """Read the JSON of a save. Raises BadInput where it is not one; bodies are not checked here."""
    try:
        raw = json.loads(text)
        base = {_name(key): _number(value) for key, value in _object(raw.get("base", {})).items()}
        blocks = [_block(_object(each), base) for each in _list(raw.get("blocks", []))]
        places = [_place(_object(each)) for each in _list(raw.get("order", []))]
        removed = {name: base.get(name, 0) for name in map(_name, _list(raw.get("removed", [])))}
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        said = _("What the editor sent cannot be read. Your text is kept here; reload the page.")
        raise BadInput(said) from error
    return Changes(blocks, places, removed)


def _block(raw: dict[str, Any], base: dict[str, int]) -> Block:
    name = _name(raw["id"])
    return Block(name, _name(raw["kind"]), _object(raw["body"]), base.get(name, 0))


def _place(raw: dict[str, Any]) -> Place:
    after = [_name(each) for each in _list(raw.get("after", []))[:NEAREST]]
    return Place(_name(raw["id"]), _name(raw.get("parent", "")), after)


def _name(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 64 or "\0" in value:
        raise TypeError
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < MOST:
        raise TypeError
    return value


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value
