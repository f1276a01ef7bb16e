"""Writing the index: one record is read anew, and only what differs is written."""

from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from typing import Final
from uuid import UUID

from django.db import transaction

from kernel.db import alone
from kernel.search import SOURCES, Record, Said
from kernel.search.models import WHOLE, Part
from kernel.search.words import compact, fold, somewhere, vector

FORM: Final = 1  # rises when words are read otherwise: then every row is written again
LONGEST: Final = 3000  # characters of one row; a longer text is cut between lines, else words
LONGEST_CODE: Final = 100
BATCH: Final = 500


@transaction.atomic
def reindex(name: str, key: UUID) -> int:
    """Make the rows of one record what it says now; returns how many were written or removed."""
    alone("search", key)  # two workers that read the same record write it one after the other
    return write(name, key, SOURCES[name].read(key))


@transaction.atomic
def write_head(name: str, record: Record) -> None:
    """Code and title alone: known by a new name at once, whatever is read of its text later.

    It waits for no worker that is reading the record just now, and does not fail beside one.
    """
    row = next(rows_of(name, record))
    said = {field: getattr(row, field) for field in ("code", "text", "clauses", "words", "digest")}
    if not Part.objects.filter(record=record.key, is_head=True).update(**said):
        Part.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def write(name: str, key: UUID, record: Record | None) -> int:
    """The same for a record at hand; None where there is no such record any more."""
    wanted = {(row.part, row.piece): row for row in rows_of(name, record)} if record else {}
    before = Part.objects.filter(record=key).order_by()
    columns = ("pk", "part", "piece", "digest", "position")
    there = {
        (part, piece): (pk, digest, position)
        for pk, part, piece, digest, position in before.values_list(*columns)
    }
    new = [row for at, row in wanted.items() if at not in there or there[at][1] != row.digest]
    kept = {at for at, row in wanted.items() if at in there and there[at][1] == row.digest}
    over = [there[at][0] for at in there if at not in kept]
    if over:
        Part.objects.filter(pk__in=over).delete()
    Part.objects.bulk_create(new, batch_size=BATCH)
    _move(
        [(there[at][0], wanted[at].position) for at in kept if there[at][2] != wanted[at].position]
    )
    return len(new) + len(over)


def drop(key: UUID) -> None:
    """Forget a record."""
    Part.objects.filter(record=key).delete()


def rows_of(name: str, record: Record) -> Iterator[Part]:
    """What the index holds of a record: its head, its text in order, and all its words together."""
    known = f"{record.code} {record.title} {record.more}".strip()
    yield _row(name, record, Said("", known, clauses=record.clauses), 0, 0)
    over = f"{record.code} {record.title}"
    pieces: Counter[str] = Counter()
    words = {*fold(known), compact(record.code)}
    for position, said in enumerate(record.said, start=1):
        for text in _pieces(said.text):
            pieces[said.part] += 1
            cut = Said(said.part, text, said.kind, said.place, said.clauses)
            words.update(fold(text))
            yield _row(name, record, cut, pieces[said.part], position, f"{over} {said.place}")
    if pieces.total() > 1:
        yield _whole(name, record, somewhere(words - {""}))


def _row(name: str, record: Record, said: Said, piece: int, position: int, over: str = "") -> Part:
    code = compact(record.code)[:LONGEST_CODE]
    row = Part(
        source=name,
        record=record.key,
        owner=record.owner,
        is_head=not piece,
        part=said.part,
        piece=piece,
        position=position,
        kind=said.kind,
        code="" if piece else code,
        place=said.place,
        text=said.text,
        clauses=sorted(said.clauses),
        words=vector(said.text, over, [code]),
    )
    row.digest = _digest(row)
    return row


def _whole(name: str, record: Record, words: str) -> Part:
    """Two words of a record are found together, even if no block has both."""
    row = Part(source=name, record=record.key, owner=record.owner, is_head=False, piece=WHOLE)
    row.position, row.words = 0, words
    row.digest = _digest(row)
    return row


def _digest(row: Part) -> str:
    told = [FORM, row.source, row.owner, row.kind, row.code, row.place, row.text, row.clauses]
    return blake2b(repr([*told, row.words]).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _pieces(text: str) -> Iterator[str]:
    """A text in parts that the database can index, cut where a line or at least a word ends."""
    text = text.strip()
    while len(text) > LONGEST:
        end = max(text.rfind("\n", LONGEST // 2, LONGEST), 0) or text.rfind(" ", 1, LONGEST)
        end = end if end > 0 else LONGEST
        yield text[:end]
        text = text[end:].strip()
    if text:
        yield text


def _move(moved: list[tuple[UUID, int]]) -> None:
    """A block that was put in shifts what follows; the words of those stay as they are."""
    if moved:
        rows = [Part(pk=pk, position=position) for pk, position in moved]
        Part.objects.bulk_update(rows, ["position"], batch_size=BATCH)
