"""Another system reads the templates, takes some; the province reads them all."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from accounts.connections import connect
from apps.adoption.models import Adoption
from apps.adoption.selectors import offered_versions, offers_of
from apps.documents.models import Version
from kernel import clock
from kernel.api.scopes import every_scope
from kernel.permissions import SYSTEM, Role
from kernel.problems import MEDIA
from kernel.trail.models import Event
from library.selectors import documents_of, newest_versions
from oversight.services import create_platform_person
from tenants.services import address_of
from tests.api.conftest import System
from tests.factories import make_person

HERE = "packages/phuong-xa/"


@pytest.fixture
def offers(alpha):
    (version,) = offered_versions()
    return offers_of(version)


def clone(system, *keys, **headers):
    return system.send("POST", f"{HERE}clone/", {"templates": list(keys)}, **headers)


class TestAnAgency:
    def test_what_is_offered_is_made_for_its_kind(self, system, offers):
        answer = system.get("/api/v1/packages/")
        assert answer.status_code == 200, answer.content.decode()
        (package,) = answer.json()["results"]
        assert (package["key"], package["kind"]) == ("phuong-xa", "commune")
        assert package["template_count"] == len(offers)

    def test_a_package_lists_its_templates_and_what_they_ask(self, system, offers):
        said = system.get(f"/api/v1/{HERE}").json()
        assert said["own"] is True
        assert [row["key"] for row in said["templates"]] == [each.template.key for each in offers]
        assert {row["standing"] for row in said["templates"]} == {"free"}
        assert "address" in {row["key"] for row in said["questions"]}

    def test_a_template_comes_with_its_text_and_what_fills_it(self, system, alpha):
        said = system.get(f"/api/v1/{HERE}templates/policy/").json()
        assert said["blocks"]
        assert said["values"]["agency_full_name"] == alpha.full_name
        assert not set(said["values"]) & {row["key"] for row in said["questions"]}

    def test_taken_templates_are_drafts(self, system, secretary):
        answer = clone(system, "policy", "manual")
        assert answer.status_code == 201, answer.content.decode()
        made = answer.json()["drafts"]
        assert len(made) == Adoption.objects.count() == 2
        assert set(Version.objects.values_list("author", flat=True)) == {secretary.pk}
        version = system.get(f"/api/v1/versions/{made[0]['version']}/").json()
        assert (version["state"], version["document"]) == ("drafting", made[0]["document"])
        (event,) = Event.objects.filter(action="adoption.clone")
        assert event.actor_id == secretary.pk
        rows = {row["key"]: row for row in system.get(f"/api/v1/{HERE}").json()["templates"]}
        assert rows["policy"]["standing"] == "taken"
        assert rows["policy"]["document"]["id"] in {each["document"]["id"] for each in made}

    def test_sent_twice_with_one_key_they_are_taken_once(self, system):
        first = clone(system, "policy", **{"Idempotency-Key": "k1"})
        again = clone(system, "policy", **{"Idempotency-Key": "k1"})
        assert (first.status_code, again.content) == (201, first.content)
        assert Adoption.objects.count() == 1

    def test_what_was_taken_before_is_refused_as_a_whole(self, system):
        clone(system, "policy")
        answer = clone(system, "policy", "manual")
        assert (answer.status_code, answer["Content-Type"]) == (422, MEDIA)
        assert Adoption.objects.count() == 1

    @pytest.mark.parametrize("keys", [[], ["nothing"], ["policy", "nothing"], [3], [None], "x"])
    def test_a_template_that_is_none_is_said(self, system, keys):
        answer = system.send("POST", f"{HERE}clone/", {"templates": keys})
        assert (answer.status_code, answer["Content-Type"]) == (422, MEDIA)
        assert answer.json()["errors"][0]["pointer"].startswith("#/templates")
        assert not Adoption.objects.exists()

    @pytest.mark.parametrize(
        "path", ["packages/so/", "packages/so/templates/policy/", f"{HERE}templates/nothing/"]
    )
    def test_what_is_made_for_others_is_not_there(self, system, path):
        answer = system.get(f"/api/v1/{path}")
        assert (answer.status_code, answer["Content-Type"]) == (404, MEDIA)

    def test_nor_can_it_be_taken(self, system):
        answer = system.send("POST", "packages/so/clone/", {"templates": ["policy"]})
        assert answer.status_code == 404

    @pytest.mark.parametrize("path", ["packages/", HERE, f"{HERE}templates/policy/"])
    def test_who_may_not_browse_is_kept_out(self, connected, path):
        staff = connected(make_person(Role.STAFF, username="can.bo"))
        assert staff.get(f"/api/v1/{path}").status_code == 403

    def test_who_may_only_browse_takes_nothing(self, connected):
        head = connected(make_person(Role.UNIT_HEAD, username="truong.phong"))
        assert head.get(f"/api/v1/{HERE}").status_code == 200
        assert clone(head, "policy").status_code == 403
        assert not Adoption.objects.exists()

    def test_a_token_to_read_takes_nothing(self, connected, secretary):
        answer = clone(connected(secretary, "library:read"), "policy")
        assert (answer.status_code, answer.json()["scope"]) == (403, "library:write")


class TestTheProvince:
    @pytest.fixture
    def person(self, alpha):
        connection.set_schema_to_public()
        return create_platform_person(
            username="thu.vien",
            full_name="Lê Ngọc Trâm",
            password=None,
            roles=[Role.LIBRARIAN],
            by=SYSTEM,
        )

    @pytest.fixture
    def reader(self, person):
        return self.system_of(person)

    def system_of(self, person, *scopes):
        _connection, token = connect(
            name="Kho dữ liệu của tỉnh",
            person=person,
            scopes=scopes or every_scope(),
            expires_on=clock.today() + timedelta(days=30),
            by=person,
        )
        return System(address_of(settings.CHUAN_PORTAL), token)

    def test_every_package_is_listed(self, reader):
        found = reader.get("/api/v1/packages/").json()["results"]
        assert [row["key"] for row in found] == [v.package.key for v in newest_versions()]

    def test_a_package_lists_its_templates(self, reader):
        version = newest_versions().get(package__key="so")
        said = reader.get("/api/v1/packages/so/").json()
        assert [row["key"] for row in said["templates"]] == [t.key for t in documents_of(version)]

    def test_a_template_is_of_no_agency(self, reader):
        text = reader.get(f"/api/v1/{HERE}templates/manual/").content.decode()
        assert '"placeholder"' in text
        assert '"register"' not in text
        assert "Tân Hải" not in text

    def test_nobody_takes_templates_here(self, reader):
        assert clone(reader, "policy").status_code == 404

    def test_who_has_no_part_in_it_reads_nothing(self, alpha):
        connection.set_schema_to_public()
        operator = create_platform_person(
            username="van.hanh",
            full_name="Bùi Thu Khải",
            password=None,
            roles=[Role.OPERATOR],
            by=SYSTEM,
        )
        for path in ("packages/", HERE, f"{HERE}templates/policy/"):
            assert self.system_of(operator).get(f"/api/v1/{path}").status_code == 403

    def test_a_token_without_the_scope_is_told_which_one(self, person):
        answer = self.system_of(person, "oversight:read").get("/api/v1/packages/")
        assert (answer.status_code, answer.json()["scope"]) == (403, "library:read")

    @pytest.mark.parametrize("path", ["packages/none/", "packages/none/templates/policy/"])
    def test_what_is_none_is_not_found(self, reader, path):
        assert reader.get(f"/api/v1/{path}").status_code == 404
