"""What is due: the database finds exactly what the rules say, and whoever keeps records is told."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from apps.organization.services import answer
from apps.records.models import Folder
from apps.records.rules.retention import Terms, goes_to_archive, hand_over_by, is_over, put_off_to
from apps.records.selectors.folders import WantedFolders, folders
from apps.records.selectors.folders_due import KEYS, terms, with_days
from apps.records.selectors.keeping import WantedDue, due_counts, due_folders
from apps.records.selectors.waiting import waits_for
from apps.records.services.folders import reopen_folder
from apps.records.services.holds import place_hold
from apps.records.services.keeping import set_terms, tell_what_is_due
from apps.records.services.putting_off import put_off, put_off_no_more
from apps.records.services.transfers import draft_transfer
from apps.work.selectors import tasks_of
from kernel import clock
from kernel.notices.services import notices_of
from kernel.permissions import SYSTEM
from kernel.refusals import BadInput, NotPermitted, RuleBroken, WrongState
from kernel.trail.selectors import history_of
from tests.apps.documents.test_together import browser
from tests.apps.records.keeping_making import approved, closed, drafted, submitted
from tests.factories import make_team

pytestmark = pytest.mark.usefixtures("alpha")
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def edges(team):
    """Ends of work around every edge, kept for short, for long, and for ever."""
    ends = [
        TODAY.replace(year=year) + timedelta(days=days)
        for year in (2020, 2023, 2024, 2025)
        for days in (-400, 0, 1)
    ]
    ends += [date(2020, 12, 31), date(2021, 1, 1), date(2024, 2, 29), date(2026, 11, 20)]
    cases = [(end, years) for end in ends for years in (2, 5, None)]
    made = [
        closed(team[0], f"{n:02}.HS", ended_on=end, years=years, title="Hồ sơ")
        for n, (end, years) in enumerate(cases)
    ]
    for n, folder in enumerate(made):  # every other one is put off, to days around the edges
        if n % 2:
            folder.stays_until = TODAY + timedelta(days=(n // 2 % 5 - 1) * 30)
            folder.consent_on = TODAY
            folder.save()
    return made


SUPPRESSED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
LEAP = date(2024, 2, 29)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def symbols(view, reader=SYSTEM):
    return set(due_folders(reader, WantedDue(view=view)).values_list("symbol", flat=True))


@pytest.mark.parametrize("numbers", [Terms(), Terms(2, 24, 1), Terms(10, 6, 365)])
def test_the_database_finds_what_the_rules_say(team, edges, numbers):
    set_terms(by=team[0], **vars(numbers))
    today = clock.today()
    soon = today + timedelta(days=numbers.soon_days)
    over = {f.symbol for f in edges if is_over(f.ended_on, f.years, today)}
    archive = {
        f.symbol
        for f in edges
        if goes_to_archive(f.years, numbers)
        and hand_over_by(f.ended_on, f.years, numbers, f.stays_until) <= soon
        and f.symbol not in over
    }
    assert symbols("destruction") == over
    assert symbols("archive") == archive
    counts = due_counts(SYSTEM)
    assert (counts["destruction"], counts["archive"]) == (len(over), len(archive))
    due = folders(team[0], WantedFolders(view="due")).values_list("symbol", flat=True)
    assert set(due) == archive, "the room of folders says the same"
    waits = {row.sort: row.n for row in waits_for(team[0], signs=False)}
    assert waits == {
        name: n for name, n in (("destruction", len(over)), ("archive", len(archive))) if n
    }


@settings(max_examples=40, deadline=None, suppress_health_check=SUPPRESSED)
@given(DAYS, st.none() | st.integers(0, 70), st.integers(1, 120), st.none() | st.integers(1, 900))
@example(LEAP, 5, 12, None)
@example(LEAP, None, 48, None)
@example(date(2025, 2, 28), 5, 36, 1)
def test_the_day_of_the_database_is_the_day_of_the_rule(team, ended_on, years, months, later):
    folder = Folder.objects.first() or closed(team[0])
    until = ended_on + timedelta(days=later) if later else None
    facts = {"ended_on": ended_on, "years": years, "stays_until": until, "consent_on": until}
    Folder.objects.filter(pk=folder.pk).update(**facts)
    answer({KEYS["months"]: str(months)}, by=team[0])
    found = with_days(Folder.objects.all()).get(pk=folder.pk)
    numbers = Terms(months=months)
    assert found.due_by == hand_over_by(ended_on, years, numbers, until)
    assert found.put_off_to == put_off_to(ended_on, years, numbers)


def test_the_numbers_are_the_agency_s_to_lay_down(team):
    assert terms() == Terms(5, 12, 60)
    set_terms(by=team[0], least_years=10, months=24, soon_days=30)
    assert terms() == Terms(10, 24, 30)
    set_terms(by=team[0], least_years=5, months=12, soon_days=60)
    assert terms() == Terms()
    with pytest.raises(BadInput):
        set_terms(by=team[0], least_years=0, months=12, soon_days=60)
    with pytest.raises(NotPermitted):
        set_terms(by=team[3], least_years=7, months=12, soon_days=60)


class TestPutOff:
    """A unit keeps a folder for up to two years more, by a consent in writing (NĐ 30/2020)."""

    CONSENT = {"number": "12/UBND-VP", "on": TODAY, "agreed_by": "Ông Trần Quốc Bảo, Chủ tịch"}

    @pytest.fixture
    def folder(self, team):
        return closed(team[0], years=None, ended_on=date(2025, 10, 1))  # due on 01/10/2026

    def test_it_is_due_later_everywhere_and_the_folder_says_why(self, team, folder):
        assert symbols("archive") == {"01.HS"}
        put_off(folder, until=date(2028, 10, 1), by=team[3], **self.CONSENT)
        assert symbols("archive") == set()
        assert waits_for(team[0], signs=False) == []
        assert folders(team[0], WantedFolders(view="due")).count() == 0
        page = browser(team[0]).get(f"/records/folders/{folder.pk}/").content.decode()
        assert "01/10/2028" in page
        assert "12/UBND-VP" in page
        event = history_of(folder).get(action="folders.put_off")
        assert "12/UBND-VP" in event.body["note"]
        with clock.at(clock.now().replace(year=2028, month=8, day=2)):
            assert symbols("archive") == {"01.HS"}
            (waits,) = waits_for(team[0], signs=False)
            assert waits.day == date(2028, 10, 1)
            assert folders(team[0], WantedFolders(view="due")).count() == 1
        put_off_no_more(folder, by=team[0])
        assert symbols("archive") == {"01.HS"}

    @pytest.mark.parametrize(
        ("until", "more", "what"),
        [
            (date(2028, 10, 2), 2, RuleBroken),
            (date(2027, 10, 2), 1, RuleBroken),
            (date(2026, 10, 1), 2, BadInput),
        ],
    )
    def test_not_longer_than_the_law_lets_and_not_for_less_than_nothing(
        self, team, folder, until, more, what
    ):
        set_terms(by=team[0], least_years=5, months=12, soon_days=60, more_years=more)
        with pytest.raises(what):
            put_off(folder, until=until, by=team[0], **self.CONSENT)

    def test_only_by_a_named_consent_and_of_what_the_unit_still_has(self, team, folder):
        until = date(2027, 10, 1)
        for lacks in (
            {"number": " "},
            {"agreed_by": ""},
            {"on": clock.today() + timedelta(days=1)},
        ):
            with pytest.raises(BadInput):
                put_off(folder, until=until, by=team[0], **(self.CONSENT | lacks))
        with pytest.raises(NotPermitted):
            put_off(folder, until=until, by=team[2], **self.CONSENT)
        short = closed(team[0], "02.HS", years=2, ended_on=date(2025, 10, 1))
        with pytest.raises(RuleBroken):
            put_off(short, until=until, by=team[0], **self.CONSENT)
        draft_transfer([folder], title="Nộp lưu", by=team[0])
        with pytest.raises(WrongState, match="Nộp lưu"):
            put_off(folder, until=until, by=team[0], **self.CONSENT)

    def test_it_is_offered_as_long_as_a_consent_can_still_help(self, team, folder):
        def offered(of, on):
            with clock.at(clock.now().replace(year=on.year, month=on.month, day=on.day)):
                page = browser(team[3]).get(f"/records/folders/{of.pk}/")
                return f"{of.pk}/put-off/" in page.content.decode()

        short = closed(team[0], "02.HS", years=7, ended_on=date(2025, 10, 1))
        assert offered(short, clock.today())
        set_terms(by=team[0], least_years=10, months=12, soon_days=60)
        assert not offered(short, clock.today()), "by the agency's own numbers it stays"
        last = date(2028, 10, 1)
        assert offered(folder, last - timedelta(days=1))
        assert not offered(folder, last + timedelta(days=1))
        put_off(folder, until=last, by=team[0], **self.CONSENT)
        assert offered(folder, last + timedelta(days=1)), "to take it back"

    def test_opened_again_its_day_is_reckoned_anew(self, team, folder):
        put_off(folder, until=date(2027, 10, 1), by=team[0], **self.CONSENT)
        again = reopen_folder(folder, why="Bổ sung", by=team[0])
        assert (again.stays_until, again.consent_number) == (None, "")

    def test_over_the_page(self, team, folder):
        at = f"/records/folders/{folder.pk}/put-off/"
        page = browser(team[3])
        typed = {**self.CONSENT, "until": "01/10/2028", "on": "20/11/2026"}
        assert page.post(at, {**typed, "until": "02/10/2028"}).status_code == 422
        assert page.post(at, typed).status_code == 302
        folder.refresh_from_db()
        assert folder.stays_until == date(2028, 10, 1)
        assert page.post(at, {"back": "1"}).status_code == 302
        assert folders(team[0], WantedFolders(view="due")).count() == 1


def test_who_keeps_records_is_told_once_a_year(team):
    closed(team[0])
    closed(team[0], "02.HS", years=None)
    for _night in range(3):
        tell_what_is_due()
    told = [n for n in notices_of(team[0]) if "/records/keeping/" in n.url]
    assert len(told) == 2
    assert not [n for n in notices_of(team[2]) if "/records/keeping/" in n.url]
    with clock.at(clock.now() + timedelta(days=366)):
        tell_what_is_due()
        assert len([n for n in notices_of(team[0]) if "/records/keeping/" in n.url]) == 4


def test_my_work_asks_for_the_next_step_of_each(team):
    def urls(person):
        return [task.url for task in tasks_of(person) if "/records/" in task.url]

    over, late = closed(team[0]), closed(team[0], "02.HS", years=None)
    assert urls(team[0]) == ["/records/keeping/?view=archive", "/records/keeping/?view=destruction"]
    draft_transfer([late], title="Nộp lưu", by=team[0])
    drafted(team[0], over)
    assert urls(team[0]) == []
    sent = submitted(team[0], closed(team[0], "03.HS"))
    assert f"/records/disposals/{sent.pk}/" in urls(team[2])
    assert f"/records/disposals/{sent.pk}/" not in urls(team[0])
    agreed = approved(team, closed(team[0], "04.HS"))
    assert f"/records/disposals/{agreed.pk}/" in urls(team[3])


def test_held_folders_stand_in_a_view_of_their_own_and_wait_for_no_list(team):
    folder = closed(team[0])
    place_hold(folder, reason="Thanh tra", by=team[0])
    assert symbols("held") == {"01.HS"}
    assert waits_for(team[0], signs=False) == []


def test_the_pages_say_who_holds_what_and_why(team):
    folder = closed(team[0], title="Hồ sơ đánh giá")
    place_hold(folder, reason="Thanh tra tỉnh", by=team[0])
    for path in (
        "/records/keeping/?view=destruction",
        "/records/keeping/?view=held",
        f"/records/folders/{folder.pk}/",
    ):
        page = browser(team[0]).get(path).content.decode()
        assert "Thanh tra tỉnh" in page, path
    page = browser(team[0]).get("/records/disposals/new/").content.decode()
    assert "Hồ sơ đánh giá" not in page


def test_a_list_walks_from_what_is_ticked_to_its_minutes_over_pages(team):
    folders = [closed(team[0], symbol) for symbol in ("01.HS", "02.HS")]
    secretary, head, clerk = (browser(team[n]) for n in (0, 2, 3))
    said = {"title": "Đợt 1", "reason": "Căn cứ", "council": "Ông A", "way": "Xóa"}
    answer = secretary.post("/records/disposals/new/", {**said, "pick": [f.pk for f in folders]})
    at = answer["Location"]
    assert secretary.post(f"{at}steps/send/").status_code == 302
    page = head.get(at)
    sha256 = page.context["disposal"].sha256
    assert sha256 in page.content.decode()
    assert head.post(f"{at}steps/approve/", {"sha256": "0" * 64}).status_code == 409
    assert head.post(f"{at}steps/approve/", {"sha256": sha256}).status_code == 302
    assert clerk.post(f"{at}steps/carry_out/", {"sha256": sha256}).status_code == 302
    assert set(Folder.objects.values_list("state", flat=True)) == {"destroyed"}
    assert clerk.get(f"{at}print/xlsx/").status_code == 200
    assert secretary.get(f"{at}steps/boom/").status_code == 405


def test_a_list_cannot_be_made_of_nothing(team):
    answer = browser(team[0]).post("/records/disposals/new/", {"title": "Đợt 1"})
    assert answer.status_code == 422
    assert "Đợt 1" in answer.content.decode()
