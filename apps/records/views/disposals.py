"""Lists for destruction: drawn up, looked over, submitted, approved, carried out, printed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import User
from apps.documents.http import pdf_named, sheet_named
from apps.records import permissions as may
from apps.records.forms.keeping import DisposalForm, WhyForm
from apps.records.models import Disposal, DisposalItem, Folder
from apps.records.presenters.keeping import MARKS, history
from apps.records.selectors.disposals import (
    disposals,
    items_of,
    may_be_asked,
    sees_lists,
    standing_of,
    visible_disposals,
)
from apps.records.selectors.holds import held_among
from apps.records.selectors.keeping import DESTRUCTION
from apps.records.services import disposals as verbs
from apps.records.services.disposals_carrying import carry_out_disposal
from apps.records.services.disposals_paper import (
    HEADS,
    LIST_KIND,
    list_paper,
    list_rows,
    minutes_paper,
    period_text,
    sheets_text,
)
from apps.records.services.types_retention import retention_text
from apps.records.views.drawing_up import Drawn
from apps.records.views.folders_asking import asked
from apps.records.workflow import DISPOSAL, DisposalState
from kernel import printing
from kernel.ids import ids_among
from kernel.refusals import NotPermitted
from kernel.spreadsheet import workbook
from kernel.trail.selectors import history_of

SAID = {
    "send": gettext_lazy("The list was submitted."),
    "recall": gettext_lazy("The list was taken back; it may be changed again."),
    "approve": gettext_lazy("The destruction is approved. It is not carried out yet."),
    "carry_out": gettext_lazy("The destruction is carried out; the minutes are ready to print."),
    "abandon": gettext_lazy("The list was given up."),
}


LISTS = Drawn(
    "disposal",
    DisposalForm,
    verbs.draft_disposal,
    verbs.edit_disposal,
    verbs.add_to_disposal,
    DESTRUCTION,
    Q(held=False, listed=False),
)


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """Every list, the newest first."""
    require_lists(request)
    page = Paginator(disposals(request.user), 20).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(row, MARKS[DisposalState(row.state)]) for row in page],
        "disposes": may.DISPOSE.held_by(request.user),
    }
    return render(request, "records/keeping/disposals.html", context)


def require_lists(request: UserRequest) -> None:
    may.READ.require(request.user)
    if not sees_lists(request.user):
        raise NotPermitted(_("These lists concern the whole agency."))


def one_or_404(request: UserRequest, pk: UUID) -> Disposal:
    found: Disposal = get_object_or_404(visible_disposals(request.user), pk=pk)
    return found


@require_http_methods(["GET", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """A list of what was ticked, or of all that is due."""
    return LISTS.new(request)


@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: UUID) -> HttpResponse:
    """Title, grounds, council and way; further folders."""
    return LISTS.change(request, one_or_404(request, pk))


@require_GET
def detail(request: UserRequest, pk: UUID) -> HttpResponse:
    """What is destroyed, why and by whom: the page on which it is approved and carried out."""
    found = one_or_404(request, pk)
    items = items_of(found)
    going = [item for item in items if not item.taken_out]
    now = standing_of(found, items)
    open_ = found.state in (DisposalState.APPROVING, DisposalState.APPROVED)
    steps = {step.name for step in DISPOSAL.open_to(request.user, found)}
    waits = "approve" in steps
    broken = {r.name for r in DISPOSAL.refusals(request.user, found, "approve")} if waits else set()
    lacks = DISPOSAL.refusals(request.user, found, "send") if "send" in steps else []
    context = {
        "disposal": found,
        "mark": MARKS[DisposalState(found.state)],
        "rows": [_row(item, found, now.shown) for item in going],
        "kept": [item for item in items if item.taken_out],
        "held": _held(going) if found.state != DisposalState.DONE else [],
        "changed": open_ and now.sha256 != found.sha256,
        "steps": steps - _not_his(broken),
        "own": "is_not_its_drafter" in broken,
        "lacks": [str(rule.sentence) for rule in lacks],
        "asks": may_be_asked(found, request.user) if "send" in steps and not lacks else [],
        "papers": sum(now.shown[i.folder_id]["papers"] for i in going) if open_ else 0,
        "erased": sum(1 for item in going if item.folder.destroyed_at),
        "history": history(history_of(found)[:40]),
    }
    return render(request, "records/keeping/disposal.html", context)


def _not_his(broken: set[str]) -> set[str]:
    """What is left to whoever was asked, and to somebody else than its drafter."""
    if "is_asked_or_heads" in broken:
        return {"approve", "give_back"}
    return {"approve"} if broken else set()


def _row(item: DisposalItem, disposal: Disposal, now: Any) -> dict[str, Any]:
    drawn_up = disposal.state in (DisposalState.DRAFTING, DisposalState.ABANDONED)
    said = now[item.folder_id] if drawn_up else item.shown
    return {
        "item": item,
        "said": said,
        "kept": retention_text(said["years"]),
        "period": period_text(said),
        "sheets": sheets_text(said["sheets"], said["pages"]),
        "changed": not drawn_up
        and disposal.state != DisposalState.DONE
        and now[item.folder_id] != said,
    }


def _held(items: list[DisposalItem]) -> list[tuple[Folder, Any]]:
    holds = held_among(item.folder_id for item in items)
    return [(i.folder, holds[i.folder_id]) for i in items if i.folder_id in holds]


@require_POST
def step(request: UserRequest, pk: UUID, name: str) -> HttpResponse:
    """Send, take back, approve, carry out, give up."""
    found = one_or_404(request, pk)
    by, sha256 = request.user, request.POST.get("sha256", "")
    acts: dict[str, Callable[[], Disposal]] = {
        "send": lambda: verbs.send_disposal(found, to=_named(request, found), by=by),
        "recall": lambda: verbs.recall_disposal(found, by=by),
        "approve": lambda: verbs.approve_disposal(found, sha256=sha256, by=by),
        "carry_out": lambda: carry_out_disposal(found, sha256=sha256, by=by),
        "abandon": lambda: verbs.abandon_disposal(found, by=by),
    }
    if name not in acts:
        raise Http404
    acts[name]()
    messages.success(request, SAID[name])
    return redirect("records:disposal", pk=pk)


def _named(request: UserRequest, found: Disposal) -> User | None:
    """Whom the page named; nobody where there was nothing to choose."""
    keys = ids_among([request.POST.get("to", "")])
    able = may_be_asked(found, request.user) if keys else []
    return next((person for person in able if person.pk == keys[0]), None)


@require_http_methods(["GET", "POST"])
def back(request: UserRequest, pk: UUID) -> HttpResponse:
    """Give it back, or take an approval back, for a reason."""
    found = one_or_404(request, pk)
    approved = found.state == DisposalState.APPROVED
    (may.DISPOSE if approved else may.APPROVE).require(request.user)
    verb = verbs.reopen_disposal if approved else verbs.give_back_disposal

    def act(facts: dict[str, Any]) -> str:
        verb(found, reason=facts["why"], by=request.user)
        return reverse("records:disposal", args=[found.pk])

    form = WhyForm(request.POST or None)
    template = "records/keeping/disposal_back.html"
    return asked(request, form, act, template, disposal=found, approved=approved)


@require_http_methods(["GET", "POST"])
def keep(request: UserRequest, pk: UUID, item: UUID) -> HttpResponse:
    """Take one folder out for a reason, or put it back."""
    found = one_or_404(request, pk)
    may.DISPOSE.require(request.user)
    one = get_object_or_404(found.items.select_related("folder", "disposal"), pk=item)
    if request.method == "POST" and request.POST.get("back"):
        verbs.put_back(one, by=request.user)
        return redirect("records:disposal", pk=pk)

    def act(facts: dict[str, Any]) -> str:
        verbs.take_out(one, why=facts["why"], by=request.user)
        return reverse("records:disposal", args=[found.pk])

    form = WhyForm(request.POST or None)
    template = "records/keeping/disposal_keep.html"
    return asked(request, form, act, template, disposal=found, item=one)


@require_GET
def printed(request: UserRequest, pk: UUID, ending: str) -> HttpResponse:
    """The list as PDF or XLSX, the minutes as PDF."""
    found = one_or_404(request, pk)
    name = f"tieu-huy-{found.drafted_at:%Y-%m-%d}"
    if ending == "pdf":
        return pdf_named(printing.to_pdf(list_paper(found)), f"danh-muc-{name}.pdf")
    if ending == "xlsx":
        data = workbook(LIST_KIND, HEADS, list_rows(found))
        return sheet_named(data, f"danh-muc-{name}.xlsx")
    if ending == "minutes" and found.minutes_id:
        return pdf_named(printing.to_pdf(minutes_paper(found)), f"bien-ban-{name}.pdf")
    raise Http404
