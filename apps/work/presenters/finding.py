"""What was found as people read it: documents with their places, words marked, people, units."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from apps.adoption import permissions as adoption
from apps.adoption.selectors import offered_versions
from apps.documents.presenters import Standing, standing
from apps.documents.selectors.searching import COMING, IN_FORCE, OVER, Search
from apps.organization import permissions as organization
from apps.organization.selectors import active_units, people_listed
from apps.records.presenters.folders import folder_mark
from apps.records.presenters.slips import slip_standing
from apps.records.selectors.folders_searching import found_folders
from apps.records.selectors.slips_finding import found_slips
from kernel.search.finding import Found, Place
from kernel.search.marking import LENGTH, Piece, excerpt
from kernel.search.query import Query
from kernel.search.words import fold
from library.selectors import documents_of

if TYPE_CHECKING:
    from apps.documents.models import ExternalDocument, Version

PEOPLE, UNITS, TEMPLATES, SLIPS, FOLDERS = 6, 4, 4, 5, 5
DOCUMENT, EXTERNAL, PASSAGE, PERSON, UNIT = "document", "external", "passage", "person", "unit"
TEMPLATE, SLIP = "template", "slip"
WHOLE = 1000  # characters: a title is not cut


@dataclass(frozen=True)
class Passage:
    """A place in a document: where it leads, what stands above it, its words."""

    url: str
    block: str
    place: str
    pieces: Sequence[Piece]
    note: str = ""  # the version that says it, where it is not the one shown above

    @property
    def runs(self) -> list[dict[str, Any]]:
        """As JSON."""
        return [piece._asdict() for piece in self.pieces]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Hit:
    """A document of the agency or from outside, with its best places."""

    what: str
    id: UUID
    owner: UUID
    url: str
    code: str
    title: str
    kind: str
    unit: str
    number: str
    standing: Standing
    by_name: bool
    count: int
    codes: Sequence[Piece] = ()
    names: Sequence[Piece] = ()
    passages: list[Passage] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many places are not shown."""
        return self.count - len(self.passages)


class Rows(Sequence[Found]):
    """What a paginator divides into pages of one size; the number comes with the first of them."""

    def __init__(self, search: Search, size: int) -> None:
        self._search, self._size = search, size

    def __len__(self) -> int:
        return self._search.result(self._size).owners

    def __getitem__(self, wanted: Any) -> Any:
        return self._search.result(self._size, wanted.start).found


@dataclass(frozen=True)
class SlipHit:
    """A filled form that says it: where it is, what it is called, its words."""

    id: UUID
    url: str
    number: str
    title: str
    form: str
    standing: Standing
    place: str
    pieces: Sequence[Piece]


def slip_hits(reader: User, query: Query) -> list[SlipHit]:
    """The filled forms that hold the words, as far as this person may see them."""
    return [
        SlipHit(
            id=one.slip.pk,
            url=reverse("records:slip", args=[one.slip.pk]),
            form=one.slip.form.title,
            number=one.slip.number or one.slip.form.code,
            title=one.slip.title or one.slip.form.title,
            standing=slip_standing(one.slip),
            place=one.place.place if one.place else "",
            pieces=excerpt(one.place.text, query, LENGTH) if one.place else (),
        )
        for one in found_slips(reader, query, SLIPS)
    ]


@dataclass(frozen=True)
class FolderHit:
    """A folder, and the paper in it that says what was asked."""

    url: str
    symbol: str
    title: str
    mark: str
    state: str
    pieces: Sequence[Any]


def folder_hits(reader: User, query: Query) -> list[FolderHit]:
    """The folders whose name or papers hold the words, as far as this person may see them."""
    return [
        FolderHit(
            url=reverse("records:folder", args=[one.folder.pk]),
            symbol=one.folder.symbol,
            title=one.folder.title,
            mark=folder_mark(one.folder)[0],
            state=folder_mark(one.folder)[1],
            pieces=excerpt(one.place.text, query, LENGTH) if one.place else (),
        )
        for one in found_folders(reader, query, FOLDERS)
    ]


@dataclass(frozen=True)
class Named:
    """A person, a unit, or a template of the library."""

    what: str
    id: UUID | None
    label: str
    note: str
    url: str


def hits(search: Search, found: Sequence[Found], length: int = LENGTH) -> list[Hit]:
    """The documents of a page; what was taken from the reader meanwhile is left out."""
    if not found:
        return []
    versions, externals = search.versions(found), {}
    if any(one.record not in versions for one in found):
        externals = search.externals(found)
    made = []
    for one in found:
        if version := versions.get(one.record):
            made.append(_of_version(one, version, search.query))
        elif external := externals.get(one.record):
            made.append(_of_external(one, external, search.query))
        else:
            continue
        made[-1].passages.extend(
            _passage(place, made[-1], versions.get(place.record), search.query, length)
            for place in one.places
            if place.record in versions or place.record in externals
        )
    return made


def _of_version(one: Found, version: "Version", query: Query) -> Hit:
    document, sheet = version.document, getattr(version, "sheet", None)
    return Hit(
        what=DOCUMENT,
        url=reverse("documents:version", args=[version.pk]),
        title=version.title,
        kind=f"{document.get_kind_display()} {sheet or ''}".strip(),
        unit=document.unit.name if document.unit else "",
        number=version.number,
        standing=standing(version),
        **_common(one, document, query),
    )


def _of_external(one: Found, external: "ExternalDocument", query: Query) -> Hit:
    said = {
        IN_FORCE: Standing("ok", _("In force")),
        COMING: Standing("wait", _("Not in force yet")),
        OVER: Standing("past", _("No longer in force")),
    }
    return Hit(
        what=EXTERNAL,
        url=reverse("documents:external", args=[external.pk]),
        title=external.title,
        kind=external.kind_name or str(_("External document")),
        unit=external.issuer,
        number="",
        standing=said[one.standing],
        **_common(one, external, query),
    )


def _common(one: Found, named: Any, query: Query) -> dict[str, Any]:
    return {
        "id": one.record,
        "owner": one.owner,
        "code": named.code,
        "codes": _marked(named.code, one, query),
        "names": _marked(named.title, one, query),
        "by_name": one.by_name,
        "count": one.count,
    }


def _marked(name: str, one: Found, query: Query) -> list[Piece]:
    """A name, marked where it is what was meant: “sổ” is not, where “hồ sơ” was found."""
    return excerpt(name, query, WHOLE) if one.by_name else [Piece(name, False)]


def _passage(
    place: Place, hit: Hit, version: "Version | None", query: Query, length: int
) -> Passage:
    url, note = hit.url, ""
    if version is not None and place.record != hit.id:
        note = _("issue %(n)s: %(state)s") % {
            "n": version.number,
            "state": standing(version).words,
        }
    if version is not None:
        url = reverse("documents:version", args=[version.pk]) + "?tab=content"
    anchor = f"#n-{place.part}" if place.part else ""
    return Passage(
        f"{url}{anchor}", place.part, place.place, excerpt(place.text, query, length), note
    )


def named(reader: User, query: Query) -> list[Named]:
    """The people and units whose name holds all the words, as far as this person sees people."""
    if not query or not organization.SEE_PEOPLE.held_by(reader):
        return []
    words = _folded(query)
    return [*_people(words), *_units(words)]


def templates(reader: User, query: Query) -> list[Named]:
    """What the library offers under such a name: nobody need write it anew."""
    if not query or not adoption.BROWSE.held_by(reader):
        return []
    words = _folded(query)
    found = [
        Named(
            TEMPLATE,
            None,
            f"{template.code} {template.title}",
            _("Template of the library"),
            reverse("adoption:preview", args=[version.package.key, template.key]),
        )
        for version in offered_versions()
        for template in documents_of(version)
        if _begin(words, f"{template.code} {template.title}")
    ]
    return found[:TEMPLATES]


def _folded(query: Query) -> list[str]:
    return [word.folded for term in query.terms for word in term.words]


def _begin(words: Sequence[str], name: str) -> bool:
    """Whether each of these begins a word of the name."""
    there = fold(name)
    return all(any(word.startswith(asked) for word in there) for asked in words)


def _people(words: Sequence[str]) -> list[Named]:
    found: list[Any] = people_listed(" ".join(words))[:PEOPLE]
    return [
        Named(
            PERSON,
            person.pk,
            person.full_name,
            person.post_title or "",
            reverse("organization:person", args=[person.pk]),
        )
        for person in found
    ]


def _units(words: Sequence[str]) -> list[Named]:
    address = reverse("organization:index")
    found = [unit for unit in active_units() if _begin(words, unit.name)]
    return [
        Named(UNIT, unit.pk, unit.name, _("Unit"), f"{address}?unit={unit.pk}")
        for unit in found[:UNITS]
    ]
