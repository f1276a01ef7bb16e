"""Fields of forms on the screen: their types in words, their titles as they are shown."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy, ngettext

from kernel.content.nodes import Node

TYPES: Final = (
    ("text", gettext_lazy("One line of text")),
    ("long", gettext_lazy("Long text")),
    ("number", gettext_lazy("Number")),
    ("date", gettext_lazy("Day")),
    ("choice", gettext_lazy("Choice")),
    ("check", gettext_lazy("Box to tick")),
    ("person", gettext_lazy("Person")),
    ("unit", gettext_lazy("Unit")),
    ("clause", gettext_lazy("Clause of the standard")),
    ("document", gettext_lazy("Document")),
    ("table", gettext_lazy("Table to be filled in")),
    ("sum", gettext_lazy("Number worked out by a formula")),
    ("signature", gettext_lazy("Signature")),
)
COLUMN_TYPES: Final = (
    ("row", gettext_lazy("Number of the row")),
    *(kind for kind in TYPES if kind[0] not in ("table", "signature")),
)


def turned_words(count: int) -> str:
    """What came of lines and tables that were turned into fields."""
    said = ngettext(
        "%(n)s field was made. Look at its type.",
        "%(n)s fields were made. Look at their types.",
        count,
    )
    return said % {"n": count}


UNTURNED: Final = gettext_lazy("Undone: the lines and tables are as they were before.")


@dataclass(frozen=True)
class Undoable:
    """What was just turned into fields, in words, and where it is undone."""

    said: str
    at: str


def titled(node: Node) -> Node:
    """The title of a table to be filled in, on the screen: bold, and no heading of the document."""
    if node.kind != "heading":
        return node
    text = [run | {"bold": True} for run in node.body["text"]]
    return Node(node.id, "paragraph", {"text": text, "align": "left"})
