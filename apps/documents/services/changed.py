"""Which sections a version changes: told from the text itself, for the table of revisions."""

import re
from collections.abc import Sequence
from typing import Any, Final

from apps.documents.models import Version
from apps.documents.selectors import assemble, previous_of, tree_of
from apps.organization.selectors import placeholder_values
from kernel.content import placeholders
from kernel.content.diff import compare
from kernel.content.nodes import Node, text_of, walk

_NUMBER: Final = re.compile(r"\s*((?:\d{1,2}\.)*\d{1,2}|[IVX]{1,5})[.)\s]")
MOST: Final = 12  # sections that are named; more are a new text


def changed_sections(version: Version) -> dict[str, list[str]]:
    """{"changed": ["5.2", "7"]} where it is a version of a text that was there; else nothing."""
    base = previous_of(version)
    if base is None or version.file_id or base.file_id or base.content_id is None:
        return {}
    nodes = placeholders.fill(assemble(version.nodes.all()), placeholder_values())
    found = sections_between(tree_of(base), nodes)
    return {"changed": found} if found and len(found) <= MOST else {}


def sections_between(old: Sequence[Node], new: Sequence[Node]) -> list[str]:
    """The numbers of the headings and clauses under which something differs, in reading order."""
    places = _places(old) | _places(new)
    differs = [
        places.get(change.node_id, "")
        for change in compare(old, new)
        if change.status != "same" and change.kind != "register"
    ]
    return list(dict.fromkeys(filter(None, differs)))


def _places(nodes: Sequence[Node]) -> dict[str, str]:
    places: dict[str, str] = {}
    number = ""
    for node in nodes:
        if node.kind == "heading" and (found := _NUMBER.match(f"{text_of(node)} ")):
            number = found[1]
        own = node.body["clauses"][0] if node.kind == "clause" and node.body["clauses"] else number
        places |= {each.id: own for each in walk([node])}
    return places


def where_it_changed(meta: dict[str, Any]) -> str:
    """What the column "Trang" says: the sections, where there are any."""
    sections = meta.get("changed") or []
    return f"Mục {', '.join(sections)}" if sections else ""
