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
from apps.documents.models import ANNOUNCING, Kind, Version
from apps.documents.presenters import history, proof_text, signs, standing, steps_for
from apps.documents.presenters.comparing import beside_changes, comparison
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
from apps.documents.selectors.citations import outdated_shown
from apps.documents.selectors.codes import once_called
from apps.documents.selectors.corrections import corrections_of, is_corrected
from apps.documents.selectors.impact import impacts_shown
from apps.documents.selectors.listing import latest
from apps.documents.selectors.reading import share_of
from apps.documents.selectors.signing import signed_stage
from apps.documents.selectors.uploading import file_shown
from apps.documents.services.corrections import may_be_corrected
from apps.documents.services.paper import bears_number
from apps.documents.services.rendering import docx_of, pdf_of
from apps.documents.views.printing import by_a_worker
from apps.documents.workflow import State
from apps.organization.selectors import placeholder_values, posts_of
from kernel import hooks, links
from kernel.content.nodes import text_of
from kernel.files.services import read_file
from kernel.htmx import render
from kernel.trail.selectors import history_of
from kernel.ui.parts import Tab
from library.selectors import package_name

TABS = ("changes", "content", "links", "history")


def version_or_404(request: UserRequest, pk: UUID, **further: Any) -> Version:
    """The version, if this person may see it; `further` are annotations of the same statement."""
    found = (
        visible_versions(request.user)
        .select_related("content", "decision__sheet", "sheet__recorded_by", "base", "file")
        .annotate(signed=signed_stage(), corrected=is_corrected(), **impacts_shown())
        .annotate(outdated=outdated_shown())
    )
    version = get_object_or_404(found.annotate(**further), pk=pk)
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
    """A code within a text leads to the document that bears it, or once bore it."""
    seen = visible_documents(request.user)
    found = seen.filter(code__iexact=code).first()
    if found is None and (former := once_called(code)) is not None:
        found = seen.filter(pk=former.pk).first()
    if found is None:
        raise Http404
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
    versions = list(versions_of(found.document, request.user))
    others = [v for v in versions if v.pk != found.pk]
    people = [p for p in (found.author, found.checker, found.approver) if p]
    drafts = may.DRAFT.held_by(request.user, over=found)
    carried = carrying_decision(found) if found.state == State.APPROVED else None
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
        and bears_number(found)
        and carried is None
        and may.ISSUE.held_by(request.user, over=found),
        may_sign=found.state == State.ISSUED and may.SIGN.held_by(request.user, over=found),
        may_revise=found.state == State.ISSUED
        and found.document.kind not in ANNOUNCING
        and drafts
        and not any(v.is_open for v in others),
        newer=_newer(found, others),
        review_due=review_due(found),
        may_review=found.is_in_force() and may.REVIEW.held_by(request.user, over=found),
        may_recode=may.RECODE.held_by(request.user, over=found),
        share=share_of(found, request.user) if _is_read(found) else None,
        may_follow=may.DISTRIBUTE.held_by(request.user),
        may_copy=may.COPIES.held_by(request.user, over=found) and not found.is_open,
        carried_by=carried,
        numbered=bears_number(found),
        corrections=corrections_of(found) if getattr(found, "corrected", False) else (),
        may_correct=drafts and may_be_corrected(found),
        may_decide=found.state == State.APPROVED and may.DRAFT.held_by(request.user),
        **_parts(found, tab, request, asked, threads, versions),
        **more,
    )


def _is_read(found: Version) -> bool:
    """Whether people are asked to read it now."""
    return found.state == State.ISSUED and found.must_read


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
    versions: list[Version],
) -> dict[str, Any]:
    """What only the chosen tab needs, so that the others cost nothing."""
    if tab == "changes":
        others = [v for v in versions if v.pk != found.pk]
        parts = comparison(found, others, asked.get("with", ""), threads)
        beside = beside_changes(parts["changes"])
        return parts | {"threads": [each for each in threads if each[0].pk not in beside]}
    if tab == "links":
        origin = found.document.origin
        return {
            "threads": threads,
            "versions": [(v, standing(v)) for v in versions],
            "forms": list(found.document.forms.order_by("code")),
            "items": list(found.items.select_related("version__document")),
            "package": package_name(origin["package"]) if origin else "",
            "beside": _beside(found, request),
        }
    if tab == "history":
        return {"threads": threads, "history": history(history_of(found))}
    if found.file_id:
        nothing: dict[str, Any] = {"nodes": [], "values": {}, "places": []}
        over = getattr(found, "outdated", ())
        return {"threads": threads, "outdated": over, **nothing, **file_shown(found)}
    nodes, values = tree_of(found), placeholder_values()
    return {
        "threads": threads,
        "nodes": nodes,
        "values": values,
        "remarks": {each.node_id for each, _answers in threads if not each.resolved_at},
        "outdated": getattr(found, "outdated", ()),
        "places": [(n.id, text_of(n, values)[:80]) for n in nodes if n.kind != "pagebreak"],
    }


def _beside(found: Version, request: UserRequest) -> list[tuple[str, str]]:
    """Where the version lies besides here, as what stands above this app names it."""
    name = (links.kind_of(found), found.pk)
    answers = hooks.call(hooks.BESIDE, name, request.user)
    return [place for answer in answers for place in answer]


@require_GET
def pdf(request: UserRequest, pk: UUID) -> HttpResponse:
    found = version_or_404(request, pk)
    return by_a_worker(request, found, "pdf") or paper(pdf_of(found), found, "pdf")


@require_GET
def docx(request: UserRequest, pk: UUID) -> HttpResponse:
    found = version_or_404(request, pk)
    return by_a_worker(request, found, "docx") or paper(docx_of(found), found, "docx")


@require_GET
def signed_copy(request: UserRequest, pk: UUID) -> HttpResponse:
    """The scan of the signed decision that văn thư put in."""
    found = version_or_404(request, pk)
    sheet = getattr(found, "sheet", None)
    if sheet is None or sheet.signed_copy is None:
        raise Http404
    return paper(read_file(sheet.signed_copy), found, "pdf")
