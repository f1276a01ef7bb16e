"""Taking templates from the library: each becomes a draft of the agency's own."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.adoption import permissions as may
from apps.adoption.models import Adoption
from apps.adoption.selectors import offered_versions, offers_of
from apps.adoption.services.standing import stand_anew
from apps.documents.services import draft_document
from kernel import clock
from kernel.content.models import FrozenContent
from kernel.refusals import BadInput
from kernel.trail import record
from library.models import PackageDocument, PackageVersion
from library.selectors import documents_of

if TYPE_CHECKING:
    from apps.documents.models import Document, Version

LEVELS = {"I": 1, "II": 2, "III": 3, "IV": 4}


@transaction.atomic
def clone(version: PackageVersion, keys: Iterable[str], *, by: User) -> "list[Version]":
    """Make drafts from these templates, parents first; every piece keeps its origin.

    What was taken before, or whose code is in use, is refused as a whole: nothing half-cloned.
    """
    may.CLONE.require(by)
    if version not in offered_versions():
        raise BadInput(_("This package is made for another kind of agency."))
    wanted = set(keys)
    offers = [offer for offer in offers_of(version) if offer.template.key in wanted]
    if not offers:
        raise BadInput(_("Choose at least one template."))
    if blocked := [offer.template.code for offer in offers if not offer.free]:
        raise BadInput(
            _("Already in your agency: %(codes)s. Unmark them and clone the rest.")
            % {"codes": ", ".join(blocked)}
        )
    templates = [offer.template for offer in offers]
    _keep_bases(templates)
    drafts: dict[str, Version] = {}
    for template in templates:
        drafts[template.key] = _clone_one(template, version, drafts, by)
    _remember(version, templates, drafts, by)
    _join_forms(version, drafts)
    stand_anew()
    return list(drafts.values())


def _keep_bases(templates: Sequence[PackageDocument]) -> None:
    FrozenContent.objects.bulk_create(
        [
            FrozenContent(sha256=t.sha256, canonical=bytes(t.canonical), frozen_at=clock.now())
            for t in templates
        ],
        ignore_conflicts=True,
    )


def _clone_one(
    template: PackageDocument, version: PackageVersion, drafts: "dict[str, Version]", by: User
) -> "Version":
    origin = {
        "package": version.package.key,
        "version": version.number,
        "document": template.key,
        "sha256": template.sha256,
    }
    return draft_document(
        code=template.code,
        title=template.title,
        kind=template.document_kind,
        level=LEVELS[template.level],
        clauses=list(template.clauses),
        parent=_parent(template, version, drafts),
        origin=origin,
        distribution=list(template.distribution),
        paper=template.paper,
        nodes=template.nodes,
        by=by,
    )


def _parent(
    template: PackageDocument, version: PackageVersion, drafts: "dict[str, Version]"
) -> "Document | None":
    """The procedure of a form: cloned just now, or before."""
    if not template.parent_key:
        return None
    if template.parent_key in drafts:
        return drafts[template.parent_key].document
    earlier = Adoption.objects.filter(package=version.package.key, template=template.parent_key)
    found = earlier.select_related("document").first()
    return found.document if found else None


def _join_forms(version: PackageVersion, drafts: "dict[str, Version]") -> None:
    """Forms that were cloned before their procedure belong to it from now on."""
    children = {t.key: t.parent_key for t in documents_of(version) if t.parent_key in drafts}
    earlier = Adoption.objects.filter(package=version.package.key, template__in=children)
    for adoption in earlier.filter(document__parent=None).select_related("document"):
        adoption.document.parent = drafts[children[adoption.template]].document
        adoption.document.save(update_fields=["parent"])


def _remember(
    version: PackageVersion,
    templates: Sequence[PackageDocument],
    drafts: "dict[str, Version]",
    by: User,
) -> None:
    Adoption.objects.bulk_create(
        Adoption(
            document=drafts[template.key].document,
            package=version.package.key,
            package_version=version.number,
            template=template.key,
            base_id=template.sha256,
            adopted_by=by,
            adopted_at=clock.now(),
        )
        for template in templates
    )
    first = drafts[templates[0].key]
    record(
        "adoption.clone", first, by=by, package=version.package.key, keys=[t.key for t in templates]
    )
