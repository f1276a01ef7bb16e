"""A form as whoever fills it in will meet it: the page of a slip, of which nothing is kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from apps.documents.presenters.entries import titled
from kernel.content import placeholders
from kernel.content.nodes import Node, walk
from kernel.forms import clean, fields_of, filled
from kernel.forms.asking import page_of, wiring
from kernel.forms.typed import Posted, rearranged, typed_into, with_pasted


def tried(
    nodes: Sequence[Node], values: Mapping[str, str], post: Posted | None
) -> tuple[dict[str, Any], int]:
    """What `documents/designing/_try.html` shows, and the status; `post` is what was typed."""
    fields = fields_of(nodes, values)
    sent = Posted() if post is None else post
    act, typed = sent.get("act", ""), typed_into(fields, sent)
    raw = rearranged(fields, with_pasted(fields, typed, act, sent), act)
    is_done = act == "finish"
    done = clean(fields, {} if post is None else raw, whole=is_done, typed=True)
    problems = [] if post is None else done.problems
    context = {
        "fields": fields,
        "blocks": page_of(placeholders.fill(nodes, values), fields, done.values, problems, typed),
        "told": {"fields": wiring(fields)},
        "problems": problems,
        "printed": _printed(nodes, done.values, values) if is_done and not problems else [],
        "values": values,
    }
    return context, 422 if is_done and problems else 200


def _printed(
    nodes: Sequence[Node], answers: dict[str, Any], values: Mapping[str, str]
) -> list[Node]:
    """What the paper would show; titles of tables are no headings of the page."""
    entries = {node.id for node in walk(nodes) if node.kind == "entry"}
    found = filled(nodes, answers, values)
    return [titled(node) if node.id in entries else node for node in found]
