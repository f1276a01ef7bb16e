"""The small checks of which the shapes of all bodies are made, on plain JSON."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from kernel.content.errors import ContentError

Check = Callable[[Any, str], None]


def record(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """A check for an object with exactly these entries."""
    known = {**required, **(optional or {})}

    def check(value: Any, node_id: str) -> None:
        if not isinstance(value, dict):
            raise ContentError(_("The block is not written as an object."), node_id=node_id)
        _no_surprises(value, known, node_id)
        for name in required:
            if name not in value:
                raise ContentError(
                    _("The block lacks “%(name)s”.") % {"name": name}, node_id=node_id
                )
        for name, inner in value.items():
            known[name](inner, node_id)

    return check


def _no_surprises(value: Mapping[Any, Any], known: Iterable[str], node_id: str) -> None:
    if unknown := sorted(str(name) for name in value.keys() - set(known)):
        raise ContentError(
            _("The block does not know “%(name)s”.") % {"name": unknown[0]}, node_id=node_id
        )


def each(inner: Check, *, least: int = 0) -> Check:
    """A check for a list of at least so many things."""

    def check(value: Any, node_id: str) -> None:
        if not isinstance(value, list) or len(value) < least:
            raise ContentError(_("The block lacks a list it needs."), node_id=node_id)
        for item in value:
            inner(item, node_id)

    return check


def choice(*choices: str) -> Check:
    """A check for one of some words."""

    def check(value: Any, node_id: str) -> None:
        if value not in choices:
            raise ContentError(
                _("“%(value)s” is not one of: %(choices)s.")
                % {"value": value, "choices": ", ".join(choices)},
                node_id=node_id,
            )

    return check


def number(least: int, most: int) -> Check:
    """A check for a whole number within bounds, both included."""

    def check(value: Any, node_id: str) -> None:
        if type(value) is not int or not least <= value <= most:
            raise ContentError(
                _("A whole number from %(least)s to %(most)s was expected.")
                % {"least": least, "most": most},
                node_id=node_id,
            )

    return check


def yes_or_no(value: Any, node_id: str) -> None:
    """Refuse what is not true or false."""
    if not isinstance(value, bool):
        raise ContentError(_("Yes or no was expected."), node_id=node_id)
