"""Drawing up, changing and issuing the yearly list of folders (NĐ 30/2020/NĐ-CP, Điều 28)."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.records import permissions as may
from apps.records.models import FileList, ListEntry, RecordType
from apps.records.selectors.lists import entries_of, living_entries
from apps.records.selectors.types import in_use
from apps.records.workflow import FILE_LIST, ListState
from kernel import clock
from kernel.content.inline import nfc
from kernel.refusals import BadInput, Conflict, WrongState
from kernel.trail import record

FACTS = ("heading", "symbol", "title", "type", "years", "keeper", "unit", "note")
AFTER_ISSUE = ("keeper", "unit", "note")  # what does not touch the list as it was issued
MOST = 1000
EARLIEST, LATEST = 1990, 2100


@transaction.atomic
def begin_list(year: int, *, by: User) -> FileList:
    """An empty list of a year; the one that is there where somebody was faster."""
    may.ARRANGE.require(by)
    if not EARLIEST <= year <= LATEST:
        raise BadInput(_("There is no year %(year)s.") % {"year": year})
    made, new = FileList.objects.get_or_create(
        year=year, defaults={"drafted_by": by, "drafted_at": clock.now()}
    )
    if new:
        record("records.list_begin", made, by=by, year=year)
    return made


@transaction.atomic
def copy_last_year(found: FileList, *, by: User) -> int:
    """Take over the rows of the newest list before; the year in their words goes along."""
    found = _locked(found, by)
    last = FileList.objects.filter(year__lt=found.year).order_by("-year").first()
    if last is None:
        raise BadInput(_("There is no list of an earlier year to copy from."))
    moved = _year_changed(last.year, found.year)
    rows = [
        {name: getattr(entry, name) for name in FACTS}
        | {"symbol": moved(entry.symbol), "title": moved(entry.title)}
        for entry in living_entries(last).select_related("type", "unit")
    ]
    return _add_all(found, rows, by=by, source=f"list {last.year}")


@transaction.atomic
def copy_types(found: FileList, *, by: User) -> int:
    """A row for each kind of records that has none in this list yet."""
    found = _locked(found, by)
    held = set(living_entries(found).exclude(type=None).values_list("type", flat=True))
    types = RecordType.objects.filter(in_use()).exclude(pk__in=held).select_related("unit")
    rows = [
        {
            "heading": each.heading,
            "symbol": f"{each.code[:45]}/{found.year}",
            "title": _titled(each.name, found.year),
            "type": each,
            "years": each.years,
            "keeper": each.holder,
            "unit": each.unit,
        }
        for each in _by_heading(types)
    ]
    return _add_all(found, rows, by=by, source="types")


def _by_heading(types: Iterable[RecordType]) -> list[RecordType]:
    """Headings in the order in which the codes bring them up, each heading once."""
    known: dict[str, int] = {}
    rows = list(types)
    for each in rows:
        known.setdefault(each.heading, len(known))
    return sorted(rows, key=lambda each: known[each.heading])


def _titled(name: str, year: int) -> str:
    said = re.search(r"\bnăm\b", name.casefold())
    return name if said else f"{name} năm {year}"


def _year_changed(before: int, after: int) -> Callable[[str], str]:
    year = re.compile(rf"(?<!\d){before}(?!\d)")
    return lambda text: year.sub(str(after), text)


@transaction.atomic
def add_entry(found: FileList, *, by: User, **facts: Any) -> ListEntry:
    """One more row at the end; of an issued list it bears its date."""
    found = _locked(found, by)
    made = _made(found, facts)
    made.position = _last(found) + 1
    _keep(made)
    record("records.list_add", found, by=by, symbol=made.symbol, entry=str(made.pk))
    return made


@transaction.atomic
def add_rows(found: FileList, rows: Sequence[dict[str, Any]], *, by: User) -> int:
    """Rows of a pasted range or a workbook; those whose symbol is there are left out."""
    found = _locked(found, by)
    return _add_all(found, rows, by=by, source="import")


def _add_all(found: FileList, rows: Sequence[dict[str, Any]], *, by: User, source: str) -> int:
    there = {symbol.casefold() for symbol in living_entries(found).values_list("symbol", flat=True)}
    at = _last(found)
    made: list[ListEntry] = []
    for facts in rows:
        entry = _made(found, facts)
        if entry.symbol.casefold() in there:
            continue
        there.add(entry.symbol.casefold())
        entry.position = at + len(made) + 1
        made.append(entry)
    if len(there) > MOST:
        raise BadInput(_("A list holds at most %(most)s rows.") % {"most": MOST})
    ListEntry.objects.bulk_create(made)
    if made:
        record("records.list_fill", found, by=by, rows=len(made), source=source)
    return len(made)


def _made(found: FileList, facts: dict[str, Any]) -> ListEntry:
    entry = ListEntry(list=found)
    if found.state == ListState.ISSUED:
        entry.added_on = clock.today()
    return _filled(entry, facts)


def _filled(entry: ListEntry, facts: dict[str, Any]) -> ListEntry:
    for name in FACTS:
        if name in facts:
            value = facts[name]
            setattr(entry, name, " ".join(nfc(value).split()) if isinstance(value, str) else value)
    if not entry.symbol or not entry.title:
        raise BadInput(_("A row needs number and symbol, and the title of the folder."))
    return entry


@transaction.atomic
def change_entry(entry: ListEntry, *, by: User, **facts: Any) -> ListEntry:
    """Correct a row. What was issued stays as it was: there only keeper and note can change."""
    found = _locked(entry.list, by)
    entry = ListEntry.objects.select_for_update().get(pk=entry.pk)
    _refuse_removed(entry)
    before = {name: getattr(entry, name) for name in FACTS}
    entry = _filled(entry, facts)
    changed = [name for name in FACTS if getattr(entry, name) != before[name]]
    fixed = found.state == ListState.ISSUED and entry.added_on is None
    if fixed and set(changed) - set(AFTER_ISSUE):
        raise WrongState(
            _(
                "The list was issued: of its rows only the keeper and the note can be changed. "
                "Strike this row through and add a new one."
            )
        )
    if changed:
        _keep(entry)
        record("records.list_change", found, by=by, symbol=entry.symbol, changed=changed)
    return entry


@transaction.atomic
def remove_entry(entry: ListEntry, *, by: User) -> None:
    """Take a row out of a draft; of an issued list it is struck through and stays readable."""
    found = _locked(entry.list, by)
    entry = ListEntry.objects.select_for_update().get(pk=entry.pk)
    _refuse_removed(entry)
    if entry.folders.exists():
        raise WrongState(
            _("A folder was opened from this row: “%(title)s”. Its row stays.")
            % {"title": entry.title}
        )
    record("records.list_remove", found, by=by, symbol=entry.symbol, title=entry.title)
    if found.state == ListState.DRAFTING:
        entry.delete()
        return
    entry.removed_on = clock.today()
    entry.save(update_fields=["removed_on"])


def _refuse_removed(entry: ListEntry) -> None:
    if entry.removed_on is not None:
        raise WrongState(_("This row was struck through already."))


@transaction.atomic
def order_entries(found: FileList, keys: Sequence[Any], *, by: User) -> None:
    """Put the rows in this order; those that are not named keep theirs, after them."""
    found = _locked(found, by)
    rows = {entry.pk: entry for entry in entries_of(found)}
    wanted = [key for key in dict.fromkeys(keys) if key in rows]
    rest = [key for key in rows if key not in set(wanted)]
    moved = []
    for position, key in enumerate([*wanted, *rest], start=1):
        if rows[key].position != position:
            rows[key].position = position
            moved.append(rows[key])
    if moved:
        ListEntry.objects.bulk_update(moved, ["position"])
        record("records.list_order", found, by=by, moved=len(moved))


@transaction.atomic
def shift_entry(entry: ListEntry, way: int, *, by: User) -> None:
    """One place up (-1) or down (1)."""
    keys = [each.pk for each in entries_of(entry.list)]
    order_entries(entry.list, shifted(keys, entry.pk, way), by=by)


def shifted(keys: list[Any], key: Any, way: int) -> list[Any]:
    """The same keys with one of them a place further up (-1) or down (1)."""
    at = keys.index(key)
    to = min(max(at + way, 0), len(keys) - 1)
    keys = [each for each in keys if each != key]
    keys.insert(to, key)
    return keys


@transaction.atomic
def issue_list(found: FileList, *, number: str, issued_on: date, by: User) -> FileList:
    """The head issued it by a decision; from now on additions are dated, removals shown."""
    found = FileList.objects.select_for_update().get(pk=found.pk)
    FILE_LIST.transitions["issue"].check(found, by)
    if not living_entries(found).exists():
        raise BadInput(_("The list is empty. Fill it before it is issued."))
    if not number.strip():
        raise BadInput(_("Enter the number of the decision that issues the list."))
    if issued_on > clock.today():
        raise BadInput(_("The date of the decision lies in the future."))
    FILE_LIST.move(found, "issue", by=by, number=number.strip(), issued_on=issued_on)
    found.number, found.issued_on = number.strip()[:50], issued_on
    found.issued_by, found.issued_at = by, clock.now()
    found.save(update_fields=["state", "number", "issued_on", "issued_by", "issued_at"])
    return found


def _locked(found: FileList, by: User) -> FileList:
    may.ARRANGE.require(by)
    return FileList.objects.select_for_update().get(pk=found.pk)


def _last(found: FileList) -> int:
    return found.entries.aggregate(last=Max("position"))["last"] or 0


def _keep(entry: ListEntry) -> None:
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError as error:
        raise Conflict(
            _("“%(symbol)s” is in this list already.") % {"symbol": entry.symbol}
        ) from error
