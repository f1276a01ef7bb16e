"""Every page but those of documents, as a Chromium shows it: wide, on a phone, and by keys."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from kernel import clock
from tests.browsing import sticks_out, violations
from tests.journeys.province_world import PARTLY, SILENT, SUSPENDED, UPDATED, furnish_province

WIDTHS = (1440, 390)
MONTH_AGO = f"{clock.today() - timedelta(days=30):%d/%m/%Y}"

PAGES = [
    (house, who, path, status)
    for house, who, status, paths in (
        ("alpha", "", 200, ["/login/"]),
        ("alpha", "", 404, ["/khong-co/"]),
        ("khanhhoa", "", 200, ["/login/"]),
        ("khong-co", "", 404, ["/"]),
        (SUSPENDED, "", 403, ["/"]),
        (UPDATED, "", 503, ["/"]),
        ("alpha", "secretary", 200, ["/", "/evidence/", f"/evidence/?on={MONTH_AGO}"]),
        ("alpha", "secretary", 200, ["/evidence/?on=01/01/2020", "/evidence/?state=ok"]),
        ("alpha", "secretary", 200, ["/evidence/?on=tomorrow", "/evidence/?state=soon"]),
        ("alpha", "secretary", 200, [f"/evidence/{n}/" for n in ("5.2", "5.2.1", "8.3.1", "9.2")]),
        ("alpha", "secretary", 200, ["/notices/", "/notices/?page=2", "/notices/?new=1"]),
        ("alpha", "secretary", 403, ["/organization/people/new/"]),
        ("alpha", "secretary", 404, ["/khong-co/"]),
        ("alpha", "checker", 200, ["/"]),
        ("alpha", "head", 200, ["/"]),
        ("alpha", "clerk", 200, ["/"]),
        ("alpha", "new", 200, ["/", "/notices/"]),
        ("alpha", "admin", 200, ["/", "/organization/", "/organization/?q=zzz"]),
        ("alpha", "admin", 200, ["/organization/people/new/", "/organization/people/{secretary}/"]),
        ("alpha", "admin", 200, ["/organization/facts/"]),
        ("khanhhoa", "overseer", 200, ["/", "/?view=table", "/?page=2", "/?q=zzz", "/?state=gap"]),
        ("khanhhoa", "overseer", 200, [f"/agencies/{each}/" for each in (PARTLY, SILENT, "alpha")]),
        ("khanhhoa", "overseer", 200, [f"/agencies/{PARTLY}/clauses/{n}/" for n in ("9.2", "5.2")]),
        ("khanhhoa", "overseer", 200, [f"/agencies/{SILENT}/clauses/9.2/"]),
        ("khanhhoa", "overseer", 404, ["/agencies/khong-co/"]),
        ("khanhhoa", "librarian", 403, ["/"]),
    )
    for path in paths
]


@pytest.fixture(scope="module")
def world(standing_house):
    return furnish_province(standing_house)


@pytest.fixture(scope="module")
def tab(standing_house, world):
    """One tab for each person and house; each listens to the console, too."""
    people = dict(zip(("secretary", "checker", "head", "clerk"), world.team, strict=True))
    tabs = {}

    def open_tab(slug, who=""):
        if (slug, who) not in tabs:
            person = people.get(who) or (getattr(world, who) if who else None)
            page = standing_house.tab(person, slug=slug)
            page.errors = []
            page.on("console", lambda said: _hear(page, said))
            tabs[slug, who] = page
        return tabs[slug, who]

    return open_tab


def _hear(page, said):
    """What the console calls an error; the address of the page itself may be refused."""
    if said.type == "error" and said.location.get("url") != page.url:
        page.errors.append(said.text)


def faults(page) -> Iterator[str]:
    """What is wrong with the page as it stands, at both widths."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    if page.locator("h1").count() != 1:
        yield f"{page.locator('h1').count()} h1"
    if not page.title().partition(" – ")[0].strip():
        yield f"no title: {page.title()}"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if sticks_out(page):
            yield f"{sticks_out(page)} px too wide at {width}"
        yield from (f"{rule} at {width}: {place}" for rule, place in violations(page))
    yield from page.complaints + page.errors
    page.complaints.clear()
    page.errors.clear()


@pytest.mark.parametrize(("house", "who", "path", "status"), PAGES)
def test_a_page_stands_wide_and_on_a_phone(world, tab, house, who, path, status):
    page = tab(house, who)
    answer = page.goto(path.format(secretary=world.team[0].pk), wait_until="load")
    assert answer.status == status
    for closed in page.locator("main details:not([open]) > summary").all():
        closed.click()
    assert list(faults(page)) == []
