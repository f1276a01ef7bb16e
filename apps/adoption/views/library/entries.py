"""The forms of a librarian's draft, in the designer that agencies' authors use."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from apps.adoption.presenters import as_offered
from apps.adoption.presenters.library import named
from apps.adoption.views.library.found import document_or_404, trail_of
from apps.documents.forms.blocks import Read, read_entry, shown_entry
from apps.documents.presenters import row_of
from apps.documents.presenters.entries import UNTURNED, Undoable, turned_words
from apps.documents.presenters.trying import tried
from apps.documents.selectors.references import Book, kinds_asked
from kernel.content.nodes import Node, text_of, walk
from kernel.forms.turning_back import made_by
from kernel.ids import ids_among
from kernel.long_forms import takes_long_forms
from kernel.refusals import Conflict
from library import drafting
from library.models import DraftDocument


def edit_entry(request: UserRequest, document: DraftDocument, node: Node) -> HttpResponse:
    """The page of one entry. “Done” saves and leaves; every other button saves and stays."""
    if request.method == "GET":
        return _page(request, document, node, Read(node.body))
    typed = {name: request.POST[name] for name in request.POST}
    read, done = read_entry(node.id, node.body, typed, _entries_of(document)), "done" in typed
    if read.errors:
        return _page(request, document, node, read, status=422 if done else 200)
    seen = typed.get("revision", "")
    try:
        saved = drafting.save_block(document, node.id, read.body, seen=seen, by=request.user)
    except Conflict as refusal:
        document.refresh_from_db()
        theirs = drafting.find(document.nodes, node.id)
        if theirs is None:
            raise
        told = Read(read.body, [str(refusal)], read.formula)
        return _page(request, document, theirs, told, status=409, theirs=theirs)
    if not done:
        document.refresh_from_db()
        return _page(request, document, saved, Read(saved.body))
    return redirect(_block_at(document, node))


@require_POST
def turn(request: UserRequest, pk: UUID, key: str, node_id: str) -> HttpResponse:
    """A line or a table of a form becomes a field, which opens."""
    document = document_or_404(request, pk, key)
    done = drafting.turn_into_entries(document, by=request.user, only=[node_id])
    at = reverse("packages:draft-block", args=[pk, key, node_id])
    return redirect(f"{at}?turned={done.key}")


@require_POST
def turn_all(request: UserRequest, pk: UUID, key: str) -> HttpResponse:
    """Every line and every table of the form becomes a field."""
    document = document_or_404(request, pk, key)
    done = drafting.turn_into_entries(document, by=request.user)
    return redirect(f"{_sheet_of(document)}?turned={done.key}")


@require_POST
def undo_turn(request: UserRequest, pk: UUID, key: str, turning: UUID) -> HttpResponse:
    """As if nothing had been turned."""
    document = document_or_404(request, pk, key)
    drafting.undo_turning(document, turning, by=request.user)
    messages.success(request, UNTURNED)
    return redirect(_sheet_of(document))


def just_turned(request: UserRequest, document: DraftDocument) -> Undoable | None:
    """What whoever asks has just turned, by its key in the address."""
    for turning in ids_among([request.GET.get("turned", "")]):
        if history := drafting.turning_of(document, turning, request.user):
            at = [document.draft_id, document.key, turning]
            undo = reverse("packages:draft-turn-undo", args=at)
            return Undoable(turned_words(made_by(history)), undo)
    return None


@takes_long_forms
@require_http_methods(["GET", "POST"])
def tryout(request: UserRequest, pk: UUID, key: str) -> HttpResponse:
    """The form as agencies will fill it in; nothing typed here is kept."""
    document = document_or_404(request, pk, key)
    if not document.is_form:
        raise Http404
    post = request.POST if request.method == "POST" else None
    context, status = tried(named(as_offered(document.nodes)), {}, post)
    if "clause" in kinds_asked(context["fields"]):  # what else a form names, only agencies have
        context["offered"] = {"clause": list(Book(request.user).labels("clause"))}
    context |= {
        "draft": document.draft,
        "document": document,
        "trail": trail_of(
            document.draft, (document.code, _sheet_of(document)), (_("As it is filled in"), "")
        ),
    }
    return render(request, "adoption/library/try.html", context, status=status)


def _page(
    request: UserRequest,
    document: DraftDocument,
    node: Node,
    read: Read,
    status: int = 200,
    theirs: Node | None = None,
) -> HttpResponse:
    context = {
        "draft": document.draft,
        "document": document,
        "row": row_of(node),
        "entry": shown_entry(node.id, read, _entries_of(document)),
        "mark": drafting.mark_of(node),
        "at": reverse("packages:draft-block", args=[document.draft_id, document.key, node.id]),
        "back": _block_at(document, node),
        "theirs": text_of(theirs).split("\n") if theirs else [],
        "turned": just_turned(request, document),
        "trail": trail_of(document.draft, (document.code, "")),
    }
    return render(request, "adoption/library/entry.html", context, status=status)


def _entries_of(document: DraftDocument) -> list[Node]:
    return [node for node in walk(document.nodes) if node.kind == "entry"]


def _block_at(document: DraftDocument, node: Node) -> str:
    return f"{_sheet_of(document)}#n-{node.id}"


def _sheet_of(document: DraftDocument) -> str:
    return reverse("packages:draft-document", args=[document.draft_id, document.key])
