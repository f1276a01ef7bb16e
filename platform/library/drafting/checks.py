"""What stands between a draft and its publication; nothing here changes anything."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.translation import gettext as _

from kernel.content.lint import LintFacts, lint
from kernel.content.markup import to_inline
from kernel.content.nodes import Node, walk
from kernel.content.placeholders import used
from library import reading, selectors
from library.models import DraftDocument, PackageDocument, PackageDraft

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One objection; `key` is "" where it is about the package as a whole."""

    key: str
    node_id: str
    sentence: str
    severity: Severity = "error"


def problems_of(draft: PackageDraft) -> list[Problem]:
    """Everything that speaks against publishing, errors before warnings, in the order to read."""
    documents = list(draft.documents.filter(removed=False))
    facts = _facts(draft, documents)
    found = [
        *_of_the_package(draft, documents),
        *(p for document in documents for p in _of_one(draft, document, documents, facts)),
        *_reused(draft, documents),
    ]
    return sorted(found, key=lambda problem: problem.severity)


def _of_the_package(draft: PackageDraft, documents: Sequence[DraftDocument]) -> Iterator[Problem]:
    if not documents:
        yield Problem("", "", _("The package has no document: put one back or add one."))
    twice = [code for code, times in Counter(d.code for d in documents).items() if times > 1]
    for code in twice:
        yield Problem("", "", _("The code %(code)s stands twice: change one.") % {"code": code})
    codes = {document.code for document in documents}
    for row in draft.records:
        named = [*row["forms"], *(paper["form"] for paper in row["papers"] if paper["form"])]
        for code in sorted({*named} - codes):
            said = _("The record type %(type)s names the form %(code)s, which is not there.")
            yield Problem("", "", said % {"type": row["code"], "code": code})


def _of_one(
    draft: PackageDraft,
    document: DraftDocument,
    documents: Sequence[DraftDocument],
    facts: LintFacts,
) -> Iterator[Problem]:
    key, nodes = document.key, document.nodes
    procedures = {each.code for each in documents if not each.is_form}
    if document.parent and document.parent not in procedures:
        said = _("It belongs to %(code)s, which is not there.") % {"code": document.parent}
        yield Problem(key, "", said)
    for number in document.clauses:
        if selectors.clause(number, draft.base.standard, draft.base.edition) is None:
            said = _("The standard has no clause %(number)s.") % {"number": number}
            yield Problem(key, "", said)
    for name, node_id in _placeholders(document, nodes):
        if name not in facts.values:
            said = _("Nothing is called {{%(name)s}}: choose a placeholder from the list.")
            yield Problem(key, node_id, said % {"name": name})
    for found in lint(nodes, replace(facts, form=document.is_form)):
        if found.rule != _BLANK:
            yield Problem(key, found.node_id, found.sentence, found.severity)


_BLANK = "blank_outside_form"  # waits for what only the agency knows


def _placeholders(document: DraftDocument, nodes: Sequence[Node]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        for name in used([node]):
            yield name, node.id
    for text in (*document.grounds, *document.distribution, *document.authority, document.title):
        for run in to_inline(text):
            if "placeholder" in run:
                yield run["placeholder"], ""


def _facts(draft: PackageDraft, documents: Sequence[DraftDocument]) -> LintFacts:
    clauses = selectors.clauses(draft.base.standard, draft.base.edition)
    return LintFacts(
        clauses={clause.number: clause.title_vi for clause in clauses},
        leaves=[clause.number for clause in clauses if clause.leaf],
        parts=[part for clause in clauses for part in clause.parts],
        known_codes={each.code: each.document_kind for each in documents},
        values=dict.fromkeys(reading.read_placeholders(), "…"),
        repealed_law=selectors.repealed_law(),
    )


def _reused(draft: PackageDraft, documents: Sequence[DraftDocument]) -> Iterator[Problem]:
    """An id that once was published keeps its kind for ever: clones hold on to it."""
    present = {(document.key, document.sha256) for document in selectors.documents_of(draft.base)}
    changed = {d.key: d for d in documents if (d.key, d.sha256) not in present}
    if not changed:
        return
    earlier = PackageDocument.objects.filter(
        version__package=draft.package_id, key__in=changed
    ).order_by("version__number")
    kinds: dict[tuple[str, str], str] = {}
    for each in earlier:
        kinds |= {(each.key, node.id): node.kind for node in walk(each.nodes)}
    for key, document in changed.items():
        for node in walk(document.nodes):
            before = kinds.get((key, node.id), node.kind)
            if before != node.kind:
                said = _("The id %(id)s was another kind of block once: remove it and add it anew.")
                yield Problem(key, node.id, said % {"id": node.id})
