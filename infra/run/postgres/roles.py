"""Who may log in: `chuan_owner` owns the database and shapes it, `chuan_app` only uses it."""

import time
from collections.abc import Callable

import psycopg
from psycopg import sql

from infra.run.stopped import Stopped

DATABASE = "chuan"
EXTENSIONS = ("unaccent", "pg_trgm")


def wait_until_ready(url: str, alive: Callable[[], bool], patience: float = 60.0) -> None:
    """Until it answers; raises Stopped when the server is gone or takes too long."""
    deadline = time.monotonic() + patience
    while True:
        try:
            psycopg.connect(url, connect_timeout=5).close()
            return
        except psycopg.OperationalError as error:
            if not alive() or time.monotonic() > deadline:
                raise Stopped(f"PostgreSQL không trả lời: {error}") from None
        time.sleep(0.05)


def check(url: str) -> None:
    """That a database somebody else runs can be reached; raises Stopped."""
    try:
        psycopg.connect(url, connect_timeout=10).close()
    except psycopg.Error as error:
        raise Stopped(f"Không kết nối được tới DATABASE_URL: {error}") from None


def prepare(superuser_url: str, passwords: dict[str, str]) -> None:
    """Roles, database and the schema `ext`; nothing changes when all is there."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        for role in ("chuan_owner", "chuan_app"):
            _role(connection, role, passwords[role])
        _database(connection)
    with psycopg.connect(superuser_url, dbname=DATABASE, autocommit=True) as connection:
        _extensions(connection)


def _role(connection: psycopg.Connection, name: str, password: str) -> None:
    role, word = sql.Identifier(name), sql.Literal(password)
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    verb = "ALTER" if known else "CREATE"
    statement = "{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}"
    connection.execute(sql.SQL(statement).format(sql.SQL(verb), role, word))


def _database(connection: psycopg.Connection) -> None:
    known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
    if not known.fetchone():
        connection.execute(f"CREATE DATABASE {DATABASE} OWNER chuan_owner")
    connection.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
    connection.execute(f"GRANT CONNECT ON DATABASE {DATABASE} TO chuan_app")


def _extensions(connection: psycopg.Connection) -> None:
    """Only the superuser may make them; of a missing one the migration will speak."""
    connection.execute("CREATE SCHEMA IF NOT EXISTS ext AUTHORIZATION chuan_owner")
    connection.execute("GRANT USAGE ON SCHEMA ext TO chuan_owner, chuan_app")
    there = {row[0] for row in connection.execute("SELECT name FROM pg_available_extensions")}
    for name in there.intersection(EXTENSIONS):
        connection.execute(
            sql.SQL("CREATE EXTENSION IF NOT EXISTS {} SCHEMA ext").format(sql.Identifier(name))
        )


def url(role: str, password: str, port: int) -> str:
    """The address of our database for that role."""
    return f"postgresql://{role}:{password}@127.0.0.1:{port}/{DATABASE}"
