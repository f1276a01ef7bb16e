"""Việc của tôi: what I must do, and how the system stands."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from apps.adoption import permissions as adoption
from apps.compliance import permissions as compliance
from apps.compliance.presenters import gaps_among, ring_cells
from apps.compliance.selectors import statuses
from apps.documents import permissions as documents
from apps.organization import permissions as organization
from apps.records import permissions as records
from apps.work.presenters import DRAFTS_SHOWN, five, groups, sentence, walk
from apps.work.selectors import first_hour, tasks_of
from kernel import clock
from kernel.permissions import Role
from library.selectors import two_level_clauses

GAPS_SHOWN = 3
LEADERS = {Role.TOP_MANAGEMENT, Role.ISO_HEAD}


@require_GET
def my_work(request: UserRequest) -> HttpResponse:
    tasks = tasks_of(request.user)
    found = groups(tasks, clock.today())
    drafts = [task for task in tasks if task.due is None]
    context: dict[str, Any] = {
        "groups": found,
        "sentence": sentence(found),
        "drafts": drafts[:DRAFTS_SHOWN],
        "draft_count": len(drafts),
        "today": clock.today(),
        "may_read": documents.READ.held_by(request.user),
        "may_fill": records.FILL.held_by(request.user),
        "may_manage": organization.MANAGE.held_by(request.user),
    }
    if compliance.SEE.held_by(request.user):
        stands = statuses()
        context["cells"] = ring_cells(two_level_clauses(), stands)
        if LEADERS & request.user.authority.roles:
            context["five"] = five(request.user, tasks, context["cells"])
        gaps = gaps_among(context["cells"], stands)
        context |= {"gaps": gaps[:GAPS_SHOWN], "more_gaps": len(gaps) - GAPS_SHOWN}
    if adoption.CLONE.held_by(request.user) or context["may_manage"]:
        context["start"] = walk(first_hour(), tasks, request.user)
    return render(request, "work/my_work.html", context)
