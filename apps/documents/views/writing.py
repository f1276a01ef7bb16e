"""Writing a draft: every block is edited in its place, saved by itself, and never overwritten."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.forms import NewDocumentForm
from apps.documents.forms.blocks import KINDS
from apps.documents.models import Level
from apps.documents.selectors import assemble
from apps.documents.selectors.checking import complaints_of
from apps.documents.views.detail import threads_of, version_or_404
from apps.documents.workflow import State
from apps.organization.selectors import placeholder_values
from kernel.content.nodes import Node, text_of

LEVELS = {"policy": Level.I, "manual": Level.I, "form": Level.III, "instruction": Level.III}


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
            level=LEVELS.get(data["kind"], Level.II),
            **data,
        )
        return redirect("documents:write", pk=made.pk)
    return render(request, "documents/new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def write(request: UserRequest, pk: UUID) -> HttpResponse:
    """The sheet with its outline; what is wrong stands beside it, before anyone sends."""
    found = version_or_404(request, pk)
    if found.state != State.DRAFTING or not may.DRAFT.held_by(request.user, over=found):
        return redirect("documents:version", pk=found.pk)
    values = placeholder_values()
    tree = assemble(found.nodes.all())
    threads = [each for each in threads_of(found) if not each[0].resolved_at]
    return render(
        request,
        "documents/write.html",
        {
            "version": found,
            "document": found.document,
            "nodes": tree,
            "values": values,
            "outline": [
                (n.id, text_of(n, values), n.body["level"]) for n in tree if n.kind == "heading"
            ],
            "complaints": complaints_of(found, tree, values),
            "threads": threads,
            "remarks": {asked.node_id for asked, _answers in threads},
            "tray": found.tray.filter(placed_at=None).count(),
            "kinds": KINDS,
            "may_write": True,
            "may_comment": may.COMMENT.held_by(request.user, over=found),
            "removed": request.GET.get("removed", ""),
        },
    )
