"""One document of a draft: its head, its place, its file, and what differs from the published."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.adoption.forms.library import HeadForm
from apps.adoption.presenters import as_offered
from apps.adoption.presenters.library import head_changes, named
from apps.adoption.views.library.entries import just_turned
from apps.adoption.views.library.found import document_or_404, may_write, trail_of
from apps.documents.forms.blocks import kinds_of
from apps.documents.presenters.comparing import changes_between
from kernel.content.nodes import from_json, walk
from kernel.forms.turning import may_turn
from kernel.refusals import Conflict
from library import drafting, reading
from library import permissions as may
from library.drafting.documents import HEAD
from library.selectors import documents_of


@require_GET
def document(request: UserRequest, pk: UUID, key: str) -> HttpResponse:
    """The text of a template, each block to be edited in its place."""
    found = document_or_404(request, pk, key)
    nodes = as_offered(found.nodes)
    context = {
        "draft": found.draft,
        "document": found,
        "nodes": nodes,
        "values": {},
        "kinds": kinds_of(found.document_kind),
        "is_form": found.is_form,
        "turnable": found.is_form and sum(may_turn(node) for node in walk(found.nodes)),
        "turned": just_turned(request, found),
        "gone": [from_json(each["node"]) for each in found.taken_out],
        "may_write": may_write(request, found.draft),
        "trail": trail_of(found.draft, (found.code, "")),
    }
    return render(request, "adoption/library/document.html", context)


@require_http_methods(["GET", "POST"])
def head(request: UserRequest, pk: UUID, key: str) -> HttpResponse:
    """Code, title and what else stands around the text."""
    found = document_or_404(request, pk, key)
    may.WRITE.require(request.user)
    form, refusal = HeadForm.of(found, request.POST or None), None
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in HEAD}
        try:
            revision = form.cleaned_data["revision"]
            drafting.set_head(found, facts, revision=revision, by=request.user)
        except Conflict as caught:
            refusal = caught
        else:
            messages.success(request, _("The head of the document is saved."))
            return redirect("packages:draft-document", pk, key)
    context = {
        "draft": found.draft,
        "document": found,
        "form": form,
        "refusal": refusal,
        "trail": trail_of(found.draft, (found.code, ""), (_("Head"), "")),
    }
    status = 409 if refusal else 422 if form.errors else 200
    return render(request, "adoption/library/head.html", context, status=status)


@require_GET
def comparison(request: UserRequest, pk: UUID, key: str) -> HttpResponse:
    """What differs from the published version, in words."""
    found = document_or_404(request, pk, key)
    before = next((each for each in documents_of(found.draft.base) if each.key == key), None)
    context = {
        "draft": found.draft,
        "document": found,
        "before": before,
        "changes": changes_between(named(before.nodes), named(found.nodes)) if before else [],
        "head_changes": head_changes(before.meta, found.meta) if before else [],
        "trail": trail_of(found.draft, (found.code, ""), (_("Compare"), "")),
    }
    return render(request, "adoption/library/compare.html", context)


@require_GET
def file(request: UserRequest, pk: UUID, key: str) -> HttpResponse:
    """The document in the notation of our files, to be written elsewhere and uploaded again."""
    found = document_or_404(request, pk, key)
    answer = HttpResponse(
        reading.write_document(found.meta, found.nodes), "text/markdown; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{found.key}.md"'
    return answer


@require_POST
def move(request: UserRequest, pk: UUID, key: str) -> HttpResponse:
    """Up or down in the order of the package."""
    found = document_or_404(request, pk, key)
    drafting.move_document(found, up=request.POST.get("to") == "up", by=request.user)
    return _to_list(request, pk, key)


@require_POST
def leave_out(request: UserRequest, pk: UUID, key: str) -> HttpResponse:
    """Not in the next version."""
    found = drafting.leave_out(document_or_404(request, pk, key), by=request.user)
    said = _("%(code)s is left out of the next version; it stands at the end of the list.")
    messages.success(request, said % {"code": found.code})
    return _to_list(request, pk, key)


@require_POST
def put_back(request: UserRequest, pk: UUID, key: str) -> HttpResponse:
    """In the next version again."""
    drafting.put_back(document_or_404(request, pk, key), by=request.user)
    return _to_list(request, pk, key)


def _to_list(request: UserRequest, pk: UUID, key: str) -> HttpResponse:
    """The list as it was narrowed, at this document."""
    asked = QueryDict(request.POST.get("list", "")[:500]).urlencode()
    return redirect(f"{reverse('packages:draft', args=[pk])}{asked and '?'}{asked}#d-{key}")
