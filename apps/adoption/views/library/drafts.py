"""The draft of a package: opened, looked over, filled from files, checked, published, given up."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.adoption.forms.library import KIND_LABELS, NoteForm
from apps.adoption.presenters.library import CHANGED, DraftFilters, DraftRow, rows_of
from apps.adoption.views.library.found import (
    draft_or_404,
    may_write,
    package_or_404,
    trail_of,
)
from kernel.htmx import render as render_list
from kernel.refusals import BadInput
from kernel.ui.parts import Tab
from library import drafting, simulating
from library import permissions as may
from library.drafting.documents import LARGEST

PAGE = 100  # a package has some 75 documents: they stand on one page, in their order


@require_POST
def open_draft(request: UserRequest, package: str) -> HttpResponse:
    """Begin the next version, or go on with the one begun."""
    draft = drafting.open_draft(package_or_404(request, package), by=request.user)
    return redirect("packages:draft", draft.pk)


@require_POST
def from_release(request: UserRequest, package: str) -> HttpResponse:
    """A draft of what the software ships, where the library went its own way."""
    draft = drafting.fill_from_release(package_or_404(request, package), by=request.user)
    return redirect("packages:draft", draft.pk)


@require_GET
def draft(request: UserRequest, pk: UUID) -> HttpResponse:
    """The documents of the next version, what changed in each, and what can be done."""
    found, wanted = draft_or_404(request, pk), DraftFilters.of(request.GET)
    rows = rows_of(found)
    page = Paginator(wanted.narrow(rows), PAGE).get_page(request.GET.get("page"))
    return render_list(
        request,
        page="adoption/library/draft.html",
        fragment="adoption/library/_draft.html",
        draft=found,
        wanted=wanted,
        views=_views(rows, wanted),
        filters=[_kinds(rows, wanted)],
        page_obj=page,
        rows=list(page),
        narrowed=wanted != DraftFilters(),
        asked=request.GET.urlencode(),
        may_write=may_write(request, found),
        may_publish=found.is_open and may.PUBLISH.held_by(request.user),
        latest=simulating.simulations_of(found).first(),
        trail=trail_of(found),
    )


def _views(rows: list[DraftRow], wanted: DraftFilters) -> list[Tab]:
    changed = sum(row.is_changed for row in rows)
    return [
        Tab(_("All"), "?", not wanted.view, len(rows)),
        Tab(_("With changes"), f"?view={CHANGED}", wanted.view == CHANGED, changed),
    ]


def _kinds(rows: list[DraftRow], wanted: DraftFilters) -> dict[str, object]:
    there = {row.document.document_kind for row in rows}
    return {
        "name": "kind",
        "label": _("Kind"),
        "none": _("All kinds"),
        "options": [(kind, label) for kind, label in KIND_LABELS.items() if kind in there],
        "value": wanted.kind,
    }


@require_POST
def upload(request: UserRequest, pk: UUID) -> HttpResponse:
    """Documents from their Markdown files, or the record types from records.yaml."""
    found = draft_or_404(request, pk)
    may.WRITE.require(request.user)
    files = request.FILES.getlist("files")
    if not files:
        raise BadInput(_("Choose a file: a document as .md, or records.yaml."))
    for file in files:
        if (file.size or 0) > LARGEST:
            raise BadInput(
                _("“%(name)s” is larger than 2 MB: split the document.") % {"name": file.name}
            )
    texts = {str(file.name): _text_of(file.read(), str(file.name)) for file in files}
    drafting.take_files(found, texts, by=request.user)
    said = ngettext("%(n)s file was taken over.", "%(n)s files were taken over.", len(files))
    messages.success(request, said % {"n": len(files)})
    return redirect("packages:draft", pk)


@require_http_methods(["GET", "POST"])
def ready(request: UserRequest, pk: UUID) -> HttpResponse:
    """What the checks say, the note for agencies, and the one step that cannot be undone."""
    found = draft_or_404(request, pk)
    may.PUBLISH.require(request.user)
    form = NoteForm(request.POST or None, initial={"note": found.note})
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if "keep" in request.POST:
            drafting.say_what_is_new(found, note, by=request.user)
            return redirect("packages:draft-ready", pk)
        version = drafting.publish(found, note=note, by=request.user)
        said = _("Version %(n)s of “%(package)s” is published; every agency is being told.")
        words = {"n": version.number, "package": version.package.name}
        messages.success(request, said % words)
        return redirect("packages:package", version.package.key)
    problems = drafting.problems_of(found) if found.is_open else []
    titles = dict(found.documents.values_list("key", "code"))
    context = {
        "draft": found,
        "form": form,
        "problems": [(each, titles.get(each.key, "")) for each in problems],
        "errors": sum(each.severity == "error" for each in problems),
        "changed": sum(row.is_changed for row in rows_of(found)),
        "latest": simulating.simulations_of(found).first(),
        "trail": trail_of(found, (_("Check and publish"), "")),
    }
    return render(request, "adoption/library/ready.html", context)


@require_POST
def give_up(request: UserRequest, pk: UUID) -> HttpResponse:
    """The draft is written no further."""
    found = drafting.give_up_draft(draft_or_404(request, pk), by=request.user)
    messages.success(request, _("The draft was given up; the published version is untouched."))
    return redirect(reverse("packages:package", args=[found.package.key]))


def _text_of(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            _("“%(name)s” is no text in UTF-8: save it as UTF-8 and choose it again.")
            % {"name": name}
        ) from error
