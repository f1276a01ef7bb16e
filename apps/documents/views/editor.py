"""What the editor asks of the server: the blocks, who else is there, links, pictures."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.forms.changes import read_changes
from apps.documents.models import Version
from apps.documents.selectors import assemble
from apps.documents.selectors.checking import complaints_of
from apps.documents.selectors.registers import SOURCES
from apps.documents.selectors.writing import (
    blocks_json,
    found_clauses,
    found_documents,
    outline_of,
    picture_of,
    rows_of,
    rows_with_tray,
    stamp_of,
)
from apps.documents.services import presence
from apps.documents.services.saving import Outcome
from apps.documents.views.detail import threads_of, version_or_404
from apps.documents.workflow import State
from apps.organization.selectors import placeholder_values
from kernel import clock
from kernel.content.nodes import Node
from kernel.files.services import read_file
from kernel.refusals import BadInput, WrongState

MOST_ASKED = 2000  # blocks by their ids in one request


@require_http_methods(["GET", "POST"])
def blocks(request: UserRequest, pk: UUID) -> HttpResponse:
    """The blocks with their revisions; posted, the changed ones, each answered by itself."""
    found = _to_write(request, pk)
    if request.method == "GET":
        only = request.GET.getlist("id")[:MOST_ASKED]
        return JsonResponse({"blocks": blocks_json(rows_of(found, only)), "stamp": stamp_of(found)})
    changes = read_changes(request.POST.get("changes", ""))
    saved = services.save_blocks(found, changes, by=request.user)
    return JsonResponse(
        {
            "blocks": [_told(each) for each in saved.blocks],
            "removed": [_told(each) for each in saved.removed],
            "saved_at": f"{clock.now().astimezone(clock.HANOI):%H:%M}",
        }
    )


@require_POST
def present(request: UserRequest, pk: UUID) -> HttpResponse:
    """A heartbeat: who else is here; and how the blocks stand, if they changed since `stamp`."""
    found = _to_write(request, pk)
    tab, at = request.POST.get("tab", "")[:40], request.POST.get("at", "")[:64]
    if "leave" in request.POST:
        presence.leave(found.pk, tab)
        return HttpResponse(status=204)
    people = presence.beat(found.pk, request.user, tab, at)
    said: dict[str, Any] = {"people": [{"name": each.name, "at": each.at} for each in people]}
    said["stamp"] = stamp_of(found)
    if said["stamp"] != request.POST.get("stamp", ""):
        said["outline"] = outline_of(found)
    return JsonResponse(said)


@require_GET
def find(request: UserRequest, pk: UUID) -> HttpResponse:
    """Clauses and documents to link to, while one types; `only=form` for the forms of a step."""
    _to_write(request, pk)
    query, only = request.GET.get("q", "")[:80], request.GET.get("only", "")
    found = [] if only in ("form", "document") else found_clauses(query)
    if only != "clause":
        found += found_documents(query, request.user, forms=only == "form")
    return JsonResponse(found, safe=False)


@require_GET
def beside(request: UserRequest, pk: UUID) -> HttpResponse:
    """What stands beside the text: what is wrong with it, and the open comments."""
    found = _to_write(request, pk)
    return render(request, "documents/_beside.html", beside_of(request, found))


def beside_of(request: UserRequest, found: Version) -> dict[str, Any]:
    """The context of the columns beside the text."""
    values = placeholder_values()
    rows = list(rows_with_tray(found))
    tree = assemble(rows)
    threads = [each for each in threads_of(found) if not each[0].resolved_at]
    return {
        "version": found,
        "nodes": tree,
        "values": values,
        "complaints": complaints_of(found, tree, values),
        "threads": threads,
        "remarks": {asked.node_id for asked, _answers in threads},
        "tray": rows[0].tray if rows else found.tray.filter(placed_at=None).count(),
        "may_comment": may.COMMENT.held_by(request.user, over=found),
    }


@require_GET
def register(request: UserRequest, pk: UUID, source: str) -> HttpResponse:
    """A live register as it is now; the editor shows it, nobody writes in it."""
    found = _to_write(request, pk)
    if source not in SOURCES:
        raise Http404
    node = Node("register", "register", {"source": source})
    context = {"node": node, "values": {}, "version": found}
    return render(request, "documents/_register.html", context)


@require_POST
def pictures(request: UserRequest, pk: UUID) -> HttpResponse:
    """Take a picture for this draft."""
    found = _to_write(request, pk)
    brought = request.FILES.get("file")
    if brought is None:
        raise BadInput(_("Choose a picture in PNG or JPEG."))
    stored = services.store_picture(found, brought.read(), brought.name or "", by=request.user)
    return JsonResponse({"file": stored.sha256, "type": stored.media_type}, status=201)


@require_GET
def image(request: UserRequest, pk: UUID, sha256: str) -> HttpResponse:
    """A picture for those who may see the version that shows it."""
    stored = picture_of(version_or_404(request, pk), sha256, request.user)
    if stored is None:
        raise Http404
    answer = HttpResponse(read_file(stored), content_type=stored.media_type)
    answer["Cache-Control"] = "private, max-age=86400, immutable"  # its name is its content
    return answer


def _to_write(request: UserRequest, pk: UUID) -> Version:
    """The version, if this person may write in it now."""
    found = version_or_404(request, pk)
    may.DRAFT.require(request.user, over=found)
    if found.state != State.DRAFTING:
        raise WrongState(
            _("The text is closed: the state is “%(state)s”. Reload the page.")
            % {"state": found.get_state_display()}
        )
    return found


def _told(outcome: Outcome) -> dict[str, Any]:
    said: dict[str, Any] = {
        "sent": outcome.sent,
        "id": outcome.id,
        "status": outcome.status,
        "revision": outcome.revision,
    }
    if outcome.sentence:
        said["sentence"] = outcome.sentence
    if theirs := outcome.theirs:
        said["theirs"] = {
            "kind": theirs.kind,
            "body": theirs.body,
            "parent": theirs.parent_id,
            "by": outcome.by,
            "at": f"{theirs.edited_at.astimezone(clock.HANOI):%H:%M}",
        }
    return said
