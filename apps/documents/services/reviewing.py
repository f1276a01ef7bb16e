"""The periodic review of what is in force (7.5.3.2 c): kept, to be changed, or to be withdrawn."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Document, Review, Version
from apps.documents.services.drafting import locked
from apps.documents.services.together import Outcome, one_by_one
from apps.documents.workflow import State
from apps.organization.selectors import people_who_may
from kernel import clock, links, outbox
from kernel.notices.services import notify
from kernel.refusals import BadInput, WrongState
from kernel.trail import record


@transaction.atomic
def record_review(
    version: Version, *, outcome: str, by: User, note: str = "", on: date | None = None
) -> Review:
    """Somebody read it and says what shall become of it; the next review counts from `on`.

    A second click on the same day finds the first. Raises WrongState where it is not in force.
    """
    version = locked(version)
    may.REVIEW.require(by, over=version)
    on, note = on or clock.today(), note.strip()
    if version.state != State.ISSUED or not version.is_in_force():
        raise WrongState(
            _("“%(code)s” is not in force; only what is in force is reviewed.")
            % {"code": version.document.code}
        )
    if on > clock.today():
        raise BadInput(_("A review lies in the past or happens today."))
    if on < (version.in_force_from or on):
        raise BadInput(_("On that day this issue was not in force yet."))
    if outcome not in Review.Outcome.values:
        raise BadInput(_("Say what shall become of it."))
    if outcome != Review.Outcome.KEEP and not note:
        raise BadInput(_("Say what is to be changed, or why it is no longer needed."))
    same = version.reviews.filter(on=on, outcome=outcome, note=note, reviewed_by=by)
    if (known := same.first()) is not None:
        return known
    review = Review.objects.create(
        version=version,
        on=on,
        outcome=outcome,
        note=note,
        reviewed_by=by,
        reviewed_at=clock.now(),
    )
    document = Document.objects.select_for_update().get(pk=version.document_id)
    if document.reviewed_on is None or document.reviewed_on < on:
        document.reviewed_on = on
        document.save(update_fields=["reviewed_on"])
    record("documents.review", version, by=by, note=note, outcome=outcome)
    if outcome == Review.Outcome.END:
        _propose_its_end(version, by)
    outbox.send("compliance.recompute", key="agency")
    return review


def _propose_its_end(version: Version, by: User) -> None:
    url = links.url_of("documents.version", version.pk)
    for person in people_who_may(may.WITHDRAW.roles, unit_id=version.unit_id):
        notify(
            person,
            _("%(name)s proposes to withdraw %(code)s."),
            url,
            name=by.full_name,
            code=version.document.code,
        )


def review_versions(versions: Iterable[Version], *, by: User, note: str = "") -> list[Outcome]:
    """Say of each that it is still right; what is refused is refused by itself."""

    def keep(version: Version) -> None:
        record_review(version, outcome=Review.Outcome.KEEP, note=note, by=by)

    return [one_by_one(version, keep) for version in versions]


@transaction.atomic
def set_review_months(document: Document, *, months: int, by: User) -> Document:
    """How many months may lie between two reviews; 0: it is not reviewed."""
    if not 0 <= months <= 120:
        raise BadInput(_("Between two reviews lie at most 120 months."))
    document = Document.objects.select_for_update().get(pk=document.pk)
    may.REVIEW.require(by, over=document)
    if document.review_months != months:
        before, document.review_months = document.review_months, months
        document.save(update_fields=["review_months"])
        record("documents.review_months", document, by=by, before=str(before), after=str(months))
        outbox.send("compliance.recompute", key="agency")
    return document


@transaction.atomic
def change_keeper(document: Document, *, unit: object, by: User) -> Document:
    """Another unit keeps it (None: the whole agency); it takes the right over both."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    may.DRAFT.require(by, over=document)
    before = document.unit
    document.unit = unit  # type: ignore[assignment]
    may.DRAFT.require(by, over=document)
    if before != document.unit:
        document.save(update_fields=["unit"])
        names = (before.name if before else "", document.unit.name if document.unit else "")
        record("documents.keeper", document, by=by, before=names[0], after=names[1])
    return document
