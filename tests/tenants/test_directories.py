"""An agency's own identity provider: set, closed, removed; its secret is seen by nobody."""

import getpass
import logging
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.sealing import opened
from kernel.outbox.models import Message
from kernel.refusals import BadInput
from kernel.trail.models import Event
from tenants.directories import enable_directory, remove_directory, set_directory
from tenants.models import Agency, OwnDirectory
from tenants.provisioning import ORGANIZATION
from tenants.services import change_agency
from tests.tenants.keycloaks import fake
from tests.tenants.test_provisioning import tell, there

__all__ = ["fake", "there"]

SECRET = "bi-mat-cua-thu-muc"


@pytest.fixture(autouse=True)
def hushed(monkeypatch):
    monkeypatch.setattr(getpass, "getpass", lambda prompt: SECRET)
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def agency(public):
    Message.objects.all().delete()
    return change_agency(Agency.objects.get(slug="alpha"), mail_domains=["tanhai.gov.vn"])


@pytest.fixture
def directory(agency, there):
    return set_directory(agency, discovery=there.discovery, client="chuan", secret=SECRET)


def provider(there):
    return there.providers["directory-alpha"]


def directory_command(*words):
    out = StringIO()
    call_command("directory", *words, stdout=out)
    return out.getvalue()


class TestKept:
    def test_its_secret_lies_sealed(self, directory):
        kept = OwnDirectory.objects.get(agency=directory.agency)
        assert SECRET not in kept.secret
        assert opened(kept.secret) == SECRET

    def test_keycloak_is_told_by_the_outbox_and_the_message_has_no_secret(self, directory, there):
        assert there.asked == []
        assert SECRET not in str(Message.objects.get(topic=ORGANIZATION).body)
        tell()
        assert provider(there)["config"]["clientSecret"] == SECRET
        assert provider(there)["config"]["issuer"] == there.url

    def test_it_stands_in_the_trail_of_the_province_without_the_secret(self, directory, there):
        event = Event.objects.get(action="tenants.directory_set")
        assert event.body["directory"] == there.discovery
        assert SECRET not in str(event.body)

    def test_closed_it_stays_and_opened_it_works_again(self, directory, there):
        enable_directory(directory, enabled=False)
        tell()
        assert provider(there)["enabled"] is False
        enable_directory(directory, enabled=True)
        tell()
        assert provider(there)["enabled"] is True

    def test_removed_it_is_gone_there_and_its_secret_here(self, directory, there):
        tell()
        remove_directory(directory)
        tell()
        assert there.providers == {}
        assert opened(OwnDirectory.objects.get(agency=directory.agency).secret) == ""

    def test_after_that_another_one_may_be_set(self, directory, there):
        remove_directory(directory)
        set_directory(directory.agency, discovery=there.discovery, client="khac", secret="moi")
        tell()
        assert provider(there)["config"]["clientId"] == "khac"


class TestRefused:
    def test_without_a_mail_domain_of_its_own(self, agency, there):
        change_agency(agency, mail_domains=[])
        with pytest.raises(BadInput):
            set_directory(agency, discovery=there.discovery, client="chuan", secret=SECRET)

    def test_without_tls_where_the_house_itself_has_it(self, agency, there, settings):
        settings.SESSION_COOKIE_SECURE = True
        with pytest.raises(BadInput):
            set_directory(agency, discovery=there.discovery, client="chuan", secret=SECRET)

    def test_without_a_secret(self, agency, there):
        with pytest.raises(BadInput):
            set_directory(agency, discovery=there.discovery, client="chuan", secret="")

    @pytest.mark.parametrize("bad", ["javascript:alert(1)", "không phải", "file:///etc/passwd"])
    def test_what_is_no_address(self, agency, there, bad):
        with pytest.raises(CommandError, match="--discovery"):
            directory_command("set", "alpha", "--discovery", bad, "--client", "chuan")
        assert not OwnDirectory.objects.exists()

    @pytest.mark.parametrize("domain", ["tanhai", "tan hai.vn", "@tanhai.vn", "a..vn", "a-.vn"])
    def test_what_is_no_mail_domain(self, agency, domain):
        with pytest.raises(CommandError, match="--mail-domains"):
            call_command("agency", "change", "alpha", "--mail-domains", domain)

    def test_a_mail_domain_of_another_agency(self, agency):
        beta = Agency.objects.get(slug="beta")
        with pytest.raises(BadInput, match="Tân Hải"):
            change_agency(beta, mail_domains=["soxd.gov.vn", "tanhai.gov.vn"])
        beta.refresh_from_db()
        assert beta.mail_domains == []


class TestCommand:
    def set(self, there):
        return directory_command(
            "set", "alpha", "--discovery", there.discovery, "--client", "chuan"
        )

    def test_it_is_tried_at_once_and_says_so(self, agency, there):
        assert self.set(there).endswith("Keycloak đã nhận.\n")
        assert provider(there)["enabled"]

    def test_the_secret_comes_from_the_environment_or_is_asked_for(
        self, agency, there, monkeypatch
    ):
        monkeypatch.setenv("CHUAN_DIRECTORY_SECRET", "bi-mat-khac")
        self.set(there)
        assert provider(there)["config"]["clientSecret"] == "bi-mat-khac"

    def test_keycloak_away_is_told_and_the_rest_comes_by_itself(self, agency, there):
        there.away = True
        with pytest.raises(CommandError, match="tự làm lại"):
            self.set(there)
        there.away = False
        tell()
        assert provider(there)["enabled"]

    def test_one_that_can_not_be_read_is_told_by_its_address(self, agency, there):
        there.discovery = "http://127.0.0.1:9/khong-co"
        with pytest.raises(CommandError, match="khong-co"):
            self.set(there)

    def test_the_list_names_agency_state_and_address(self, directory, there):
        directory_command("off", "alpha")
        (line,) = directory_command("list").splitlines()
        assert line.split()[0] == "alpha"
        assert "tạm đóng" in line
        assert there.discovery in line
        directory_command("on", "alpha")
        assert "đang dùng" in directory_command("list")
        directory_command("remove", "alpha")
        assert directory_command("list") == ""

    def test_an_agency_without_one_is_told_with_the_way_to_the_list(self, agency, there):
        with pytest.raises(CommandError, match="chuan directory list"):
            directory_command("off", "alpha")

    def test_without_a_client_at_keycloak_it_says_what_is_left_to_do(self, agency, there, settings):
        settings.OIDC_ADMIN_CLIENT_SECRET = ""
        assert "tự khai báo ở Keycloak" in self.set(there)
        assert there.providers == {}
