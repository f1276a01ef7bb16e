"""Having read exactly this version, and being told that one waits to be read (7.3, 7.5.3.2 a)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Acknowledgement, Version
from apps.documents.selectors.reading import Reader, readers_of
from apps.documents.services.drafting import locked
from apps.documents.workflow import State
from kernel import clock
from kernel.notices.services import Told, notify_many
from kernel.refusals import BadInput, Conflict, WrongState
from kernel.trail import record
from kernel.trail.selectors import history_of

REMIND = "documents.remind_readers"


@transaction.atomic
def acknowledge(version: Version, *, by: User, sha256: str) -> Acknowledgement:
    """Say that one has read and understood exactly this text; said twice is said once.

    `sha256` is the hash of what was shown: another text, or a version that was replaced meanwhile,
    is refused.
    """
    may.READ.require(by)
    version = locked(version)
    found = Acknowledgement.objects.filter(version=version, person=by).first()
    if found is not None:
        return found
    if version.state != State.ISSUED:
        raise Conflict(
            _("Issue %(number)s of “%(code)s” is no longer the newest one; read what replaced it.")
            % {"number": version.number, "code": version.document.code},
            clause="7.5.3.2",
        )
    if version.content_id != sha256:
        raise Conflict(
            _("The content is no longer the one you looked at. Reload the page and read it again."),
            clause="7.5.3.2",
        )
    made = Acknowledgement.objects.create(
        version=version, person=by, sha256=sha256, recorded_by=by, recorded_at=clock.now()
    )
    record("documents.acknowledge", version, by=by, sha256=sha256)
    return made


@transaction.atomic
def remind(version: Version, *, by: User, units: Collection[UUID] | None = None) -> int:
    """Tell those who have not read it yet; returns how many. At most once a day for a version.

    `units` narrows to the people of these: somebody who leads a unit reminds his own.
    """
    may.DISTRIBUTE.require(by)
    version = locked(version)
    if reminded_today(version):
        raise WrongState(
            _("They were reminded today already; another reminder can follow tomorrow.")
        )
    missing = [each for each in readers_of([version], units) if each.read_on is None]
    if not missing:
        raise BadInput(_("Everybody who must read it has read it."))
    record(REMIND, version, by=by, people=[each.name for each in missing])
    _tell_each(missing, [version], _("Please read %(title)s and confirm it."))
    return len(missing)


def reminded_today(version: Version) -> bool:
    """Whether somebody has reminded its readers since midnight."""
    last = history_of(version).filter(action=REMIND).order_by("-at").first()
    return last is not None and last.at.astimezone(clock.HANOI).date() == clock.today()


def tell_readers(versions: Sequence[Version]) -> int:
    """Tell those who must read these versions, each person once; returns how many people."""
    missing = [each for each in readers_of(versions) if each.read_on is None]
    one = _("%(title)s was issued: read and confirm it by %(day)s.")
    return _tell_each(missing, versions, one, anew=False)


def _tell_each(
    missing: Sequence[Reader], versions: Sequence[Version], one: object, *, anew: bool = True
) -> int:
    titles = {v.pk: f"{v.document.code} {v.title}" for v in versions}
    waiting: dict[UUID, list[Reader]] = defaultdict(list)
    for each in missing:
        waiting[each.person_id].append(each)
    people = User.objects.in_bulk(list(waiting))
    many = _("%(n)s documents wait to be read and confirmed by you, the first by %(day)s.")
    told = []
    for key, own in waiting.items():
        day = f"{min(each.due for each in own):%d/%m/%Y}"
        if len(own) == 1:
            words = {"title": titles[own[0].version_id], "day": day}
            url = reverse("documents:read", args=[own[0].version_id])
            told.append(Told(people[key], one, url, words))
        else:
            words = {"n": str(len(own)), "day": day}
            told.append(Told(people[key], many, reverse("documents:to-read"), words))
    return notify_many(told, anew=anew)
