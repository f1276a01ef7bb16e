"""The next code and the next number: suggested everywhere, typed over by whoever knows better."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from apps.documents.models import Document, FormerCode, IssueSheet, Kind, Procedure
from apps.documents.selectors import codes_taken, visible_documents
from apps.organization.selectors.codes import code_patterns
from kernel import clock
from kernel.numbering import NumberingError, fields_of, matches, next_code, same_code
from kernel.permissions import Actor


def next_document_code(kind: str, *, parent: Document | None = None, sort: str = "") -> str:
    """The next free code of a kind by the agency's pattern; "" where none can be told.

    The code of a form counts within its procedure: BM.HT.04.02 follows BM.HT.04.01. A sort of
    procedure may have a pattern of its own.
    """
    patterns = code_patterns()
    pattern = pattern_of(kind, sort, patterns)
    try:
        of_parent = pattern_of(Kind.PROCEDURE, parent.sort, patterns) if parent else ""
        values = _values(pattern, of_parent, parent)
        return next_code(pattern, codes_taken(), **values)
    except NumberingError:
        return ""


def pattern_of(kind: str, sort: str, patterns: Mapping[str, str]) -> str:
    """The pattern of a kind; for a procedure that of its sort, where the agency has one."""
    own = patterns.get(f"{kind}_{sort}", "") if sort else ""
    return own or patterns.get(kind, "")


def _values(pattern: str, of_parents: str, parent: Document | None) -> dict[str, int | str]:
    fields = fields_of(pattern)
    values: dict[str, int | str] = {"year": clock.today().year} if "year" in fields else {}
    if parent is not None:
        found = matches(of_parents, parent.code) or {}
        values |= {name: value for name, value in found.items() if name in fields}
    return values


def is_taken(code: str, codes: Iterable[str] | None = None) -> bool:
    """Whether a code is used, in whatever case and with whatever spaces."""
    taken = codes_taken() if codes is None else codes
    return same_code(code) in {same_code(one) for one in taken}


def belongs_to_another(code: str, document: Document) -> bool:
    """Whether another document bears this code or bore it once, in whatever case and spaces."""
    wanted = same_code(code)
    present = Document.objects.exclude(pk=document.pk).order_by().values_list("code", flat=True)
    former = FormerCode.objects.exclude(document=document).order_by().values_list("code", flat=True)
    return any(same_code(one) == wanted for one in present.union(former, all=True))


def once_called(code: str) -> Document | None:
    """The document that bore this code before; the last one to give it up."""
    row = FormerCode.objects.filter(code__iexact=code).select_related("document").first()
    return row.document if row else None


@dataclass(frozen=True)
class Row:
    """One pattern: what it counts so far, the next code, and the numbers left out."""

    kind: str
    sort: str
    pattern: str
    used: int
    next: str
    unused: list[str]


MOST_UNUSED = 50


def rows_of_codes() -> list[Row]:
    """Every kind with its pattern; three statements, whatever the number of documents."""
    patterns, taken = code_patterns(), codes_taken()
    asked = [(kind, "") for kind in Kind.values]
    at = asked.index((Kind.PROCEDURE.value, "")) + 1
    asked[at:at] = [(Kind.PROCEDURE.value, sort) for sort in Procedure.values]
    found = []
    for kind, sort in asked:
        pattern = patterns.get(f"{kind}_{sort}" if sort else kind, "")
        if pattern:
            found.append(_row(kind, sort, pattern, taken))
    return found


def _row(kind: str, sort: str, pattern: str, taken: Iterable[str]) -> Row:
    """A pattern of one counter has unused numbers; one of two counts within each procedure."""
    fields = [name for name in fields_of(pattern) if name != "year"]
    year = {"year": clock.today().year} if "year" in fields_of(pattern) else {}
    hits = [found for code in taken if (found := matches(pattern, code)) is not None]
    hits = [found for found in hits if all(found[name] == value for name, value in year.items())]
    try:
        following = next_code(pattern, taken, **year)
    except NumberingError:
        following = ""
    unused: list[str] = []
    if len(fields) == 1 and hits and isinstance(hits[0][fields[0]], int):
        numbers = {int(found[fields[0]]) for found in hits}
        gaps = [n for n in range(1, max(numbers)) if n not in numbers][:MOST_UNUSED]
        unused = [next_code(pattern, [], **year, **{fields[0]: n}) for n in gaps]
    return Row(kind, sort, pattern, len(hits), following, unused)


def next_number(symbol: str, year: int) -> int:
    """The number after the highest one of a symbol in a year; numbers start at 1 each January."""
    given = IssueSheet.objects.filter(year=year, symbol__iexact=symbol)
    return (given.aggregate(highest=Max("number"))["highest"] or 0) + 1


def number_is_taken(number: int, symbol: str, year: int) -> bool:
    """Whether another decision of that year bears this number and symbol, in whatever case."""
    return IssueSheet.objects.filter(number=number, symbol__iexact=symbol, year=year).exists()


def procedures(reader: Actor) -> QuerySet[Document]:
    """What a form may belong to."""
    return visible_documents(reader).filter(kind=Kind.PROCEDURE).order_by("code")
