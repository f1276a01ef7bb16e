"""Every test that asks for `alpha` runs inside that agency; `beta` is the neighbour."""

import difflib
import gc
import os
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from hypothesis.internal.conjecture import providers

from kernel import clock, confirmation
from tests import databases
from tests.keycloak import keycloak, provider_process, real, waits_for_it

__all__ = ["keycloak", "provider_process", "real"]  # one for the whole run

GOLDEN = Path(__file__).parent / "golden"

# A loaded machine is slow, not wrong; and who changes a word does not meet a fault of another year:
# what is asked stays the same, and `--hypothesis-profile=exploring` looks for more.
patient = hypothesis.settings(
    deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile("exploring", patient)
hypothesis.settings.register_profile("house", patient, derandomize=True)
hypothesis.settings.load_profile("house")


def constants_of_modules(found=providers._get_local_constants):
    """None: which modules a process has imported by then depends on the tests before."""
    fixed = hypothesis.settings.default.derandomize
    return providers._local_constants if fixed else found()


providers._get_local_constants = constants_of_modules


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Thousands of tests stay: the collector does not go through them again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()


def pytest_configure(config):
    """WhiteNoise warns of a missing folder, and warnings are errors here."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def pytest_collection_modifyitems(items):
    """What a browser or another server has a part in is asked again, and both answers are told."""
    for item in items:
        if "chromium" in item.fixturenames or waits_for_it(item):
            item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(key=waits_for_it)


def pytest_addoption(parser):
    parser.addoption("--golden", action="store_true", help="rewrite the golden files")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    with django_db_blocker.unblock():
        name = databases.copy(f"{settings.CHUAN_TEST_TAG}_{worker}")
        databases.point_to(name)
        yield
        connection.close()
        with databases.server() as raw:
            databases.drop(raw, name)


@pytest.fixture
def fresh_database(django_db_setup, django_db_blocker):
    """A database of its own with real commits, for workers, kills and opening agencies."""
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        name = databases.copy(f"{before}_fresh")
        databases.point_to(name)
        connection.set_schema_to_public()
        yield name
        connection.set_schema_to_public()
        databases.point_to(before)
        with databases.server() as raw:
            databases.drop(raw, name)


def _agency(slug):
    from tenants.middleware import forget_hosts
    from tenants.models import Agency

    forget_hosts()
    connection.set_schema_to_public()
    return Agency.objects.get(slug=slug)


@pytest.fixture
def beta(db):
    """The neighbour; not entered."""
    return _agency("beta")


@pytest.fixture
def alpha(db, beta):
    """Our agency, entered."""
    agency = _agency("alpha")
    connection.set_tenant(agency)
    yield agency
    connection.set_schema_to_public()


@pytest.fixture
def public(db):
    """The province's side."""
    connection.set_schema_to_public()


@pytest.fixture
def client(alpha):
    """A browser at alpha's address; `client.enter(person)` logs in for real."""
    return HouseClient("alpha.test")


@pytest.fixture
def htmx(alpha):
    """The same browser as HTMX asks."""
    return HouseClient("alpha.test", HTTP_HX_REQUEST="true")


class HouseClient(Client):
    """Django's client at one house; each request leaves the schema as it found it."""

    def __init__(self, host, **defaults):
        super().__init__(HTTP_HOST=host, **defaults)

    def enter(self, person, password="mat-khau-dai-14-ky-tu"):
        person.set_password(password)
        person.save(update_fields=["password"])
        answer = self.post("/login/", {"username": person.username, "password": password})
        assert self.cookies.get(settings.SESSION_COOKIE_NAME), answer.content.decode()[:500]
        return self

    def request(self, **request):
        tenant = connection.tenant
        try:
            return super().request(**request)
        finally:
            connection.set_tenant(tenant)


def signs_by_password(by):
    """Whoever acts in a test has just confirmed it; a request knows its own session only."""
    return confirmation.Confirmation(clock.now(), confirmation.How.PASSWORD)


@pytest.fixture(scope="session", autouse=True)
def nobody_is_away():
    """A provider beside a run that takes both cores is slow; who wants it away says so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("accounts.sso.provider.TIMEOUT", 120.0)
        patch.setattr("tenants.keycloak.TIMEOUT", 120)
        yield


@pytest.fixture(scope="session", autouse=True)
def confirmed():
    with confirmation.given(signs_by_password):
        yield


@pytest.fixture
def golden(request):
    def check(name: str, actual: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual)
        expected = path.read_text() if path.exists() else ""
        assert actual == expected, "\n" + "\n".join(
            difflib.unified_diff(
                expected.splitlines(), actual.splitlines(), name, "actual", lineterm=""
            )
        )

    return check
