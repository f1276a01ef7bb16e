"""One version of a document: what it says, how it stands, what I can do now, what happened."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.models import Kind, Version
from apps.documents.presenters import history, signs, standing, steps_for
from apps.documents.selectors import (
    comments_of,
    previous_of,
    review_due,
    tree_of,
    versions_of,
    visible_documents,
    visible_versions,
)
from apps.documents.selectors.listing import latest
from apps.documents.services.rendering import docx_of, pdf_of
from apps.documents.workflow import State
from apps.organization.selectors import placeholder_values, posts_of
from kernel.content.diff import compare
from kernel.files.types import DOCX
from kernel.htmx import render
from kernel.trail.selectors import history_of
from kernel.ui.parts import Tab
from library.selectors import package_name

TABS = ("changes", "content", "links", "history")


def version_or_404(request: UserRequest, pk: UUID) -> Version:
    """The version, if this person may see it."""
    found = visible_versions(request.user).select_related("content", "decision__sheet")
    return get_object_or_404(found, pk=pk)


@require_GET
def document(request: UserRequest, pk: UUID) -> HttpResponse:
    """A document's own address leads to its newest version."""
    found = get_object_or_404(visible_documents(request.user), pk=pk)
    newest = latest(request.user).filter(document=found).first()
    return redirect(
        "documents:version", pk=newest.pk if newest else versions_of(found, request.user)[0].pk
    )


@require_GET
def by_code(request: UserRequest, code: str) -> HttpResponse:
    """A code within a text leads to the document that bears it."""
    found = get_object_or_404(visible_documents(request.user), code=code)
    return redirect("documents:document", pk=found.pk)


@require_GET
def version(request: UserRequest, pk: UUID) -> HttpResponse:
    return show(request, version_or_404(request, pk))


def show(request: UserRequest, found: Version, status: int = 200, **more: Any) -> HttpResponse:
    """The page, or the part of it that a step changed."""
    tab = request.GET.get("tab") or ("changes" if found.base_id else "content")
    tab = tab if tab in TABS else "content"
    comments = list(comments_of(found))
    people = [p for p in (found.author, found.checker, found.approver) if p]
    return render(
        request,
        page="documents/version.html",
        fragment="documents/_version.html",
        status=status,
        version=found,
        document=found.document,
        standing=standing(found),
        steps={step.name: step for step in steps_for(found, request.user)},
        signs=signs(found, posts_of(people)),
        tab=tab,
        tabs=_tabs(found, tab, comments),
        threads=_threads(comments),
        open_comments=sum(1 for c in comments if not c.parent_id and not c.resolved_at),
        may_comment=found.is_open and may.COMMENT.held_by(request.user, over=found),
        may_write=found.state == State.DRAFTING and may.DRAFT.held_by(request.user, over=found),
        may_issue=found.state == State.APPROVED
        and found.document.kind == Kind.DECISION
        and may.ISSUE.held_by(request.user, over=found),
        may_revise=found.state == State.ISSUED
        and found.document.kind != Kind.DECISION
        and may.DRAFT.held_by(request.user, over=found),
        review_due=review_due(found),
        **_parts(found, tab, request),
        **more,
    )


def _tabs(found: Version, tab: str, comments: list[Any]) -> list[Tab]:
    labels = {
        "changes": _("Changes"),
        "content": _("Content"),
        "links": _("Clauses, forms, versions"),
        "history": _("History"),
    }
    return [
        Tab(label, f"?tab={name}", tab == name)
        for name, label in labels.items()
        if name != "changes" or found.base_id
    ]


def _threads(comments: list[Any]) -> list[Any]:
    answers: dict[Any, list[Any]] = {}
    for each in comments:
        if each.parent_id:
            answers.setdefault(each.parent_id, []).append(each)
    return [(c, answers.get(c.pk, [])) for c in comments if not c.parent_id]


def _parts(found: Version, tab: str, request: UserRequest) -> dict[str, Any]:
    """What only the chosen tab needs, so that the others cost nothing."""
    if tab == "changes":
        base = previous_of(found)
        changes = compare(tree_of(base), tree_of(found)) if base else []
        return {"base": base, "changes": [c for c in changes if c.status != "same"]}
    if tab == "links":
        return {
            "versions": [(v, standing(v)) for v in versions_of(found.document, request.user)],
            "forms": list(found.document.forms.order_by("code")),
            "items": list(found.items.select_related("version__document")),
            "package": package_name(found.document.origin["package"])
            if found.document.origin
            else "",
        }
    if tab == "history":
        return {"history": history(history_of(found))}
    return {"nodes": tree_of(found), "values": placeholder_values()}


@require_GET
def pdf(request: UserRequest, pk: UUID) -> HttpResponse:
    found = version_or_404(request, pk)
    return _file(pdf_of(found), found, "pdf", "application/pdf")


@require_GET
def docx(request: UserRequest, pk: UUID) -> HttpResponse:
    found = version_or_404(request, pk)
    return _file(docx_of(found), found, "docx", DOCX)


def _file(data: bytes, found: Version, ending: str, media_type: str) -> HttpResponse:
    name = f"{found.document.code}-lan-{found.number}.{ending}".replace("/", "-").replace(" ", "-")
    response = HttpResponse(data, content_type=media_type)
    where = "inline" if ending == "pdf" else "attachment"
    response["Content-Disposition"] = f"{where}; filename*=UTF-8''{quote(name)}"
    return response
