"""Comments: asked at a version, answered, settled."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.models import Comment, Version
from apps.documents.selectors import tree_of, visible_versions
from apps.documents.views.detail import show, version_or_404
from apps.organization.selectors import placeholder_values
from kernel.content.nodes import text_of, walk


def _comment_or_404(request: UserRequest, pk: UUID) -> Comment:
    seen = Comment.objects.filter(version__in=visible_versions(request.user))
    return get_object_or_404(seen.select_related("version__document"), pk=pk)


def _back(request: UserRequest, pk: UUID) -> HttpResponse:
    if request.htmx:
        return show(request, version_or_404(request, pk))
    return redirect(reverse("documents:version", args=[pk]) + "#comments")


@require_http_methods(["GET", "POST"])
def comment(request: UserRequest, pk: UUID) -> HttpResponse:
    """A comment at a block, asked for by a page of its own that opens as a dialog over the text."""
    found = version_or_404(request, pk)
    place = request.POST.get("node_id") or request.GET.get("node", "")
    quote = _quote(found, place)
    if request.method == "GET":
        may.COMMENT.require(request.user, over=found)
        context = {"version": found, "document": found.document, "node_id": place, "quote": quote}
        return render(request, "documents/comment.html", context)
    text = request.POST.get("text", "")
    services.comment(found, text, by=request.user, node_id=place, quote=quote)
    return _back(request, found.pk)


def _quote(found: Version, node_id: str) -> str:
    """The first words of the block that is spoken about."""
    if not node_id:
        return ""
    values = placeholder_values()
    node = next((n for n in walk(tree_of(found)) if n.id == node_id), None)
    return Truncator(text_of(node, values)).chars(200) if node else ""


@require_POST
def answer(request: UserRequest, pk: UUID) -> HttpResponse:
    asked = _comment_or_404(request, pk)
    services.answer_comment(asked, request.POST.get("text", ""), by=request.user)
    return _back(request, asked.version_id)


@require_POST
def resolve(request: UserRequest, pk: UUID) -> HttpResponse:
    asked = services.resolve_comment(_comment_or_404(request, pk), by=request.user)
    return _back(request, asked.version_id)
