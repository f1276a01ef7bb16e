"""How far an agency has come with a package, in words; what a template is before anyone took it."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.adoption.selectors import Offer
from kernel.content.inline import Run
from kernel.content.nodes import Node, map_inlines


def standing(offers: Sequence[Offer]) -> str:
    """ "33 templates: 30 taken, 1 with a code in use, 2 not yet"; what is nought is left out."""
    taken = sum(1 for offer in offers if offer.taken)
    used = sum(1 for offer in offers if offer.code_used and not offer.taken)
    free = sum(1 for offer in offers if offer.free)
    parts = [
        ngettext("%(n)s taken", "%(n)s taken", taken) % {"n": taken} if taken else "",
        ngettext("%(n)s with a code in use", "%(n)s with codes in use", used) % {"n": used}
        if used
        else "",
        ngettext("%(n)s not yet", "%(n)s not yet", free) % {"n": free} if free else "",
    ]
    return ", ".join(part for part in parts if part)


def as_offered(nodes: Sequence[Node]) -> list[Node]:
    """A template as it stands in the library: no agency's registers, no links into one."""
    return [_without_agency(node) for node in map_inlines(nodes, lambda runs: [*map(_said, runs)])]


def _said(run: Run) -> Run:
    """The code of another template, which here is no document that could be opened."""
    return {"text": run["document"]} if "document" in run else run


def _without_agency(node: Node) -> Node:
    if node.kind == "register":
        words = {"text": _("A register of the agency stands here."), "italic": True}
        return Node(node.id, "paragraph", {"text": [words]})
    return replace(node, children=tuple(_without_agency(child) for child in node.children))
