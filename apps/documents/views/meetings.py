"""What was made known at a meeting, entered once for all who were there."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.forms.meetings import MeetingForm
from apps.documents.http import pdf_named
from apps.documents.models import ReadingMeeting
from apps.documents.selectors import visible_versions
from apps.documents.selectors.meetings import benches, meetings, to_present
from apps.documents.services.meetings import record_meeting
from apps.documents.views.readers import reach_of
from kernel.alphabet import name_key
from kernel.files.models import StoredFile
from kernel.files.services import read_file, store_file
from kernel.ids import ids_among
from kernel.refusals import Refused

PDF = frozenset({"application/pdf"})


@require_http_methods(["GET", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """One page: the meeting, what was made known, who was there."""
    reach = reach_of(request)
    form = MeetingForm(request.POST or None, request.FILES or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            made = _recorded(request, form.cleaned_data)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("documents:meeting", pk=made.pk)
    versions = to_present(reach)
    typed = request.POST if request.method == "POST" else request.GET
    chosen = set(ids_among(typed.getlist("version")))
    context = {
        "form": form,
        "refusal": refusal,
        "versions": versions,
        "chosen": chosen or {each.version_id for each in versions[:1]},
        "benches": benches(versions, reach),
        "present": set(ids_among(typed.getlist("person"))),
        "last": meetings(),
    }
    bad = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "documents/reading/meeting_new.html", context, status=bad)


def _recorded(request: UserRequest, data: dict[str, Any]) -> ReadingMeeting:
    picked = ids_among(request.POST.getlist("version"))
    chosen = visible_versions(request.user).filter(pk__in=picked)
    uploaded = data.pop("minutes")
    kept: StoredFile | None = None
    if uploaded:
        kept = store_file(uploaded.read(), uploaded.name or "", by=request.user, accept=PDF)
    people = ids_among(request.POST.getlist("person"))
    return record_meeting(
        versions=list(chosen), people=people, minutes=kept, by=request.user, **data
    )


def _meeting(request: UserRequest, pk: UUID) -> ReadingMeeting:
    may.DISTRIBUTE.require(request.user)
    return get_object_or_404(ReadingMeeting.objects.select_related("recorded_by", "minutes"), pk=pk)


@require_GET
def meeting(request: UserRequest, pk: UUID) -> HttpResponse:
    """What was entered: the documents, and who was there."""
    found = _meeting(request, pk)
    rows = list(found.acknowledgements.select_related("version__document", "person"))
    people = {each.person_id: each.person.full_name for each in rows}
    versions = {each.version_id: each.version for each in rows}
    context = {
        "meeting": found,
        "people": sorted(people.values(), key=name_key),
        "versions": sorted(versions.values(), key=lambda v: v.document.code),
    }
    return render(request, "documents/reading/meeting.html", context)


@require_GET
def minutes(request: UserRequest, pk: UUID) -> HttpResponse:
    """The minutes that were put in with it."""
    found = _meeting(request, pk)
    if found.minutes is None:
        raise Http404
    return pdf_named(read_file(found.minutes), f"bien-ban-{found.held_on:%Y-%m-%d}.pdf")
