"""Beginning a document, and the page where a draft is written: by the editor, or by blocks."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.forms import NewDocumentForm
from apps.documents.forms.blocks import kinds_for
from apps.documents.models import Kind, Version
from apps.documents.presenters.editor import told
from apps.documents.selectors.levels import level_of
from apps.documents.selectors.writing import turnable
from apps.documents.views.designing import just_turned
from apps.documents.views.detail import threads_of, version_or_404
from apps.documents.views.editor import beside_of
from apps.organization.selectors import placeholder_values
from kernel.content.nodes import Node, text_of


@require_http_methods(["GET", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """A document from nothing: four questions, then the sheet."""
    may.DRAFT.require(request.user)
    form = NewDocumentForm(request.user, request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        heading = Node("h1", "heading", {"level": 1, "text": [{"text": "1. Mục đích"}]})
        made = services.draft_document(
            by=request.user,
            nodes=[heading],
            level=level_of(data["kind"]),
            **data,
        )
        return redirect("documents:write", pk=made.pk)
    return render(request, "documents/new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def write(request: UserRequest, pk: UUID) -> HttpResponse:
    """The sheet with its outline; what is wrong stands beside it, before anyone sends.

    The editor needs JavaScript and fetches the blocks; without it, `?by=block` has them all.
    """
    found = version_or_404(request, pk)
    writes = found.is_drafted and may.DRAFT.held_by(request.user, over=found)
    if found.file_id or not writes:
        return redirect("documents:version", pk=found.pk)
    common = {
        "version": found,
        "document": found.document,
        "may_write": True,
        "is_form": found.document.kind == Kind.FORM,
        "turnable": turnable(found),
        "may_comment": may.COMMENT.held_by(request.user, over=found),
    }
    if request.GET.get("by") == "block" or "removed" in request.GET:
        return render(request, "documents/write.html", common | _by_block(request, found))
    threads = [each for each in threads_of(found) if not each[0].resolved_at]
    remarks = {asked.node_id for asked, _answers in threads}
    context = {
        "tray": found.tray.filter(placed_at=None).count(),
        "threads": threads,
        "editor": told(found, placeholder_values(), remarks),
    }
    return render(request, "documents/write.html", common | context)


def _by_block(request: UserRequest, found: Version) -> dict[str, Any]:
    """The way without JavaScript: every block with its own tools."""
    beside = beside_of(request, found)
    tree, values = beside["nodes"], beside["values"]
    outline = [(n.id, text_of(n, values), n.body["level"]) for n in tree if n.kind == "heading"]
    return {
        "by_block": True,
        "outline": outline,
        "kinds": kinds_for(found),
        "removed": request.GET.get("removed", ""),
        "turned": just_turned(request, found),
        **beside,
    }
