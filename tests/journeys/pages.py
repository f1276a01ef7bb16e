"""Which pages are looked at as a browser shows them, and which are not, with the reason."""

from datetime import timedelta
from uuid import UUID

from django.urls import Resolver404, resolve

from kernel import clock
from tests.architecture.doors import URLCONFS
from tests.journeys.province_world import PARTLY, SILENT, SUSPENDED, UPDATED

ELSEWHERE = ("documents:", "published:", "adoption:", "ui:")  # looked at elsewhere
NO_PAGES = {"accounts:csrf", "work:find", "compliance:export", "notices:follow", "oversight:export"}
NO_PAGES |= {"work:search-export"}
NO_PAGES |= {"developers"}  # what is shown there is not ours: looked at by eye
NO_PAGES |= {"accounts:sso-login", "accounts:sso-finish"}  # they lead on; 404 without a provider
# They open to whoever has a second factor: looked at in tests/journeys/test_two_steps.py.
NO_PAGES |= {"accounts:second-factor", "accounts:second-factor-off", "accounts:recovery-codes"}
# It asks whoever has not shown for a while who it is: looked at in test_confirming.py.
NO_PAGES |= {"accounts:confirm"}
# Files, and the pages of one form and one slip: looked at in tests/journeys/test_slips.py.
NO_PAGES |= {"records:form-export", "records:blank", "records:slip-file"}
NO_PAGES |= {"records:slip-pdf", "records:slip-docx"}
NO_PAGES |= {"records:form", "records:slip", "records:fill", "records:finish"}
# Record types, lists and folders are looked at on their way in tests/journeys/test_folders.py.
NO_PAGES |= {f"records:{name}" for name in ("types", "type", "type-new", "types-library")}
NO_PAGES |= {f"records:types-{what}" for what in ("export", "print")}
NO_PAGES |= {"records:lists", "records:list", "records:entry"}
NO_PAGES |= {f"records:list-{what}" for what in ("add", "import", "issue", "print")}
NO_PAGES |= {"records:folders", "records:folders-export", "records:folder"}
NO_PAGES |= {f"records:folder-{w}" for w in ("new", "edit", "close", "reopen", "add", "expect")}
NO_PAGES |= {"records:folder-cover", "records:folder-index", "records:place-waive"}
NO_PAGES |= {"records:bundle", "records:bundle-file", "records:paper", "records:paper-file"}
NO_PAGES |= {f"records:paper-{what}" for what in ("scan", "scanned", "remove", "move")}
# looked at in the journey of destruction and by eye; the others are files
NO_PAGES |= {
    f"records:{w}"
    for w in ("keeping-terms", "hold", "hold-lift", "keeping-export", "folder-put-off")
}
NO_PAGES |= {f"records:disposal{w}" for w in ("", "-new", "-edit", "-back", "-item", "-print")}
NO_PAGES |= {f"records:transfer{w}" for w in ("", "-new", "-edit", "-hand-over", "-file", "-print")}
NO_PAGES |= {"packages:board-export", "packages:draft-file"}  # files
# Its menus, all open at once, lie over one another: walked in tests/journeys/test_library.py.
NO_PAGES |= {"packages:draft-document"}
MADE = "{connection}/"
DRAFT = "/library/drafts/{package_draft}/"
POLICY = f"{DRAFT}documents/policy/"
FORM = f"{DRAFT}documents/bm-ht-01-01/"
PERSON = "/organization/people/{secretary}/"
MONTH_AGO = f"{clock.today() - timedelta(days=30):%d/%m/%Y}"


PAGES = [
    (house, who, path, status)
    for house, who, status, paths in (
        ("alpha", "", 200, ["/login/"]),
        *((house, "", 422, ["/login/code/"]) for house in ("alpha", "khanhhoa", "operator")),
        *((house, "", 200, ["/logged-out/"]) for house in ("alpha", "khanhhoa", "operator")),
        ("alpha", "", 200, [f"/logged-out/?where={where}" for where in ("away", "machines")]),
        ("alpha", "", 404, ["/khong-co/"]),
        ("khanhhoa", "", 200, ["/login/"]),
        ("khong-co", "", 404, ["/"]),
        (SUSPENDED, "", 403, ["/"]),
        (UPDATED, "", 503, ["/"]),
        ("alpha", "secretary", 200, ["/", "/evidence/", "/evidence/?on={month_ago}"]),
        ("alpha", "secretary", 200, ["/evidence/?on=01/01/2020", "/evidence/?state=ok"]),
        ("alpha", "secretary", 200, ["/evidence/?on=tomorrow", "/evidence/?state=soon"]),
        ("alpha", "secretary", 200, [f"/evidence/{n}/" for n in ("5.2", "5.2.1", "8.3.1", "9.2")]),
        ("alpha", "secretary", 200, ["/notices/", "/notices/?page=2", "/notices/?new=1"]),
        ("alpha", "secretary", 200, ["/search/", "/search/?q=danh+gia", "/search/?q=khong-co-gi"]),
        ("alpha", "secretary", 200, ["/records/", "/records/?q=x", "/records/linked/clause/9.2/"]),
        (
            "alpha",
            "secretary",
            200,
            ["/records/keeping/", "/records/disposals/", "/records/transfers/"],
        ),
        ("alpha", "secretary", 403, ["/organization/people/new/"]),
        ("alpha", "secretary", 404, ["/khong-co/"]),
        ("alpha", "checker", 200, ["/"]),
        ("alpha", "head", 200, ["/"]),
        ("alpha", "clerk", 200, ["/"]),
        ("alpha", "new", 200, ["/", "/notices/"]),
        ("alpha", "admin", 200, ["/", "/organization/", "/organization/?q=zzz"]),
        ("alpha", "admin", 200, ["/organization/people/new/", PERSON]),
        (
            "alpha",
            "admin",
            200,
            [f"{PERSON}{each}/" for each in ("rename", "password", "posts/new")],
        ),
        ("alpha", "admin", 200, ["/organization/waiting/", "/organization/people/invite/"]),
        ("alpha", "admin", 200, ["/organization/facts/", "/organization/layout/", "/account/"]),
        ("alpha", "admin", 200, ["/documents/seals/"]),
        ("alpha", "", 404, ["/cong-bo/kiem-tra/khong-co/"]),
        ("alpha", "admin", 200, [f"/organization/connections/{e}" for e in ("", "new/", MADE)]),
        ("khanhhoa", "overseer", 200, ["/", "/?view=table", "/?page=2", "/?q=zzz", "/?state=gap"]),
        ("khanhhoa", "overseer", 200, [f"/agencies/{each}/" for each in (PARTLY, SILENT, "alpha")]),
        ("khanhhoa", "overseer", 200, [f"/agencies/{PARTLY}/clauses/{n}/" for n in ("9.2", "5.2")]),
        ("khanhhoa", "overseer", 200, [f"/agencies/{SILENT}/clauses/9.2/"]),
        ("khanhhoa", "overseer", 200, ["/account/"]),
        ("khanhhoa", "overseer", 404, ["/agencies/khong-co/"]),
        ("khanhhoa", "librarian", 200, ["/", "/library/", "/library/phuong-xa/"]),
        ("khanhhoa", "librarian", 200, ["/library/phuong-xa/manual/", "/account/"]),
        ("khanhhoa", "librarian", 404, ["/library/khong-co/"]),
        ("khanhhoa", "librarian", 200, ["/library/board/", "/library/board/?q=zzz", DRAFT]),
        ("khanhhoa", "librarian", 200, ["/library/offers/", "/library/offers/{offer}/"]),
        ("khanhhoa", "librarian", 200, ["/library/take-in/", f"{DRAFT}publish/"]),
        ("khanhhoa", "librarian", 200, [f"{DRAFT}simulation/", f"{POLICY}head/"]),
        ("khanhhoa", "librarian", 200, [f"{POLICY}compare/", f"{POLICY}blocks/dau-p-1/"]),
        ("khanhhoa", "librarian", 200, [f"{POLICY}blocks/dau-p-1/?as=text", f"{FORM}try/"]),
        ("operator", "", 200, ["/login/"]),
        ("operator", "operator", 200, ["/", "/?q=zzz", "/account/", "/waiting/"]),
        ("operator", "operator", 200, ["/agencies/alpha/suspend/"]),
    )
    for path in paths
]


def name_of(house, path):
    host = {"khanhhoa": "portal", "operator": "console"}.get(house, "agency")
    names = ("secretary", "connection", "package_draft", "offer")
    plain = path.partition("?")[0].format(**dict.fromkeys(names, UUID(int=1)))
    try:
        return host, resolve(plain, urlconf=URLCONFS[host]).view_name
    except Resolver404:
        return host, ""
