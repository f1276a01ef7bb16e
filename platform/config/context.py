"""What every page of the house shows around its content: whose house, who is in it, where to go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.local.policy import local_login_is_on
from accounts.services import EMERGENCY
from accounts.sso.sessions import HOUSES, came_by_provider
from apps.compliance import permissions as compliance
from apps.documents.selectors import published
from config.frame import frame_of
from config.navigation import agency_menu, portal_menu
from kernel.ui.formats import date_text
from kernel.ui.shell import House, Jump, Me, Shell
from library.selectors import two_level_clauses
from oversight import permissions as oversight
from oversight.selectors import withheld_roles


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame; lazy, so that a fragment costs none of it."""
    if not hasattr(request, "agency"):
        return {}
    return {
        "shell": SimpleLazyObject(lambda: _shell(request)),
        "navigation": SimpleLazyObject(lambda: _menu(request)),
        "published_facts": SimpleLazyObject(lambda: _published(request)),
        "withheld": SimpleLazyObject(lambda: _withheld(request)),
    }


def _menu(request: Any) -> list[Any]:
    if not request.user.is_authenticated:
        return []
    return agency_menu(request) if request.agency else portal_menu(request)


def _withheld(request: Any) -> list[tuple[str, str]]:
    """Roles that are assigned here and that the identity provider does not give: label and name."""
    person = request.user
    rows = withheld_roles(person) if person.is_authenticated else []
    return [(row.get_role_display(), row.role) for row in rows]


def _published(request: Any) -> list[tuple[str, str]]:
    """What stands beside the login of an agency: the papers it shows to everyone anyway."""
    if request.agency is None:
        return []
    words = _("issue %(n)s, in force from %(day)s")
    papers = (
        published().exclude(document__kind="decision").order_by("document__level", "document__code")
    )
    return [
        (
            str(paper.document.get_kind_display()),
            words % {"n": paper.number, "day": date_text(paper.in_force_from)},
        )
        for paper in papers[:4]
    ]


def _shell(request: Any) -> Shell:
    person = request.user if request.user.is_authenticated else None
    agency = request.agency
    emergency = person is not None and request.session.get(EMERGENCY, False)
    return Shell(
        house=_house_of(agency) if agency else _province(request),
        me=person
        and Me(
            key=str(person.pk),
            name=person.full_name,
            post=person.authority.post or _first_role(person),
            username=person.username,
            url="/account/",
        ),
        unread=frame_of(request).unread if person and agency else 0,
        notices_url="/notices/" if agency else "",
        search_url=_search(request),
        palette_url="/find/" if person and agency else "",
        palette=_clauses(person) if person and agency else [],
        language_url="/language/",
        idle_minutes=settings.CHUAN_IDLE_MINUTES,
        province=agency is None,
        houses=_houses(request) if person else (),
        login_url=reverse("accounts:login") + ("?emergency=1" if emergency else ""),
        sign_on_url=_sign_on(request) if person and not emergency else "",
        emergency=emergency,
    )


def _sign_on(request: Any) -> str:
    """Where a session is renewed that no password of ours renews."""
    if local_login_is_on() and not came_by_provider(request.session):
        return ""
    return f"{reverse('accounts:sso-login')}?next={reverse('accounts:account')}"


def _houses(request: Any) -> list[Jump]:
    """Where else this person came in by the same account: on to it without a password."""
    portal = _("Portal of %(province)s province") % {"province": settings.CHUAN_PROVINCE}
    houses = request.session.get(HOUSES, ())
    return [Jump(name or portal, f"{site}/sso/login/?next=/") for name, site in houses]


def _search(request: Any) -> str:
    """The page that takes any words: of documents, or of agencies."""
    if request.agency:
        return "/search/"
    if request.urlconf == settings.OPERATOR_URLCONF:
        return ""
    return "/" if request.user.is_authenticated and oversight.SEE.held_by(request.user) else ""


def _clauses(person: Any) -> list[Jump]:
    """The places the palette knows by itself, for who may see them."""
    if not compliance.SEE.held_by(person):
        return []
    kind = _("Clause")
    return [Jump(str(c), f"/evidence/{c.number}/", kind) for c in two_level_clauses()]


def _house_of(agency: Any) -> House:
    return House(
        name=agency.name,
        initials=agency.initials,
        ink=agency.ink,
        full_name=agency.full_name,
        line=_("Quality management system · TCVN ISO 9001:2015"),
        place=agency.parent_name
        if agency.kind == "ministry_department"
        else _in_province(agency.province),
    )


def _province(request: Any) -> House:
    province = settings.CHUAN_PROVINCE
    if request.urlconf == settings.OPERATOR_URLCONF:
        name = _("Looking after the platform · %(province)s province") % {"province": province}
        return House(name=name, initials="VH", full_name=name, line=_("Agencies and their state"))
    return House(
        name=_("Portal of %(province)s province · Department of Science and Technology")
        % {"province": province},
        initials="".join(word[0] for word in province.split()[:2]).upper(),
        full_name=_("Portal of %(province)s province") % {"province": province},
        line=_("Oversight of the quality management systems of state bodies"),
        place=_("Department of Science and Technology of %(province)s province")
        % {"province": province},
    )


def _in_province(name: str) -> str:
    return _("Province of %(name)s") % {"name": name}


def _first_role(person: Any) -> str:
    grants = person.authority.grants
    return str(grants[0].role.label) if grants else ""
