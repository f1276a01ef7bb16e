"""Việc của tôi: what I must do, and how the system stands."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from apps.adoption import permissions as adoption
from apps.compliance import permissions as compliance
from apps.compliance.presenters import ring_cells
from apps.compliance.selectors import statuses
from apps.work.selectors import Task, first_hour, tasks_of
from kernel import clock
from library.selectors import two_level_clauses


@require_GET
def my_work(request: UserRequest) -> HttpResponse:
    tasks = tasks_of(request.user)
    context: dict[str, Any] = {"tasks": tasks, "groups": _groups(tasks), "today": clock.today()}
    if compliance.SEE.held_by(request.user):
        found = statuses()
        context["cells"] = ring_cells(two_level_clauses(), found)
        context["gaps"] = [s for s in found.values() if s.state == "gap"][:3]
    if adoption.CLONE.held_by(request.user):
        context["start"] = first_hour()
    return render(request, "work/my_work.html", context)


def _groups(tasks: list[Task]) -> list[tuple[str, str, list[Task]]]:
    """Overdue, today, the next seven days, later or without a day."""
    today = clock.today()
    week = today + timedelta(days=7)
    bins: dict[str, tuple[str, list[Task]]] = {
        "late": (_("Overdue"), []),
        "today": (_("Today"), []),
        "week": (_("In the next seven days"), []),
        "later": (_("After that"), []),
    }
    for task in tasks:
        if task.due is None or task.due > week:
            bins["later"][1].append(task)
        else:
            name = "late" if task.due < today else "today" if task.due == today else "week"
            bins[name][1].append(task)
    return [(name, label, found) for name, (label, found) in bins.items() if found]
