"""Which other documents cite a part that an update takes out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from apps.adoption.selectors.updates import Newer
from apps.documents.selectors import tree_of
from apps.documents.selectors.newest import citing_places, living_texts
from kernel.content.nodes import text_of, walk

if TYPE_CHECKING:
    from apps.documents.models import Document, Version

# "5.1 Lập kế hoạch", "V. NỘI DUNG", "7.1.2. Con người": the number that is printed before a title.
_NUMBER: Final = re.compile(r"\s*(\d+(?:\.\d+)*|[IVXLC]+(?:\.\d+)*)[.)]?\s")
_PART: Final = r"(?:mục|phần|điểm|khoản|bước|chương)\s+"


@dataclass(frozen=True)
class Citing:
    """A document whose text names a part that goes: which part, in what sentence."""

    document: "Document"
    part: str
    said: str

    @property
    def code(self) -> str:
        return self.document.code


def cited_parts(newer: Newer) -> list[Citing]:
    """Where living texts of other documents name, beside this one's code, a part that goes.

    Two statements, and one for each draft that cites; none where no numbered part goes.
    """
    numbers = dict(_gone(newer))
    if not numbers:
        return []
    places = citing_places(newer.adoption.document_id)
    found: list[Citing] = []
    for version in living_texts(places) if places else ():
        found += _in(version, places[version.pk], numbers)
    return found


def _gone(newer: Newer) -> Iterator[tuple[str, str]]:
    """The numbers of headings and clauses that go, with their titles."""
    staying = {number for node in walk(newer.nodes) if (number := _number_of(node))}
    for piece in newer.merge.pieces:
        if piece.result is None and piece.ours is not None:
            number = _number_of(piece.ours)
            if number and number not in staying:
                yield number, text_of(piece.ours).strip()


def _number_of(node: object) -> str:
    if getattr(node, "kind", "") not in ("heading", "clause"):
        return ""
    title = node.body["title"] if node.kind == "clause" else text_of(node)  # type: ignore[attr-defined,arg-type]
    found = _NUMBER.match(f"{title} ")
    return found[1] if found else ""


def _in(version: "Version", places: set[str], numbers: dict[str, str]) -> Iterator[Citing]:
    for node in walk(tree_of(version)):
        if node.id not in places:
            continue
        text = text_of(node)
        for number, title in numbers.items():
            if re.search(rf"{_PART}{re.escape(number)}(?![\d]|\.\d)", text, re.IGNORECASE):
                said = _("It cites “%(part)s”, which goes: %(text)s")
                words = {"part": title[:80], "text": text[:160]}
                yield Citing(version.document, title, said % words)
