"""Another system reads the evidence status, and declares what does not apply."""

from datetime import timedelta

import pytest

from apps.compliance.models import Exclusion
from apps.compliance.selectors import statuses
from apps.compliance.services import recompute
from kernel import clock
from kernel.permissions import Role
from kernel.problems import MEDIA
from kernel.trail.models import Event
from library.selectors import clauses
from oversight.models import LookLog
from tenants.models import Agency
from tests.factories import make_person

WHY = "Cơ quan không thiết kế và phát triển dịch vụ."


@pytest.fixture
def assessed(secretary):
    """Assessed ten days ago, and nothing since."""
    with clock.at(clock.now() - timedelta(days=10)):
        recompute()


@pytest.fixture
def system(connected, secretary, assessed):
    return connected(secretary)


def rows_of(system, **filters):
    found = system.get("/api/v1/evidence/", {"page_size": 100} | filters)
    assert found.status_code == 200, found.content.decode()
    return {row["number"]: row for row in found.json()["results"]}


def test_every_clause_says_how_it_stands_and_why(system):
    rows = rows_of(system)
    assert list(rows) == [clause.number for clause in clauses()]
    policy = rows["5.2.1"]
    kept = statuses()["5.2.1"]
    assert policy["leaf"] is True
    assert policy["state"] == kept.state == "gap"
    assert policy["reasons"] == kept.reasons
    assert policy["since"] == (clock.today() - timedelta(days=10)).isoformat()


def test_a_clause_with_parts_stands_as_the_worst_of_them(system):
    rows = rows_of(system)
    assert rows["5.2"]["leaf"] is False
    assert rows["5.2"]["state"] == "gap"
    assert rows["5.2"]["reasons"]


def test_a_day_before_everything_shows_nothing_assessed(system):
    assert {row["state"] for row in rows_of(system, on="2020-01-01").values()} == {"unassessed"}
    yesterday = clock.today() - timedelta(days=1)
    assert rows_of(system, on=yesterday.isoformat())["5.2.1"]["state"] == "gap"


def test_the_list_narrows_to_a_state(system):
    narrowed = rows_of(system, state="gap")
    assert {row["state"] for row in narrowed.values()} == {"gap"}
    assert len(narrowed) < len(rows_of(system))


@pytest.mark.parametrize(
    "wrong", [{"on": "20/11/2026"}, {"on": "2999-01-01"}, {"on": "x"}, {"state": "red"}]
)
def test_a_filter_that_is_none_is_said(system, wrong):
    answer = system.get("/api/v1/evidence/", wrong)
    assert (answer.status_code, answer["Content-Type"]) == (422, MEDIA)
    assert [each["pointer"] for each in answer.json()["errors"]] == [f"#/{name}" for name in wrong]


def test_one_clause_tells_what_would_turn_it_green_and_its_course(system):
    said = system.get("/api/v1/evidence/5.2.1/").json()
    assert said["green_when"][0]["met"] is False
    assert said["course"] == [
        {
            "clause": "5.2.1",
            "state": "gap",
            "start": (clock.today() - timedelta(days=10)).isoformat(),
            "end": None,
            "reasons": said["reasons"],
        }
    ]
    assert said["exclusion"] is None
    assert said["below"] == []
    whole = system.get("/api/v1/evidence/5.2/").json()
    assert [row["number"] for row in whole["below"]] == ["5.2.1", "5.2.2"]


@pytest.fixture
def free():
    return next(clause.number for clause in clauses() if clause.excludable and clause.leaf)


def exclude(system, number, why=WHY, **headers):
    return system.send("POST", f"evidence/{number}/exclude/", {"justification": why}, **headers)


def test_a_clause_is_declared_not_applicable_and_applies_again(system, free, secretary):
    answer = exclude(system, free)
    assert answer.status_code == 200, answer.content.decode()
    said = answer.json()
    assert said["state"] == "na"
    assert said["exclusion"]["justification"] == WHY
    assert said["exclusion"]["declared_by"]["id"] == str(secretary.pk)
    assert Event.objects.get(action="compliance.exclude").actor_id == secretary.pk
    back = system.send("POST", f"evidence/{free}/include/")
    assert back.status_code == 200
    assert back.json()["exclusion"] is None
    assert Event.objects.filter(action="compliance.include").count() == 1
    assert system.send("POST", f"evidence/{free}/include/").status_code == 404


def test_what_applies_to_every_agency_is_refused_with_its_clause(system):
    answer = exclude(system, "5.2.1")
    assert (answer.status_code, answer.json()["clause"]) == (422, "4.3")
    assert not Exclusion.objects.exists()


@pytest.mark.parametrize("why", ["", "  ", "x" * 2001, None])
def test_without_a_justification_it_stays_applicable(system, free, why):
    answer = exclude(system, free, why)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/justification"
    assert not Exclusion.objects.exists()


@pytest.mark.parametrize("number", ["5.9", "11", "5.2.1.1", "abc"])
def test_a_clause_that_is_none_is_not_found(system, number):
    answer = system.get(f"/api/v1/evidence/{number}/")
    assert (answer.status_code, answer["Content-Type"]) == (404, MEDIA)
    assert exclude(system, number).status_code == 404


def test_who_may_not_see_the_evidence_is_kept_out(connected, assessed):
    staff = connected(make_person(Role.STAFF, username="can.bo"))
    for path in ("evidence/", "evidence/5.2/", "evidence/looks/"):
        answer = staff.get(f"/api/v1/{path}")
        assert (answer.status_code, answer["Content-Type"]) == (403, MEDIA)


def test_who_only_sees_declares_nothing(connected, assessed, free):
    auditor = connected(make_person(Role.AUDITOR, username="danh.gia"))
    assert auditor.get("/api/v1/evidence/").status_code == 200
    assert exclude(auditor, free).status_code == 403
    assert not Exclusion.objects.exists()


def test_a_token_to_read_declares_nothing(connected, secretary, assessed, free):
    answer = exclude(connected(secretary, "evidence:read"), free)
    assert (answer.status_code, answer.json()["scope"]) == (403, "evidence:write")
    assert not Exclusion.objects.exists()


def test_the_agency_reads_who_of_the_province_looked(system, alpha):
    for slug, who in (("alpha", "Nguyễn Hữu Phước"), ("beta", "Bùi Thu Khải")):
        LookLog.objects.create(
            agency=Agency.objects.get(slug=slug).pk,
            person_id=alpha.pk,
            person_name=who,
            clause="9.2",
            at=clock.now(),
        )
    (look,) = system.get("/api/v1/evidence/looks/").json()["results"]
    assert (look["who"], look["clause"]) == ("Nguyễn Hữu Phước", "9.2")
