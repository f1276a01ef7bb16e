"""One block of a draft's document: edited by form or as text, added, removed, put back, moved."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from apps.adoption.presenters import as_offered
from apps.adoption.views.library.entries import edit_entry
from apps.adoption.views.library.found import document_or_404, may_write, trail_of
from apps.documents.forms.blocks import (
    KINDS,
    NEW,
    READERS,
    SHAPES,
    body_of,
    kinds_of,
    lines_of,
)
from apps.documents.presenters import row_of
from kernel import clock
from kernel.content.nodes import Node
from kernel.long_forms import takes_long_forms
from kernel.refusals import BadInput, Conflict
from library import drafting, reading
from library import permissions as may
from library.models import DraftDocument


@takes_long_forms
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: UUID, key: str, node_id: str) -> HttpResponse:
    """The form of one block; `?as=text` shows it in the notation of the files."""
    document = document_or_404(request, pk, key)
    may.WRITE.require(request.user)
    if (node := drafting.find(document.nodes, node_id)) is None:
        raise Http404
    if node.kind == "entry" and request.GET.get("as") != "text":
        return edit_entry(request, document, node)
    if request.GET.get("as") == "text" or node.kind not in READERS:
        return _as_text(request, document, node)
    if request.method == "GET":
        return _form(request, document, node, drafting.mark_of(node))
    typed = {name: request.POST[name] for name in request.POST}
    body, seen = body_of(row_of(node), typed), typed.get("revision", "")
    try:
        saved = drafting.save_block(document, node_id, body, seen=seen, by=request.user)
    except Conflict as refusal:
        if request.htmx or request.headers.get("X-Autosave"):
            raise  # the page is still there, and shows both texts itself
        mine, mark = Node(node.id, node.kind, body), drafting.mark_of(node)
        return _form(request, document, mine, mark, 409, theirs=_shown(node), refusal=refusal)
    if request.headers.get("X-Autosave"):
        at = f"{clock.now().astimezone(clock.HANOI):%H:%M}"
        return JsonResponse({"revision": drafting.mark_of(saved), "saved_at": at})
    if "add-row" in typed or any(name.startswith("drop-") for name in typed):
        return _form(request, document, saved, drafting.mark_of(saved))
    return _to_block(pk, key, node_id)


def _as_text(request: UserRequest, document: DraftDocument, node: Node) -> HttpResponse:
    text, seen, refusal = reading.write_nodes([node]), drafting.whole_mark_of(node), None
    if request.method == "POST":
        text, sent = request.POST.get("text", ""), request.POST.get("revision", "")
        try:
            drafting.write_block(document, node.id, text, seen=sent, by=request.user)
            return _to_block(document.draft_id, document.key, node.id)
        except (BadInput, Conflict) as caught:
            refusal = caught
    context = {
        "draft": document.draft,
        "document": document,
        "node": node,
        "text": text,
        "seen": seen,
        "refusal": refusal,
        "theirs": _shown(node) if isinstance(refusal, Conflict) else None,
        "values": {},
        "trail": trail_of(document.draft, (document.code, "")),
    }
    status = refusal.status if refusal else 200
    return render(request, "adoption/library/text.html", context, status=status)


@require_POST
def add(request: UserRequest, pk: UUID, key: str) -> HttpResponse:
    """A new block behind another one, open for writing at once."""
    document = document_or_404(request, pk, key)
    kind = request.POST.get("kind", "")
    kind = kind if kind in dict(kinds_of(document.document_kind)) else "paragraph"
    after = request.POST.get("after", "")
    made = drafting.add_block(document, kind, NEW[kind](), after=after, by=request.user)
    return redirect("packages:draft-block", pk, key, made.id)


@require_POST
def remove(request: UserRequest, pk: UUID, key: str, node_id: str) -> HttpResponse:
    """Taken out; the page offers to put it back."""
    drafting.remove_block(document_or_404(request, pk, key), node_id, by=request.user)
    return redirect(reverse("packages:draft-document", args=[pk, key]) + "#gone")


@require_POST
def restore(request: UserRequest, pk: UUID, key: str, node_id: str) -> HttpResponse:
    """Put back where it stood."""
    drafting.restore_block(document_or_404(request, pk, key), node_id, by=request.user)
    return _to_block(pk, key, node_id)


@require_POST
def move(request: UserRequest, pk: UUID, key: str, node_id: str) -> HttpResponse:
    """Up or down among its neighbours."""
    document = document_or_404(request, pk, key)
    drafting.move_block(document, node_id, up=request.POST.get("to") == "up", by=request.user)
    return _to_block(pk, key, node_id)


def _form(
    request: UserRequest,
    document: DraftDocument,
    node: Node,
    mark: str,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    row = row_of(node)
    context = {
        "draft": document.draft,
        "document": document,
        "row": row,
        "mark": mark,
        "lines": lines_of(row),
        "shapes": SHAPES,
        "values": {},
        "kind_name": dict(KINDS).get(node.kind, ""),
        "may_write": may_write(request, document.draft),
        "trail": trail_of(document.draft, (document.code, "")),
        **more,
    }
    return render(request, "adoption/library/block.html", context, status=status)


def _shown(node: Node) -> Node:
    return as_offered([node])[0]


def _to_block(pk: UUID, key: str, node_id: str) -> HttpResponse:
    return redirect(reverse("packages:draft-document", args=[pk, key]) + f"#n-{node_id}")
