"""Hand-overs to the archive: drawn up, printed, packed, handed over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents.http import pdf_named, sheet_named, zip_opened
from apps.records import permissions as may
from apps.records.forms.keeping import HandOverForm, TransferForm
from apps.records.models import Transfer
from apps.records.models.keeping import Packing
from apps.records.presenters.keeping import TRANSFER_MARKS, history
from apps.records.selectors.keeping import ARCHIVE
from apps.records.selectors.transfers import handed_items, transfers, visible_transfers
from apps.records.services import transfers as verbs
from apps.records.services.disposals_paper import sheets_text
from apps.records.services.transfers_package import ask_package, is_late, packed_so_far
from apps.records.services.transfers_paper import (
    list_paper,
    list_workbook,
    minutes_paper,
    period_text,
)
from apps.records.services.types_retention import retention_text
from apps.records.views.disposals import require_lists
from apps.records.views.drawing_up import Drawn
from apps.records.views.folders_asking import asked
from apps.records.workflow import TRANSFER, FolderState, TransferState
from kernel import clock, printing
from kernel.files.services import open_file
from kernel.trail.selectors import history_of

LISTS = Drawn(
    "transfer",
    TransferForm,
    verbs.draft_transfer,
    verbs.edit_transfer,
    verbs.add_to_transfer,
    ARCHIVE,
    Q(handing=False, listed=False),
)


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """Every hand-over, the newest first."""
    require_lists(request)
    page = Paginator(transfers(request.user), 20).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(row, TRANSFER_MARKS[TransferState(row.state)]) for row in page],
        "disposes": may.DISPOSE.held_by(request.user),
    }
    return render(request, "records/keeping/transfers.html", context)


def _one_or_404(request: UserRequest, pk: UUID) -> Transfer:
    found: Transfer = get_object_or_404(visible_transfers(request.user), pk=pk)
    return found


@require_http_methods(["GET", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """A list of what was ticked, or of all that is due."""
    return LISTS.new(request)


@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: UUID) -> HttpResponse:
    """Title and receiver; further folders."""
    return LISTS.change(request, _one_or_404(request, pk))


@require_GET
def detail(request: UserRequest, pk: UUID) -> HttpResponse:
    """What is handed over, to whom, and the package."""
    found = _one_or_404(request, pk)
    if request.htmx:
        return render(request, "records/keeping/_package.html", _package(request, found))
    items = handed_items(found)
    context = {
        "transfer": found,
        "mark": TRANSFER_MARKS[TransferState(found.state)],
        "rows": [
            {
                "item": item,
                "kept": retention_text(item.folder.years),
                "period": period_text(item),
                "sheets": sheets_text(item.sheets, item.pages),
                "gone": item.folder.state == FolderState.DESTROYED,
            }
            for item in items
        ],
        "steps": {step.name for step in TRANSFER.open_to(request.user, found)},
        "history": history(history_of(found)[:40]),
        **_package(request, found),
    }
    return render(request, "records/keeping/transfer.html", context)


def _package(request: UserRequest, found: Transfer) -> dict[str, Any]:
    waits = found.packing == Packing.WAITING
    return {
        "transfer": found,
        "total": found.items.count() if waits else 0,
        "packed": packed_so_far(found) if waits else 0,
        "late": waits and is_late(found),
        "may_pack": may.DISPOSE.held_by(request.user) and found.state != TransferState.ABANDONED,
    }


@require_http_methods(["GET", "POST"])
def hand_over(request: UserRequest, pk: UUID) -> HttpResponse:
    """When, and to whom."""
    found = _one_or_404(request, pk)
    may.DISPOSE.require(request.user)
    first = {"on": f"{clock.today():%d/%m/%Y}", "receiver": found.receiver}
    form = HandOverForm(request.POST or None, initial=first)

    def act(facts: dict[str, Any]) -> str:
        verbs.hand_over(found, by=request.user, **facts)
        messages.success(request, _("The folders are handed over; they can still be read here."))
        return reverse("records:transfer", args=[found.pk])

    return asked(request, form, act, "records/keeping/hand_over.html", transfer=found)


@require_POST
def abandon(request: UserRequest, pk: UUID) -> HttpResponse:
    verbs.abandon_transfer(_one_or_404(request, pk), by=request.user)
    messages.success(request, _("The list was given up."))
    return redirect("records:transfer", pk=pk)


@require_POST
def remove(request: UserRequest, pk: UUID, item: UUID) -> HttpResponse:
    """Take one folder off the list."""
    found = _one_or_404(request, pk)
    one = get_object_or_404(found.items.select_related("transfer"), pk=item)
    verbs.remove_from_transfer(one, by=request.user)
    return redirect("records:transfer", pk=pk)


@require_POST
def pack(request: UserRequest, pk: UUID) -> HttpResponse:
    """Ask a worker for the package."""
    ask_package(_one_or_404(request, pk), by=request.user)
    return redirect("records:transfer", pk=pk)


@require_GET
def file(request: UserRequest, pk: UUID) -> HttpResponseBase:
    """The package itself, piece by piece: it may be large."""
    found = _one_or_404(request, pk)
    if found.package is None:
        raise Http404
    return zip_opened(open_file(found.package), found.package.name)


@require_GET
def printed(request: UserRequest, pk: UUID, ending: str) -> HttpResponse:
    """The list as PDF or XLSX, the minutes as PDF."""
    found = _one_or_404(request, pk)
    name = f"{found.drafted_at:%Y-%m-%d}"
    if ending == "pdf":
        return pdf_named(printing.to_pdf(list_paper(found)), f"muc-luc-nop-luu-{name}.pdf")
    if ending == "xlsx":
        return sheet_named(list_workbook(found), f"muc-luc-nop-luu-{name}.xlsx")
    if ending == "minutes":
        return pdf_named(printing.to_pdf(minutes_paper(found)), f"bien-ban-giao-nhan-{name}.pdf")
    raise Http404
