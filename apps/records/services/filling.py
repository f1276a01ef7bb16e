"""Saving what was filled in: over what its writer saw, or not at all, field by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.documents.selectors.references import Book
from apps.records import permissions as may
from apps.records.models import Slip
from apps.records.selectors.slips import open_parts, slip_fields
from apps.records.services.filling_merge import Change, Collision, joined, same
from apps.records.services.filling_unread import Unread, as_shown, marked, unmarked
from apps.records.services.slips_listed import keep_listed
from apps.records.services.slips_presence import Wrote, who_wrote, wrote
from apps.records.services.slips_references import named_in
from apps.records.services.slips_searching import slip_changed
from apps.records.workflow import SlipState
from kernel import clock
from kernel.forms import Field, Problem, clean
from kernel.permissions import Actor
from kernel.refusals import WrongState


@dataclass(frozen=True)
class Clash:
    """A field that somebody else changed meanwhile: both values, nothing overwritten."""

    field: Field
    mine: Any
    theirs: Any
    wrote: Wrote | None


@dataclass(frozen=True)
class Saved:
    """What became of a save: the slip as it is now, what clashed, what could not be taken."""

    slip: Slip
    fields: Sequence[Field]
    clashes: list[Clash] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def locked_slip(slip_id: UUID) -> Slip:
    """The row, held until the transaction ends."""
    rows = Slip.objects.select_for_update(of=("self",))
    return rows.select_related("form", "version__content", "author", "unit").get(pk=slip_id)


def open_slip(slip: Slip, by: Actor) -> Slip:
    """The row, if it is still being filled in and this person may."""
    slip = locked_slip(slip.pk)
    if slip.state != SlipState.FILLING:
        raise WrongState(
            _("The slip is closed: the state is “%(state)s”. Reload the page.")
            % {"state": slip.get_state_display()}
        )
    may.FILL.require(by, over=slip)
    return slip


@transaction.atomic
def save_slip(slip: Slip, changes: Mapping[str, Change], *, by: Actor, typed: bool = True) -> Saved:
    """Save the fields that changed; `typed` values come from a person's hand.

    Each field is compared with what its writer saw: what somebody else changed meanwhile is joined
    where that is possible, else told and left as it is. Raises WrongState, NotPermitted.
    """
    slip = open_slip(slip, by)
    fields = slip_fields(slip)
    work = _Work(slip, fields, changes, by, typed)
    now = open_parts(slip, fields)
    for each in fields:
        if each.id in changes and each.part in now:
            work.take(each)
        elif each.id in changes and not same(changes[each.id].now, changes[each.id].was):
            raise _not_now(each, now)
    if work.written:
        work.write()
    found = who_wrote(slip.pk, [each.id for each, _mine in work.clashing])
    clashes = [
        Clash(each, mine, work.shown.get(each.id), found.get(each.id))
        for each, mine in work.clashing
    ]
    return Saved(slip, fields, clashes, work.problems)


def _not_now(asked: Field, now: range) -> WrongState:
    """Why nothing is written in a field of another part."""
    label = {"label": asked.label.strip().rstrip(":")}
    if asked.part < now[0]:
        said = _("“%(label)s” is signed: it changes only once its part is returned.")
    else:
        said = _("“%(label)s” is filled in later, when the part before it is signed.")
    return WrongState(said % label, clause="7.5.3.2")


class _Work:
    """One save under way."""

    def __init__(
        self,
        slip: Slip,
        fields: Sequence[Field],
        changes: Mapping[str, Change],
        by: Actor,
        typed: bool,
    ) -> None:
        self.slip, self.fields, self.by, self.typed = slip, fields, by, typed
        self.changes, self.book = changes, Book(by)
        self.values: dict[str, Any] = dict(slip.values)
        self.shown = as_shown(slip)
        self.written: list[str] = []
        self.clashing: list[tuple[Field, Any]] = []
        self.problems: list[Problem] = []
        self.unread: dict[str, Unread] = {}  # of each field that is written

    def take(self, asked: Field) -> None:
        """Decide about one field; what is to be written waits for `write`."""
        change = self.changes[asked.id]
        raw = named_in([asked], {asked.id: change.now}, self.slip.values, self.book)
        done = clean([asked], raw, whole=False, typed=self.typed)
        found = [each for each in done.problems if each.field == asked.id]
        self.problems += found
        kept = [each for each in found if each.typed and self.typed]
        if any(not each.row and (asked.type == "table" or each not in kept) for each in found):
            return  # said, and kept where it was typed
        before, current = self.slip.values.get(asked.id), self.shown.get(asked.id)
        now = _with_old_cells(done.values.get(asked.id), before, found)
        now = marked(now, kept)
        try:
            value = joined(current, Change(_bare(asked, change.was), _bare(asked, now)))
        except Collision:
            self.clashing.append((asked, now))
            return
        if not same(value, current):
            self.written.append(asked.id)
            self.values[asked.id], self.unread[asked.id] = unmarked(asked.id, value, before)

    def _unread(self) -> Unread:
        old = [each for each in self.slip.unread if each["field"] not in self.unread]
        return old + [each for found in self.unread.values() for each in found]

    def write(self) -> None:
        given = {n: v for n, v in self.values.items() if v is not None}
        known = {each.id for each in self.fields}
        done = clean(self.fields, {n: given[n] for n in given if n in known}, whole=False)
        slip = self.slip
        signed = {each.id for each in self.fields if each.part < slip.part}
        kept = {name: value for name, value in slip.values.items() if name in signed}
        slip.values = {n: v for n, v in done.values.items() if n not in signed} | kept
        slip.unread = self._unread()
        slip.revision += 1
        slip.saved_at = clock.now()
        slip.save(update_fields=["values", "unread", "revision", "saved_at"])
        keep_listed(slip, self.fields)
        wrote(slip.pk, self.written, self.by)
        slip_changed(slip)


def _bare(asked: Field, value: Any) -> Any:
    """A table without what works itself out: sums follow from the rest, and never clash."""
    if asked.type != "table" or not isinstance(value, list):
        return value
    typed = {column.id for column in asked.columns if column.is_typed}
    return [
        {"id": row["id"], "cells": {n: c for n, c in row["cells"].items() if n in typed}}
        for row in value
        if isinstance(row, dict) and isinstance(row.get("cells"), dict)
    ]


def _with_old_cells(now: Any, was: Any, problems: Sequence[Problem]) -> Any:
    """What could not be read in a cell leaves there what stood there before."""
    if not isinstance(now, list) or not problems:
        return now
    before = {row["id"]: row["cells"] for row in was or [] if isinstance(row, dict)}
    rows = {
        row["id"]: dict(row["cells"]) for row in now if isinstance(row, dict) and "cells" in row
    }
    for each in problems:
        old = before.get(each.row, {}).get(each.column)
        if old is not None and each.row in rows:
            rows[each.row][each.column] = old
    return [
        {**row, "cells": rows[row["id"]]} if isinstance(row, dict) and "cells" in row else row
        for row in now
    ]
