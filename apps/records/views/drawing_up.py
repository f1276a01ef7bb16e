"""The page on which a list of folders is drawn up or changed, for destruction or the archive."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse

from accounts.http import UserRequest
from apps.records import permissions as may
from apps.records.forms.keeping import DisposalForm, TransferForm
from apps.records.models import Disposal, Folder, Transfer
from apps.records.selectors.keeping import MOST, WantedDue, chosen_folders, due_folders
from apps.records.services.types_retention import retention_text
from apps.records.views.folders_asking import asked
from kernel.ids import ids_among


@dataclass(frozen=True)
class Drawn:
    """One kind of list: its name, its form, its three services, and the folders it is made of."""

    name: str
    form: type[DisposalForm] | type[TransferForm]
    draft: Callable[..., Any]
    edit: Callable[..., Any]
    add: Callable[..., Any]
    view: str
    free: Q

    def new(self, request: UserRequest) -> HttpResponse:
        """A list of what was ticked, or of all that is due."""
        may.DISPOSE.require(request.user)

        def act(facts: dict[str, Any]) -> Any:
            return self.draft(ticked_folders(request), by=request.user, **facts)

        return self._asked(request, self.form.fresh(), act, None)

    def change(self, request: UserRequest, found: Any) -> HttpResponse:
        """What stands above it; further folders."""
        may.DISPOSE.require(request.user)

        def act(facts: dict[str, Any]) -> Any:
            self.edit(found, by=request.user, **facts)
            if folders := ticked_folders(request):
                self.add(found, folders, by=request.user)
            return found

        return self._asked(request, self.form.said(found), act, found)

    def _asked(
        self,
        request: UserRequest,
        said: dict[str, str],
        act: Callable[[dict[str, Any]], Any],
        found: Disposal | Transfer | None,
    ) -> HttpResponse:
        due = due_folders(request.user, WantedDue(view=self.view))
        ticked = {folder.pk for folder in ticked_folders(request)}
        all_of_it = not ticked and found is None and request.method == "GET"
        rows = [
            (each, retention_text(each.years), all_of_it or each.pk in ticked)
            for each in due.filter(self.free)[:MOST]
        ]

        def done(facts: dict[str, Any]) -> str:
            return reverse(f"records:{self.name}", args=[act(facts).pk])

        form = self.form(request.POST or None, initial=said)
        template = f"records/keeping/{self.name}_edit.html"
        return asked(request, form, done, template, rows=rows, **{self.name: found})


def ticked_folders(request: UserRequest) -> list[Folder]:
    """The folders whose boxes are ticked, as far as this person may see them."""
    keys = ids_among(request.POST.getlist("pick") or request.GET.getlist("pick"))
    return list(chosen_folders(request.user, keys[:MOST])) if keys else []
