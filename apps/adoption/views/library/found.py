"""What the librarian's addresses name; nothing is shown to those who may not read the library."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import UserRequest
from library import permissions as may
from library.models import DraftDocument, Package, PackageDraft

Trail = list[tuple[str, str]]


def draft_or_404(request: UserRequest, pk: UUID) -> PackageDraft:
    may.READ.require(request.user)
    drafts = PackageDraft.objects.select_related("package", "base", "published")
    return get_object_or_404(drafts, pk=pk)


def document_or_404(request: UserRequest, pk: UUID, key: str) -> DraftDocument:
    may.READ.require(request.user)
    documents = DraftDocument.objects.select_related("draft__package", "draft__base")
    return get_object_or_404(documents, draft=pk, key=key)


def package_or_404(request: UserRequest, key: str) -> Package:
    may.READ.require(request.user)
    found = Package.objects.filter(key=key).first()
    if found is None:
        raise Http404
    return found


def may_write(request: UserRequest, draft: PackageDraft) -> bool:
    return draft.is_open and may.WRITE.held_by(request.user)


def trail_of(draft: PackageDraft, *more: tuple[str, str]) -> Trail:
    """The way to a page below a draft; the last step is the page itself."""
    home = reverse("packages:index")
    package = reverse("packages:package", args=[draft.package.key])
    first = [(_("Template library"), home), (draft.package.name, package)]
    here = (_("Draft"), reverse("packages:draft", args=[draft.pk]) if more else "")
    return [*first, here, *more]
