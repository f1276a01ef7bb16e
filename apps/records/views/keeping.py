"""What is due: for the archive, for destruction; what is held back; and the numbers behind it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.shortcuts import render as whole
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from apps.documents.http import sheet_named
from apps.organization import permissions as organization
from apps.organization.selectors import active_units
from apps.records import permissions as may
from apps.records.forms.keeping import TermsForm
from apps.records.models import Folder
from apps.records.selectors import folders_due
from apps.records.selectors import keeping as asked
from apps.records.selectors.holds import held_among
from apps.records.selectors.keeping import WantedDue
from apps.records.services.keeping import set_terms
from apps.records.services.types_retention import retention_text
from kernel import clock
from kernel.htmx import render
from kernel.refusals import Refused
from kernel.spreadsheet import workbook
from kernel.ui.parts import Tab

VIEWS = {
    asked.ARCHIVE: gettext_lazy("To the archive"),
    asked.DESTRUCTION: gettext_lazy("To be destroyed"),
    asked.HELD: gettext_lazy("Held back"),
}
HEADS = (
    "Số và ký hiệu hồ sơ",
    "Tiêu đề hồ sơ",
    "Đơn vị",
    "Ngày kết thúc công việc",
    "Thời hạn bảo quản",
    "Đến hạn ngày",
    "Số văn bản, tài liệu",
    "Đang giữ lại",
    "Đang trong danh mục",
)


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """Folders whose day has come, by what is to be done with them; first where there are some."""
    may.READ.require(request.user)
    found = asked.due_counts(request.user)
    wanted = _wanted(request, next((name for name in VIEWS if found[name]), asked.ARCHIVE))
    rows = asked.due_folders(request.user, wanted)
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    holds = held_among(folder.pk for folder in page if getattr(folder, "held", False))
    return render(
        request,
        page="records/keeping/due.html",
        fragment="records/keeping/_due.html",
        wanted=wanted,
        page_obj=page,
        rows=[_row(folder, wanted, holds) for folder in page],
        views=[
            Tab(str(label), f"?view={name}", wanted.view == name, found[name])
            for name, label in VIEWS.items()
        ],
        filters=_filters(request, wanted),
        narrowed=bool(wanted.q or wanted.unit or wanted.year),
        disposes=may.DISPOSE.held_by(request.user),
        may_lay_down=organization.DESCRIBE.held_by(request.user),
        numbers=folders_due.terms(),
    )


def _row(folder: Folder, wanted: WantedDue, holds: dict[Any, Any]) -> dict[str, Any]:
    day = asked.due_day(folder, wanted.view)
    late = day is not None and day < clock.today() and wanted.view == asked.ARCHIVE
    return {
        "folder": folder,
        "day": day,
        "late": late,
        "kept": retention_text(folder.years),
        "hold": holds.get(folder.pk),
        "listed": getattr(folder, "listed", False) or getattr(folder, "handing", False),
    }


def _wanted(request: UserRequest, usual: str = asked.ARCHIVE) -> WantedDue:
    view = request.GET.get("view", "")
    return WantedDue(
        view=view if view in VIEWS else usual,
        q=request.GET.get("q", "").strip()[:100],
        unit=request.GET.get("unit", ""),
        year=request.GET.get("year", ""),
    )


def _filters(request: UserRequest, wanted: WantedDue) -> list[dict[str, Any]]:
    years = [(str(y), str(y)) for y in asked.years_of(request.user)]
    said = {
        "year": (_("Year"), _("All years"), years),
        "unit": (_("Unit"), _("All units"), [(str(u.pk), u.name) for u in active_units()]),
    }
    return [
        {"name": n, "label": label, "none": none, "options": o, "value": getattr(wanted, n)}
        for n, (label, none, o) in said.items()
        if o
    ]


@require_GET
def export(request: UserRequest) -> HttpResponse:
    """The same rows as XLSX."""
    may.READ.require(request.user)
    wanted = _wanted(request)
    folders = list(asked.due_folders(request.user, wanted))
    holds = held_among(folder.pk for folder in folders)
    rows = [_cells(_row(folder, wanted, holds)) for folder in folders]
    data = workbook(str(VIEWS[wanted.view]), HEADS, rows)
    return sheet_named(data, f"ho-so-den-han-{clock.today():%Y-%m-%d}.xlsx")


def _cells(row: dict[str, Any]) -> list[Any]:
    folder, hold = row["folder"], row["hold"]
    return [
        folder.symbol,
        folder.title,
        folder.unit.name if folder.unit else "",
        folder.ended_on,
        row["kept"],
        row["day"],
        folder.papers,
        hold.reason if hold else "",
        "x" if row["listed"] else "",
    ]


@require_http_methods(["GET", "POST"])
def terms(request: UserRequest) -> HttpResponse:
    """The numbers of the law, as this agency laid them down."""
    organization.DESCRIBE.require(request.user)
    form = TermsForm(request.POST or None, initial=TermsForm.said(folders_due.terms()))
    if request.method == "POST" and form.is_valid():
        try:
            set_terms(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("What is due is reckoned by these numbers from now on."))
            return redirect("records:keeping")
    status = 422 if form.errors else 200
    return whole(request, "records/keeping/terms.html", {"form": form}, status=status)
