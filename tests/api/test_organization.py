"""Another system, or an administrator's own tool, reads and changes people, units and facts."""

from datetime import timedelta

import pytest

from accounts.models import User
from apps.organization.models import Fact, Holding, RoleAssignment, Unit
from apps.organization.services import assign_role, disable_person
from kernel import clock
from kernel.ids import new_id
from kernel.permissions import SYSTEM, Role
from kernel.problems import MEDIA
from kernel.refusals import BadInput
from kernel.trail.models import Event
from tests.factories import make_person, make_unit
from tests.tenants_of import inside


@pytest.fixture
def office(connected, admin):
    """Acts as the administrator."""
    return connected(admin)


@pytest.fixture
def unit(alpha):
    return make_unit("Phòng Kinh tế")


@pytest.fixture
def person(alpha, unit):
    return make_person(Role.STAFF, unit=unit, name="Đỗ Hoàng Nam", post="Chuyên viên")


def traced(action):
    return list(Event.objects.filter(action=action).values_list("actor_id", flat=True))


class TestPeople:
    def test_the_list_shows_post_and_roles_of_today(self, system, person, unit):
        found = system.get("/api/v1/people/", {"q": "hoang nam", "unit": str(unit.pk)}).json()
        (row,) = found["results"]
        assert row["full_name"] == "Đỗ Hoàng Nam"
        assert row["post"]["title"] == "Chuyên viên"
        assert row["post"]["unit"] == {"id": str(unit.pk), "name": "Phòng Kinh tế"}
        assert [(each["role"], each["unit"]["name"]) for each in row["roles"]] == [
            ("staff", "Phòng Kinh tế")
        ]
        assert row["machine"] is False
        assert "email" not in row

    def test_it_narrows_as_the_page_does(self, system, person, secretary, admin):
        def names(**filters):
            found = system.get("/api/v1/people/", filters).json()["results"]
            return {row["username"] for row in found}

        everyone = {person.username, secretary.username, admin.username}
        assert names() == everyone
        assert names(role="secretary") == {secretary.username}
        disable_person(person, by=SYSTEM)
        assert names() == everyone - {person.username}
        assert names(closed="true") == {person.username}

    @pytest.mark.parametrize(
        "wrong", [{"role": "overseer"}, {"unit": "x"}, {"closed": "perhaps"}, {"q": "x" * 101}]
    )
    def test_a_filter_that_is_none_is_said(self, system, wrong):
        answer = system.get("/api/v1/people/", wrong)
        assert (answer.status_code, answer["Content-Type"]) == (422, MEDIA)
        assert answer.json()["errors"][0]["pointer"] == f"#/{next(iter(wrong))}"

    def test_one_person_comes_with_every_post_and_role_there_was(self, office, person, unit):
        with clock.at(clock.now() + timedelta(days=3)):
            office.send("POST", f"people/{person.pk}/roles/", {"role": "auditor"})
            held = RoleAssignment.objects.get(person=person, role="staff")
            office.send("POST", f"roles/{held.pk}/end/")
            said = office.get(f"/api/v1/people/{person.pk}/").json()
        assert [(each["role"], bool(each["end"])) for each in said["roles"]] == [
            ("auditor", False),
            ("staff", True),
        ]
        assert [each["title"] for each in said["posts"]] == ["Chuyên viên"]

    def test_the_address_is_for_whoever_manages_people(self, office, system, person):
        User.objects.filter(pk=person.pk).update(email="nam@tanhai.example")
        assert office.get(f"/api/v1/people/{person.pk}/").json()["email"] == "nam@tanhai.example"
        assert system.get(f"/api/v1/people/{person.pk}/").json()["email"] == ""

    def test_a_closed_account_is_for_whoever_manages_people(self, office, system, person):
        disable_person(person, by=SYSTEM)
        assert office.get(f"/api/v1/people/{person.pk}/").json()["active"] is False
        assert system.get(f"/api/v1/people/{person.pk}/").status_code == 404

    def test_a_machine_is_marked(self, office, person):
        User.objects.filter(pk=person.pk).update(is_machine=True)
        assert office.get(f"/api/v1/people/{person.pk}/").json()["machine"] is True

    def test_no_machine_is_given_a_role_that_signs_or_administers(self, office, person):
        User.objects.filter(pk=person.pk).update(is_machine=True)
        for role in ("admin", "top_management", "quality_manager", "iso_head"):
            answer = office.send("POST", f"people/{person.pk}/roles/", {"role": role})
            assert answer.status_code == 422
        with pytest.raises(BadInput):
            assign_role(User.objects.get(pk=person.pk), Role.ADMIN, by=SYSTEM)
        assert RoleAssignment.objects.filter(person=person).count() == 1

    def test_a_person_is_added_without_a_password(self, office, unit, admin):
        body = {
            "full_name": "Lê Thị Minh Hạnh",
            "username": "Hanh.Le",
            "post": "Trưởng phòng",
            "unit": str(unit.pk),
            "leads": True,
        }
        answer = office.send("POST", "people/", body)
        assert answer.status_code == 201, answer.content.decode()
        made = User.objects.get(username="hanh.le")
        assert not made.has_usable_password()
        assert answer["Location"] == f"/api/v1/people/{made.pk}/"
        assert office.get(answer["Location"]).json() == answer.json()
        assert answer.json()["post"]["leads"] is True
        assert answer.json()["roles"] == []
        assert traced("accounts.create") == [admin.pk]
        again = office.send("POST", "people/", body)
        assert again.status_code == 422
        assert "Hanh.Le" in again.json()["detail"]

    def test_a_person_is_invited_with_roles_and_told_once(self, office, admin):
        body = {"full_name": "Phan Văn Lộc", "email": "loc@tanhai.example", "roles": ["clerk"]}
        answer = office.send("POST", "people/invite/", body)
        assert answer.status_code == 201, answer.content.decode()
        said = answer.json()
        assert said["invited"] is True
        assert [each["role"] for each in said["roles"]] == ["clerk"]
        assert traced("organization.invite") == [admin.pk]
        assert office.send("POST", "people/invite/", body).status_code == 422
        again = office.send("POST", f"people/{said['id']}/invite/")
        assert again.status_code == 200
        assert len(traced("organization.invite")) == 2

    def test_who_came_in_long_ago_is_not_invited_again(self, office, person):
        assert office.send("POST", f"people/{person.pk}/invite/").status_code == 409

    @pytest.mark.parametrize(
        ("wrong", "part"),
        [
            ({"username": "có dấu"}, "username"),
            ({"username": ""}, "username"),
            ({"full_name": "  "}, "full_name"),
            ({"full_name": "x" * 151}, "full_name"),
            ({"full_name": "a\x00b"}, "full_name"),
            ({"email": "no address"}, "email"),
            ({"unit": "x"}, "unit"),
            ({"unit": str(new_id())}, "unit"),
            ({"leads": "perhaps"}, "leads"),
        ],
    )
    def test_bad_input_says_which_part(self, office, wrong, part):
        body = {"full_name": "Lê Thị Minh Hạnh", "username": "hanh.le"} | wrong
        answer = office.send("POST", "people/", body)
        assert (answer.status_code, answer["Content-Type"]) == (422, MEDIA)
        assert [each["pointer"] for each in answer.json()["errors"]] == [f"#/{part}"]
        assert not User.objects.filter(username="hanh.le").exists()

    def test_a_name_is_changed_only_as_it_was_read(self, office, person, admin):
        path = f"people/{person.pk}/"
        assert office.send("PATCH", path, {"full_name": "Đỗ Hoàng Nam Anh"}).status_code == 428
        tag = {"If-Match": office.get(f"/api/v1/{path}")["ETag"]}
        changed = office.send("PATCH", path, {"full_name": "Đỗ Nam"}, **tag)
        assert changed.status_code == 200, changed.content.decode()
        assert changed.json()["full_name"] == "Đỗ Nam"
        assert traced("accounts.rename") == [admin.pk]
        assert office.send("PATCH", path, {"full_name": "Khác"}, **tag).status_code == 412
        person.refresh_from_db()
        assert person.full_name == "Đỗ Nam"

    def test_an_account_is_closed_and_opened(self, office, person, admin):
        closed = office.send("POST", f"people/{person.pk}/disable/")
        assert (closed.status_code, closed.json()["active"]) == (200, False)
        opened = office.send("POST", f"people/{person.pk}/enable/")
        assert (opened.status_code, opened.json()["active"]) == (200, True)
        assert traced("accounts.disable") == traced("accounts.enable") == [admin.pk]

    def test_nobody_closes_the_own_account(self, office, admin):
        assert office.send("POST", f"people/{admin.pk}/disable/").status_code == 422
        admin.refresh_from_db()
        assert admin.is_active


class TestPostsAndRoles:
    def test_a_person_is_appointed_and_leaves(self, office, person, unit, admin):
        body = {"post": "Trưởng phòng", "unit": str(unit.pk), "leads": True, "start": "2026-01-05"}
        made = office.send("POST", f"people/{person.pk}/posts/", body)
        assert made.status_code == 201, made.content.decode()
        assert (made.json()["title"], made.json()["start"]) == ("Trưởng phòng", "2026-01-05")
        assert admin.pk in traced("organization.appoint")
        left = office.send("POST", f"posts/{made.json()['id']}/end/")
        assert left.status_code == 200
        yesterday = (clock.today() - timedelta(days=1)).isoformat()
        ends = {each["title"]: each["end"] for each in left.json()["posts"]}
        assert ends == {"Trưởng phòng": yesterday, "Chuyên viên": None}

    def test_a_role_is_given_until_a_day_and_not_twice(self, office, person, admin):
        body = {"role": "auditor", "end": (clock.today() + timedelta(days=30)).isoformat()}
        made = office.send("POST", f"people/{person.pk}/roles/", body)
        assert made.status_code == 201, made.content.decode()
        assert made.json()["unit"] is None
        assert admin.pk in traced("organization.role_assign")
        assert office.send("POST", f"people/{person.pk}/roles/", body).status_code == 409
        ended = office.send("POST", f"roles/{made.json()['id']}/end/")
        assert [each["role"] for each in ended.json()["roles"]] == ["staff"]
        assert traced("organization.role_end") == [admin.pk]

    def test_the_last_administrator_stays(self, office, admin):
        held = RoleAssignment.objects.get(person=admin)
        answer = office.send("POST", f"roles/{held.pk}/end/")
        assert (answer.status_code, answer.json()["clause"]) == (422, "5.3")

    @pytest.mark.parametrize(
        "wrong",
        [
            {"role": "overseer"},
            {"role": ""},
            {"role": "auditor", "start": "20/11/2026"},
            {"role": "auditor", "start": "2026-12-02", "end": "2026-12-01"},
        ],
    )
    def test_a_role_that_is_none_is_refused(self, office, person, wrong):
        answer = office.send("POST", f"people/{person.pk}/roles/", wrong)
        assert (answer.status_code, answer["Content-Type"]) == (422, MEDIA)
        assert RoleAssignment.objects.filter(person=person).count() == 1


class TestUnits:
    def test_the_tree_shows_who_leads(self, office, unit, person):
        body = {"post": "Trưởng phòng", "unit": str(unit.pk), "leads": True}
        office.send("POST", f"people/{person.pk}/posts/", body)
        made = office.send("POST", "units/", {"name": "Tổ Một cửa", "parent": str(unit.pk)})
        assert made.status_code == 201, made.content.decode()
        assert office.get(made["Location"]).json() == made.json()
        rows = office.get("/api/v1/units/").json()["results"]
        assert [(row["name"], row["depth"]) for row in rows] == [
            ("Phòng Kinh tế", 0),
            ("Tổ Một cửa", 1),
        ]
        assert rows[0]["lead"] == {"id": str(person.pk), "full_name": "Đỗ Hoàng Nam"}
        assert rows[1]["parent"] == {"id": str(unit.pk), "name": "Phòng Kinh tế"}

    def test_closing_ends_what_is_in_it(self, office, unit, person, admin):
        closed = office.send("POST", f"units/{unit.pk}/close/")
        assert closed.status_code == 200
        assert closed.json()["closed_on"] == clock.today().isoformat()
        assert not Holding.objects.filter(person=person, end=None).exists()
        assert traced("organization.unit_close") == [admin.pk]
        assert office.get("/api/v1/units/").json()["count"] == 0
        assert office.get(f"/api/v1/units/{unit.pk}/").json()["closed_on"]

    def test_what_has_units_below_stays_open(self, office, unit):
        make_unit("Tổ Một cửa", parent=unit)
        answer = office.send("POST", f"units/{unit.pk}/close/")
        assert answer.status_code == 422
        assert "Tổ Một cửa" in answer.json()["detail"]

    @pytest.mark.parametrize(
        "wrong", [{"name": ""}, {"name": "x" * 201}, {"name": "A", "parent": str(new_id())}]
    )
    def test_a_unit_that_cannot_be_is_refused(self, office, wrong):
        answer = office.send("POST", "units/", wrong)
        assert (answer.status_code, answer["Content-Type"]) == (422, MEDIA)
        assert not Unit.objects.exists()

    def test_a_name_is_taken_once(self, office, unit):
        answer = office.send("POST", "units/", {"name": unit.name})
        assert answer.status_code == 422
        assert unit.name in answer.json()["detail"]


class TestFacts:
    def test_what_is_known_and_what_was_answered(self, system, alpha):
        said = system.get("/api/v1/facts/").json()
        assert said["signers_needed"] == 3
        assert said["known"]["agency_full_name"] == alpha.full_name
        assert set(said["answers"].values()) == {""}

    def test_an_answer_is_kept_only_as_it_was_read(self, system, secretary):
        body = {
            "signers_needed": 2,
            "answers": {"address": "12 Trần Phú", "staff_count": "53"},
            "code_patterns": {"procedure": "QT.{nn}"},
        }
        assert system.send("PATCH", "facts/", body).status_code == 428
        tag = {"If-Match": system.get("/api/v1/facts/")["ETag"]}
        kept = system.send("PATCH", "facts/", body, **tag)
        assert kept.status_code == 200, kept.content.decode()
        said = kept.json()
        assert (said["signers_needed"], said["answers"]["address"]) == (2, "12 Trần Phú")
        assert said["code_patterns"]["procedure"] == "QT.{nn}"
        assert said["answers"]["website"] == ""
        assert traced("organization.describe") == traced("organization.signers") == [secretary.pk]
        assert system.send("PATCH", "facts/", {"answers": {}}, **tag).status_code == 412

    @pytest.mark.parametrize(
        ("wrong", "part"),
        [
            ({"signers_needed": 4}, "signers_needed"),
            ({"answers": {"staff_count": "many"}}, "answers/staff_count"),
            ({"answers": {"address": "x" * 1001}}, "answers/address"),
            ({"answers": []}, "answers"),
            ({"code_patterns": {"form": "{what}"}}, "code_patterns/form"),
        ],
    )
    def test_bad_input_says_which_part(self, system, wrong, part):
        tag = {"If-Match": system.get("/api/v1/facts/")["ETag"]}
        answer = system.send("PATCH", "facts/", wrong, **tag)
        assert (answer.status_code, answer["Content-Type"]) == (422, MEDIA)
        assert [each["pointer"] for each in answer.json()["errors"]] == [f"#/{part}"]
        assert not Fact.objects.exists()

    def test_who_may_not_describe_reads_and_answers_nothing(self, connected):
        staff = connected(make_person(Role.STAFF, username="can.bo"))
        assert staff.get("/api/v1/facts/").status_code == 403
        assert staff.send("PATCH", "facts/", {}, **{"If-Match": "*"}).status_code == 403


# Every door that changes people or units, with what a thing it names may be.
WRITES = [
    ("POST", "people/", ""),
    ("POST", "people/invite/", ""),
    ("PATCH", "people/{}/", "person"),
    ("POST", "people/{}/invite/", "person"),
    ("POST", "people/{}/disable/", "person"),
    ("POST", "people/{}/enable/", "person"),
    ("POST", "people/{}/posts/", "person"),
    ("POST", "people/{}/roles/", "person"),
    ("POST", "posts/{}/end/", "holding"),
    ("POST", "roles/{}/end/", "role"),
    ("POST", "units/", ""),
    ("POST", "units/{}/close/", "unit"),
]
each_write = pytest.mark.parametrize(("method", "path", "thing"), WRITES)


def things(person, unit):
    return {
        "person": person.pk,
        "unit": unit.pk,
        "holding": Holding.objects.get(person=person).pk,
        "role": RoleAssignment.objects.get(person=person).pk,
        "": None,
    }


@each_write
def test_only_an_administrator_changes_anything(system, person, unit, method, path, thing):
    before = Event.objects.count()
    answer = system.send(method, path.format(things(person, unit)[thing]), {})
    assert (answer.status_code, answer["Content-Type"]) == (403, MEDIA)
    assert "scope" not in answer.json()
    assert Event.objects.count() == before


@each_write
def test_a_token_to_read_changes_nothing(connected, admin, person, unit, method, path, thing):
    reader = connected(admin, "organization:read")
    answer = reader.send(method, path.format(things(person, unit)[thing]), {})
    assert (answer.status_code, answer.json()["scope"]) == (403, "organization:write")


@each_write
def test_a_thing_of_the_neighbour_is_not_there(office, beta, method, path, thing):
    if not thing:
        return
    with inside(beta):
        theirs = make_unit("Phòng của người khác")
        them = make_person(Role.STAFF, unit=theirs, post="Chuyên viên")
        found = things(them, theirs)[thing]
    answer = office.send(method, path.format(found), {}, **{"If-Match": "*"})
    assert (answer.status_code, answer["Content-Type"]) == (404, MEDIA)


@pytest.mark.parametrize("path", ["people/", "units/", "facts/"])
def test_a_token_for_another_area_reads_nothing_here(connected, admin, path):
    answer = connected(admin, "documents:read").get(f"/api/v1/{path}")
    assert (answer.status_code, answer.json()["scope"]) == (403, "organization:read")
