"""The registry of lint rules: each a small function, with its severity and its source."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from kernel.content.inline import nfc
from kernel.content.lint.tree import Tree
from kernel.content.nodes import Node

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class LintFacts:
    """What is known around a document; a rule whose facts are None has nothing to say.

    `clauses` are the titles of the edition by number and `leaves` those that are answered by
    themselves (by default the numbers without numbers below them); `parts` are the numbers of
    untitled paragraphs such as 4.4.2 (by default any number below a leaf). `known_codes` are the
    codes of the agency's documents, as a mapping with their kind ("procedure", "form"…) where it is
    known. `values` and `labels` are those of the placeholders by key, `repealed_law` the symbols of
    texts no longer in force with what replaced them ("" if nothing did). A form may hold blanks.
    """

    clauses: Mapping[str, str] | None = None
    leaves: Collection[str] | None = None
    parts: Collection[str] | None = None
    unit_names: Collection[str] | None = None
    known_codes: Collection[str] | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    repealed_law: Mapping[str, str] = field(default_factory=dict)
    form: bool = False


class Hit(NamedTuple):
    """What a rule found: the block, the sentence for its author, and the words it is about."""

    node_id: str
    sentence: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One objection; `node_id` is "" where it is about the document as a whole.

    `source` is the clause or article an auditor would name.
    """

    rule: str
    node_id: str
    sentence: str
    severity: Severity
    source: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What several places have in common: said once, with the blocks where it is so."""

    sentence: str
    severity: Severity
    nodes: tuple[str, ...]


Check = Callable[[Tree, LintFacts], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the registry knows it."""

    name: str
    severity: Severity
    source: str
    check: Check


RULES: Final[dict[str, Rule]] = {}


def rule(name: str, severity: Severity, source: str) -> Callable[[Check], Check]:
    """Register a rule under a name that stands once."""

    def register(check: Check) -> Check:
        assert name not in RULES
        RULES[name] = Rule(name, severity, source, check)
        return check

    return register


def lint(nodes: Sequence[Node], facts: LintFacts) -> list[Finding]:
    """Everything the rules object to, in reading order, the whole document's faults at the end."""
    tree = Tree.of(nodes, facts.values)
    place = {block.node.id: index for index, block in enumerate(tree.blocks)}
    found = dict.fromkeys(_found(tree, facts))
    return sorted(found, key=lambda finding: place.get(finding.node_id, len(place)))


def grouped(findings: Iterable[Finding]) -> list[Complaint]:
    """Each sentence once, where it was first said, with every block it is about."""
    places: dict[tuple[str, Severity], dict[str, None]] = {}
    for finding in findings:
        nodes = places.setdefault((finding.sentence, finding.severity), {})
        if finding.node_id:
            nodes[finding.node_id] = None
    return [Complaint(*said, tuple(nodes)) for said, nodes in places.items()]


def _found(tree: Tree, facts: LintFacts) -> Iterator[Finding]:
    for each in RULES.values():
        for hit in each.check(tree, facts):
            sentence, quote = nfc(hit.sentence), nfc(hit.quote)
            yield Finding(each.name, hit.node_id, sentence, each.severity, each.source, quote)
