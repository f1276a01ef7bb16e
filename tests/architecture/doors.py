"""Every door of the product: which URLs there are, and what is declared of each.

A URL that is not declared here fails `test_urls.py`. What is declared is tried over HTTP: who is
let in, who is kept out and how, and whose thing the address names.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import URLResolver, get_resolver, reverse

from tests.architecture.furnishing import House

EVERYONE = "everyone"  # no login
PEOPLE = "people"  # whoever has logged in here
TOKEN = "csrfmiddlewaretoken"  # every form of ours carries it
NARROWS = 200  # the page opens, and shows nothing of what that person may not see
URLCONFS = {
    "agency": settings.ROOT_URLCONF,
    "portal": settings.PUBLIC_SCHEMA_URLCONF,
    "console": settings.OPERATOR_URLCONF,
}

Typed = Callable[[Mapping[str, str]], dict[str, Any]]


@dataclass(frozen=True)
class Url:
    """One pattern of one kind of host."""

    host: str
    name: str
    pattern: str
    view: Any


@dataclass(frozen=True)
class Door:
    """One method of one URL: who is let in, who is kept out with which status, what it names.

    `at` are the parts of the address: a word as it stands, or `of.x` for the id of a thing `x` of
    the house. `typed` makes what is posted from those ids.
    """

    opens: str
    shuts: str = ""
    status: int = 403
    at: Mapping[str, str] = field(default_factory=dict)
    typed: Typed = lambda ids: {}
    answers: int = 200

    def path(self, name: str, host: str, ids: Mapping[str, str]) -> str:
        """The address in a house whose things have these ids."""
        parts = {
            part: ids[value.removeprefix("of.")] if value.startswith("of.") else value
            for part, value in self.at.items()
        }
        return reverse(name, urlconf=URLCONFS[host], kwargs=parts)

    @property
    def names_a_thing(self) -> bool:
        """Whether the address holds an id that belongs to one agency."""
        return any(value.startswith("of.") for value in self.at.values())


def of(**things: str) -> dict[str, str]:
    return {part: f"of.{thing}" for part, thing in things.items()}


def urls() -> Iterator[Url]:
    """Every pattern of every kind of host, found in the URL configurations themselves."""
    for host, urlconf in URLCONFS.items():
        yield from _walk(host, get_resolver(urlconf), "/", "")


def _walk(host: str, resolver: URLResolver, prefix: str, space: str) -> Iterator[Url]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if pattern == "/api/v1/":
            continue  # every door of the API is tried in tests/api
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace or entry.app_name or ''}:".lstrip(":")
            yield from _walk(host, entry, pattern, space + inner)
        else:
            yield Url(host, space + (entry.name or ""), pattern, entry.callback)


_BLOCK = of(pk="draft", node_id="node")
_TO_DRAFT = {"answers": 302, "opens": "secretary", "shuts": "clerk", "status": 403}

_ACCOUNTS = {
    "accounts:login GET": Door(EVERYONE),
    "accounts:login POST": Door(EVERYONE, answers=422),
    # Nobody has typed a password just now: the second step is tried in tests/accounts/local.
    "accounts:code GET": Door(EVERYONE, answers=422),
    "accounts:code POST": Door(EVERYONE, answers=422),
    "accounts:logout POST": Door(PEOPLE, answers=302),
    "accounts:account GET": Door(PEOPLE),
    "accounts:account POST": Door(PEOPLE, answers=422),
    "accounts:second-factor GET": Door(PEOPLE, answers=302),
    "accounts:second-factor POST": Door(PEOPLE, answers=302),
    "accounts:second-factor-begin POST": Door(PEOPLE, answers=302),
    "accounts:second-factor-off GET": Door(PEOPLE, answers=404),
    "accounts:second-factor-off POST": Door(PEOPLE, answers=404),
    "accounts:recovery-codes GET": Door(PEOPLE, answers=404),
    "accounts:recovery-codes POST": Door(PEOPLE, answers=404),
    "accounts:left GET": Door(EVERYONE),
    "accounts:leave-everywhere POST": Door(PEOPLE, answers=302),
    # Whoever has just logged in is sent on; what is asked of others is tried in tests/accounts.
    "accounts:confirm GET": Door(PEOPLE, answers=302),
    "accounts:confirm POST": Door(PEOPLE, answers=302),
    "accounts:language POST": Door(EVERYONE, answers=302),
    "accounts:csrf GET": Door(EVERYONE),
    # No identity provider here: what these doors do with one is tried in tests/accounts/sso.
    "accounts:sso-login GET": Door(EVERYONE, answers=404),
    "accounts:sso-finish GET": Door(EVERYONE, answers=404),
}
_DOCUMENTS = {
    "documents:index GET": Door("auditor", "admin", NARROWS),
    "documents:export GET": Door("auditor", "admin", NARROWS),
    "documents:new GET": Door("secretary", "staff"),
    "documents:new POST": Door(
        "focal_point",
        "staff",
        typed=lambda ids: {"kind": "form", "code": "BM.77", "title": "Biểu mẫu mới"},
        answers=302,
    ),
    "documents:decisions GET": Door("secretary", "admin", NARROWS),
    "documents:decide POST": Door(
        "secretary", "clerk", typed=lambda ids: {"pick": [ids["approved"]]}, answers=302
    ),
    "documents:send-many GET": Door("focal_point", "clerk"),
    "documents:send-many POST": Door(
        "secretary",
        "clerk",
        typed=lambda ids: {
            "pick": [ids["spare"]],
            "checker": ids["checker"],
            "approver": ids["approver"],
        },
    ),
    "documents:check-many GET": Door("quality_manager", "secretary"),
    "documents:check-many POST": Door("unit_head", "clerk", answers=422),
    "documents:approve-many GET": Door("top_management", "iso_head"),
    "documents:approve-many POST": Door("top_management", "quality_manager", answers=422),
    "documents:import GET": Door("secretary", "staff"),
    "documents:import POST": Door("secretary", "staff", answers=422),
    "documents:import-job GET": Door("secretary", "staff", 404, of(pk="job")),
    "documents:import-again POST": Door("secretary", "clerk", 403, of(pk="job"), answers=409),
    "documents:by-code GET": Door("secretary", "admin", 404, of(code="code"), answers=302),
    "documents:document GET": Door("secretary", "admin", 404, of(pk="document"), answers=302),
    "documents:version GET": Door("clerk", "staff", 404, of(pk="draft")),
    "documents:pdf GET": Door("iso_head", "auditor", 404, of(pk="checking")),
    "documents:docx GET": Door("clerk", "visitor", 404, of(pk="issued")),
    "documents:signed-copy GET": Door("auditor", "admin", 404, of(pk="signed")),
    "documents:step POST": Door(
        "secretary", "clerk", 403, of(pk="spare") | {"name": "send"}, answers=302
    ),
    "documents:next POST": Door("secretary", "staff", 403, of(pk="issued"), answers=302),
    "documents:items GET": Door("secretary", "clerk", 403, of(pk="deciding")),
    "documents:items POST": Door(
        at=of(pk="deciding"), typed=lambda ids: {"pick": [ids["approved"]]}, **_TO_DRAFT
    ),
    "documents:issue GET": Door("clerk", "secretary", 403, of(pk="decision")),
    "documents:issue POST": Door(
        "clerk",
        "top_management",
        403,
        of(pk="decision"),
        lambda ids: {"number": "7", "symbol": "QĐ", "signed_on": "1/1/2020"},
        answers=422,
    ),
    "documents:send GET": Door("secretary", "clerk", 403, of(pk="draft")),
    "documents:send POST": Door(
        at=of(pk="spare"),
        typed=lambda ids: {
            "checker": ids["checker"],
            "approver": ids["approver"],
            "title": "Tên sau khi sửa",
        },
        **_TO_DRAFT,
    ),
    "documents:write GET": Door("secretary", "staff", 404, of(pk="draft")),
    "documents:add POST": Door(at=of(pk="draft"), **_TO_DRAFT),
    "documents:node GET": Door("clerk", "staff", 404, _BLOCK),
    "documents:edit GET": Door("secretary", "clerk", 403, _BLOCK),
    "documents:edit POST": Door(
        at=_BLOCK, typed=lambda ids: {"text": "Câu mới.", "revision": "1"}, **_TO_DRAFT
    ),
    "documents:remove POST": Door(at=_BLOCK, **_TO_DRAFT),
    "documents:restore POST": Door("secretary", "clerk", 403, _BLOCK, answers=422),
    "documents:move POST": Door(at=_BLOCK, **_TO_DRAFT),
    "documents:comment GET": Door("clerk", "auditor", 404, of(pk="draft")),
    "documents:comment POST": Door(
        "clerk", "auditor", 404, of(pk="draft"), lambda ids: {"text": "Vì sao?"}, answers=302
    ),
    "documents:tray GET": Door("secretary", "clerk", 403, of(pk="draft")),
    "documents:answer POST": Door(
        "clerk", "auditor", 404, of(pk="comment"), lambda ids: {"text": "Vì thế."}, answers=302
    ),
    "documents:resolve POST": Door("secretary", "clerk", 403, of(pk="comment"), answers=302),
    "documents:place POST": Door(
        at=of(pk="tray"), typed=lambda ids: {"after": ids["node"]}, **_TO_DRAFT
    ),
}
_ORGANIZATION = {
    "organization:index GET": Door("staff", "visitor"),
    "organization:facts GET": Door("secretary", "staff"),
    "organization:facts POST": Door(
        "admin", "unit_head", typed=lambda ids: {"signers_needed": "3"}, answers=302
    ),
    "organization:new-person GET": Door("admin", "secretary"),
    "organization:new-person POST": Door("admin", "quality_manager", answers=422),
    "organization:person GET": Door("staff", "visitor", 403, of(pk="person")),
    "organization:person POST": Door(
        "admin", "staff", 403, of(pk="person"), lambda ids: {"role": "auditor"}, answers=302
    ),
    "organization:invite GET": Door("admin", "secretary"),
    "organization:invite POST": Door("admin", "secretary", answers=422),
    "organization:invite-again POST": Door(
        "admin", "secretary", 403, of(pk="invited"), answers=302
    ),
    "organization:waiting GET": Door("admin", "secretary"),
    "organization:same POST": Door("admin", "secretary", 403, of(pk="asking"), answers=302),
    "organization:another POST": Door("admin", "secretary", 403, of(pk="asking"), answers=302),
    "organization:refuse POST": Door("admin", "secretary", 403, of(pk="asking"), answers=302),
    "organization:rename GET": Door("admin", "secretary", at=of(pk="person")),
    "organization:rename POST": Door(
        "admin", "secretary", 403, of(pk="person"), lambda ids: {"full_name": "Tên Mới"}, 302
    ),
    "organization:password GET": Door("admin", "secretary", at=of(pk="person")),
    "organization:password POST": Door(
        "admin",
        "secretary",
        403,
        of(pk="person"),
        lambda ids: {"password": "mot cau ngan de nho"},
        302,
    ),
    "organization:second-factor-off POST": Door(
        "admin", "secretary", 403, of(pk="person"), answers=302
    ),
    "organization:disable POST": Door("admin", "secretary", 403, of(pk="person"), answers=302),
    "organization:enable POST": Door("admin", "secretary", 403, of(pk="person"), answers=302),
    "organization:appoint GET": Door("admin", "secretary", at=of(pk="person")),
    "organization:appoint POST": Door(
        "admin", "secretary", 403, of(pk="person"), lambda ids: {"post": "Chuyên viên"}, 302
    ),
    "organization:end-post POST": Door("admin", "secretary", 403, of(pk="holding"), answers=302),
    "organization:end-role POST": Door("admin", "staff", 403, of(pk="assignment"), answers=302),
    "organization:connections GET": Door("admin", "secretary"),
    "organization:new-connection GET": Door("admin", "secretary"),
    "organization:new-connection POST": Door("admin", "secretary", answers=422),
    "organization:connection GET": Door("admin", "secretary", at=of(pk="connection")),
    "organization:end-connection POST": Door(
        "admin", "secretary", at=of(pk="connection"), answers=302
    ),
    "organization:new-unit POST": Door(
        "admin", "secretary", typed=lambda ids: {"name": "Phòng mới"}, answers=302
    ),
    "organization:close-unit POST": Door("admin", "secretary", 403, of(pk="desk"), answers=302),
}
_PACKAGE = {"package": "phuong-xa"}
_OTHERS = {
    "work:index GET": Door(PEOPLE),
    "work:find GET": Door(PEOPLE),
    "adoption:index GET": Door("secretary", "staff", answers=302),
    "adoption:package GET": Door("unit_head", "staff", at=_PACKAGE),
    "adoption:package POST": Door("secretary", "unit_head", at=_PACKAGE, answers=302),
    "adoption:clone POST": Door("secretary", "unit_head", at=_PACKAGE, answers=422),
    "adoption:preview GET": Door("secretary", "staff", at=_PACKAGE | {"key": "policy"}),
    "compliance:index GET": Door("auditor", "staff"),
    "compliance:export GET": Door("auditor", "staff"),
    "compliance:clause GET": Door("auditor", "staff", at={"number": "7.5"}),
    "compliance:exclude POST": Door(
        "secretary",
        "clerk",
        at={"number": "8.3.2"},
        typed=lambda ids: {"justification": "Không thiết kế."},
        answers=302,
    ),
    "compliance:include POST": Door("secretary", "clerk", at={"number": "8.3.6"}, answers=302),
    "notices:index GET": Door(PEOPLE),
    "notices:read POST": Door(PEOPLE, answers=302),
    "notices:follow GET": Door("quality_manager", "staff", 404, of(pk="told"), answers=302),
    "developers GET": Door("admin", "secretary"),
    "published:index GET": Door(EVERYONE),
    "published:document GET": Door(EVERYONE, at=of(pk="issued")),
    "published:pdf GET": Door(EVERYONE, at=of(pk="issued")),
}
_SLUG = {"slug": "beta"}
_PORTAL = {
    "oversight:overview GET": Door("overseer", "inspector"),
    "oversight:export GET": Door("overseer", "inspector"),
    "oversight:agency GET": Door("overseer", "operator", 404, _SLUG),
    "oversight:clause GET": Door("overseer", "librarian", 404, _SLUG | {"number": "9.2"}),
    "developers GET": Door("operator", "overseer"),
    "packages:index GET": Door("librarian", "inspector"),
    "packages:package GET": Door("librarian", "operator", at=_PACKAGE),
    "packages:template GET": Door("overseer", "inspector", at=_PACKAGE | {"key": "policy"}),
}
_CONSOLE = {
    "console:index GET": Door("operator", "overseer"),
    "console:waiting GET": Door("operator", "overseer"),
    "console:same POST": Door("operator", "overseer", 403, of(pk="asking"), answers=302),
    "console:another POST": Door("operator", "overseer", 403, of(pk="asking"), answers=302),
    "console:refuse POST": Door("operator", "overseer", 403, of(pk="asking"), answers=302),
    "console:suspend GET": Door("operator", "librarian", at={"slug": "beta"}),
    "console:suspend POST": Door("operator", "overseer", at={"slug": "beta"}, answers=422),
    "console:resume POST": Door("operator", "inspector", at={"slug": "beta"}, answers=302),
}
# Answered before tenancy, on any host and for everyone: they say nothing of anybody.
BEFORE_TENANCY = ("/healthz", "/readyz", "/static/")

_GALLERY = {
    "ui:gallery GET": Door(EVERYONE, answers=302),
    "ui:gallery-page GET": Door(EVERYONE, at={"page": "parts"}),
}

DOORS: dict[str, dict[str, Door]] = {
    "agency": _ACCOUNTS | _DOCUMENTS | _ORGANIZATION | _OTHERS | _GALLERY,
    "portal": _ACCOUNTS | _PORTAL | _GALLERY,
    "console": _ACCOUNTS | _CONSOLE,
}
EVERY_DOOR = [(host, key) for host, doors in DOORS.items() for key in doors]
AGENCY_DOORS = list(DOORS["agency"])
THING_DOORS = [key for key, door in DOORS["agency"].items() if door.names_a_thing]


def knock(house: House, key: str, browser: Any, *, host: str = "agency", method: str = "") -> Any:
    """Ask a door of this house for its thing, with what is typed there."""
    name, own_method = key.split()
    door = DOORS[host][key]
    method = method or own_method
    typed = {TOKEN: "x"} | door.typed(house.ids) if method == "POST" else {}
    return getattr(browser, method.lower())(door.path(name, host, house.ids), typed)
