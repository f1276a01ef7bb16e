"""The pages of evidence: days as the house writes them, the course of a clause with its parts."""

from datetime import timedelta

import pytest

from apps.compliance.models import ClauseStatus
from apps.compliance.presenters import course, rows, since
from apps.compliance.services import recompute
from kernel import clock
from library.selectors import clauses
from oversight.models import LookLog
from tenants.models import Agency
from tests.factories import make_team, make_unit


@pytest.fixture
def secretary(alpha):
    """The secretary of an agency whose clauses were assessed a month ago."""
    with clock.at(clock.now() - timedelta(days=30)):
        secretary, *_others = make_team()
        make_unit()
        recompute()
    return secretary


def ask(client, secretary, path):
    return client.enter(secretary).get(path).content.decode()


@pytest.mark.parametrize("pattern", ["%Y-%m-%d", "%d/%m/%Y"])
def test_a_day_is_shown_as_the_house_writes_days(client, secretary, pattern):
    day = clock.today() - timedelta(days=10)
    page = ask(client, secretary, f"/evidence/?on={day:{pattern}}")
    assert f'value="{day:%d/%m/%Y}"' in page


def test_a_day_before_the_agency_has_no_ring(client, secretary):
    page = ask(client, secretary, "/evidence/?on=01/01/2020")
    assert '<svg class="ring"' not in page
    assert page.count("Xem hôm nay") == 1
    assert '<svg class="ring"' in ask(client, secretary, "/evidence/")


def test_a_clause_tells_the_course_of_its_parts(client, secretary):
    page = ask(client, secretary, "/evidence/5.2/")
    assert "5.2.1 thiếu bằng chứng" in page
    assert "5.2.2 thiếu bằng chứng" in page
    alone = ask(client, secretary, "/evidence/5.2.1/")
    assert "5.2.1 thiếu bằng chứng" not in alone
    assert 'class="tl"' in alone


def test_what_no_rule_assesses_has_no_reasons_and_no_course(client, secretary):
    page = ask(client, secretary, "/evidence/8.3/")
    assert "Lý do" not in page
    assert 'class="tl"' not in page
    assert "Chưa có quy tắc" in page


def test_a_clause_shows_its_state_since_the_first_part_came_to_it(alpha):
    tree = [clause for clause in clauses() if clause.number.startswith("5.2")]
    early, late = clock.today() - timedelta(days=9), clock.today()
    found = {
        "5.2.1": ClauseStatus(clause="5.2.1", state="gap", start=late),
        "5.2.2": ClauseStatus(clause="5.2.2", state="gap", start=early),
    }
    assert since(rows(tree, found, {})) == early
    found["5.2.2"].state = "ok"
    assert since(rows(tree, found, {})) == late
    for status in found.values():
        status.state = "unassessed"
    assert since(rows(tree, found, {})) is None
    assert course(list(found.values())) == []


def test_the_agency_reads_who_of_the_province_looked(client, secretary, alpha):
    assert "Chưa có ai của tỉnh xem." in ask(client, secretary, "/evidence/")
    for slug, who in (("alpha", "Nguyễn Hữu Phước"), ("beta", "Bùi Thu Khải")):
        LookLog.objects.create(
            agency=Agency.objects.get(slug=slug).pk,
            person_id=secretary.pk,
            person_name=who,
            person_post="Sở Khoa học và Công nghệ",
            clause="5.2",
            at=clock.now(),
        )
    page = ask(client, secretary, "/evidence/")
    assert "Nguyễn Hữu Phước" in page
    assert "điều khoản 5.2" in page or "điều 5.2" in page
    assert "Bùi Thu Khải" not in page


def test_the_last_twenty_looks_are_shown_the_newest_first(client, secretary, alpha):
    for n in range(25):
        LookLog.objects.create(
            agency=alpha.pk,
            person_id=secretary.pk,
            person_name=f"Cán bộ {n:02}",
            at=clock.now() - timedelta(minutes=n),
        )
    page = ask(client, secretary, "/evidence/")
    places = [page.find(f"Cán bộ {n:02}") for n in range(25)]
    assert places[:20] == sorted(places[:20])
    assert (min(places[:20]) > 0, set(places[20:])) == (True, {-1})
