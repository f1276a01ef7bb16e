"""The report of an import: counts, what was doubtful, and sentences a secretary can act on."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kernel.content.nodes import Node, text_of, walk
from kernel.importing.clauses import Matcher
from kernel.importing.pieces import Reading
from kernel.importing.result import ClauseRow, ClauseTitle, Cover, Finding, Report
from kernel.importing.spans import MARKUP, NODE, TRAY, Span
from kernel.importing.structure.arrange import Arranged

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

NAMED = 20  # pages that a sentence names


def write(
    reading: Reading, arranged: Arranged, clauses: Sequence[ClauseTitle], kind: str, encoding: str
) -> Report:
    """Sum up what an import found."""
    missing = _missing(arranged.clause_rows, clauses)
    findings = [
        *_of_rows(arranged, clauses),
        *_of_missing(missing),
        *_of_steps(arranged.nodes),
        *_of_tray(arranged),
    ]
    return Report(
        kind=kind,
        encoding=encoding,
        characters=len(reading.source),
        placed=_size(arranged.spans, NODE),
        syntax=_size(arranged.spans, MARKUP),
        in_tray=_size(arranged.spans, TRAY),
        counts=_counts(arranged),
        doubtful=tuple(row for row in arranged.clause_rows if row.doubtful),
        missing_clauses=missing,
        findings=tuple(findings),
    )


def warnings(reading: Reading, arranged: Arranged, misnamed: bool) -> tuple[Finding, ...]:
    """What could not be taken over, and what the file said wrongly about itself."""
    return tuple(_warnings(reading, arranged.cover, misnamed))


def _size(spans: Collection[Span], kind: str) -> int:
    return sum(span.end - span.start for span in spans if span.kind == kind)


def _counts(arranged: Arranged) -> dict[str, int]:
    counts = Counter(node.kind for node in walk(arranged.nodes))
    headings = list(arranged.headings.values())
    return dict(counts) | {
        "parts": headings.count("part"),
        "appendices": headings.count("appendix"),
        "clause_rows": len(arranged.clause_rows),
        "contents": len(arranged.contents),
        "signers": len(arranged.cover.signers),
        "distribution": len(arranged.cover.distribution),
        "revisions": len(arranged.cover.revisions),
        "tray": len(arranged.tray),
        "pictures": len(arranged.pictures),
    }


def _missing(rows: Sequence[ClauseRow], clauses: Sequence[ClauseTitle]) -> tuple[str, ...]:
    """Clauses without clauses below them for which no row is there, nor one above that answers."""
    if not rows:
        return ()
    there = {row.clause for row in rows}
    parents = {clause.parent for clause in clauses}
    return tuple(
        clause.number
        for clause in clauses
        if clause.number not in parents and not _is_covered(clause.number, there)
    )


def _is_covered(number: str, there: Collection[str]) -> bool:
    if number in there or any(other.startswith(f"{number}.") for other in there):
        return True
    above = number.rpartition(".")[0]
    below_above = any(other.startswith(f"{above}.") for other in there)
    return above.count(".") > 0 and not below_above and _is_covered(above, there)


def _of_rows(arranged: Arranged, clauses: Sequence[ClauseTitle]) -> Iterator[Finding]:
    matcher = Matcher(clauses)
    nodes = {node.id: node for node in arranged.nodes}
    seen: dict[str, ClauseRow] = {}
    for row in arranged.clause_rows:
        yield from _of_number(row)
        if row.clause and row.clause in seen:
            yield _finding("row-twice", _("Two rows answer clause {clause}."), row)
        seen.setdefault(row.clause, row)
        if row.node_id and (other := _better(matcher, row, nodes)):
            yield _finding(
                "row-text",
                _("The text under “{title}” reads like clause {other}."),
                row,
                other=other,
            )


def _better(matcher: Matcher, row: ClauseRow, nodes: dict[str, Node]) -> str:
    body = "\n".join(text_of(child) for child in nodes[row.node_id].children)
    return matcher.better_by_text(body, row.clause) if body else ""


def _of_number(row: ClauseRow) -> Iterator[Finding]:
    if not row.clause:
        yield _finding(
            "row-unknown", _("The row “{title}” fits no clause; it is in the tray."), row
        )
    elif not row.printed:
        yield _finding(
            "row-unnumbered", _("The row “{title}” has no number; it was put on {clause}."), row
        )
    elif row.printed != row.clause:
        yield _finding(
            "row-number",
            _("The row printed {printed} “{title}” was put on clause {clause} by its title."),
            row,
        )
    elif row.doubtful:
        yield _finding("row-title", _("The title “{title}” is not that of clause {clause}."), row)


def _finding(code: str, sentence: "StrOrPromise", row: ClauseRow, **more: str) -> Finding:
    text = format_lazy(sentence, title=row.title, printed=row.printed, clause=row.clause, **more)
    return Finding(code, text, row.node_id, row.start)


def _of_missing(missing: Sequence[str]) -> Iterator[Finding]:
    if missing:
        yield Finding(
            "clauses-missing",
            format_lazy(_("No row answers: {clauses}."), clauses=", ".join(missing)),
        )


def _of_steps(nodes: Sequence[Node]) -> Iterator[Finding]:
    for node in nodes:
        if node.kind == "steps" and any(not step["title"] for step in node.body["steps"]):
            yield Finding(
                "steps-unnamed",
                _("The drawing of the flow has no words; name its steps by hand."),
                node.id,
            )


def _of_tray(arranged: Arranged) -> Iterator[Finding]:
    for item in arranged.tray:
        yield Finding("tray", item.reason, item.id, item.start)


def _first(pages: Sequence[int]) -> str:
    """The numbers of pages, the first of very many."""
    return ", ".join(map(str, pages[:NAMED])) + (" …" if len(pages) > NAMED else "")


def _warnings(reading: Reading, cover: Cover, misnamed: bool) -> Iterator[Finding]:
    for count, code, sentence in (
        (reading.pictures, "pictures", _("{count} pictures or drawings were not taken over.")),
        (
            reading.deleted,
            "deleted",
            _("{count} characters struck out by tracked changes were left out."),
        ),
        (reading.comments, "comments", _("{count} comments of the file are in the tray.")),
        (
            reading.unreadable,
            "unreadable",
            _("Of {count} signs the file does not say the letter; they show a number in brackets."),
        ),
    ):
        if count:
            yield Finding(code, format_lazy(sentence, count=count))
    if reading.scanned:
        pages = _first(reading.scanned)
        yield Finding(
            "scanned",
            format_lazy(
                _("These pages are only pictures, their text is not in the draft: {pages}."),
                pages=pages,
            ),
        )
    if reading.beside:
        yield Finding(
            "side-by-side",
            format_lazy(
                _(
                    "On these pages text stands side by side without rules, in columns or as a "
                    "table; it was read line by line across: {pages}. No letter is lost; put it in "
                    "order by hand, or upload the Word file."
                ),
                pages=_first(reading.beside),
            ),
        )
    if reading.legacy:
        yield Finding(
            "converted",
            format_lazy(
                _("Text in {name} was converted to Unicode; look it through once."),
                name=reading.legacy,
            ),
        )
    if reading.macros:
        yield Finding("macros", _("The file holds macros; its text was read, they were left out."))
    if misnamed:
        yield Finding("misnamed", _("The name of the file says another type than its content."))
    if not cover.code:
        yield Finding("no-code", _("No document code was found on the cover."))
    if not cover.signers:
        yield Finding("no-signers", _("No approval table was found on the cover."))
