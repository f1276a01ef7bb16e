"""Who is to know a version: laid down while it is drafted, added to once it is sent (7.5.3.2 a)."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Recipient, Version
from apps.documents.selectors.readers import may_be_asked, recipients_in_words
from apps.documents.services.drafting import locked
from apps.documents.services.readers_kept import NOBODY
from apps.documents.workflow import State
from kernel import clock, outbox
from kernel.permissions import Actor
from kernel.refusals import BadInput, WrongState
from kernel.trail import record

if TYPE_CHECKING:
    from apps.organization.models import Unit

ENDED = (State.SUPERSEDED, State.WITHDRAWN, State.ABANDONED)


@transaction.atomic
def set_readers(
    version: Version,
    *,
    by: Actor,
    whole: bool = False,
    units: "Sequence[Unit]" = (),
    people: Sequence[User] = (),
    must_read: bool = True,
    why_unread: str = "",
) -> Version:
    """Lay down who is to know a draft, and whether they have to say that they read it.

    What is chosen here is frozen and approved with the text. `why_unread` says why nobody has to
    acknowledge it: a change of form, for instance.
    """
    version = locked(version)
    _require(version, by)
    if version.state != State.DRAFTING:
        raise WrongState(_("The list was approved with the text; readers can only be added now."))
    if not must_read and not why_unread.strip():
        raise BadInput(_("Say why nobody has to confirm that it was read."), clause="7.3")
    _refuse_unable(people)
    version.recipients.all().delete()
    rows = [Recipient(version=version)] if whole else _rows(version, units, people)
    Recipient.objects.bulk_create(rows)
    version.must_read = must_read
    said = {"unread_why": "" if must_read else why_unread.strip(), "readers": NOBODY}
    gone = {"unread_why": must_read, "readers": bool(rows)}
    version.paper = {k: v for k, v in (version.paper | said).items() if not gone.get(k)}
    version.save(update_fields=["must_read", "paper"])
    return version


def _rows(version: Version, units: "Sequence[Unit]", people: Sequence[User]) -> list[Recipient]:
    rows = [Recipient(version=version, unit=unit) for unit in units]
    return rows + [Recipient(version=version, person=person) for person in people]


def _require(version: Version, by: Actor) -> None:
    if not may.DRAFT.held_by(by, over=version):
        may.DISTRIBUTE.require(by, over=version)


def _refuse_unable(people: Collection[User]) -> None:
    able = may_be_asked(people)
    for person in people:
        if person.pk not in able:
            raise BadInput(_("%(name)s may not read documents here.") % {"name": person.full_name})


@transaction.atomic
def add_readers(
    version: Version,
    *,
    by: Actor,
    whole: bool = False,
    units: "Sequence[Unit]" = (),
    people: Sequence[User] = (),
) -> list[Recipient]:
    """Let more people know a version that was sent or issued; not part of what was approved.

    The trail says who was added and by whom; they are asked from today on.
    """
    version = locked(version)
    may.DISTRIBUTE.require(by, over=version)
    if version.state == State.DRAFTING:
        raise WrongState(_("It is still being drafted: choose its readers before sending it."))
    if version.state in ENDED:
        raise WrongState(_("Nobody is asked to read a version that is no longer in force."))
    _refuse_unable(people)
    there = {(r.unit_id, r.person_id) for r in version.recipients.all()}
    wanted = [Recipient(version=version)] if whole else _rows(version, units, people)
    new = [r for r in wanted if (r.unit_id, r.person_id) not in there]
    if not new:
        raise BadInput(_("Choose somebody who is not on the list yet."))
    for each in new:
        each.added_on = clock.today()
    Recipient.objects.bulk_create(new)
    record("documents.readers_add", version, by=by, note=", ".join(recipients_in_words(new)))
    if version.state == State.ISSUED and version.must_read:
        outbox.send("documents.tell_readers", {"versions": [str(version.pk)]})
    return new
