"""Comments: asked at a version, answered, settled."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.http import UserRequest
from apps.documents import services
from apps.documents.models import Comment
from apps.documents.selectors import visible_versions
from apps.documents.views.detail import show, version_or_404


def _comment_or_404(request: UserRequest, pk: UUID) -> Comment:
    seen = Comment.objects.filter(version__in=visible_versions(request.user))
    return get_object_or_404(seen.select_related("version__document"), pk=pk)


def _back(request: UserRequest, pk: UUID) -> HttpResponse:
    if request.htmx:
        return show(request, version_or_404(request, pk))
    return redirect(reverse("documents:version", args=[pk]) + "#comments")


@require_POST
def comment(request: UserRequest, pk: UUID) -> HttpResponse:
    found = version_or_404(request, pk)
    typed = {name: request.POST.get(name, "") for name in ("text", "node_id", "quote")}
    services.comment(found, by=request.user, **typed)
    return _back(request, found.pk)


@require_POST
def answer(request: UserRequest, pk: UUID) -> HttpResponse:
    asked = _comment_or_404(request, pk)
    services.answer_comment(asked, request.POST.get("text", ""), by=request.user)
    return _back(request, asked.version_id)


@require_POST
def resolve(request: UserRequest, pk: UUID) -> HttpResponse:
    asked = services.resolve_comment(_comment_or_404(request, pk), by=request.user)
    return _back(request, asked.version_id)
