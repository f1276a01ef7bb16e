"""What the frame of an agency's page asks of the database: everything in one statement, once."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Count, Value
from django.db.models.functions import Cast

from apps.compliance import permissions as compliance
from apps.compliance.selectors import open_statuses
from kernel.notices.services import news_of

NEWS = ""  # no clause has this number


@dataclass(frozen=True)
class Frame:
    """How many notices are new to this person, and the state of each clause this person may see."""

    unread: int = 0
    states: dict[str, str] = field(default_factory=dict)


def frame_of(request: Any) -> Frame:
    """Kept with the request: the menu and the head of the page ask at different times."""
    if not hasattr(request, "kept_frame"):
        request.kept_frame = _asked(request.user)
    kept: Frame = request.kept_frame
    return kept


def _asked(person: Any) -> Frame:
    count = Cast(Count("pk"), CharField())
    rows = news_of(person).order_by().values_list(Value(NEWS, CharField())).annotate(n=count)
    if compliance.SEE.held_by(person):
        states = open_statuses().order_by().values_list("clause", "state")
        rows = rows.union(states, all=True)
    found = dict(rows)
    return Frame(int(found.pop(NEWS, 0)), found)
