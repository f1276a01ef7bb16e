"""Decisions: choosing what they issue, and the number and date that bring it into force."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import DateField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.forms import IssueForm, TakesForceForm
from apps.documents.models import Kind, Version
from apps.documents.presenters import standing
from apps.documents.selectors import issued_codes, ready_to_decide, tree_of, visible_versions
from apps.documents.selectors.outgoing import skipped, usual_symbol
from apps.documents.services.issuing import reading_days_of, stated_force
from apps.documents.views.detail import version_or_404
from kernel import clock, confirmation
from kernel.content.nodes import text_of
from kernel.files.models import StoredFile
from kernel.files.services import store_file
from kernel.htmx import render as render_part
from kernel.ids import ids_among
from kernel.refusals import BadInput, Conflict, RuleBroken

PDF = frozenset({"application/pdf"})


@require_GET
def decisions(request: UserRequest) -> HttpResponse:
    """All decisions, and the approved documents that still wait for one."""
    return _decisions(request, TakesForceForm())


def _decisions(request: UserRequest, asked: TakesForceForm) -> HttpResponse:
    rows: QuerySet[Any] = (
        visible_versions(request.user)
        .filter(document__kind=Kind.DECISION)
        .select_related("sheet")
        .annotate(issues=issued_codes())
        .order_by("-drafted_at")
    )
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    return render_part(
        request,
        page="documents/decisions.html",
        fragment="documents/_decisions.html",
        page_obj=page,
        rows=[(v, standing(v), getattr(v, "sheet", None), v.issues) for v in page],
        waiting=list(ready_to_decide(request.user)),
        force_form=asked,
        picked=ids_among(request.POST.getlist("pick")) if asked.is_bound else None,
        may_draft=may.DRAFT.held_by(request.user),
        status=422 if asked.errors else 200,
    )


@require_http_methods(["POST"])
def decide(request: UserRequest) -> HttpResponse:
    """Draft one decision over the chosen versions."""
    picked = ids_among(request.POST.getlist("pick"))
    chosen = visible_versions(request.user).filter(pk__in=picked)
    asked = TakesForceForm(request.POST)
    if not asked.is_valid():
        return _decisions(request, asked)
    decision = services.draft_decision(list(chosen), by=request.user, **asked.cleaned_data)
    return redirect("documents:send", pk=decision.pk)


@require_http_methods(["GET", "POST"])
def items(request: UserRequest, pk: UUID) -> HttpResponse:
    """What a drafted decision issues: those it lists, and those that wait for one."""
    decision = version_or_404(request, pk)
    may.DRAFT.require(request.user, over=decision)
    if decision.document.kind != Kind.DECISION:
        raise Http404
    if request.method == "POST":
        picked = ids_among(request.POST.getlist("pick"))
        chosen = visible_versions(request.user).filter(pk__in=picked)
        services.change_items(decision, list(chosen), by=request.user)
        messages.success(request, _("The list in the text of the decision follows your choice."))
        return redirect("documents:send", pk=pk)
    listed = [item.version for item in decision.items.select_related("version__document")]
    context = {
        "version": decision,
        "listed": listed,
        "waiting": list(ready_to_decide(request.user)),
    }
    return render(request, "documents/items.html", context)


@require_http_methods(["GET", "POST"])
def issue(request: UserRequest, pk: UUID) -> HttpResponse:
    """Văn thư copies number, symbol and date from the signed decision."""
    decision = version_or_404(request, pk)
    may.ISSUE.require(request.user, over=decision)
    posted = request.POST or None
    form = IssueForm(stated_force(decision), usual_symbol(decision), posted, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _issued(request, decision, form):
        return redirect("documents:version", pk=pk)
    items = list(decision.items.select_related("version__document"))
    said = [text for text in map(text_of, tree_of(decision)) if "hiệu lực" in text]
    proof = confirmation.present(request.user)
    context = {
        "version": decision,
        "form": form,
        "force_day": _force_day(request, decision),
        "reading_days": reading_days_of(decision),
        "items": items,
        "said": said,
        "gap": form.leaves_a_gap,
        "skipped": skipped(str(form["symbol"].value() or ""), clock.today().year)[:5],
        "asks_first": proof is None or not proof.is_fresh,  # a file would have to be chosen again
    }
    return render(request, "documents/issue.html", context, status=422 if form.errors else 200)


def _force_day(request: UserRequest, decision: Version) -> date | None:
    """The day that what is typed so far leads to."""
    typed, today = request.POST or request.GET, clock.today()
    read = DateField(required=False).clean
    try:
        signed_on = read(typed.get("signed_on", f"{today:%d/%m/%Y}"))
        return (
            read(typed.get("in_force_from", "")) or stated_force(decision, signed_on) or signed_on
        )
    except ValidationError:
        return None


def _issued(request: UserRequest, decision: Version, form: IssueForm) -> bool:
    """Issue it, or say in the form what stands in the way; what was typed stays."""
    data = dict(form.cleaned_data)
    try:
        copy = _signed_copy(request, data.pop("signed_copy"))
        services.issue_decision(decision, by=request.user, signed_copy=copy, **data)
    except (BadInput, Conflict, RuleBroken) as refusal:
        form.add_error(None, str(refusal.sentence))
        return False
    return True


def _signed_copy(request: UserRequest, uploaded: "UploadedFile[Any] | None") -> StoredFile | None:
    if not uploaded:
        return None
    return store_file(uploaded.read(), uploaded.name or "", by=request.user, accept=PDF)
