"""What a text cites, found in the text itself, and what of it is no longer in force."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from apps.documents.models import Citation, Document, ExternalDocument, Kind, Version
from apps.documents.selectors import in_force
from apps.documents.workflow import OPEN
from kernel import clock
from kernel.content.inline import nfc
from kernel.content.nodes import Node, inlines, text_of, walk
from kernel.numbering import same_code

# "19/2014/QĐ-TTg", "33/2024/QH15", "775/QĐ-UBND": number, perhaps a year, and letters (NĐ 30/2020).
_LETTERS: Final = r"[A-ZĐÀ-Ỹ][A-Za-zĐđÀ-ỹ]{0,9}\d{0,2}"
_SYMBOL: Final = re.compile(
    rf"(?<![\w/.\-])\d{{1,5}}[a-z]?/(?:(?:19|20)\d\d/)?{_LETTERS}(?:-{_LETTERS})*(?![\w/]|-\w)"
)
_DASHES: Final = str.maketrans({"–": "-", "‑": "-", "‐": "-", "−": "-"})
_AROUND: Final = re.compile(r"(?<=[\w])[ \xa0]*([/-])[ \xa0]*(?=[A-ZĐ])")
_LAST: Final = 100  # characters of a code that is kept


class Cited(NamedTuple):
    """A block, and a code as it is written there."""

    node_id: str
    code: str


def cited_in(nodes: Iterable[Node], names: Iterable[str] = ()) -> list[Cited]:
    """Every code that these blocks name, each once a block, in reading order.

    Links to documents, forms of steps and symbols of law are found by their form; `names` are codes
    without such a form that are known ("TCVN ISO 9001:2015").
    """
    known = _pattern(names)
    found: dict[tuple[str, str], Cited] = {}
    for node in walk(nodes):
        for code in _codes(node, known):
            found.setdefault((node.id, same_code(code)), Cited(node.id, code[:_LAST]))
    return list(found.values())


def _codes(node: Node, known: re.Pattern[str] | None) -> Iterator[str]:
    if node.kind == "register":
        return  # its rows follow the data, and are no words of the author
    body = node.body
    yield from body.get("related", [])
    yield from (code for step in body.get("steps", []) for code in step["forms"])
    yield from (run["document"] for text in inlines(node) for run in text if "document" in run)
    alone = text_of(Node(node.id, node.kind, body))
    yield from symbols_in(alone)
    if known is not None:
        yield from (nfc(found[0]) for found in known.finditer(nfc(alone)))


def symbols_in(text: str) -> list[str]:
    """The symbols of law and official papers in a text, as they are rightly written."""
    plain = _AROUND.sub(r"\1", nfc(text).translate(_DASHES))
    return [found[0] for found in _SYMBOL.finditer(plain)]


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Known codes as whole words; the longest first, so that a part of one is not found in it."""
    words = sorted({nfc(name) for name in names if len(name) > 2}, key=len, reverse=True)
    if not words:
        return None
    return re.compile(rf"(?<![\w/.\-])(?:{'|'.join(map(re.escape, words))})(?![\w/-]|\.\w)", re.I)


class Known(NamedTuple):
    """All that a code may stand for: documents by their present and former codes, and external."""

    documents: Mapping[str, UUID]
    external: Mapping[str, UUID]
    names: Sequence[str]


def known_codes() -> Known:
    """Two statements, whatever the number of texts that are looked through."""
    own = Document.objects.exclude(kind=Kind.DECISION).order_by()
    rows = own.values_list("pk", "code", "former_codes__code")
    documents: dict[str, UUID] = {}
    names: dict[str, None] = {}
    for pk, code, former in rows:
        documents[same_code(code)] = pk
        names[code] = None
        if former:
            documents.setdefault(same_code(former), pk)
    outside = dict(ExternalDocument.objects.order_by().values_list("code", "pk"))
    external = {same_code(code): pk for code, pk in outside.items()}
    return Known(documents, external, [*names, *outside])


def is_over(on: Any = None) -> Q:
    """External documents whose effect has ended."""
    return Q(in_force_until__lte=on or clock.today())


def alive() -> Q:
    """Versions whose citations matter: drafted, on their way, in force, or soon in force."""
    today = clock.today()
    going = Q(superseded_from=None) | Q(superseded_from__gt=today)
    return Q(state__in=OPEN) | (going & Q(state__in=["issued", "superseded"]))


def outdated(versions: Iterable[Version] | None = None) -> QuerySet[Citation]:
    """Citations of what is over, in living versions (or in these), with what replaced it."""
    ended = Citation.objects.filter(_over("external__"))
    if versions is not None:
        ended = ended.filter(version__in=versions)
    return ended.select_related("external__successor").order_by("code", "node_id")


def outdated_shown() -> ArraySubquery:
    """The same for a query of versions: what each cites that is over, and what replaced that."""
    ended = Citation.objects.filter(_over("external__"), version=OuterRef("pk"))
    successor = {"successor": "external__successor_id", "replaced": "external__successor__code"}
    said = JSONObject(code="code", node_id="node_id", **successor)
    return ArraySubquery(ended.order_by("code", "node_id").values(json=said))


def _over(prefix: str = "") -> Q:
    return Q(**{f"{prefix}in_force_until__lte": clock.today()})


def cites_what_is_over() -> Exists:
    """For a query of versions: whether one cites law that is no longer in force."""
    return Exists(Citation.objects.filter(_over("external__"), version=OuterRef("pk")))


def citing(external: ExternalDocument, reader_sees: QuerySet[Version]) -> list[Version]:
    """The living versions that name it, as far as this reader may see them."""
    named = Citation.objects.filter(external=external, version=OuterRef("pk"))
    rows = reader_sees.filter(alive()).filter(Exists(named))
    return list(rows.order_by("document__level", "document__code", "-issue"))


def citing_what_is_over() -> QuerySet[Version]:
    """Versions in force, without a next one under way, that cite law no longer in force."""
    open_ones = Version.objects.filter(document=OuterRef("document_id"), state__in=OPEN)
    return in_force().filter(cites_what_is_over()).exclude(Exists(open_ones))


def unlisted() -> dict[str, int]:
    """Symbols that living texts name and the register lacks, with the number of places."""
    rows = Citation.objects.filter(
        document=None, external=None, version__in=Version.objects.filter(alive()).values("pk")
    ).values_list("code", flat=True)
    found: dict[str, tuple[str, int]] = {}
    for code in rows:
        if symbols_in(code) == [code]:
            first, before = found.get(same_code(code), (code, 0))
            found[same_code(code)] = (first, before + 1)
    return dict(sorted(found.values(), key=lambda each: (-each[1], each[0])))


def replaced_law() -> dict[str, str]:
    """What the agency knows to be over: symbol → what replaced it, "" where nothing did."""
    rows = ExternalDocument.objects.filter(is_over()).select_related("successor")
    return {row.code: _named(row.successor) for row in rows}


def _named(external: ExternalDocument | None) -> str:
    return f"{external.kind_name} {external.code}".strip() if external else ""
