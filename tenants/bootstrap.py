"""What the database needs before the first migration: schema `ext`, its functions, the roles."""

from django.db import connection

EXTENSIONS = ("unaccent", "pg_trgm")

# The database itself refuses to change what is written once; the message is for operators.
REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION ext.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '42501';
END $$
"""

# unaccent() is STABLE; wrapped so that an index may use it.
PLAIN = """
CREATE OR REPLACE FUNCTION ext.plain(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ext.unaccent('ext.unaccent'::regdictionary, lower($1))
"""

ROLES = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'chuan_owner') THEN
        CREATE ROLE chuan_owner;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'chuan_app') THEN
        CREATE ROLE chuan_app;
    END IF;
END $$
"""


def prepare_database() -> None:
    """Idempotent; runs as the owner, creating the roles only where that right is there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_roles WHERE rolname IN ('chuan_owner', 'chuan_app')"
        )
        if cursor.fetchone()[0] < 2:
            cursor.execute(ROLES)
        cursor.execute("CREATE SCHEMA IF NOT EXISTS ext")
        for extension in EXTENSIONS:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension} SCHEMA ext")
        cursor.execute(REFUSE_CHANGE)
        cursor.execute(PLAIN)
        cursor.execute("GRANT USAGE ON SCHEMA ext, public TO chuan_app")
        cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
