"""Everything a person must do, from all apps, in the order of its day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from apps.documents import permissions as documents
from apps.documents.selectors import (
    approved,
    drafted,
    due_for_review,
    in_force,
    review_due,
    sent,
    waiting_for,
)
from apps.documents.selectors.waiting import BACK, SENT_AND_BACK
from apps.organization.selectors import active_units, answered_facts
from kernel import calendar, clock
from kernel.trail.models import Event
from kernel.trail.selectors import history_of

if TYPE_CHECKING:
    from apps.documents.models import Version

DAYS_TO_ACT = 5  # working days a step may take before it counts as late; a default, not a law


@dataclass(frozen=True)
class Task:
    """One thing to do: by when, what, why, and the button that begins it."""

    due: date | None
    title: str
    why: str
    action: str
    url: str
    clause: str = ""


def tasks_of(person: User) -> list[Task]:
    """All tasks of a person, the most urgent first; those without a day at the end."""
    waiting = list(waiting_for(person))
    returned = _returned(waiting)
    found = [_waiting(version, returned.get(str(version.pk))) for version in waiting]
    issues = documents.ISSUE.held_by(person)
    decides = documents.DRAFT.units_of(person) is None  # a decision belongs to no unit
    if issues or decides:
        decisions, undecided = approved(person)
        found += [_to_issue(version) for version in decisions if issues]
        found += _to_decide(undecided) if decides else []
    if documents.DRAFT.held_by(person):
        due = [v for v in due_for_review() if documents.DRAFT.held_by(person, over=v)]
        found += [_to_review(version) for version in due]
    return sorted(found, key=lambda task: (task.due is None, task.due or date.max, task.title))


def _returned(versions: "list[Version]") -> dict[str, Event]:
    """Who gave these drafts back, and why; those never sent or taken back are not among them."""
    sent_before = [v for v in versions if v.is_drafted and v.checker_id]
    if not sent_before:
        return {}
    last: dict[str, Event] = {}
    for event in history_of(*sent_before).filter(action__in=SENT_AND_BACK):
        last.setdefault(event.subject_id, event)
    return {pk: event for pk, event in last.items() if event.action in BACK}


def _waiting(version: "Version", returned: Event | None) -> Task:
    title = f"{version.document.code} {version.document.title}"
    url = reverse("documents:version", args=[version.pk])
    if version.awaits_check:
        why = _("%(name)s sent it for your check.") % {"name": version.author.full_name}
        return Task(
            _by(version.sent_at),
            _("Check: %(title)s") % {"title": title},
            why,
            _("Check"),
            url,
            "7.5",
        )
    if version.awaits_approval:
        checker = version.checker.full_name if version.checker else ""
        why = _("Checked by %(name)s.") % {"name": checker}
        return Task(
            _by(version.checked_at),
            _("Approve: %(title)s") % {"title": title},
            why,
            _("Approve"),
            url,
            "7.5",
        )
    url = reverse("documents:write", args=[version.pk])
    if returned:
        why = _("%(name)s returned it: %(why)s") % {
            "name": returned.actor_name,
            "why": returned.body.get("note", ""),
        }
        mend = _("Mend: %(title)s") % {"title": title}
        return Task(_by(returned.at), mend, why, _("Mend"), url, "7.5")
    why = _("issue %(number)s") % {"number": version.number}
    return Task(None, title, why, _("Go on writing"), url, "7.5")


def _to_issue(version: "Version") -> Task:
    return Task(
        _by(version.approved_at, 1),
        _("Enter number and date: %(title)s") % {"title": version.document.title},
        _("The head signed it; the records clerk gives it a number."),
        _("Enter number"),
        reverse("documents:issue", args=[version.pk]),
        "7.5",
    )


def _to_decide(waiting: "list[Version]") -> list[Task]:
    if not waiting:
        return []
    codes = ", ".join(version.document.code for version in waiting[:5])
    return [
        Task(
            _by(min(v.approved_at for v in waiting if v.approved_at)),
            _("Draft the decision that issues what was approved"),
            codes,
            _("Draft the decision"),
            reverse("documents:decisions"),
            "7.5",
        )
    ]


def _to_review(version: "Version") -> Task:
    return Task(
        review_due(version),
        _("Review: %(title)s") % {"title": f"{version.document.code} {version.document.title}"},
        _("The periodic review is due."),
        _("Open"),
        reverse("documents:version", args=[version.pk]),
        "7.5",
    )


def _by(since: datetime | None, days: int = DAYS_TO_ACT) -> date | None:
    if since is None:
        return None
    start = since.astimezone(clock.HANOI).date()
    return calendar.Calendar().add_working_days(start, days)


@dataclass(frozen=True)
class Step:
    """One step of the first hour: done or not, and where to do it."""

    label: str
    done: bool
    url: str


def first_hour() -> list[Step]:
    """The way from an agency's people to its first document in force; empty when it is there."""
    kinds = set(in_force().values_list("document__kind", flat=True))
    if {"policy", "manual"} <= kinds:
        return []
    begun = _begun(units=active_units(), facts=answered_facts(), drafts=drafted(), sent=sent())
    return [
        Step(_("Enter units and people"), "units" in begun, "/organization/"),
        Step(_("Answer the questions about the agency"), "facts" in begun, "/organization/facts/"),
        Step(_("Clone the templates, or import your manual"), "drafts" in begun, "/library/"),
        Step(
            _("Send the drafts for checking and approval"),
            "sent" in begun,
            "/documents/?view=drafts",
        ),
        Step(_("Issue them by a decision"), bool(kinds), "/documents/decisions/"),
    ]


def _begun(**rows: QuerySet[Any]) -> set[str]:
    """The names of those that have any row, in one statement."""
    marks = [
        found.order_by().values_list(Value(name, CharField()))[:1] for name, found in rows.items()
    ]
    return {name for (name,) in marks[0].union(*marks[1:], all=True)}
