"""One block of a draft: read, edited in its place, added, removed and put back, moved."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.forms.blocks import KINDS, NEW, SHAPES, body_of, kinds_for, lines_of
from apps.documents.forms.entries import Read
from apps.documents.models import DraftNode, Kind, Version
from apps.documents.selectors import assemble
from apps.documents.views.designing import edit_entry, entries_of, entry_page
from apps.documents.views.detail import version_or_404
from apps.documents.workflow import State
from apps.organization.selectors import placeholder_values
from kernel import clock
from kernel.content.nodes import walk
from kernel.long_forms import takes_long_forms
from kernel.refusals import Conflict


def _row_or_404(found: Version, node_id: str) -> DraftNode:
    return get_object_or_404(found.nodes, node_id=node_id)


@require_GET
def node(request: UserRequest, pk: UUID, node_id: str) -> HttpResponse:
    """One block as it reads; what an editor returns to."""
    return _node(request, version_or_404(request, pk), node_id)


def _node(request: UserRequest, found: Version, node_id: str) -> HttpResponse:
    tree = assemble(found.nodes.all())
    shown = next((n for n in walk(tree) if n.id == node_id), None)
    if shown is None:
        raise Http404
    context = {
        "node": shown,
        "version": found,
        "values": placeholder_values(),
        "kinds": kinds_for(found),
        "is_form": found.document.kind == Kind.FORM,
        "may_write": found.state == State.DRAFTING and may.DRAFT.held_by(request.user, over=found),
    }
    return render(request, "documents/_node.html", context)


@takes_long_forms
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: UUID, node_id: str) -> HttpResponse:
    """The form of one block: saves itself while one types, and by a button without JavaScript."""
    found = version_or_404(request, pk)
    row = _row_or_404(found, node_id)
    if row.kind == "entry":
        answer = edit_entry(request, found, row)
        saved = answer.status_code == 302 and request.htmx
        return _node(request, found, node_id) if saved else answer
    if request.method == "GET":
        may.DRAFT.require(request.user, over=found)
        return _form(request, found, row)
    typed = {name: request.POST[name] for name in request.POST}
    body = body_of(row, typed)
    seen = request.POST.get("revision", "")
    revision = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    try:
        row = services.save_node(found, node_id, body, revision=revision, by=request.user)
    except Conflict as refusal:
        if request.htmx or request.headers.get("X-Autosave"):
            raise  # the page is still there, and shows both texts itself
        return _both(request, found, node_id, typed, refusal)
    if request.headers.get("X-Autosave"):
        saved = f"{clock.now().astimezone(clock.HANOI):%H:%M}"
        return JsonResponse({"revision": row.revision, "saved_at": saved})
    if "add-row" in typed or any(name.startswith("drop-") for name in typed):
        return _form(request, found, row)
    if request.htmx:
        return _node(request, found, node_id)
    return _to_block(pk, node_id)


def _both(
    request: UserRequest, found: Version, node_id: str, typed: dict[str, str], refusal: Conflict
) -> HttpResponse:
    """What was saved meanwhile, and below it the form with what was typed over it."""
    row = found.nodes.filter(node_id=node_id).first()
    if row is None:
        raise refusal
    theirs = row.as_node()
    row.body = body_of(row, typed)
    return _form(
        request, found, row, 409, theirs=theirs, values=placeholder_values(), refusal=refusal
    )


def _form(
    request: UserRequest, found: Version, row: DraftNode, status: int = 200, **more: Any
) -> HttpResponse:
    template = "documents/_edit.html" if request.htmx else "documents/edit.html"
    context = {
        "version": found,
        "row": row,
        "lines": lines_of(row),
        "shapes": SHAPES,
        "kind_name": dict(KINDS).get(row.kind, ""),
        **more,
    }
    return render(request, template, context, status=status)


def _to_block(pk: UUID, node_id: str) -> HttpResponse:
    return redirect(reverse("documents:write", args=[pk]) + f"?by=block#n-{node_id}")


@require_POST
def add(request: UserRequest, pk: UUID) -> HttpResponse:
    """A new block behind another one, open for writing at once."""
    found = version_or_404(request, pk)
    kind = request.POST.get("kind", "")
    kind = kind if kind in NEW else "paragraph"
    after = request.POST.get("after", "")
    made = services.add_node(found, kind, NEW[kind](), after=after, by=request.user)
    if not request.htmx:
        return redirect(reverse("documents:edit", args=[pk, made.node_id]))
    if made.kind == "entry":
        answer = entry_page(request, found, made, Read(made.body), entries_of(found))
    else:
        answer = _form(request, found, made)
    if made.parent_id and made.parent_id == after:  # the first answer stands below its clause
        answer["HX-Retarget"], answer["HX-Reswap"] = f"#n-{after} > .tools", "afterend"
    return answer


@require_POST
def remove(request: UserRequest, pk: UUID, node_id: str) -> HttpResponse:
    """Taken out; what stands in its place offers to put it back."""
    found = version_or_404(request, pk)
    services.remove_node(found, node_id, by=request.user)
    if request.htmx:
        return render(request, "documents/_removed.html", {"version": found, "id": node_id})
    return redirect(reverse("documents:write", args=[pk]) + f"?removed={node_id}")


@require_POST
def restore(request: UserRequest, pk: UUID, node_id: str) -> HttpResponse:
    found = version_or_404(request, pk)
    services.restore_node(found, node_id, by=request.user)
    return _node(request, found, node_id) if request.htmx else _to_block(pk, node_id)


@require_POST
def move(request: UserRequest, pk: UUID, node_id: str) -> HttpResponse:
    found = version_or_404(request, pk)
    services.move_node(found, node_id, up=request.POST.get("to") == "up", by=request.user)
    return _to_block(pk, node_id)
