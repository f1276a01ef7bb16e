"""What Keycloak is told of agencies: late, twice, interrupted or refused, and nothing is lost."""

import logging
import threading

import pytest
from django.db import connection
from django_tenants.utils import tenant_context

from accounts.models import User
from kernel import clock
from kernel.outbox.models import Message
from kernel.outbox.services import LEASE, deliver, lease, run_all
from kernel.permissions import Role
from kernel.trail.models import Event
from tenants import keycloak as adapter
from tenants.keycloak import KeycloakAway, KeycloakRefused
from tenants.models import Agency
from tenants.provisioning import (
    MEMBER,
    ORGANIZATION,
    promise_member,
    promise_organization,
    tell_organization,
)
from tenants.services import (
    FirstAdmin,
    change_agency,
    open_agency,
    resume_agency,
    suspend_agency,
)
from tests.databases import ALPHA, owner
from tests.factories import make_person
from tests.tenants.a_keycloak import CLIENT, REALM, SECRET
from tests.tenants.keycloaks import fake

__all__ = ["fake"]

ADMIN = FirstAdmin("quan.tri", "Ngô Văn Trị", email="tri@nhatrang.gov.vn")
FACTS = ALPHA | {"slug": "nha-trang", "name": "UBND phường Nha Trang"}
PATIENCE = 60  # seconds; half of what an answer may take


@pytest.fixture(autouse=True)
def hushed():
    """What the outbox logs of a failure."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def there(fake, settings):
    """Our Keycloak, and the settings that lead to it."""
    settings.OIDC_ISSUER = f"{fake.url}/realms/{REALM}"
    settings.OIDC_ADMIN_CLIENT_ID, settings.OIDC_ADMIN_CLIENT_SECRET = CLIENT, SECRET
    fake.mail = {"host": "mail"}
    return fake


@pytest.fixture
def quiet(public):
    Message.objects.all().delete()


def opened(**more):
    with owner():
        agency = open_agency(**FACTS | more, admin=ADMIN)
    connection.set_schema_to_public()
    return agency


def waiting():
    return list(
        Message.objects.filter(done_at=None, topic__startswith="tenants.")
        .order_by("id")
        .values_list("topic", flat=True)
    )


def tell():
    """Deliver what waits for Keycloak, and nothing else."""
    for row in Message.objects.filter(done_at=None, topic__startswith="tenants.").order_by("id"):
        deliver(row.pk)


def organization(there, slug="nha-trang"):
    return next(one for one in there.organizations.values() if one["alias"] == slug)


class TestOpening:
    def test_it_promises_and_asks_nothing(self, quiet, there):
        opened()
        assert waiting() == [ORGANIZATION, MEMBER]
        assert there.asked == []

    def test_then_there_are_organization_domains_and_the_first_administrator(self, quiet, there):
        agency = opened(mail_domains=["nhatrang.gov.vn"])
        tell()
        made = organization(there)
        assert made["name"] == "UBND phường Nha Trang (nha-trang)"
        assert made["domains"] == [{"name": "nhatrang.gov.vn", "verified": True}]
        assert made["attributes"] == {"agency": [str(agency.pk)]}
        (member,) = there.members(made["id"])
        assert (member["email"], member["lastName"]) == ("tri@nhatrang.gov.vn", "Ngô")
        assert there.letters == [("tri@nhatrang.gov.vn", ["UPDATE_PASSWORD"])]
        assert waiting() == []

    def test_the_administrator_waits_to_be_known_by_the_address(self, quiet, there):
        with tenant_context(opened()):
            person = User.objects.get(username="quan.tri")
            assert (person.invited, person.subject, person.email) == (True, None, ADMIN.email)
            assert not person.has_usable_password()

    def test_that_one_was_invited_stands_in_the_trail_of_the_agency(self, quiet, there):
        agency = opened()
        tell()
        with tenant_context(agency):
            assert Event.objects.get(action="accounts.invite").body["letter"] is True

    @pytest.mark.parametrize("missing", ["OIDC_ISSUER", "OIDC_ADMIN_CLIENT_SECRET"])
    def test_without_a_client_for_it_nothing_is_promised(self, quiet, there, settings, missing):
        setattr(settings, missing, "")
        opened()
        assert waiting() == []

    def test_an_opening_that_fails_has_promised_nothing(self, quiet, there, monkeypatch):
        monkeypatch.setattr("tenants.services._make_schema", lambda agency: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            opened()
        assert waiting() == []

    def test_an_administrator_without_an_address_is_invited_by_nobody(self, quiet, there):
        with owner():
            open_agency(**FACTS, admin=FirstAdmin("quan.tri", "Ngô Văn Trị", "mat-khau-14-ky-tu"))
        connection.set_schema_to_public()
        assert waiting() == [ORGANIZATION]


class TestChanges:
    @pytest.fixture
    def agency(self, quiet, there):
        found = opened(mail_domains=["nhatrang.gov.vn"])
        tell()
        return found

    def test_a_new_name_is_the_name_there_and_the_domains_stay(self, agency, there):
        change_agency(agency, name="UBND phường Bắc Nha Trang")
        tell()
        assert organization(there)["name"] == "UBND phường Bắc Nha Trang (nha-trang)"
        assert organization(there)["domains"] == [{"name": "nhatrang.gov.vn", "verified": True}]

    def test_nobody_is_written_to_again_because_a_name_changed(self, agency, there):
        change_agency(agency, name="UBND phường Bắc Nha Trang")
        tell()
        assert len(there.letters) == 1

    def test_suspended_it_is_closed_there_and_resumed_open(self, agency, there):
        suspend_agency(agency, why="Sáp nhập")
        tell()
        assert organization(there)["enabled"] is False
        resume_agency(agency)
        tell()
        assert organization(there)["enabled"] is True

    def test_what_is_told_late_is_what_is_true_then(self, agency, there):
        suspend_agency(agency, why="Sáp nhập")
        resume_agency(agency)
        assert waiting() == [ORGANIZATION]
        tell()
        assert organization(there)["enabled"] is True

    def test_one_that_somebody_removed_there_is_made_again(self, agency, there):
        there.organizations.clear()
        promise_organization(agency)
        tell()
        assert organization(there)["name"] == "UBND phường Nha Trang (nha-trang)"


class TestInvitations:
    @pytest.fixture
    def hoa(self, alpha, there):
        person = make_person(Role.STAFF, name="Trần Thị Hoa")
        person.email, person.invited = "hoa@tanhai.gov.vn", True
        person.save()
        return person

    def test_the_organization_is_there_before_its_member(self, hoa, there):
        promise_member(hoa)
        tell()
        (member,) = there.members(organization(there, "alpha")["id"])
        assert member["email"] == "hoa@tanhai.gov.vn"

    @pytest.mark.parametrize(
        "changed", [{"invited": False}, {"subject": "7d5c1f7e"}, {"is_active": False}]
    )
    def test_an_invitation_taken_or_withdrawn_meanwhile_is_none(self, hoa, there, changed):
        promise_member(hoa)
        User.objects.filter(pk=hoa.pk).update(**changed)
        tell()
        assert there.users == {}
        assert waiting() == []

    def test_one_whose_name_is_refused_holds_up_nobody_else(self, hoa, there):
        bad = make_person(Role.STAFF, name="Lê <script>", username="le.script")
        User.objects.filter(pk=bad.pk).update(email="le@tanhai.gov.vn", invited=True)
        promise_member(bad)
        promise_member(hoa)
        first, second = Message.objects.filter(done_at=None, topic=MEMBER).order_by("id")
        with pytest.raises(KeycloakRefused):
            deliver(first.pk)
        deliver(second.pk)
        assert [user["email"] for user in there.users.values()] == ["hoa@tanhai.gov.vn"]
        first.refresh_from_db()
        assert "error-person-name-invalid-character" in first.error

    def test_two_agencies_invite_the_same_person_into_one_account(self, hoa, beta, there):
        promise_member(hoa)
        with tenant_context(beta):
            other = make_person(Role.STAFF, name="Trần Thị Hoa")
            User.objects.filter(pk=other.pk).update(email="Hoa@tanhai.gov.vn", invited=True)
            promise_member(other)
        tell()
        (user,) = there.users.values()
        assert {user["id"]} == {member for _organization, member in there.joined}
        assert len(there.joined) == 2


class TestTrouble:
    def test_keycloak_away_loses_nothing_and_is_asked_again(self, quiet, there):
        opened()
        Message.objects.exclude(topic__startswith="tenants.").delete()
        there.away = True
        for row in lease():
            with pytest.raises(KeycloakAway):
                deliver(row.pk)
        assert lease() == []
        assert len(waiting()) == 2
        there.away = False
        with clock.at(clock.now() + LEASE):
            run_all()
        assert waiting() == []
        assert organization(there)["enabled"]
        assert len(there.letters) == 1

    @pytest.mark.parametrize(
        "after", ["make_organization", "make_user", "join", "send_letter", "find_users"]
    )
    def test_cut_off_in_the_middle_it_is_finished_and_nothing_is_there_twice(
        self, quiet, there, after
    ):
        opened()
        there.cut = after
        for row in Message.objects.filter(done_at=None).order_by("id"):
            try:
                deliver(row.pk)
            except KeycloakAway:
                deliver(row.pk)
        assert there.cut is None, "it was not cut off"
        assert waiting() == []
        assert [len(kept) for kept in (there.organizations, there.users, there.joined)] == [1, 1, 1]
        assert {address for address, _steps in there.letters} == {ADMIN.email}

    def test_a_wrong_secret_is_written_beside_the_message(self, quiet, there, settings):
        settings.OIDC_ADMIN_CLIENT_SECRET = "sai"
        opened()
        message = Message.objects.get(topic=ORGANIZATION)
        with pytest.raises(KeycloakRefused):
            deliver(message.pk)
        message.refresh_from_db()
        assert "Invalid client" in message.error
        assert message.done_at is None

    def test_the_alias_of_another_cell_is_left_alone(self, quiet, there):
        there.make_organization(
            {"alias": "nha-trang", "name": "Tỉnh khác", "attributes": {"agency": ["khac"]}}
        )
        opened()
        with pytest.raises(KeycloakRefused, match="another agency"):
            tell()
        assert organization(there)["name"] == "Tỉnh khác"
        assert there.joined == set()

    def test_an_answer_that_takes_too_long_is_none(self, quiet, there, monkeypatch):
        monkeypatch.setattr(adapter, "TIMEOUT", 0.2)
        late = threading.Event()
        there.before = lambda name: late.wait(PATIENCE)
        opened()
        with pytest.raises(KeycloakAway, match="Timeout"):
            deliver(Message.objects.get(topic=ORGANIZATION).pk)
        late.set()


class TestTwoAtOnce:
    def test_who_began_with_the_older_row_never_has_the_last_word(self, committed_owner, there):
        """The first is held up at Keycloak while the agency is suspended and told again."""
        alpha = Agency.objects.get(slug="alpha")
        arrived, go_on = threading.Event(), threading.Event()

        def hold(name):
            if name == "make_organization" and not arrived.is_set():
                arrived.set()
                go_on.wait(PATIENCE)

        there.before = hold
        failed = []

        def tell_in_a_thread():
            try:
                tell_organization({"agency": str(alpha.pk)})
            except Exception as error:
                failed.append(error)
            finally:
                connection.close()

        first = threading.Thread(target=tell_in_a_thread)
        first.start()
        assert arrived.wait(PATIENCE)
        suspend_agency(alpha, why="Sáp nhập")
        second = threading.Thread(target=tell_in_a_thread)
        second.start()
        second.join(0.3)
        assert second.is_alive(), "the second did not wait for the first"
        go_on.set()
        first.join(PATIENCE)
        second.join(PATIENCE)
        assert failed == []
        assert organization(there, "alpha")["enabled"] is False
