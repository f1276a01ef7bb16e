"""What the agency has of an adopted document now, as it can be compared with the library's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from apps.documents.selectors import assemble
from apps.documents.selectors.newest import (
    DRAFT,
    ISSUED,
    is_given_up,
    newest_of,
    rows_of_drafts,
    stands,
)
from kernel.content import canonical, placeholders
from kernel.content.nodes import Node, normal_form

if TYPE_CHECKING:
    from apps.documents.models import DraftNode, Version

# What the paper shows beside the text and a package also says.
FACTS: Final[dict[str, Any]] = {
    "title": "",
    "code": "",
    "clauses": [],
    "distribution": [],
    "layout": "",
    "kind_name": "",
    "grounds": [],
    "authority": [],
}
PAPER: Final = ("layout", "kind_name", "grounds", "authority")


@dataclass(frozen=True)
class Present:
    """The newest text: the open version's, else what was issued last.

    `stands` says whether an update can be taken in: "draft" (into it) and "issued" (as a new
    version); "signing", "file", "withdrawn" and "given_up" stand in its way.
    """

    stands: str
    version: "Version | None"
    nodes: list[Node]
    facts: dict[str, Any]

    @property
    def print(self) -> str:
        """The hash of all that an update can change."""
        return print_of(self.facts, self.nodes)

    @property
    def can_take(self) -> bool:
        return self.stands in (DRAFT, ISSUED)


def print_of(facts: Mapping[str, Any], nodes: Iterable[Node]) -> str:
    """The hash of a text with its facts."""
    return canonical.sha256(canonical.canonical(facts, list(nodes)))


def facts_of(meta: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a template."""
    return {name: meta.get(name) or none for name, none in FACTS.items()}


def presents(documents: Iterable[UUID]) -> dict[UUID, Present]:
    """Of each document; two statements, whatever their number."""
    versions = list(newest_of(documents))
    rows = rows_of_drafts(versions)
    return {v.document_id: _present(v, rows.get(v.pk, [])) for v in versions}


def present_of(version: "Version") -> Present:
    """Of this very version."""
    return _present(version, list(version.nodes.all()))


def _present(version: "Version", rows: "list[DraftNode]") -> Present:
    document, paper = version.document, version.paper
    facts = {
        "title": version.title,
        "code": document.code,
        "clauses": version.clauses,
        "distribution": list(version.distribution),
        **{name: paper.get(name) or FACTS[name] for name in PAPER},
    }
    if version.is_drafted or is_given_up(version):
        nodes = normal_form(assemble(rows))
    else:
        assert version.content is not None
        nodes = placeholders.thaw(canonical.parse(bytes(version.content.canonical))[1])
    return Present(stands(version), version, _live(nodes), facts)


def _live(nodes: Iterable[Node]) -> list[Node]:
    """Registers without the rows of the day they were frozen: those are no words of anybody."""
    return [
        replace(
            node,
            body={name: value for name, value in node.body.items() if name != "frozen"}
            if node.kind == "register"
            else node.body,
            children=tuple(_live(node.children)),
        )
        for node in nodes
    ]
