"""Publishing a draft: an unchangeable version, and word to every agency."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.permissions import Actor
from kernel.refusals import Conflict, RuleBroken
from kernel.trail import record
from library import permissions as may
from library import selectors
from library.drafting.blocks import frozen
from library.drafting.checks import Problem, problems_of
from library.drafting.opening import writable
from library.freezing import fingerprint, keep_version, row_of_bytes
from library.models import Origin, PackageDocument, PackageDraft, PackageVersion
from library.services import load_rules_of
from library.telling import tell


class NotReady(RuleBroken):
    """Something is to be mended first; other systems are told of everything, with its place."""

    def __init__(self, errors: Sequence[Problem]) -> None:
        super().__init__(
            _("%(n)s things are to be mended before it can be published; the first: %(first)s")
            % {"n": len(errors), "first": errors[0].sentence}
        )
        self.more = {
            "errors": [
                {"pointer": f"#/{each.key}/{each.node_id}".rstrip("/"), "detail": each.sentence}
                for each in errors
            ]
        }


@transaction.atomic
def publish(draft: PackageDraft, *, note: str, by: Actor) -> PackageVersion:
    """The draft as the next version; every agency is told, none is changed.

    Raises RuleBroken while a check objects or nothing changed, Conflict where another version was
    published since the draft was opened.
    """
    grant = may.PUBLISH.require(by)
    draft = writable(draft, by)
    newest = _the_base(draft)
    if not note.strip():
        raise RuleBroken(_("Say what is new: agencies read it before they look at the version."))
    documents = rows_of_draft(draft)
    whole = fingerprint(newest.standard, newest.edition, documents, draft.records)
    if whole == newest.sha256:
        raise RuleBroken(_("Nothing differs from the published version yet."))
    if errors := [each for each in problems_of(draft) if each.severity == "error"]:
        raise NotReady(errors)
    version = keep_version(
        PackageVersion(
            package=draft.package,
            number=newest.number + 1,
            published_on=clock.today(),
            note=note.strip(),
            standard=newest.standard,
            edition=newest.edition,
            origin=Origin.CELL if draft.came_from else Origin.LIBRARIAN,
            published_by_name=by.full_name,
        ),
        documents,
        draft.records,
    )
    if draft.rules:
        load_rules_of(draft.rules)
    draft.note, draft.published = note.strip(), version
    draft.save(update_fields=["note", "published"])
    record("library.publish", version, by=by, grant=grant, note=note, number=version.number)
    tell(version)
    selectors.forget()
    return version


def rows_of_draft(draft: PackageDraft) -> list[PackageDocument]:
    """The documents of a draft as rows without a version, in their order."""
    documents = list(draft.documents.filter(removed=False))
    key_of = {document.code: document.key for document in documents}
    return [
        row_of_bytes(
            document.meta,
            frozen(document),
            position=position,
            parent_key=key_of.get(document.parent, ""),
        )
        for position, document in enumerate(documents, start=1)
    ]


def _the_base(draft: PackageDraft) -> PackageVersion:
    newest = selectors.latest_version(draft.package)
    assert newest is not None
    if newest.pk != draft.base_id:
        raise Conflict(
            _("Version %(n)s was published since this draft was opened: open a new one from it.")
            % {"n": newest.number}
        )
    return newest
