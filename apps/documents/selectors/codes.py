"""The next code and the next number: suggested everywhere, typed over by whoever knows better."""

from collections.abc import Iterable

from django.db.models import Max, QuerySet

from apps.documents.models import Document, IssueSheet, Kind
from apps.documents.selectors import codes_taken, visible_documents
from apps.organization.selectors.codes import code_patterns
from kernel import clock
from kernel.numbering import NumberingError, fields_of, matches, next_code, same_code
from kernel.permissions import Actor


def next_document_code(kind: str, *, parent: Document | None = None) -> str:
    """The next free code of a kind by the agency's pattern; "" where none can be told.

    The code of a form counts within its procedure: BM.HT.04.02 follows BM.HT.04.01.
    """
    patterns = code_patterns()
    pattern = patterns.get(kind, "")
    try:
        values = _values(pattern, patterns.get(Kind.PROCEDURE, ""), parent)
        return next_code(pattern, codes_taken(), **values)
    except NumberingError:
        return ""


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
