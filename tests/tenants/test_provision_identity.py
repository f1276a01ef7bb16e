"""`chuan provision-identity`: everything again, for a province that turns single sign-on on."""

import logging
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django_tenants.utils import tenant_context

from accounts.models import User
from kernel.permissions import Role
from tenants.models import Agency
from tenants.services import suspend_agency
from tests.databases import owner
from tests.factories import make_person
from tests.tenants.keycloaks import fake
from tests.tenants.test_command import agency as agency_command
from tests.tenants.test_command import words
from tests.tenants.test_provisioning import there

__all__ = ["fake", "there"]


@pytest.fixture(autouse=True)
def hushed():
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def admin(alpha, there):
    """Somebody of alpha who has logged in by password so far."""
    person = make_person(Role.ADMIN, name="Ngô Văn Trị", username="quan.tri")
    User.objects.filter(pk=person.pk).update(email="tri@tanhai.gov.vn")
    return person


def provision(*words):
    out = StringIO()
    call_command("provision_identity", *words, stdout=out)
    return out.getvalue()


def aliases(there):
    return {one["alias"] for one in there.organizations.values()}


def test_every_agency_becomes_an_organization_and_is_counted(public, there):
    said = provision()
    assert aliases(there) == {"alpha", "beta"}
    assert [line.split()[:2] for line in said.splitlines()] == [["1/2", "alpha:"], ["2/2", "beta:"]]
    assert connection.schema_name == "public"


def test_again_it_makes_nothing_twice(public, there):
    provision()
    provision()
    assert len(there.organizations) == 2
    assert there.asked.count("change_organization") == 0


def test_one_agency_alone(public, there):
    provision("--agency", "beta")
    assert aliases(there) == {"beta"}


def test_whom_the_operator_names_comes_in_by_the_address(admin, there):
    said = provision("--agency", "alpha", "--invite", "quan.tri")
    assert "đã gửi thư mời" in said
    (user,) = there.users.values()
    assert user["email"] == "tri@tanhai.gov.vn"
    with tenant_context(Agency.objects.get(slug="alpha")):
        assert User.objects.get(pk=admin.pk).invited


def test_the_letter_comes_again_until_a_password_is_chosen(admin, there):
    provision("--agency", "alpha", "--invite", "quan.tri")
    provision()
    assert len(there.letters) == 2
    (user,) = there.users.values()
    user |= {"requiredActions": [], "emailVerified": True}  # as opening the letter does
    assert "đã có mật khẩu" in provision()
    assert len(there.letters) == 2


def test_without_a_mail_server_it_says_what_is_left_to_do(admin, there):
    there.mail = {}
    assert "KHÔNG gửi được thư" in provision("--agency", "alpha", "--invite", "quan.tri")


@pytest.mark.parametrize(
    "changed", [{"email": ""}, {"is_active": False}, {"subject": "7d5c1f7e"}, {"username": "khac"}]
)
def test_nobody_is_invited_who_can_not_be(admin, there, changed):
    User.objects.filter(pk=admin.pk).update(**changed)
    with pytest.raises(CommandError, match=r"quan\.tri"):
        provision("--agency", "alpha", "--invite", "quan.tri")
    assert there.users == {}


def test_inviting_needs_the_agency_and_the_agency_must_be_there(public, there):
    with pytest.raises(CommandError, match="--agency"):
        provision("--invite", "quan.tri")
    with pytest.raises(CommandError, match="khong-co"):
        provision("--agency", "khong-co")


def test_a_suspended_agency_is_closed_there_and_nobody_is_written_to(admin, there):
    provision("--agency", "alpha", "--invite", "quan.tri")
    suspend_agency(Agency.objects.get(slug="alpha"), why="Sáp nhập")
    assert "tạm đóng" in provision("--agency", "alpha")
    assert len(there.letters) == 1
    assert not next(iter(there.organizations.values()))["enabled"]


def test_one_agency_refused_holds_up_no_other_and_is_told_at_the_end(public, there, capsys):
    taken = {"alias": "alpha", "name": "Tỉnh khác", "attributes": {"agency": ["khac"]}}
    there.make_organization(taken)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("provision_identity", stdout=out)
    assert "another agency" in out.getvalue()
    assert "1 việc Keycloak từ chối" in out.getvalue()
    assert aliases(there) == {"alpha", "beta"}


def test_keycloak_away_is_one_sentence(public, there):
    there.away = True
    with pytest.raises(CommandError, match="Keycloak không trả lời"):
        provision()


def test_without_a_client_at_keycloak_it_names_what_is_missing(public, there, settings):
    settings.OIDC_ADMIN_CLIENT_SECRET = ""
    with pytest.raises(CommandError, match="OIDC_ADMIN_CLIENT_SECRET"):
        provision()


class TestOpeningByCommand:
    def test_by_single_sign_on_the_administrator_needs_an_address_and_no_password(
        self, public, there, monkeypatch
    ):
        monkeypatch.setattr("getpass.getpass", lambda prompt: pytest.fail("asked for a password"))
        with owner():
            agency_command("open", "nha-trang", *words(admin_email="tri@nhatrang.gov.vn"))
        connection.set_schema_to_public()
        with tenant_context(Agency.objects.get(slug="nha-trang")):
            assert User.objects.get(username="quan.tri").invited

    def test_without_an_address_it_is_told(self, public, there):
        with owner(), pytest.raises(CommandError, match="--admin-email"):
            agency_command("open", "nha-trang", *words())
