"""What the records ask of a person: slips to sign, lists to approve, to carry out, to draw up."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from apps.records import permissions as may
from apps.records.selectors import waiting
from apps.records.selectors.waiting import Waits
from kernel import calendar, clock
from kernel.at_once import Arm

DAYS_TO_ACT = 5  # working days


class Asked(NamedTuple):
    """A task: by when, what, why, the button, where, and the clause."""

    due: date | None
    title: str
    why: str
    action: str
    url: str
    clause: str = "7.5.3"


def wants_of(person: User) -> list[Arm]:
    """Slips to sign or mend, lists whose next step is his, and what is due and on no list."""
    return waiting.wants_of(person, signs=may.SIGN.held_by(person))


def _sign(row: Waits) -> Asked:
    return Asked(
        _by(row.at),
        _("Sign: %(title)s") % {"title": f"{row.number} {row.title or row.form}"},
        _("%(name)s asks for your signature.") % {"name": row.asks},
        _("Read and sign"),
        reverse("records:slip", args=[row.key]),
    )


def _mend(row: Waits) -> Asked:
    """It came back to be filled in once more, as a whole or in one part."""
    title = f"{row.number or row.code} {row.title or row.form}"
    return Asked(
        _by(row.back),
        _("Mend: %(title)s") % {"title": title},
        _("%(name)s returned it: %(why)s") % {"name": row.who, "why": row.why},
        _("Mend"),
        reverse("records:fill", args=[row.key]),
    )


def _part(row: Waits) -> Asked:
    """A later part of a slip, to be filled in by those who sign it."""
    if row.back is not None:
        return _mend(row)
    title = {"title": f"{row.number} {row.title or row.form}", "n": row.n}
    return Asked(
        _by(row.at),
        _("Fill in part %(n)s: %(title)s") % title,
        _("The part before it is signed; %(name)s began the slip.") % {"name": row.asks},
        _("Fill in the part"),
        reverse("records:fill", args=[row.key]),
    )


def _to_approve(row: Waits) -> Asked:
    url = reverse("records:disposal", args=[row.key])
    title = _("Approve the destruction: %(title)s") % {"title": row.title}
    why = _("%(name)s lays the list before you.") % {"name": row.asks}
    return Asked(_by(row.at), title, why, _("Read and approve"), url)


def _to_carry_out(row: Waits) -> Asked:
    url = reverse("records:disposal", args=[row.key])
    title = _("Carry out the destruction: %(title)s") % {"title": row.title}
    why = _("Approved by %(name)s.") % {"name": row.who}
    return Asked(_by(row.back), title, why, _("Open"), url)


def _to_hand_over(row: Waits) -> Asked:
    """By the day of the one that is due first."""
    title = _("Hand folders over to the archive: %(n)s") % {"n": row.n}
    why = _("Within a year after the work ended.")
    url = f"{reverse('records:keeping')}?view=archive"
    return Asked(row.day, title, why, _("Draw up a hand-over"), url)


def _to_destroy(row: Waits) -> Asked:
    title = _("Destroy folders whose time is over: %(n)s") % {"n": row.n}
    why = _("By an approved list, once a year.")
    url = f"{reverse('records:keeping')}?view=destruction"
    return Asked(date(clock.today().year, 12, 31), title, why, _("Draw up the list"), url)


ASKED: dict[str, Callable[[Waits], Asked]] = {
    waiting.SIGN: _sign,
    waiting.MEND: _mend,
    waiting.FILL_PART: _part,
    waiting.APPROVE: _to_approve,
    waiting.CARRY_OUT: _to_carry_out,
    waiting.ARCHIVE: _to_hand_over,
    waiting.DESTRUCTION: _to_destroy,
}


def _by(since: datetime | None) -> date | None:
    if since is None:
        return None
    return calendar.Calendar().add_working_days(since.astimezone(clock.HANOI).date(), DAYS_TO_ACT)
