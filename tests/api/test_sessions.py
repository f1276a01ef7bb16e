"""A person in a browser asks the API as himself; another system beside him gains nothing by it."""

from datetime import timedelta

import pytest
from django.conf import settings as house_settings

from apps.documents import services
from apps.documents.models import Version
from kernel import clock
from kernel.problems import MEDIA
from tests.api.callers import CSRF
from tests.api.conftest import System
from tests.api.test_documents import A_DOCUMENT
from tests.factories import make_team

ME = "/api/v1/me/"


class Browser(System):
    """With the session of a person, and the token that a page of ours carries."""

    def __init__(self, host="alpha.test", csrf=CSRF):
        super().__init__(host)
        if csrf:
            self.cookies[house_settings.CSRF_COOKIE_NAME] = CSRF
            self.defaults["HTTP_X_CSRFTOKEN"] = csrf
        self.handler.enforce_csrf_checks = True

    def enter(self, person, password="mat-khau-dai-14-ky-tu"):
        self.handler.enforce_csrf_checks = False
        super().enter(person, password)
        self.handler.enforce_csrf_checks = True
        self.cookies[house_settings.CSRF_COOKIE_NAME] = CSRF
        return self


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def waiting(team):
    """A version that waits for the head's approval."""
    secretary, checker, head, _clerk = team
    version = services.draft_document(
        code="QT.77", title="Quy trình", kind="procedure", nodes=(), by=secretary
    )
    services.add_node(version, "paragraph", {"text": [{"text": "Làm."}]}, after="", by=secretary)
    version = services.name_signers(version, checker=checker, approver=head, by=secretary)
    version = services.send_version(version, by=secretary)
    return services.check_version(version, by=checker, sha256=version.content_id)


def approve(client, version):
    path = f"versions/{version.pk}/steps/approve/"
    return client.send("POST", path, {"sha256": version.content_id})


def is_refused(answer, status=403):
    assert (answer.status_code, answer["Content-Type"]) == (status, MEDIA), answer.content.decode()
    return True


def test_a_session_reads_and_writes(secretary):
    browser = Browser().enter(secretary)
    assert browser.get(ME).json()["connection"] is None
    assert browser.send("POST", "documents/", A_DOCUMENT).status_code == 201


@pytest.mark.parametrize("token", ["", "x" * 32, "short"])
def test_a_write_carries_the_token_of_a_page(secretary, token):
    browser = Browser(csrf=token).enter(secretary)
    assert browser.get(ME).status_code == 200
    answer = browser.send("POST", "documents/", A_DOCUMENT)
    assert is_refused(answer)
    assert "X-CSRFToken" in answer.json()["detail"]
    assert not Version.objects.exists()


def test_a_token_of_another_system_needs_none(system):
    assert system.send("POST", "documents/", A_DOCUMENT).status_code == 201


def test_of_both_the_token_counts(connected, secretary, admin):
    """Whoever sends both acts within the scopes of the token, as its person."""
    browser = Browser().enter(admin)
    token = connected(secretary, "documents:read").defaults["HTTP_AUTHORIZATION"]
    browser.defaults["HTTP_AUTHORIZATION"] = token
    assert browser.get(ME).json()["id"] == str(secretary.pk)
    assert browser.send("POST", "documents/", A_DOCUMENT).json()["scope"] == "documents:write"
    browser.defaults["HTTP_AUTHORIZATION"] = token + "x"
    assert is_refused(browser.get(ME), 401)


def test_a_temporary_password_opens_nothing(secretary):
    secretary.temporary = True
    secretary.save(update_fields=["temporary"])
    browser = Browser().enter(secretary)
    assert is_refused(browser.get(ME), 401)
    assert is_refused(browser.send("POST", "documents/", A_DOCUMENT), 401)


def test_a_session_that_was_idle_is_over(secretary):
    browser = Browser().enter(secretary)
    with clock.at(clock.now() + timedelta(minutes=house_settings.CHUAN_IDLE_MINUTES, seconds=1)):
        assert is_refused(browser.get(ME), 401)


class TestSigning:
    """To approve and to issue is a person's own act, just confirmed."""

    def test_who_has_just_logged_in_approves(self, team, waiting):
        answer = approve(Browser().enter(team[2]), waiting)
        assert answer.status_code == 200, answer.content.decode()
        assert answer.json()["state"] == "approved"

    def test_a_proof_that_is_old_is_asked_for_anew(self, team, waiting):
        browser = Browser().enter(team[2])
        later = clock.now() + timedelta(minutes=house_settings.CHUAN_STEP_UP_MINUTES, seconds=1)
        with clock.at(later):
            assert is_refused(approve(browser, waiting))
        assert Version.objects.get(pk=waiting.pk).state == "approving"

    def test_another_system_never_approves(self, connected, team, waiting):
        assert is_refused(approve(connected(team[2]), waiting))
        assert Version.objects.get(pk=waiting.pk).state == "approving"

    def test_not_even_beside_the_session_of_its_person(self, connected, team, waiting):
        """The proof belongs to the session; a token that comes with it borrows nothing."""
        browser = Browser().enter(team[2])
        browser.defaults["HTTP_AUTHORIZATION"] = connected(team[2]).defaults["HTTP_AUTHORIZATION"]
        assert is_refused(approve(browser, waiting))
        assert Version.objects.get(pk=waiting.pk).state == "approving"

    def test_a_machine_is_told_so(self, connected, team, waiting):
        head = team[2]
        head.is_machine = True
        head.save(update_fields=["is_machine"])
        answer = approve(connected(head), waiting)
        assert is_refused(answer)
        assert answer.json()["detail"].startswith("Chỉ con người")

    def test_another_system_never_issues(self, connected, team, waiting):
        secretary, checker, head, clerk = team
        approved = services.approve_version(waiting, by=head, sha256=waiting.content_id)
        decision = services.draft_decision(
            [approved], by=secretary, checker=checker, approver=head, title="Về việc ban hành"
        )
        decision = services.send_version(decision, by=secretary)
        decision = services.check_version(decision, by=checker, sha256=decision.content_id)
        decision = services.approve_version(decision, by=head, sha256=decision.content_id)
        sheet = {"number": 5, "symbol": "QĐ", "signed_on": clock.today().isoformat()}
        path = f"decisions/{decision.pk}/issue/"
        assert is_refused(connected(clerk).send("POST", path, sheet))
        issued = Browser().enter(clerk).send("POST", path, sheet)
        assert issued.status_code == 200, issued.content.decode()
