"""What the agency published: open to everyone, without login (QĐ 19/2014/QĐ-TTg)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.http import open_door
from apps.documents.http import paper
from apps.documents.models import Kind
from apps.documents.selectors import published, tree_of
from apps.documents.services.rendering import ask_for_pdf, kept_pdf


@open_door
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    rows = list(
        published()
        .select_related("decision__sheet", "sheet")
        .order_by("document__level", "document__code")
    )
    return render(
        request,
        "documents/published.html",
        {
            "documents": [v for v in rows if v.document.kind != Kind.DECISION],
            "decisions": [v for v in rows if v.document.kind == Kind.DECISION],
        },
    )


@open_door
@require_GET
def document(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(published().select_related("content", "decision__sheet"), pk=pk)
    context = {"version": found, "document": found.document, "nodes": tree_of(found), "values": {}}
    return render(request, "documents/published_document.html", context)


@open_door
@require_GET
def pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(published().select_related("content"), pk=pk)
    data = kept_pdf(found)
    if data is None:  # a citizen's click never costs the house a rendering
        ask_for_pdf(found)
        answer = render(request, "documents/published_soon.html", {"version": found}, status=503)
        answer["Retry-After"] = "30"
        return answer
    return paper(data, found, "pdf")
