"""Where the texts and the identified parts of a body lie: one table for all who walk there."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from kernel.content.inline import Inline

Body = dict[str, Any]
Path = tuple[str, ...]
EACH: Final = "*"

# Rows, items and steps: what carries an id of its own within a block.
PARTS: Final[dict[str, Path]] = {
    "list": ("items",),
    "table": ("rows",),
    "steps": ("steps",),
    "register": ("frozen", "rows"),
}

# Texts, from the part where the kind has parts, else from the body; in reading order.
TEXTS: Final[dict[str, tuple[Path, ...]]] = {
    "heading": (("text",),),
    "paragraph": (("text",),),
    "list": (("text",),),
    "table": (("cells", EACH, "text"),),
    "steps": (("actor",), ("title",), ("detail",)),
    "clause": (("justification",),),
    "field": (("label",), ("value",)),
    "entry": (("label",),),
    "register": (("cells", EACH, "text"),),
    "image": (("caption",),),
    "pagebreak": (),
}


def parts_of(kind: str, body: Body) -> list[Body]:
    """The rows, items or steps of a body; none where the kind has none."""
    return next(_find(body, PARTS[kind]), []) if kind in PARTS else []


def with_parts(kind: str, body: Body, parts: list[Body]) -> Body:
    """The same body with other rows, items or steps, if it has a place for them."""
    return _replace(body, PARTS[kind], lambda _old: parts)  # type: ignore[no-any-return]


def inlines_of(kind: str, body: Body) -> Iterator[Inline]:
    """Every text of a body, in reading order."""
    for holder in parts_of(kind, body) if kind in PARTS else [body]:
        for path in TEXTS[kind]:
            yield from _find(holder, path)


def map_inlines(kind: str, body: Body, change: Callable[[Inline], Inline]) -> Body:
    """The same body with every text replaced by what `change` makes of it."""
    if kind in PARTS:
        parts = [_replace_all(part, TEXTS[kind], change) for part in parts_of(kind, body)]
        return with_parts(kind, body, parts)
    return _replace_all(body, TEXTS[kind], change)


def _find(value: Any, path: Path) -> Iterator[Any]:
    if not path:
        yield value
    elif path[0] == EACH:
        for item in value:
            yield from _find(item, path[1:])
    elif isinstance(value, dict) and path[0] in value:
        yield from _find(value[path[0]], path[1:])


def _replace_all(value: Body, paths: tuple[Path, ...], change: Callable[[Any], Any]) -> Body:
    for path in paths:
        value = _replace(value, path, change)
    return value


def _replace(value: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    if not path:
        return change(value)
    if path[0] == EACH:
        return [_replace(item, path[1:], change) for item in value]
    if not isinstance(value, dict) or path[0] not in value:
        return value
    return {**value, path[0]: _replace(value[path[0]], path[1:], change)}
