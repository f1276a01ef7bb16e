"""My work as people read it: by day, in one sentence, and the first hour step by step."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from apps.adoption import permissions as adoption
from apps.documents import permissions as documents
from apps.documents.selectors import is_due, signed_and_in_force
from apps.organization import permissions as organization
from apps.work.selectors import Step, Task
from kernel.permissions import Permission
from kernel.ui.formats import date_text
from kernel.ui.ring import Cell

DRAFTS_SHOWN = 8
DECIDE = "/documents/decisions/"


@dataclass(frozen=True)
class Group:
    """What falls into one stretch of days; `urgent` is what cannot wait for tomorrow."""

    name: str
    label: str
    tasks: Sequence[Task]

    @property
    def urgent(self) -> bool:
        return self.name in ("late", "today")

    @property
    def count(self) -> str:
        n = len(self.tasks)
        return ngettext("%(n)s task", "%(n)s tasks", n) % {"n": n}


def groups(tasks: Sequence[Task], today: date) -> list[Group]:
    """Overdue, today, the next seven days, after that; what has no day stands elsewhere."""
    week = today + timedelta(days=7)
    dated = [(task, task.due) for task in tasks if task.due is not None]
    bins = [
        Group("late", _("Overdue"), [t for t, due in dated if due < today]),
        Group("today", _("Today"), [t for t, due in dated if due == today]),
        Group("week", _("In the next seven days"), [t for t, due in dated if today < due <= week]),
        Group("later", _("After that"), [t for t, due in dated if due > week]),
    ]
    return [each for each in bins if each.tasks]


def sentence(found: Sequence[Group]) -> str:
    """How much there is to do, and how much of it presses."""
    sizes = {group.name: len(group.tasks) for group in found}
    late, today, n = sizes.get("late", 0), sizes.get("today", 0), sum(sizes.values())
    if not n:
        return _("Nothing waits for you.")
    numbers = {"n": n, "late": late, "today": today}
    if late == n:
        words = ngettext(
            "There is %(n)s thing to do, and it is overdue.",
            "There are %(n)s things to do, all of them overdue.",
            n,
        )
    elif late and today:
        words = _("There are %(n)s things to do: %(late)s overdue, %(today)s today.")
    elif late:
        words = _("There are %(n)s things to do, %(late)s of them overdue.")
    elif today:
        words = _("There are %(n)s things to do, %(today)s of them today.")
    else:
        words = ngettext("There is %(n)s thing to do.", "There are %(n)s things to do.", n)
    return words % numbers


@dataclass(frozen=True)
class Stage:
    """A step of the first hour as it stands: behind us, our turn now, or still ahead."""

    step: Step
    note: str
    act: str
    state: str
    mine: bool


# By address: what the step is good for, the words of its button, and whose it is.
_STAGES: dict[str, tuple[Promise, Promise, Permission]] = {
    "/organization/": (
        gettext_lazy("Who works here, in which unit, and who drafts, checks, approves and issues."),
        gettext_lazy("Enter people"),
        organization.MANAGE,
    ),
    "/organization/facts/": (
        gettext_lazy("A few answers fill the fields of every template."),
        gettext_lazy("Answer"),
        organization.DESCRIBE,
    ),
    "/library/": (
        gettext_lazy("Each template you take becomes a draft of your own, free to change."),
        gettext_lazy("Choose templates"),
        adoption.CLONE,
    ),
    "/documents/?view=drafts": (
        gettext_lazy("Read a draft, mend what is yours, name who checks and who approves."),
        gettext_lazy("Read the drafts"),
        documents.DRAFT,
    ),
    DECIDE: (
        gettext_lazy("One decision brings the approved documents into force."),
        gettext_lazy("Draft the decision"),
        documents.DRAFT,
    ),
}


def walk(steps: Sequence[Step], tasks: Sequence[Task], person: User) -> list[Stage]:
    """The first hour; the first step that is not done is the one to take now."""
    turn = next((step for step in steps if not step.done), None)
    to_do = {task.url for task in tasks}
    stages = []
    for step in steps:
        note, act, right = _STAGES[step.url]
        mine = right.held_by(person)
        if step is turn and not mine:
            note = gettext_lazy("Somebody else of your agency does this.")
        elif step is turn and step.url == DECIDE and DECIDE not in to_do:
            mine, note = False, gettext_lazy("First what was sent is checked and approved.")
        state = "done" if step.done else "now" if step is turn else ""
        stages.append(Stage(step, str(note), str(act), state, mine))
    return stages


@dataclass(frozen=True)
class Number:
    """One of the five numbers of a leader, with the name or the day behind it."""

    label: str
    value: str
    note: str


def five(person: User, tasks: Sequence[Task], cells: Sequence[Cell]) -> list[Number]:
    """What a leader sees first: my turn, what others hold, documents, evidence, gaps."""
    signing, valid = signed_and_in_force(person)
    holders = Counter(v.checker if v.awaits_check else v.approver for v in signing)
    most = [(who, n) for who, n in holders.most_common(2) if who]
    names = [f"{who.full_name} {n}" for who, n in most]
    if rest := len(signing) - sum(n for _who, n in most):
        names.append(_("others %(n)s") % {"n": rest})
    counts = Counter(cell.state for cell in cells)
    gaps = [cell.clause for cell in cells if cell.state == "gap"]
    days = [task.due for task in tasks if task.due]  # what has none is a draft of one's own
    nearest = _("nearest %(day)s") % {"day": date_text(min(days))} if days else _("nothing waits")
    reviews = sum(1 for version in valid if is_due(version))
    due = ngettext("%(n)s due for review", "%(n)s due for review", reviews) % {"n": reviews}
    soon = ngettext("%(n)s due soon", "%(n)s due soon", counts["soon"]) % {"n": counts["soon"]}
    enough = f"{counts['ok']}/{len(cells) - counts['na']}"
    held, missing = ", ".join(names) or _("nobody holds any"), ", ".join(gaps[:6])
    return [
        Number(_("Waiting for me"), str(len(days)), nearest),
        Number(_("Being checked and approved"), str(len(signing)), held),
        Number(_("Documents in force"), str(len(valid)), due),
        Number(_("Clauses with evidence"), enough, soon),
        Number(_("Clauses without evidence"), str(len(gaps)), missing or _("none is missing")),
    ]
