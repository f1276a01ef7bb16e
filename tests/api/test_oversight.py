"""Another system reads how the province stands; a look at an agency is written down as ever."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from accounts.connections import connect
from kernel import clock
from kernel.api.scopes import every_scope
from kernel.permissions import SYSTEM, Role
from kernel.problems import MEDIA
from kernel.trail.models import Event
from oversight.models import LookLog
from oversight.services import create_platform_person
from tenants.services import address_of
from tests.api.conftest import System
from tests.oversight.conftest import clauses, overseer, portal  # noqa: F401
from tests.oversight.province import leaf, make_agencies, publish

REASON = "Chưa có báo cáo đánh giá nội bộ được phê duyệt trong 12 tháng gần nhất."


def system_of(person, *scopes):
    _connection, token = connect(
        name="Kho dữ liệu của tỉnh",
        person=person,
        scopes=scopes or every_scope(),
        expires_on=clock.today() + timedelta(days=30),
        by=person,
    )
    return System(address_of(settings.CHUAN_PORTAL), token)


@pytest.fixture
def province(overseer):  # noqa: F811
    return system_of(overseer)


@pytest.fixture
def beta_published(clauses, beta):  # noqa: F811
    connection.set_schema_to_public()
    publish(
        beta,
        c9_2=leaf("gap", since="2026-11-01", reasons=[REASON], green_when=[("Báo cáo", False)]),
        c7_5="ok",
    )
    return beta


def test_the_numbers_are_those_above_the_map(province, beta_published):
    said = province.get("/api/v1/overview/").json()
    assert said["agencies"] == 2
    assert said["reporting"] == 1
    assert said["gaps"] == 1
    assert said["gaps_by_clause"] == {"9.2": 1}
    assert said["share"] == "3.6"


def test_the_agencies_come_with_their_states(province, beta_published):
    rows = {row["slug"]: row for row in province.get("/api/v1/agencies/").json()["results"]}
    assert rows["beta"]["states"]["9.2"] == "gap"
    assert rows["beta"]["counts"]["gap"] == 1
    assert rows["alpha"]["counts"] is None
    assert set(rows["alpha"]["states"].values()) == {"unreported"}


def test_the_list_narrows_as_the_page_does(province, beta_published):
    def slugs(**filters):
        found = province.get("/api/v1/agencies/", filters).json()
        return [row["slug"] for row in found["results"]]

    assert slugs(q="xay dung") == ["beta"]
    assert slugs(clause="9.2", state="gap") == ["beta"]
    assert slugs(clause="7.5", state="gap") == []
    assert slugs(kind="commune") == ["alpha"]
    assert slugs(sort="name") == ["alpha", "beta"]
    assert slugs(sort="-name") == ["beta", "alpha"]


def test_a_filter_that_is_none_is_said(province, beta_published):
    wrong = {"kind": "village", "clause": "99.9", "state": "red", "sort": "colour"}
    answer = province.get("/api/v1/agencies/", wrong)
    assert (answer.status_code, answer["Content-Type"]) == (422, MEDIA)
    assert {each["pointer"] for each in answer.json()["errors"]} == {f"#/{name}" for name in wrong}


def test_an_agency_shows_every_clause_with_its_reasons(province, beta_published):
    said = province.get("/api/v1/agencies/beta/").json()
    assert len(said["clauses"]) == 28
    (missing,) = [each for each in said["clauses"] if each["number"] == "9.2"]
    assert missing["state"] == "gap"
    (found,) = missing["leaves"]
    assert found["reasons"] == [REASON]
    assert found["green_when"] == [{"sentence": "Báo cáo", "met": False}]
    assert found["since"] == "2026-11-01"


@pytest.mark.parametrize(
    ("page", "door"),
    [
        ("/agencies/beta/", "/api/v1/agencies/beta/"),
        ("/agencies/beta/clauses/9.2/", "/api/v1/agencies/beta/clauses/9.2/"),
    ],
)
def test_a_look_through_the_api_leaves_the_same_trace_as_one_on_the_page(
    portal,  # noqa: F811
    province,
    beta_published,
    page,
    door,
):
    assert portal.get(page).status_code == 200
    assert province.get(door).status_code == 200
    looks = LookLog.objects.values_list("agency", "person_id", "person_name", "person_post")
    by_api, by_page = looks.order_by("-at")[:2]
    assert by_api == by_page
    first, second = LookLog.objects.order_by("-at")[:2]
    assert first.clause == second.clause
    events = Event.objects.filter(action="oversight.look").order_by("-at")[:2]
    said = [(e.subject_id, e.actor_id, e.actor_post, e.body) for e in events]
    assert said[0] == said[1]


def test_who_has_it_already_has_looked_again(province, beta_published):
    tag = province.get("/api/v1/agencies/beta/")["ETag"]
    again = province.get("/api/v1/agencies/beta/", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert LookLog.objects.count() == 2


@pytest.mark.parametrize("path", ["agencies/nowhere/", "agencies/beta/clauses/9.9/"])
def test_what_is_not_there_is_a_problem_and_no_look(province, beta_published, path):
    answer = province.get(f"/api/v1/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (404, MEDIA)
    assert not LookLog.objects.exists()


@pytest.mark.parametrize(
    ("path", "status"),
    [("overview/", 403), ("agencies/", 403), ("agencies/beta/", 404)],
)
@pytest.mark.parametrize("role", [Role.LIBRARIAN, Role.OPERATOR, Role.INSPECTOR])
def test_only_an_overseer_sees_agencies(beta_published, role, path, status):
    person = create_platform_person(
        username="khac", full_name="Phan Văn Lộc", password=None, roles=[role], by=SYSTEM
    )
    assert system_of(person).get(f"/api/v1/{path}").status_code == status
    assert not LookLog.objects.exists()


def test_a_token_without_the_scope_is_told_which_one(overseer, beta_published):  # noqa: F811
    answer = system_of(overseer, "documents:read").get("/api/v1/agencies/beta/")
    assert answer.status_code == 403
    assert answer.json()["scope"] == "oversight:read"
    assert not LookLog.objects.exists()


def test_nothing_is_changed_here(province, beta_published):
    assert province.send("POST", "agencies/", {}).status_code == 405


def test_a_token_of_the_portal_opens_no_agency(province, alpha):
    token = province.defaults["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
    assert System("alpha.test", token).get("/api/v1/documents/").status_code == 401


def test_pages_of_agencies_follow_one_another(province, clauses):  # noqa: F811
    make_agencies(30)
    first = province.get("/api/v1/agencies/", {"page_size": 25}).json()
    assert (first["count"], len(first["results"])) == (32, 25)
    assert province.get("/api/v1/agencies/", {"page": 9}).status_code == 404
