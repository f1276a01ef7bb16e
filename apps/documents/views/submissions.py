"""“Phiếu trình”: a set laid before the leader on one page that reads well on a phone."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.forms import NoteForm
from apps.documents.forms.submissions import SubmissionForm
from apps.documents.http import pdf_named
from apps.documents.models import Submission, SubmissionItem, Version
from apps.documents.selectors.readiness import known_of
from apps.documents.selectors.submissions import items_of, to_submit, visible_submissions
from apps.documents.selectors.submissions_cards import minutes_to_read
from apps.documents.services.submissions import paper_of_submission
from apps.documents.services.submissions_text import summary_for, title_for
from apps.documents.services.together import Outcome
from apps.documents.views.cards import card_of
from apps.organization.selectors import posts_of
from kernel import printing
from kernel.ids import ids_among
from kernel.refusals import Refused


@require_GET
def submissions(request: UserRequest) -> HttpResponse:
    """Every set that was laid before a leader, and what could be laid before one now."""
    may.SEE_DRAFTS.require(request.user)
    rows = visible_submissions(request.user).order_by("closed_at", "-asked_at")
    context = {
        "page_obj": Paginator(rows, 20).get_page(request.GET.get("page")),
        "may_submit": may.SUBMIT.held_by(request.user),
    }
    return render(request, "documents/submissions/list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """Choose what is laid before whom; the words are written already."""
    may.SUBMIT.require(request.user)
    waiting = to_submit(request.user)
    approver, rows = _of_one_approver(request, waiting)
    chosen = rows
    if request.method == "POST":
        picked = set(ids_among(request.POST.getlist("pick")))
        chosen = [version for version in rows if version.pk in picked]
    first = {"title": title_for(rows) if rows else "", "summary": summary_for(rows)}
    form = SubmissionForm(request.POST or None, initial=first)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = services.submit_versions(chosen, by=request.user, **form.cleaned_data)
            return redirect("documents:submission", pk=made.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
            status = refusal.status
    context = {
        "form": form,
        "rows": rows,
        "chosen": {version.pk for version in chosen},
        "approver": approver,
        "approvers": _approvers(waiting),
    }
    return render(
        request,
        "documents/submissions/new.html",
        context,
        status=status if status != 200 else 422 if form.errors else 200,
    )


def _approvers(waiting: Sequence[Version]) -> list[tuple[Any, int]]:
    """Before whom documents may be laid, and how many wait for each."""
    counted = Counter(version.approver_id for version in waiting)
    people = {version.approver_id: version.approver for version in waiting}
    return [(people[pk], n) for pk, n in counted.items()]


def _of_one_approver(
    request: UserRequest, waiting: Sequence[Version]
) -> tuple[Any, Sequence[Version]]:
    """The leader that the address names, else the first; and what waits for this one."""
    people = {str(version.approver_id): version.approver for version in waiting}
    asked = request.POST.get("approver") or request.GET.get("approver", "")
    key = asked if asked in people else next(iter(people), "")
    return people.get(key), [version for version in waiting if str(version.approver_id) == key]


@require_http_methods(["GET", "POST"])
def submission(request: UserRequest, pk: UUID) -> HttpResponse:
    """The page of the leader: read what differs, approve all or some, once."""
    found = _found(request, pk)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return _page(request, found, form, [])
    pairs = (pick.partition(":") for pick in request.POST.getlist("pick"))
    hashes = {key: sha256 for key, _colon, sha256 in pairs}
    keys = ids_among(list(hashes))
    seen = [
        (item.version, hashes[str(item.version_id)])
        for item in found.items.select_related("version__document")
        if item.version_id in keys
    ]
    if not seen:
        form.add_error(None, _("Choose at least one document."))
        return _page(request, found, form, [])
    note = form.cleaned_data["note"]
    outcomes = services.decide_submission(found, seen, by=request.user, note=note)
    refused = [each for each in outcomes if each.refusal is not None]
    if not refused:
        n = len(outcomes)
        said = ngettext("%(n)s document is approved.", "%(n)s documents are approved.", n)
        messages.success(request, said % {"n": n})
        return redirect("documents:submission", pk=pk)
    return _page(request, _found(request, pk), form, outcomes)


def _found(request: UserRequest, pk: UUID) -> Submission:
    found: Submission = get_object_or_404(visible_submissions(request.user), pk=pk)
    return found


def _page(
    request: UserRequest, found: Submission, form: NoteForm, outcomes: Sequence[Outcome]
) -> HttpResponse:
    refusals = {each.version.pk: each.refusal for each in outcomes if each.refusal}
    mine = found.approver_id == request.user.pk
    items = items_of(found)
    known = known_of([item.version for item in items], "approve")
    cards = [
        card_of(
            item.version,
            n,
            request.user,
            known,
            item=item,
            refusal=refusals.get(item.version_id),
        )
        for n, item in enumerate(items, start=1)
    ]
    left = [card for card in cards if card.is_open]
    done = sum(1 for each in outcomes if each.refusal is None)
    status = 200
    if outcomes and not done:
        status = max(refusal.status for refusal in refusals.values())
    context = {
        "submission": found,
        "cards": cards,
        "left": left,
        "form": form,
        "mine": mine and bool(left),
        "minutes": minutes_to_read(cards),
        "checkers": _checkers(items),
        "posts": posts_of([found.approver, found.asked_by]),
        "post": request.user.authority.post,
        "refused": len(refusals),
        "approved": done,
        "may_recall": found.asked_by_id == request.user.pk and found.closed_at is None,
    }
    status = 422 if form.errors else status
    return render(request, "documents/submissions/detail.html", context, status=status)


def _checkers(items: Sequence[SubmissionItem]) -> list[str]:
    people = (item.version.checker for item in items)
    return list(dict.fromkeys(person.full_name for person in people if person))


@require_http_methods(["GET", "POST"])
def give_back(request: UserRequest, pk: UUID, item: UUID) -> HttpResponse:
    """One document of the set goes back with a reason; the others stay before the leader."""
    found = _found(request, pk)
    one = found.items.select_related("version__document", "submission").filter(pk=item).first()
    if one is None or found.approver_id != request.user.pk:
        raise Http404
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.return_item(one, reason=form.cleaned_data["note"], by=request.user)
        except Refused as refusal:
            form.add_error("note", str(refusal.sentence))
        else:
            said = _("%(code)s was returned to the drafter.") % {"code": one.version.document.code}
            messages.success(request, said)
            return redirect("documents:submission", pk=pk)
    context = {"submission": found, "version": one.version, "item": one, "form": form}
    status = 422 if form.errors else 200
    return render(request, "documents/submissions/return.html", context, status=status)


@require_POST
def recall(request: UserRequest, pk: UUID) -> HttpResponse:
    services.recall_submission(_found(request, pk), by=request.user)
    messages.success(request, _("The set was taken back; its documents still wait for approval."))
    return redirect("documents:submissions")


@require_GET
def pdf(request: UserRequest, pk: UUID) -> HttpResponse:
    """The paper for the leader's desk."""
    found = _found(request, pk)
    data = printing.to_pdf(paper_of_submission(found))
    return pdf_named(data, f"phieu-trinh-{found.asked_at:%Y-%m-%d}.pdf")
