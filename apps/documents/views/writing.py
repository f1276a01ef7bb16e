"""Writing a draft: every block is edited in its place, saved by itself, and never overwritten."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.forms import ChangeForm, NewDocumentForm, SignersForm
from apps.documents.forms.blocks import NEW, SHAPES, body_of, lines_of
from apps.documents.models import DraftNode, Level, Version
from apps.documents.selectors import assemble, comments_of
from apps.documents.selectors.checking import findings_of
from apps.documents.views.detail import version_or_404
from apps.documents.workflow import VERSION, State
from apps.organization.selectors import placeholder_values
from kernel import clock
from kernel.content.nodes import Node, text_of, walk

LEVELS = {"policy": Level.I, "manual": Level.I, "form": Level.III, "instruction": Level.III}


@require_http_methods(["GET", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """A document from nothing: four questions, then the sheet."""
    may.DRAFT.require(request.user)
    form = NewDocumentForm(request.POST or None)
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
    rows = list(found.nodes.all())
    values = placeholder_values()
    tree = assemble(rows)
    revisions = {row.node_id: row.revision for row in rows}
    return render(
        request,
        "documents/write.html",
        {
            "version": found,
            "document": found.document,
            "nodes": [(node, revisions[node.id]) for node in tree],
            "values": values,
            "outline": [
                (n.id, text_of(n, values), n.body["level"]) for n in tree if n.kind == "heading"
            ],
            "findings": findings_of(found, tree, values),
            "comments": [c for c in comments_of(found) if not c.parent_id and not c.resolved_at],
            "tray": list(found.tray.filter(placed_at=None)[:20]),
            "kinds": [
                ("paragraph", _("Paragraph")),
                ("heading", _("Heading")),
                ("list", _("List")),
                ("table", _("Table")),
                ("steps", _("Procedure steps")),
                ("field", _("Form line")),
            ],
        },
    )


def _row_or_404(found: Version, node_id: str) -> DraftNode:
    return get_object_or_404(found.nodes, node_id=node_id)


@require_GET
def node(request: UserRequest, pk: UUID, node_id: str) -> HttpResponse:
    """One block as it reads; what an editor returns to."""
    found = version_or_404(request, pk)
    tree = assemble(found.nodes.all())
    shown = next((n for n in walk(tree) if n.id == node_id), None)
    if shown is None:
        raise Http404
    context = {
        "node": shown,
        "version": found,
        "values": placeholder_values(),
        "may_write": found.state == State.DRAFTING and may.DRAFT.held_by(request.user, over=found),
    }
    return render(request, "documents/_node.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: UUID, node_id: str) -> HttpResponse:
    """The form of one block: saves itself while one types, and by a button without JavaScript."""
    found = version_or_404(request, pk)
    row = _row_or_404(found, node_id)
    if request.method == "GET":
        may.DRAFT.require(request.user, over=found)
        return _form(request, found, row)
    typed = {name: request.POST[name] for name in request.POST}
    body = body_of(row, typed)
    seen = request.POST.get("revision", "")
    revision = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    row = services.save_node(found, node_id, body, revision=revision, by=request.user)
    if request.headers.get("X-Autosave"):
        saved = f"{clock.now().astimezone(clock.HANOI):%H:%M}"
        return JsonResponse({"revision": row.revision, "saved_at": saved})
    if "add-row" in typed or any(name.startswith("drop-") for name in typed):
        return _form(request, found, row)
    if request.htmx:
        return node(_as_get(request), pk, node_id)
    return redirect(reverse("documents:write", args=[pk]) + f"#n-{node_id}")


def _as_get(request: Any) -> Any:
    request.method = "GET"
    return request


def _form(request: UserRequest, found: Version, row: DraftNode) -> HttpResponse:
    template = "documents/_edit.html" if request.htmx else "documents/edit.html"
    context = {"version": found, "row": row, "lines": lines_of(row), "shapes": SHAPES}
    return render(request, template, context)


@require_POST
def add(request: UserRequest, pk: UUID) -> HttpResponse:
    found = version_or_404(request, pk)
    kind = request.POST.get("kind", "")
    kind = kind if kind in NEW else "paragraph"
    made = services.add_node(
        found,
        kind,
        NEW[kind](),
        after=request.POST.get("after", ""),
        by=request.user,
    )
    return redirect(reverse("documents:edit", args=[pk, made.node_id]))


@require_POST
def remove(request: UserRequest, pk: UUID, node_id: str) -> HttpResponse:
    found = version_or_404(request, pk)
    services.remove_node(found, node_id, by=request.user)
    return redirect(reverse("documents:write", args=[pk]) + f"?removed={node_id}")


@require_POST
def restore(request: UserRequest, pk: UUID, node_id: str) -> HttpResponse:
    found = version_or_404(request, pk)
    services.restore_node(found, node_id, by=request.user)
    return redirect(reverse("documents:write", args=[pk]) + f"#n-{node_id}")


@require_POST
def move(request: UserRequest, pk: UUID, node_id: str) -> HttpResponse:
    found = version_or_404(request, pk)
    services.move_node(found, node_id, up=request.POST.get("to") == "up", by=request.user)
    return redirect(reverse("documents:write", args=[pk]) + f"#n-{node_id}")


@require_http_methods(["GET", "POST"])
def send(request: UserRequest, pk: UUID) -> HttpResponse:
    """Before sending: who checks and approves, why, for whom, and what still stands in the way."""
    found = version_or_404(request, pk)
    may.DRAFT.require(request.user, over=found)
    signers = SignersForm(found, request.POST or None)
    change = ChangeForm(found, request.POST or None)
    if request.method == "POST" and signers.is_valid() and change.is_valid():
        services.name_signers(found, by=request.user, **signers.cleaned_data)
        lines = change.cleaned_data.pop("distribution").splitlines()
        services.describe_change(found, distribution=lines, by=request.user, **change.cleaned_data)
        if "send" in request.POST:
            services.send_version(found, by=request.user)
            return redirect("documents:version", pk=pk)
        return redirect("documents:send", pk=pk)
    context = {
        "version": found,
        "document": found.document,
        "signers": signers,
        "change": change,
        "refusals": VERSION.refusals(request.user, found, "send"),
    }
    wrong = signers.errors or change.errors
    return render(request, "documents/send.html", context, status=422 if wrong else 200)
