"""From the host to the house: known, unknown, suspended, being updated; asked once a minute."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenants import middleware
from tenants.middleware import KEPT_FOR, agency_at, forget_hosts
from tenants.models import Agency, Domain
from tenants.services import resume_agency, suspend_agency

LOGIN = "/login/"


@pytest.fixture
def clock_of_hosts(monkeypatch):
    """The seconds that pass; `clock_of_hosts[0] += 60` is a minute later."""
    at = [1000.0]
    monkeypatch.setattr(middleware, "monotonic", lambda: at[0])
    forget_hosts()
    yield at
    forget_hosts()


@pytest.fixture
def houses(public, clock_of_hosts):
    return {agency.slug: agency for agency in Agency.objects.all()}


def ask(host, path=LOGIN, **more):
    """A stranger's request; the connection is left as the server finds it next."""
    return Client(HTTP_HOST=host, **more).get(path)


def looked_up(host):
    """How many statements of a request ask for the agency of its host."""
    with CaptureQueriesContext(connection) as captured:
        ask(host)
    return len([query for query in captured if "tenants_domain" in query["sql"]])


def test_each_host_is_its_own_house(houses):
    assert houses["alpha"].name in ask("alpha.test").content.decode()
    assert houses["beta"].name in ask("beta.test").content.decode()
    assert houses["alpha"].name not in ask("beta.test").content.decode()


@pytest.mark.parametrize(
    "host", ["ALPHA.test", "Alpha.TEST", "alpha.test:8123", "ALPHA.TEST:443", "alpha.test."]
)
def test_a_host_is_known_however_it_is_written(houses, host):
    answer = ask(host)
    assert answer.status_code == 200
    assert houses["alpha"].name in answer.content.decode()


@pytest.mark.parametrize("host", ["KHANHHOA.test", "khanhhoa.test:8123", "khanhhoa.test."])
def test_so_is_the_portal(houses, host):
    ask("alpha.test")
    connection.set_tenant(houses["alpha"])  # as a request that was cut off would leave it
    assert ask(host).wsgi_request.agency is None
    assert connection.schema_name == "public"


@pytest.mark.parametrize(
    "host", ["nobody.test", "test", "localhost", "127.0.0.1", "[::1]:8123", "alpha.test.evil.vn"]
)
def test_an_unknown_host_is_told_so_in_vietnamese(houses, host):
    answer = ask(host)
    said = answer.content.decode()
    assert answer.status_code == 404
    assert "Không có cơ quan nào" in said
    assert "khanhhoa.test" in said


@pytest.mark.parametrize("host", ["alpha.test/../beta", "al pha.test", "a@b.test", "<b>.test", ""])
def test_what_is_no_host_is_refused_and_not_shown(houses, host):
    answer = Client(HTTP_HOST=host, raise_request_exception=False).get(LOGIN)
    assert answer.status_code in (400, 404)
    assert "<b>.test" not in answer.content.decode()


def test_an_unknown_host_at_the_port_one_came_by_leads_to_the_portal_there(houses):
    assert "http://khanhhoa.test:8123/" in ask("nobody.test:8123").content.decode()


class TestOnceAMinute:
    """The lookup is kept in the process; a change is seen by everyone within a minute."""

    def test_the_next_requests_ask_the_database_nothing(self, houses, clock_of_hosts):
        assert looked_up("alpha.test") == 1
        clock_of_hosts[0] += KEPT_FOR - 1
        assert looked_up("alpha.test") == 0
        assert looked_up("ALPHA.test:8123") == 0
        assert looked_up("beta.test") == 1

    def test_after_a_minute_it_is_asked_again(self, houses, clock_of_hosts):
        looked_up("alpha.test")
        clock_of_hosts[0] += KEPT_FOR + 1
        assert looked_up("alpha.test") == 1

    def test_hosts_nobody_has_are_not_kept(self, houses):
        """Else anybody could fill the memory, and a new agency would wait for its minute."""
        for n in range(20):
            ask(f"nobody-{n}.test")
        assert middleware._known == {}
        Domain.objects.create(tenant=houses["alpha"], domain="nobody-1.test", is_primary=False)
        assert ask("nobody-1.test").status_code == 200

    def test_an_agency_found_is_the_row_itself_and_enters_its_schema(self, houses):
        assert agency_at("alpha.test") == houses["alpha"]
        assert ask("alpha.test").wsgi_request.agency == houses["alpha"]


class TestSuspended:
    """Closed to everyone, with the reason; and open again when it is resumed."""

    @pytest.fixture
    def closed(self, houses):
        looked_up("alpha.test")
        return suspend_agency(houses["alpha"], why="Sáp nhập vào phường Tân Sơn")

    def test_it_is_closed_at_once_where_it_was_suspended(self, closed):
        assert ask("alpha.test").status_code == 403

    def test_and_within_a_minute_in_every_other_process(self, houses, closed, clock_of_hosts):
        open_still = Agency.objects.get(slug="alpha")
        open_still.suspended_on, open_still.suspended_why = None, ""
        middleware._known["alpha.test"] = (clock_of_hosts[0] + KEPT_FOR, open_still)
        assert ask("alpha.test").status_code == 200
        clock_of_hosts[0] += KEPT_FOR + 1
        assert ask("alpha.test").status_code == 403

    @pytest.mark.parametrize("path", ["/", LOGIN, "/documents/", "/cong-bo/", "/static-of-no-one/"])
    def test_every_page_says_so_in_vietnamese_with_day_and_reason(self, closed, path):
        answer = ask("alpha.test", path)
        said = answer.content.decode()
        assert answer.status_code == 403
        assert "tạm ngừng" in said
        assert "Sáp nhập vào phường Tân Sơn" in said
        assert closed.suspended_on.strftime("%d/%m/%Y") in said

    def test_nothing_is_written_there(self, closed):
        answer = Client(HTTP_HOST="alpha.test").post(LOGIN, {"username": "a", "password": "b"})
        assert answer.status_code == 403
        assert connection.schema_name == "public"

    def test_the_neighbour_and_the_portal_are_open(self, closed):
        assert ask("beta.test").status_code == 200
        assert ask("khanhhoa.test", LOGIN).status_code == 200

    def test_resumed_it_is_open_at_once(self, closed):
        assert ask("alpha.test").status_code == 403
        resume_agency(closed)
        assert ask("alpha.test").status_code == 200


class TestAnotherRelease:
    """An agency whose schema is of another release is closed until it is migrated."""

    @pytest.fixture
    def behind(self, houses):
        Agency.objects.filter(slug="alpha").update(schema_version="cũ hơn")

    def test_it_is_told_when_to_come_back(self, behind):
        answer = ask("alpha.test")
        assert answer.status_code == 503
        assert answer["Retry-After"] == "60"
        assert "nâng cấp" in answer.content.decode()

    def test_the_neighbour_is_open(self, behind):
        assert ask("beta.test").status_code == 200

    def test_the_process_is_well(self, behind):
        assert ask("alpha.test", "/healthz").status_code == 200
        assert ask("nobody.test", "/healthz").status_code == 200
        assert ask("nobody.test", "/readyz").json()["schema"] is True


class TestFrames:
    """What a closed door answers is as safe as every page, and sets no cookie."""

    @pytest.mark.parametrize("host", ["nobody.test", "alpha.test"])
    def test_closed_pages_have_the_headers_of_all_pages(self, houses, host):
        suspend_agency(houses["alpha"], why="Sáp nhập")
        answer = ask(host)
        assert "script-src" in answer["Content-Security-Policy"]
        assert not answer.cookies

    def test_words_of_a_reason_are_text(self, houses):
        suspend_agency(houses["alpha"], why="<script>1</script>")
        assert "<script>1" not in ask("alpha.test").content.decode()


def test_a_request_that_crashes_leaves_nothing_to_the_next(houses, monkeypatch):
    client = Client(HTTP_HOST="alpha.test", raise_request_exception=False)
    monkeypatch.setattr("accounts.middleware.PersonMiddleware.__call__", crash)
    assert client.get(LOGIN).status_code == 500
    monkeypatch.undo()
    assert houses["beta"].name in ask("beta.test").content.decode()
    assert ask("khanhhoa.test", LOGIN).wsgi_request.agency is None


def crash(*args, **kwargs):
    raise ZeroDivisionError


def test_the_portal_s_host_is_the_one_of_the_settings(houses, monkeypatch):
    monkeypatch.setattr(settings, "CHUAN_PORTAL", "lamdong")
    assert ask("lamdong.test").wsgi_request.agency is None
    assert ask("khanhhoa.test").status_code == 404
