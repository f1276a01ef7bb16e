"""Giving a document to the library: a copy goes, and may be taken back until it is looked at."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.adoption import permissions as may
from apps.adoption.models import Adoption, OwnOffer
from apps.adoption.selectors.present import PAPER, Present, presents
from apps.documents.services.drafting import locked_document
from kernel import clock
from kernel.content import canonical
from kernel.content.nodes import text_of
from kernel.db import present_agency
from kernel.refusals import BadInput, Conflict, WrongState
from kernel.secrecy import refuse_secrets
from kernel.trail import record
from library import offers

if TYPE_CHECKING:
    from apps.documents.models import Document

LONGEST = 2000


@transaction.atomic
def offer(document: "Document", *, note: str, agreed: bool, by: User) -> OwnOffer:
    """Publish a copy of what is in force: with its placeholders open, without names of persons.

    `agreed` says that whoever offers was asked: the text leaves the agency.
    """
    may.OFFER.require(by)
    document = locked_document(document)
    if not agreed:
        raise BadInput(_("Confirm that a copy of the text may leave the agency."))
    if not note.strip():
        raise BadInput(_("Say what is good about it; the librarian reads it."))
    if len(note.strip()) > LONGEST:
        raise BadInput(_("Say it in at most %(most)s characters.") % {"most": LONGEST})
    here = presents([document.pk]).get(document.pk)
    if here is None or here.stands != "issued" or here.version is None:
        raise WrongState(
            _("Only what was issued and is not being changed can be offered to the library.")
        )
    if OwnOffer.objects.filter(version=here.version, taken_back_at=None).exists():
        raise Conflict(_("This version was offered to the library already."))
    refuse_secrets((text_of(node) for node in here.nodes), name=str(document))
    data = canonical.canonical(_meta(document, here), here.nodes)
    own = OwnOffer.objects.create(
        document=document,
        version=here.version,
        sha256=canonical.sha256(data),
        note=note.strip(),
        offered_by=by,
        offered_at=clock.now(),
    )
    came_from = Adoption.objects.filter(document=document).first()
    offers.receive(
        present_agency(),
        own.pk,
        canonical=data,
        code=document.code,
        title=here.version.title,
        kind=document.kind,
        level=document.level,
        clauses=here.version.clauses,
        package=came_from.package if came_from else "",
        template=came_from.template if came_from else "",
        note=own.note,
        offered_by_name=by.full_name,
    )
    record("adoption.offer", here.version, by=by, note=own.note, sha256=own.sha256)
    return own


@transaction.atomic
def take_back(own: OwnOffer, *, by: User) -> OwnOffer:
    """The copy is gone from the library, as long as nobody there has looked at it."""
    may.OFFER.require(by)
    own = OwnOffer.objects.select_for_update(of=("self",)).select_related("version").get(pk=own.pk)
    if own.taken_back_at is not None:
        return own  # a second click
    offers.take_back(present_agency(), own.pk)
    own.taken_back_by, own.taken_back_at = by, clock.now()
    own.save(update_fields=["taken_back_by", "taken_back_at"])
    record("adoption.take_back", own.version, by=by)
    return own


def _meta(document: "Document", here: Present) -> dict[str, object]:
    """As a template says it; recipients and signature block are the agency's own and stay here."""
    paper = {name: here.facts[name] for name in PAPER if name != "authority"}
    return {
        "key": "",
        "kind": document.kind,
        "code": document.code,
        "title": here.facts["title"],
        "level": document.get_level_display(),
        "clauses": list(here.facts["clauses"]),
        "parent": document.parent.code if document.parent else "",
        "distribution": [],
        "authority": [],
        **paper,
    }
