"""The menus. An agency starts in “Chế độ gọn”; what is not there yet has no entry."""

from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.adoption import permissions as adoption
from apps.compliance import permissions as compliance
from apps.compliance.selectors import below, worst
from apps.documents import permissions as documents
from apps.organization import permissions as organization
from apps.records import permissions as records
from config.frame import frame_of
from kernel.permissions import Permission
from kernel.ui.shell import NavItem
from library import permissions as library
from oversight import permissions as oversight

EVERYTHING = "*"

# label, address, icon, the right it takes (None: everyone), the clause whose mark it carries
_AGENCY: tuple[tuple[Promise, str, str, Permission | None, str], ...] = (
    (gettext_lazy("My work"), "/", "inbox", None, ""),
    (gettext_lazy("Documents"), "/documents/", "doc", documents.READ, "7.5"),
    (gettext_lazy("Slips and records"), "/records/", "box", records.FILL, ""),
    (gettext_lazy("External documents"), "/documents/external/", "globe", documents.READ, ""),
    (gettext_lazy("Decisions"), "/documents/decisions/", "stamp", documents.SEE_DRAFTS, ""),
    (gettext_lazy("Evidence and reporting"), "/evidence/", "report", compliance.SEE, EVERYTHING),
    (gettext_lazy("Template library"), "/library/", "library", adoption.BROWSE, ""),
    (gettext_lazy("Organisation"), "/organization/", "org", organization.SEE_PEOPLE, "5.3"),
)


def agency_menu(request: Any) -> list[NavItem]:
    """What this person may open, the present page marked, each with the state of its clause."""
    at = getattr(request, "menu_at", request.path)
    here = max(
        (url for _label, url, *_more in _AGENCY[1:] if at.startswith(url)),
        key=len,
        default=at,  # "/" is the beginning of every address, and only itself
    )
    states = frame_of(request).states
    return [
        NavItem(str(label), url, icon, current=url == here, mark=_mark(clause, states))
        for label, url, icon, right, clause in _AGENCY
        if right is None or right.held_by(request.user)
    ]


def _mark(clause: str, states: dict[str, str]) -> str:
    if not clause or not states:
        return ""
    leaves = states if clause == EVERYTHING else below(clause, states)
    return worst(states[leaf] for leaf in leaves)


def portal_menu(request: Any) -> list[NavItem]:
    """The tabs of the province that this person may open; the operator's host has one page."""
    if request.urlconf == settings.OPERATOR_URLCONF:
        return []
    in_library = request.path.startswith("/library/")
    tabs = (
        (_("Overview"), "/", oversight.SEE, not in_library),
        (_("Template library"), "/library/", library.READ, in_library),
    )
    return [
        NavItem(label=label, url=url, current=current)
        for label, url, right, current in tabs
        if right.held_by(request.user)
    ]
