"""Everything a person must do, from all apps, in the order of its day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, F, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from apps.adoption import permissions as adoption
from apps.adoption.selectors.updates import NEWS, codes_of, news
from apps.documents import permissions as documents
from apps.documents.selectors import (
    approved,
    drafted,
    in_force,
    is_due,
    review_due,
    sent,
    waiting_for,
)
from apps.documents.selectors.opinions_waiting import (
    OPINION,
    SET,
    Wanted,
    not_in_a_set,
    wants_of,
)
from apps.documents.selectors.reading import Recall, ToRead, to_read, to_read_and_recall
from apps.documents.selectors.reviewing import looked_after
from apps.documents.selectors.waiting import BACK, last_way
from apps.organization.selectors import active_units, answered_facts
from apps.records.selectors.waiting import Waits
from apps.work.selectors import keeping
from kernel import calendar, clock
from kernel.at_once import asked

if TYPE_CHECKING:
    from apps.documents.models import Version

READ_APART = 3  # documents to be read that stand in the list one by one
DAYS_TO_ACT = 5  # working days a step may take before it counts as late; a default, not a law
CODES = 4  # of what waits for one step, as many codes are named


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
    waiting = not_in_a_set(waiting_for(person)).annotate(last_way=last_way())
    found = _asked(person)
    found += [_waiting(version, _returned(version)) for version in waiting]
    issues = documents.ISSUE.held_by(person)
    decides = documents.DRAFT.units_of(person) is None  # a decision belongs to no unit
    if issues or decides:
        decisions, undecided = approved(person)
        found += [_to_issue(version) for version in decisions if issues]
        found += _to_decide(undecided) if decides else []
    if documents.READ.held_by(person):
        found += _reading(person)
    keeps = (documents.DRAFT, documents.REVIEW, documents.WITHDRAW)
    if any(right.held_by(person) for right in keeps):
        found += _looked_after(person)
    return sorted(found, key=lambda task: (task.due is None, task.due or date.max, task.title))


def _asked(person: User) -> list[Task]:
    """What documents, records and the library ask of a person, in one statement."""
    arms = [*wants_of(person), *keeping.wants_of(person)]
    if adoption.UPDATE.held_by(person):
        arms.append(news())
    found, newer = [], []
    for sort, said in asked(arms):
        if sort == NEWS:
            newer.append(said)
        elif sort in keeping.ASKED:
            found.append(Task(*keeping.ASKED[sort](Waits.told(sort, said))))
        else:
            found.append(_wanted(Wanted.told(sort, said)))
    return found + _newer_in_the_library(codes_of(newer))


def _wanted(wanted: Wanted) -> Task:
    """A set before a leader, a draft that somebody is asked about, or remarks on one's own."""
    words = {"title": wanted.title, "name": wanted.name, "n": wanted.count}
    if wanted.sort == SET:
        why = ngettext(
            "%(name)s lays %(n)s document before you.",
            "%(name)s lays %(n)s documents before you.",
            wanted.count,
        )
        url = reverse("documents:submission", args=[wanted.pk])
        due = calendar.Calendar().add_working_days(wanted.day, DAYS_TO_ACT)
        title = _("Approve: %(title)s") % words
        return Task(due, title, why % words, _("Read and approve"), url, "7.5")
    if wanted.sort == OPINION:
        why = _("%(name)s asks for your opinion of the draft.")
        url = reverse("documents:opine", args=[wanted.pk])
        title = _("Give your opinion: %(title)s") % words
        return Task(wanted.day, title, why % words, _("Give an opinion"), url, "7.5")
    why = ngettext(
        "%(n)s remark waits for your answer.",
        "%(n)s remarks wait for your answer.",
        wanted.count,
    )
    url = reverse("documents:opinions", args=[wanted.pk])
    title = _("Answer opinions: %(title)s") % words
    return Task(wanted.day, title, why % words, _("Answer"), url, "7.5")


@dataclass(frozen=True)
class Returned:
    """A draft came back: from whom, when and why."""

    name: str
    at: datetime
    why: str


def _returned(version: "Version") -> Returned | None:
    """Who gave this draft back; None for one that was never sent, or was taken back."""
    last = version.last_way  # type: ignore[attr-defined]
    if not version.is_drafted or not last or last["action"] not in BACK:
        return None
    return Returned(last["name"], datetime.fromisoformat(last["at"]), last["note"] or "")


def _waiting(version: "Version", returned: Returned | None) -> Task:
    title = f"{version.document.code} {version.title}"
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
            "name": returned.name,
            "why": returned.why,
        }
        mend = _("Mend: %(title)s") % {"title": title}
        return Task(_by(returned.at), mend, why, _("Mend"), url, "7.5")
    why = _("issue %(number)s") % {"number": version.number}
    return Task(None, title, why, _("Go on writing"), url, "7.5")


def _to_issue(version: "Version") -> Task:
    return Task(
        _by(version.approved_at, 1),
        _("Enter number and date: %(title)s") % {"title": version.title},
        _("The head signed it; the records clerk gives it a number."),
        _("Enter number"),
        reverse("documents:issue", args=[version.pk]),
        "7.5",
    )


def _to_decide(waiting: "list[Version]") -> list[Task]:
    if not waiting:
        return []
    codes = sorted(version.document.code for version in waiting)
    said: dict[str, Any] = {"codes": ", ".join(codes[:CODES]), "n": len(codes) - CODES}
    return [
        Task(
            _by(min(v.approved_at for v in waiting if v.approved_at)),
            _("Draft the decision that issues %(n)s approved documents") % {"n": len(codes)},
            _("%(codes)s and %(n)s more") % said if len(codes) > CODES else said["codes"],
            _("Draft the decision"),
            reverse("documents:decisions"),
            "7.5",
        )
    ]


def _reading(person: User) -> list[Task]:
    """What is to be read, and for whoever keeps the copies what has to come back."""
    if not documents.COPIES.held_by(person):
        return _to_read(to_read(person))
    waiting, out = to_read_and_recall(person)
    return _to_read(waiting) + ([_to_recall(out)] if out else [])


def _to_recall(out: Recall) -> Task:
    return Task(
        calendar.Calendar().add_working_days(out.since, DAYS_TO_ACT),
        _("Recall controlled copies: %(n)s") % {"n": out.count},
        out.codes,
        _("Recall"),
        f"{reverse('documents:all-copies')}?state=recall",
        "7.5.3",
    )


def _to_read(waiting: list[ToRead]) -> list[Task]:
    """Each by itself while they are few; a whole set of new documents is one thing to do."""
    if len(waiting) > READ_APART:
        title = _("Read and confirm %(n)s documents") % {"n": len(waiting)}
        codes = ", ".join(each.code for each in waiting[:READ_APART])
        url = reverse("documents:to-read")
        return [Task(waiting[0].due, title, f"{codes}…", _("Read"), url, "7.3")]
    return [
        Task(
            each.due,
            _("Read and confirm: %(title)s") % {"title": f"{each.code} {each.title}"},
            _("issue %(number)s") % {"number": each.number},
            _("Read"),
            reverse("documents:read", args=[each.version_id]),
            "7.3",
        )
        for each in waiting
    ]


def _newer_in_the_library(codes: list[str]) -> list[Task]:
    """A new version of a package: one thing to do, however many documents it touches."""
    if not codes:
        return []
    said = ", ".join(codes[:5]) + ("…" if len(codes) > 5 else "")
    return [
        Task(
            None,
            _("Updates from the library: %(n)s documents") % {"n": len(codes)},
            said,
            _("See what is new"),
            reverse("adoption:updates"),
            "7.5.3",
        )
    ]


def _looked_after(person: User) -> list[Task]:
    """What is owed to the documents in force: reviews, law that changed, changes elsewhere."""
    found = []
    for version in looked_after():
        drafts = documents.DRAFT.held_by(person, over=version)
        if is_due(version) and documents.REVIEW.held_by(person, over=version):
            found.append(_to_review(version))
        if version.cites_ended and not version.changing and drafts:
            found.append(_to_cite_anew(version))
        if drafts:
            found += [_to_settle(version, impact) for impact in version.impacts_left]
        if version.end and documents.WITHDRAW.held_by(person, over=version):
            found.append(_to_end(version, version.end))
    return found


def _to_cite_anew(version: "Version") -> Task:
    title = f"{version.document.code} {version.document.title}"
    return Task(
        None,
        _("Bring up to date: %(title)s") % {"title": title},
        _("It cites law that is no longer in force."),
        _("See the places"),
        reverse("documents:version", args=[version.pk]) + "?tab=content",
        "7.5.3.2",
    )


def _to_settle(version: "Version", impact: dict[str, str]) -> Task:
    why = _("%(code)s was changed and affects it.") % {"code": impact["code"]}
    title = f"{version.document.code} {version.document.title}"
    return Task(
        None,
        _("Follow the change: %(title)s") % {"title": title},
        f"{why} {impact['what']}".strip(),
        _("Open"),
        reverse("documents:impacts", args=[impact["version"]]),
        "7.5.3.2",
    )


def _to_end(version: "Version", review: dict[str, str]) -> Task:
    title = f"{version.document.code} {version.document.title}"
    said = _("%(name)s proposes it: %(why)s")
    return Task(
        _by(datetime.fromisoformat(review["at"])),
        _("Withdraw, or keep: %(title)s") % {"title": title},
        said % {"name": review["name"], "why": review["note"]},
        _("Open"),
        reverse("documents:version", args=[version.pk]),
        "7.5.3.2",
    )


def _to_review(version: "Version") -> Task:
    return Task(
        review_due(version),
        _("Review: %(title)s") % {"title": f"{version.document.code} {version.document.title}"},
        _("The periodic review is due."),
        _("Open"),
        reverse("documents:review", args=[version.pk]),
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
    begun, kinds = _begun(
        units=active_units(), facts=answered_facts(), drafts=drafted(), sent=sent()
    )
    if {"policy", "manual"} <= kinds:
        return []
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


def _begun(**rows: QuerySet[Any]) -> tuple[set[str], set[str]]:
    """The names of those that have any row, and the kinds that are in force, in one statement."""
    none = Value("", CharField())
    forced = in_force().order_by().annotate(mark=none, sort=F("document__kind")).distinct()
    marks = [
        found.order_by().annotate(mark=Value(name, CharField()), sort=none)[:1]
        for name, found in rows.items()
    ]
    pairs = [each.values_list("mark", "sort") for each in marks]
    found = list(forced.values_list("mark", "sort").union(*pairs, all=True))
    return {mark for mark, _kind in found if mark}, {kind for _mark, kind in found if kind}
