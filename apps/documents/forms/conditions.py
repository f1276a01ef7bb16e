"""When a field is asked: ticked answers of another one, its words, or that it is filled in."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.documents.forms.entry_parts import more_lines
from kernel.content.markup import plain
from kernel.content.nodes import Node

Body = dict[str, Any]
Typed = Mapping[str, str]

TICKED: Final = ("choice", "check")
WRITTEN: Final = ("text", "long", "person", "unit", "clause", "document")
COUNTED: Final = ("number", "date")  # whether they are filled in, never a certain one


def condition_typed(
    body: Body, old: Body, typed: Typed, entries: Sequence[Node], node_id: str
) -> list[str]:
    """Put the condition into the body; a condition that the page does not show stays."""
    ticked = [
        (group.id, answer)
        for group in _asked(entries, node_id, TICKED)
        for answer, _label in _answers(group)
        if typed.get(f"when:{group.id}:{answer}")
    ]
    written = _asked(entries, node_id, (*WRITTEN, *COUNTED))
    other = next((entry for entry in written if entry.id == typed.get("when-field")), None)
    fields = list(dict.fromkeys(name for name, _answer in ticked))
    if len(fields) + (other is not None) > 1:
        body["when"] = {"field": fields[0], "is": [a for n, a in ticked if n == fields[0]]}
        return [_("A condition asks one field only: untick the answers of the others.")]
    if other is not None:
        return _written(body, other, typed)
    if fields:
        body["when"] = {"field": fields[0], "is": [answer for _name, answer in ticked]}
    elif "when" in old and _is_hidden(old["when"]["field"], entries, node_id):
        if not typed.get("when-none"):
            body["when"] = old["when"]
    return []


def _written(body: Body, other: Node, typed: Typed) -> list[str]:
    if typed.get("when-how") != "words":
        body["when"] = {"field": other.id, "filled": True}
        return []
    body["when"] = {"field": other.id, "is": more_lines(typed, "when-words")}
    label = {"label": plain(other.body["label"])}
    if other.body["type"] in COUNTED:
        return [_("Of “%(label)s” a condition can only ask whether it is filled in.") % label]
    if not body["when"]["is"]:
        return [_("Write the words that “%(label)s” must say, one answer a line.") % label]
    return []


def _asked(entries: Sequence[Node], node_id: str, types: Sequence[str]) -> list[Node]:
    """The fields of these types that a condition of this one may ask."""
    return [e for e in entries if e.id != node_id and e.body["type"] in types]


def _answers(entry: Node) -> list[tuple[str, str]]:
    if entry.body["type"] == "check":
        return [("yes", _("ticked")), ("no", _("not ticked"))]
    return [(option["id"], option["label"]) for option in entry.body["options"]]


def _is_hidden(name: str, entries: Sequence[Node], node_id: str) -> bool:
    there = _asked(entries, node_id, (*TICKED, *WRITTEN, *COUNTED))
    return bool(name) and all(entry.id != name for entry in there)


def condition_shown(node_id: str, body: Body, entries: Sequence[Node]) -> dict[str, Any]:
    """What the page of one entry shows of its condition."""
    when = body.get("when", {"field": ""})
    answers = when.get("is", [])
    written = _asked(entries, node_id, (*WRITTEN, *COUNTED))
    is_written = any(entry.id == when["field"] for entry in written)
    return {
        "conditions": [
            {
                "label": plain(entry.body["label"]),
                "answers": [
                    {
                        "name": f"when:{entry.id}:{answer}",
                        "label": label,
                        "ticked": entry.id == when["field"] and answer in answers,
                    }
                    for answer, label in _answers(entry)
                ],
            }
            for entry in _asked(entries, node_id, TICKED)
        ],
        "others": [
            {
                "id": entry.id,
                "label": plain(entry.body["label"]),
                "chosen": entry.id == when["field"],
            }
            for entry in written
        ],
        "asks_words": is_written and "is" in when,
        "words": "\n".join(answers) if is_written else "",
        "hidden_condition": when["field"] if _is_hidden(when["field"], entries, node_id) else "",
    }
