"""The designer of forms: one entry as a page, lines turned into entries, the form tried out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.forms.entries import Read, read_entry, shown_entry
from apps.documents.models import DraftNode, Version
from apps.documents.presenters.entries import UNTURNED, Undoable, turned_words
from apps.documents.presenters.trying import tried
from apps.documents.selectors import tree_of
from apps.documents.selectors.references import Book, offered
from apps.documents.selectors.turning import turning_of
from apps.documents.views.detail import version_or_404
from apps.organization.selectors import placeholder_values
from kernel.content.nodes import Node, text_of
from kernel.forms.turning_back import Turning, made_by
from kernel.ids import ids_among
from kernel.long_forms import takes_long_forms
from kernel.refusals import Conflict


def edit_entry(request: UserRequest, found: Version, row: DraftNode) -> HttpResponse:
    """The page of one entry. “Done” saves and leaves; every other button saves and stays."""
    entries = entries_of(found)
    if request.method == "GET":
        may.DRAFT.require(request.user, over=found)
        return entry_page(request, found, row, Read(row.body), entries)
    typed = {name: request.POST[name] for name in request.POST}
    read = read_entry(row.node_id, row.body, typed, entries)
    done = "done" in typed
    if read.errors:
        status = 422 if done else 200
        return entry_page(request, found, row, read, entries, status=status)
    seen = typed.get("revision", "")
    revision = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    try:
        row = services.save_node(found, row.node_id, read.body, revision=revision, by=request.user)
    except Conflict as refusal:
        if _is_swapped(request):
            raise  # the page is still there, with what was typed
        told = Read(read.body, [str(refusal)], read.formula)
        return entry_page(request, found, row, told, entries, 409, theirs=row.as_node())
    if not done:
        return entry_page(request, found, row, Read(row.body), entries_of(found))
    if "X-Dialog" in request.headers:
        return JsonResponse({"revision": row.revision})
    return redirect(_block_at(found, row.node_id))


def _block_at(found: Version, node_id: str) -> str:
    return reverse("documents:write", args=[found.pk]) + f"?by=block#n-{node_id}"


def entries_of(found: Version) -> list[Node]:
    """The entries of a draft in reading order."""
    return [row.as_node() for row in found.nodes.filter(kind="entry").order_by("position")]


def entry_page(
    request: UserRequest,
    found: Version,
    row: DraftNode,
    read: Read,
    entries: list[Node],
    status: int = 200,
    theirs: Node | None = None,
) -> HttpResponse:
    """The form of one entry; `theirs` is what somebody else saved while it was typed."""
    swapped = _is_swapped(request)
    context = {
        "version": found,
        "row": row,
        "mark": row.revision,
        "at": reverse("documents:edit", args=[found.pk, row.node_id]),
        "back": _block_at(found, row.node_id),
        "entry": shown_entry(row.node_id, read, entries),
        "kind_name": _("Field to be filled in"),
        "swapped": swapped,
        "turned": just_turned(request, found),
        "theirs": text_of(theirs).split("\n") if theirs else [],
    }
    page = "documents/_edit.html" if swapped else "documents/designing/entry.html"
    return render(request, page, context, status=status)


def _is_swapped(request: HttpRequest) -> bool:
    """Whether a part of a page asks, not the dialog of the editor."""
    return bool(getattr(request, "htmx", False)) and "X-Dialog" not in request.headers


@require_POST
def turn(request: UserRequest, pk: UUID, node_id: str) -> HttpResponse:
    """A line or a table of a form becomes an entry, which opens."""
    found = version_or_404(request, pk)
    seen = request.POST.get("revision", "")
    revision = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    done = services.turn_into_entries(found, by=request.user, only=[node_id], revision=revision)
    if "X-Dialog" in request.headers:
        return JsonResponse(_told(found, done) | {"node": node_id})
    return redirect(reverse("documents:edit", args=[pk, node_id]) + f"?turned={done.key}")


@require_POST
def turn_all(request: UserRequest, pk: UUID) -> HttpResponse:
    """Every line and every table of the form becomes an entry."""
    found = version_or_404(request, pk)
    done = services.turn_into_entries(found, by=request.user)
    if "X-Dialog" in request.headers:
        return JsonResponse(_told(found, done))
    return redirect(reverse("documents:write", args=[pk]) + f"?by=block&turned={done.key}")


@require_POST
def undo_turn(request: UserRequest, pk: UUID, turning: UUID) -> HttpResponse:
    """As if nothing had been turned."""
    services.undo_turning(version_or_404(request, pk), turning, by=request.user)
    messages.success(request, UNTURNED)
    if request.htmx:  # the script shows its page anew
        return HttpResponse(status=204)
    return redirect(reverse("documents:write", args=[pk]) + "?by=block")


def just_turned(request: UserRequest, found: Version) -> Undoable | None:
    """What whoever asks has just turned, by its key in the address."""
    for key in ids_among([request.GET.get("turned", "")]):
        if history := turning_of(found, key, request.user):
            return _undoable(found, key, made_by(history))
    return None


def _undoable(found: Version, key: UUID, count: int) -> Undoable:
    return Undoable(turned_words(count), reverse("documents:turn-undo", args=[found.pk, key]))


def _told(found: Version, done: Turning) -> dict[str, str]:
    """As the script of the editor is told, with what it needs to offer to undo it."""
    offer = _undoable(found, done.key, done.entries)
    return {"said": offer.said, "undo": offer.at}


@takes_long_forms
@require_http_methods(["GET", "POST"])
def tryout(request: UserRequest, pk: UUID) -> HttpResponse:
    """The form as it is filled in, by the same parts as a slip; nothing typed here is kept."""
    found = version_or_404(request, pk)
    post = request.POST if request.method == "POST" else None
    context, status = tried(tree_of(found), placeholder_values(), post)
    context |= {"offered": offered(context["fields"], Book(request.user))}
    context |= {"version": found, "document": found.document}
    return render(request, "documents/designing/try.html", context, status=status)
