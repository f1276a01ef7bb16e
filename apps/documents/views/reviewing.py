"""The periodic review of one version in force: what was found, and what was found before."""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.forms.reviewing import ReviewForm
from apps.documents.models import Review, Version
from apps.documents.selectors import open_version, review_due
from apps.documents.selectors.citations import outdated
from apps.documents.selectors.impact import impacts_on
from apps.documents.services.reviewing import record_review
from apps.documents.views.detail import version_or_404
from kernel.refusals import Refused


@require_http_methods(["GET", "POST"])
def review(request: UserRequest, pk: UUID) -> HttpResponse:
    """Kept: the next day moves. To be changed: its next draft opens. To end: it is proposed."""
    found = version_or_404(request, pk)
    may.REVIEW.require(request.user, over=found)
    form = ReviewForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return redirect(_reviewed(found, form, request))
            except Refused as refusal:
                form.add_error(None, str(refusal.sentence))
                status = refusal.status
    reviews = Review.objects.filter(version__document=found.document_id)
    context = {
        "version": found,
        "document": found.document,
        "form": form,
        "due": review_due(found),
        "draft": open_version(found.document),
        "outdated": list(outdated([found])),
        "impacts": list(impacts_on(found.document)),
        "reviews": reviews.select_related("version", "reviewed_by"),
    }
    return render(request, "documents/reviewing/review.html", context, status=status)


@transaction.atomic
def _reviewed(found: Version, form: ReviewForm, request: UserRequest) -> str:
    said = form.cleaned_data
    record_review(found, by=request.user, **said)
    here = reverse("documents:version", args=[found.pk])
    if said["outcome"] != Review.Outcome.CHANGE:
        return here
    draft = open_version(found.document)
    if draft is None and may.DRAFT.held_by(request.user, over=found):
        reason = str(_("Periodic review: %(note)s")) % {"note": said["note"]}
        draft = services.draft_next_version(found.document, by=request.user, reason=reason)
    return reverse("documents:write", args=[draft.pk]) if draft else here
