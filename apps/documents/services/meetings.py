"""What was made known at a meeting is entered once for all who were there (7.3)."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Acknowledgement, ReadingMeeting, Version
from apps.documents.selectors.reading import readers_of
from apps.documents.services.drafting import locked
from apps.documents.workflow import State
from kernel import clock
from kernel.files.models import StoredFile
from kernel.refusals import BadInput, WrongState
from kernel.trail import record


@transaction.atomic
def record_meeting(
    *,
    title: str,
    held_on: date,
    versions: Sequence[Version],
    people: Collection[UUID],
    by: User,
    place: str = "",
    minutes: StoredFile | None = None,
) -> ReadingMeeting:
    """Enter who was there when these versions were made known; all of it or nothing.

    Only for those who must read a version and have not said so themselves: what a person confirmed
    is never written over. Who follows up one unit enters its people only.
    """
    may.DISTRIBUTE.require(by)
    reach = may.DISTRIBUTE.units_of(by)
    if not title.strip():
        raise BadInput(_("Say which meeting it was."))
    if held_on > clock.today():
        raise BadInput(_("The meeting lies in the future."))
    if not versions or not people:
        raise BadInput(_("Choose at least one document and one person who was there."))
    ready = [_presentable(version, held_on) for version in sorted(versions, key=lambda v: v.pk)]
    present = set(people)
    due = [r for r in readers_of(ready, reach) if r.read_on is None and r.person_id in present]
    if not due:
        raise BadInput(_("Those who were there have read all of it already."))
    meeting = ReadingMeeting.objects.create(
        title=title.strip(),
        held_on=held_on,
        place=place.strip(),
        minutes=minutes,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    hashes = {version.pk: str(version.content_id) for version in ready}
    Acknowledgement.objects.bulk_create(
        [
            Acknowledgement(
                version_id=each.version_id,
                person_id=each.person_id,
                sha256=hashes[each.version_id],
                how=Acknowledgement.How.MEETING,
                meeting=meeting,
                recorded_by=by,
                recorded_at=clock.now(),
            )
            for each in due
        ],
        ignore_conflicts=True,  # whoever confirms it at this very moment has confirmed it himself
    )
    for version in ready:
        names = [each.name for each in due if each.version_id == version.pk]
        record("documents.read_at_meeting", version, by=by, note=title.strip(), people=names)
    return meeting


def _presentable(version: Version, held_on: date) -> Version:
    version = locked(version)
    if version.state != State.ISSUED:
        raise WrongState(
            _("“%(code)s”, issue %(number)s, is not the version that is to be read now.")
            % {"code": version.document.code, "number": version.number}
        )
    approved = version.approved_at
    if approved and held_on < approved.astimezone(clock.HANOI).date():
        raise BadInput(
            _("“%(code)s” was approved after that meeting.") % {"code": version.document.code}
        )
    return version
