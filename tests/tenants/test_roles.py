"""Two roles: the owner of the database makes shapes, and the web writes rows and nothing else."""

import pytest
from django.db import Error, connection, transaction
from django_tenants.utils import schema_context

from tenants.blueprint import TEMPLATE
from tenants.models import Agency
from tests.databases import owner

NO_RIGHT = "permission denied|must be owner|must have|must be superuser"
SHAPES = [
    "CREATE SCHEMA mine",
    "CREATE TABLE mine (id uuid)",
    "CREATE VIEW mine AS SELECT 1",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE EXTENSION pg_prewarm",
    "CREATE ROLE mine",
    "CREATE INDEX ON accounts_user (full_name)",
    "ALTER TABLE accounts_user ADD COLUMN mine text",
    "ALTER TABLE accounts_user DISABLE TRIGGER ALL",
    "ALTER TABLE trail_event DISABLE TRIGGER trail_event_append_only",
    "DROP TRIGGER trail_event_append_only ON trail_event",
    "DROP TABLE trail_event",
    "TRUNCATE accounts_user CASCADE",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION ext.refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
    " 'BEGIN RETURN NULL; END'",
    "COPY accounts_user TO PROGRAM 'cat'",
    "ALTER ROLE chuan_app SUPERUSER",
]


def refused(sql):
    with pytest.raises(Error, match=NO_RIGHT), transaction.atomic():
        connection.cursor().execute(sql)


def row(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


@pytest.mark.parametrize("sql", SHAPES)
def test_the_web_changes_no_shape_of_an_agency(alpha, sql):
    refused(sql)


@pytest.mark.parametrize("sql", SHAPES)
def test_nor_of_the_province(public, sql):
    refused(sql)


def test_the_web_gives_itself_no_right(alpha):
    with connection.cursor() as cursor:
        cursor.execute("GRANT ALL ON trail_event TO chuan_app")  # PostgreSQL only warns
    refused("DELETE FROM trail_event")


def test_nor_does_it_drop_an_agency(alpha):
    refused(f'DROP SCHEMA "{alpha.schema_name}" CASCADE')
    refused(f'ALTER SCHEMA "{alpha.schema_name}" RENAME TO mine')


@pytest.mark.parametrize(
    "sql",
    ["SELECT 1 FROM {}.accounts_user", "DELETE FROM {}.accounts_user", "CREATE TABLE {}.mine ()"],
)
def test_the_template_of_the_agencies_is_closed_to_the_web(alpha, sql):
    refused(sql.format(f'"{TEMPLATE}"'))


def test_another_schema_of_the_database_is_closed_to_the_web(public):
    with owner(), connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA elsewhere; CREATE TABLE elsewhere.kept ()")
    refused("SELECT 1 FROM elsewhere.kept")


def test_the_web_s_role_is_no_other_role_and_has_no_power_over_the_server(public):
    assert row("SELECT current_user")[0] == "chuan_app"
    member = row(
        "SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
        " WHERE r.rolname = 'chuan_app'"
    )
    assert member[0] == 0
    powers = row(
        "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication"
        " FROM pg_roles WHERE rolname = 'chuan_app'"
    )
    assert powers[0] is False


def test_everything_of_an_agency_and_of_the_province_belongs_to_the_owner(public):
    strangers = row(
        "SELECT string_agg(relname, ' ') FROM pg_class c JOIN pg_namespace n"
        " ON n.oid = c.relnamespace WHERE (nspname LIKE 'a\\_%%' OR nspname IN (%s, 'public'))"
        " AND relowner <> 'chuan_owner'::regrole",
        TEMPLATE,
    )
    assert strangers[0] is None


def guarded_of(schema):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class c WHERE relnamespace = %s::regnamespace AND EXISTS"
            " (SELECT 1 FROM pg_trigger t WHERE tgrelid = c.oid AND tgname LIKE '%%_append_only')"
            " ORDER BY 1",
            [f'"{schema}"'],
        )
        return [found[0] for found in cursor.fetchall()]


def test_these_tables_are_written_once(alpha):
    """A table that leaves this list loses its guard, and that is to be seen."""
    assert guarded_of(alpha.schema_name) == [
        "content_frozencontent",
        "documents_acknowledgement",
        "documents_signedcopy",
        "trail_event",
        "trail_seal",
    ]
    assert guarded_of("public") == [
        "library_evidencerule",
        "library_packagedocument",
        "library_packageversion",
        "library_recordtype",
        "oversight_looklog",
        "oversight_publication",
        "tenants_trailanchor",
        "trail_event",
        "trail_seal",
    ]


@pytest.mark.parametrize("house", ["alpha", "beta", "public"])
@pytest.mark.parametrize(
    "change", ["UPDATE {} SET {column} = {column}", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
def test_what_is_written_once_is_changed_neither_by_the_web_nor_by_the_owner(public, house, change):
    schema = house if house == "public" else Agency.objects.get(slug=house).schema_name
    for table in guarded_of(schema):
        name = f'"{schema}"."{table}"'
        column = row(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 1", name
        )[0]
        sql = change.format(name, column=column)
        refused(sql)
        with owner(), pytest.raises(Error, match="is append-only"), transaction.atomic():
            connection.cursor().execute(sql)


def test_the_web_writes_every_other_row_of_an_agency(alpha):
    """Reading, inserting, changing and deleting, in every table that has no guard."""
    lacking = row(
        "SELECT string_agg(relname, ' ') FROM pg_class WHERE relnamespace = %s::regnamespace"
        " AND relkind = 'r' AND relname <> ALL (%s) AND NOT (has_table_privilege(oid, 'SELECT')"
        " AND has_table_privilege(oid, 'INSERT') AND has_table_privilege(oid, 'UPDATE')"
        " AND has_table_privilege(oid, 'DELETE'))",
        f'"{alpha.schema_name}"',
        guarded_of(alpha.schema_name),
    )
    assert lacking[0] is None


def test_the_owner_does_what_the_web_can_not(public):
    with owner(), schema_context("public"), connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA mine; CREATE TABLE mine.t (); DROP SCHEMA mine CASCADE")
