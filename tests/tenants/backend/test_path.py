"""The search path: chosen when the server is asked, right after any trouble and in any order."""

from importlib.metadata import version

import psycopg
import pytest
from django.db import Error, ProgrammingError, connection, transaction
from django_tenants.utils import schema_context, tenant_context
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from accounts.models import User
from tenants.models import Agency
from tests.factories import make_person
from tests.tenants.backend.asking import PATH, Undone, path_now, path_of, url_of


def test_asking_for_the_server_chooses_the_schema(alpha, sent):
    connection.search_path_set_schemas = None
    assert connection.is_usable()
    with connection.cursor() as cursor:
        cursor.execute(PATH)
        assert cursor.fetchone()[0] == f"{alpha.schema_name}, ext"
    assert len(sent) == 2


def test_a_connection_that_was_cut_is_not_usable(fresh_database):
    connection.ensure_connection()
    connection.connection.close()
    assert not connection.is_usable()
    connection.close()


def test_the_same_agency_again_costs_no_statement(alpha, sent):
    for _again in range(2):
        connection.set_tenant(alpha)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    assert len([statement for statement in sent if "search_path" in statement]) == 1


def fail_at(agency, sql=""):
    """Enter it, see that one is there, and fail."""
    connection.set_tenant(agency)
    assert path_now() == path_of(agency)
    with connection.cursor() as cursor:
        cursor.execute(sql or PATH)
    raise Undone


class TestPath:
    """`agency, ext` and `public, ext`, whatever happened before."""

    def test_an_agency_s_path_is_its_own_schema_and_the_extensions(self, alpha, beta):
        assert path_now() == path_of(alpha)
        with tenant_context(beta):
            assert path_now() == path_of(beta)
        with schema_context("public"):
            assert path_now() == "public, ext"
        assert path_now() == path_of(alpha)

    @pytest.mark.parametrize("table", ["django_content_type", "tenants_agency", "outbox_message"])
    def test_a_table_the_agency_lacks_is_an_error_and_not_the_one_of_the_province(
        self, alpha, table
    ):
        with pytest.raises(ProgrammingError, match="does not exist"), transaction.atomic():
            connection.cursor().execute(f"SELECT 1 FROM {table}")

    def test_not_even_when_the_province_has_one_of_that_name(self, fresh_database):
        """In public there are people, too; alpha's own table is gone, and nothing steps in."""
        agency = Agency.objects.get(slug="alpha")
        with psycopg.connect(url_of(fresh_database)) as other:
            other.execute(f'ALTER TABLE "{agency.schema_name}".accounts_user RENAME TO gone')
        with tenant_context(agency), pytest.raises(ProgrammingError, match="does not exist"):
            User.objects.count()

    def test_our_functions_are_found_from_everywhere(self, alpha):
        for house in (alpha.schema_name, "public"):
            with schema_context(house), connection.cursor() as cursor:
                cursor.execute("SELECT plain('ĐIỀU Ước')")
                assert cursor.fetchone()[0] == "dieu uoc"

    @pytest.mark.parametrize("name", ['a"; DROP SCHEMA public', "a'b", "a\\b", "pg_temp", ""])
    def test_a_name_that_would_break_out_is_refused(self, alpha, name):
        connection.set_schema(name)
        with pytest.raises(Exception, match=r"schema|Invalid"):
            path_now()


class TestAfterTrouble:
    """A rolled back SET is no SET: the path is set anew (django-tenants 1262)."""

    def test_after_an_error_in_the_agency_s_transaction(self, alpha, beta):
        with pytest.raises(Undone), tenant_context(beta), transaction.atomic():
            fail_at(beta)
        assert path_now() == path_of(alpha)

    def test_after_a_statement_that_failed(self, alpha, beta):
        with pytest.raises(Error), transaction.atomic():
            fail_at(beta, "SELECT 1 / 0")
        assert path_now() == path_of(beta)
        connection.set_tenant(alpha)
        assert path_now() == path_of(alpha)

    def test_after_a_savepoint_in_which_the_agency_was_entered(self, alpha, beta):
        point = transaction.savepoint()
        connection.set_tenant(beta)
        assert path_now() == path_of(beta)
        transaction.savepoint_rollback(point)
        assert path_now() == path_of(beta)

    def test_after_a_transaction_in_which_the_agency_was_entered(self, fresh_database):
        ours = Agency.objects.get(slug="alpha")
        with pytest.raises(Undone), transaction.atomic():
            fail_at(ours)
        assert path_now() == path_of(ours)

    def test_after_the_connection_was_cut(self, fresh_database):
        ours = Agency.objects.get(slug="alpha")
        connection.set_tenant(ours)
        connection.close()
        assert path_now() == path_of(ours)

    def test_entering_while_the_transaction_is_broken_is_made_up_for_afterwards(self, alpha, beta):
        point = transaction.savepoint()
        with pytest.raises(Error):
            connection.cursor().execute("SELECT 1 / 0")
        connection.set_tenant(beta)
        transaction.savepoint_rollback(point)
        assert path_now() == path_of(beta)


HOUSES = st.sampled_from(["alpha", "beta", "public"])
STEPS = st.recursive(
    st.one_of(
        st.tuples(st.just("enter"), HOUSES),
        st.tuples(st.sampled_from(["ask", "fail", "stream"]), st.none()),
    ),
    lambda inner: st.tuples(
        st.sampled_from(["kept", "undone", "visit alpha", "visit public"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


class TestAnyOrder:
    """Whatever is entered, left, undone, broken and asked: who asks is answered by the right one.

    Each house knows one person of its own name.
    """

    @pytest.fixture
    def houses(self, alpha, beta):
        found = {"alpha": alpha, "beta": beta, "public": None}
        for name in found:
            self.enter(found, name)
            make_person(username=f"rieng.{name}")
        return found

    @staticmethod
    def enter(houses, name):
        if houses[name]:
            connection.set_tenant(houses[name])
        else:
            connection.set_schema_to_public()

    @rules(
        max_examples=60,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(data=st.data())
    def test_the_path_is_the_one_of_the_house_one_is_in(self, houses, data):
        with transaction.atomic():
            self.enter(houses, "public")
            self.walk(houses, data.draw(st.lists(STEPS, max_size=8)), "public")
            transaction.set_rollback(True)

    def walk(self, houses, steps, here):
        """Take the steps; returns in which house one is afterwards."""
        for kind, more in steps:
            here = self.take(houses, kind, more, here)
            assert path_now() == path_of(houses[here] or here)
        return here

    def take(self, houses, kind, more, here):
        if kind == "enter":
            self.enter(houses, more)
            return more
        if kind.startswith("visit"):
            there = kind.split()[1]
            context = tenant_context(houses[there]) if houses[there] else schema_context(there)
            with context:
                self.walk(houses, more, there)
            return here
        if kind in ("kept", "undone"):
            with transaction.atomic():
                here = self.walk(houses, more, here)
                transaction.set_rollback(kind == "undone")
            return here
        if kind == "fail":
            with pytest.raises(Error), transaction.atomic():
                connection.cursor().execute("SELECT 1 / 0")
            return here
        own = User.objects.filter(username__startswith="rieng.")
        told = own.iterator(chunk_size=1) if kind == "stream" else own
        assert [person.username for person in told] == [f"rieng.{here}"]
        return here


def test_an_agency_may_be_remembered_by_name_without_a_row(alpha):
    connection.set_schema(alpha.schema_name)
    assert path_now() == path_of(alpha)


def test_the_settings_that_were_measured_hold_where_people_work():
    """performance.md, section 8: connections stay, one SET a request, no version with 1262."""
    from config.settings import base
    from config.settings.database import database

    made = database("postgresql://a:b@c:5/d")
    assert made["ENGINE"] == "tenants.postgresql"
    assert made["CONN_MAX_AGE"] is None
    assert not made["OPTIONS"].get("server_side_binding")
    assert base.TENANT_LIMIT_SET_CALLS is True
    assert base.DATABASE_ROUTERS == ["django_tenants.routers.TenantSyncRouter"]
    assert tuple(int(part) for part in version("django-tenants").split(".")[:3]) >= (4, 0, 1)
