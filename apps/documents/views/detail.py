"""One version of a document: what it says, how it stands, what I can do now, what happened."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.http import paper
from apps.documents.models import Kind, Version
from apps.documents.presenters import history, proof_text, signs, standing, steps_for
from apps.documents.selectors import (
    carrying_decision,
    comments_of,
    review_due,
    tree_of,
    versions_of,
    visible_documents,
    visible_versions,
)
from apps.documents.selectors.checking import last_return
from apps.documents.selectors.listing import latest
from apps.documents.services.rendering import docx_of, pdf_of
from apps.documents.views.comparing import beside_changes, comparison
from apps.documents.workflow import State
from apps.organization.selectors import placeholder_values, posts_of
from kernel.content.nodes import text_of
from kernel.files.services import read_file
from kernel.htmx import render
from kernel.trail.selectors import history_of
from kernel.ui.parts import Tab
from library.selectors import package_name

TABS = ("changes", "content", "links", "history")


def version_or_404(request: UserRequest, pk: UUID) -> Version:
    """The version, if this person may see it."""
    found = visible_versions(request.user).select_related(
        "content", "decision__sheet", "sheet__recorded_by", "base"
    )
    version = get_object_or_404(found, pk=pk)
    if version.document.kind == Kind.DECISION:
        request.menu_at = reverse("documents:decisions")
    return version


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
    asked = _address(request)
    tab = asked.get("tab") or ("changes" if found.base_id else "content")
    tab = tab if tab in TABS else "content"
    threads = threads_of(found)
    others = [v for v in versions_of(found.document, request.user) if v.pk != found.pk]
    people = [p for p in (found.author, found.checker, found.approver) if p]
    drafts = may.DRAFT.held_by(request.user, over=found)
    was_sent = found.state == State.DRAFTING and threads  # a return leaves its reason as a comment
    returned = last_return(found) if was_sent else None
    return render(
        request,
        page="documents/version.html",
        fragment="documents/_version.html",
        status=status,
        version=found,
        document=found.document,
        standing=standing(found),
        steps={step.name: step for step in steps_for(found, request.user)},
        signs=signs(found, posts_of(people), returned),
        number_proof=_proof_of_number(found),
        returned=returned,
        tab=tab,
        tabs=_tabs(found, tab, asked),
        open_comments=sum(1 for each, _answers in threads if not each.resolved_at),
        may_comment=found.is_discussed and may.COMMENT.held_by(request.user, over=found),
        may_write=found.state == State.DRAFTING and drafts,
        may_issue=found.state == State.APPROVED
        and found.document.kind == Kind.DECISION
        and may.ISSUE.held_by(request.user, over=found),
        may_revise=found.state == State.ISSUED
        and found.document.kind != Kind.DECISION
        and drafts
        and not any(v.is_open for v in others),
        newer=_newer(found, others),
        review_due=review_due(found),
        carried_by=carrying_decision(found) if found.state == State.APPROVED else None,
        may_decide=found.state == State.APPROVED and may.DRAFT.held_by(request.user),
        **_parts(found, tab, request, asked, threads, others),
        **more,
    )


def _proof_of_number(found: Version) -> str:
    """Of whoever entered the number; empty while there is none."""
    sheet = getattr(found, "sheet", None)
    return proof_text(sheet.proof_at, sheet.proof_how) if sheet else ""


def _address(request: UserRequest) -> QueryDict:
    """What the address of the page says: after a step it is the browser's, not that of the step."""
    if request.method == "POST" and request.htmx:
        return QueryDict(urlsplit(request.htmx.current_url or "").query)
    return request.GET


def _newer(found: Version, others: list[Version]) -> Version | None:
    """The version that replaced this one, or is about to."""
    mine = (found.issue, found.amendment)
    later = [v for v in others if (v.issue, v.amendment) > mine and v.state != State.ABANDONED]
    return min(later, key=lambda v: (v.issue, v.amendment), default=None)


def _tabs(found: Version, tab: str, asked: QueryDict) -> list[Tab]:
    decision = found.document.kind == Kind.DECISION
    labels = {
        "changes": _("Changes"),
        "content": _("Content"),
        "links": _("Documents it issues") if decision else _("Forms and versions"),
        "history": _("History"),
    }
    return [
        Tab(label, f"?tab={name}", tab == name)
        for name, label in labels.items()
        if name != "changes" or found.base_id or tab == "changes"
    ]


def threads_of(found: Version) -> list[Any]:
    """Each comment with its answers below it."""
    comments = list(comments_of(found))
    answers: dict[Any, list[Any]] = {}
    for each in comments:
        if each.parent_id:
            answers.setdefault(each.parent_id, []).append(each)
    return [(c, answers.get(c.pk, [])) for c in comments if not c.parent_id]


def _parts(
    found: Version,
    tab: str,
    request: UserRequest,
    asked: QueryDict,
    threads: list[Any],
    others: list[Version],
) -> dict[str, Any]:
    """What only the chosen tab needs, so that the others cost nothing."""
    if tab == "changes":
        parts = comparison(found, others, asked.get("with", ""), threads)
        beside = beside_changes(parts["changes"])
        return parts | {"threads": [each for each in threads if each[0].pk not in beside]}
    if tab == "links":
        origin = found.document.origin
        return {
            "threads": threads,
            "versions": [(v, standing(v)) for v in versions_of(found.document, request.user)],
            "forms": list(found.document.forms.order_by("code")),
            "items": list(found.items.select_related("version__document")),
            "package": package_name(origin["package"]) if origin else "",
        }
    if tab == "history":
        return {"threads": threads, "history": history(history_of(found))}
    nodes, values = tree_of(found), placeholder_values()
    return {
        "threads": threads,
        "nodes": nodes,
        "values": values,
        "remarks": {each.node_id for each, _answers in threads if not each.resolved_at},
        "places": [(n.id, text_of(n, values)[:80]) for n in nodes if n.kind != "pagebreak"],
    }


@require_GET
def pdf(request: UserRequest, pk: UUID) -> HttpResponse:
    found = version_or_404(request, pk)
    return paper(pdf_of(found), found, "pdf")


@require_GET
def docx(request: UserRequest, pk: UUID) -> HttpResponse:
    found = version_or_404(request, pk)
    return paper(docx_of(found), found, "docx")


@require_GET
def signed_copy(request: UserRequest, pk: UUID) -> HttpResponse:
    """The scan of the signed decision that văn thư put in."""
    found = version_or_404(request, pk)
    sheet = getattr(found, "sheet", None)
    if sheet is None or sheet.signed_copy is None:
        raise Http404
    return paper(read_file(sheet.signed_copy), found, "pdf")
