"""How a list of folders is drawn up, whatever becomes of them: for destruction, for the archive."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.records import permissions as may
from apps.records.models import Disposal, Folder, Transfer
from kernel.refusals import BadInput
from kernel.trail import record

List = TypeVar("List", Disposal, Transfer)


@dataclass(frozen=True)
class DrawingUp(Generic[List]):
    """One kind of list: its name in the trail, what stands above it, and its own rules.

    `words`: the longest each may be. `drafting` gives the list, locked, if it may be changed;
    `add` puts folders on it.
    """

    name: str
    words: Mapping[str, int]
    drafting: Callable[[List, User], List]
    add: Callable[[List, list[UUID], User], None]

    @transaction.atomic
    def draft(self, made: List, folders: Sequence[Folder], words: dict[str, str], by: User) -> List:
        """A new list with its first folders."""
        may.DISPOSE.require(by)
        self.fill(made, words)
        made.save()
        record(f"records.{self.name}_draft", made, by=by)
        self.add(made, [folder.pk for folder in folders], by)
        return made

    @transaction.atomic
    def edit(self, found: List, words: dict[str, str], by: User) -> List:
        """Other words above it."""
        found = self.drafting(found, by)
        self.fill(found, words)
        found.save(update_fields=list(self.words))
        record(f"records.{self.name}_edit", found, by=by, changed=sorted(words))
        return found

    @transaction.atomic
    def put_on(self, found: List, folders: Sequence[Folder], by: User) -> List:
        """Further folders."""
        found = self.drafting(found, by)
        self.add(found, [folder.pk for folder in folders], by)
        return found

    def fill(self, found: List, words: dict[str, str]) -> None:
        """Write the words; the caller saves the row."""
        for name, value in words.items():
            setattr(found, name, value.strip()[: self.words[name]])
        if not found.title:
            raise BadInput(_("Give the list a title."))
