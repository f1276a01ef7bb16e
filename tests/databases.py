"""One database per migration hash with public, alpha, beta; a copy of it per worker and need."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

ROOT = Path(__file__).parents[1]
SHAPING = (
    "platform/**/migrations/*.py",
    "apps/*/migrations/*.py",
    "tenants/**/*.py",
    "platform/library/**/*",
    "apps/compliance/*.py",
    "tests/databases.py",
    "apps/organization/services/*.py",
)
BASES = "chuan_base_"  # whoever runs tests on this server shares them
KEPT = 6  # other branches have other shapes
ALPHA = {
    "slug": "alpha",
    "name": "UBND phường Tân Hải",
    "full_name": "Ủy ban nhân dân phường Tân Hải",
    "kind": "commune",
    "obligation": "encouraged",
    "parent_name": "Ủy ban nhân dân tỉnh Khánh Hòa",
    "province": "Khánh Hòa",
    "place_name": "Tân Hải",
    "head_title": "Chủ tịch Ủy ban nhân dân phường",
    "symbol": "UBND",
    "short_name": "phường",
    "ink": "teal",
}
BETA = {
    "slug": "beta",
    "name": "Sở Xây dựng tỉnh Khánh Hòa",
    "full_name": "Sở Xây dựng tỉnh Khánh Hòa",
    "kind": "provincial_department",
    "obligation": "mandatory",
    "parent_name": "Ủy ban nhân dân tỉnh Khánh Hòa",
    "province": "Khánh Hòa",
    "place_name": "Khánh Hòa",
    "head_title": "Giám đốc Sở",
    "symbol": "SXD",
    "short_name": "Sở",
    "ink": "indigo",
}


def base_name() -> str:
    """The name says which shape it has, so a changed migration makes a new one."""
    digest = hashlib.sha256()
    for pattern in SHAPING:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return f"{BASES}{digest.hexdigest()[:12]}"


@contextmanager
def server() -> Iterator[psycopg.Connection]:
    """The server's own connection, as superuser, one process at a time."""
    with psycopg.connect(settings.TEST_DATABASE_URL, autocommit=True) as raw:
        raw.execute("SELECT pg_advisory_lock(hashtext('chuan tests'))")
        yield raw


def ensure_base() -> str:
    """Build the base unless it is there; half-built ones are thrown away."""
    name = base_name()
    with server() as raw:
        if raw.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name
        older = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC"
        for (old,) in raw.execute(f"{older} OFFSET {KEPT}", [BASES]).fetchall():
            drop(raw, old)
        for role in ("chuan_owner", "chuan_app"):
            if not raw.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                raw.execute(f"CREATE ROLE {role}")
        building = f"{name}_building"
        drop(raw, building)
        raw.execute(
            sql.SQL("CREATE DATABASE {} OWNER chuan_owner").format(sql.Identifier(building))
        )
        point_to(building)
        _fill()
        connections.close_all()
        _alone(
            raw,
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(building), sql.Identifier(name)
            ),
        )
    return name


def _fill() -> None:
    from tenants.services import open_agency

    with owner():
        call_command("migrate", verbosity=0, stdout=_Nowhere())
        for facts in (ALPHA, BETA):
            open_agency(**facts)
            connection.set_schema_to_public()


class _Nowhere:
    def write(self, text: str) -> None:
        pass

    def flush(self) -> None:
        pass


@contextmanager
def owner() -> Iterator[None]:
    """Act as the role that owns the database, for opening and migrating."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE chuan_owner")
    yield  # after an error the rollback resets the role, too
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE chuan_app")


def copy(name: str) -> str:
    """A fresh copy of the base under this name, in about 0.2 s."""
    base = ensure_base()
    with server() as raw:
        drop(raw, name)
        _alone(
            raw,
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER chuan_owner").format(
                sql.Identifier(name), sql.Identifier(base)
            ),
        )
    return name


def drop(raw: psycopg.Connection, name: str) -> None:
    _alone(raw, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _alone(raw: psycopg.Connection, statement: sql.Composed) -> None:
    """PostgreSQL gives others five seconds to leave; on a full machine they need more."""
    for _again in range(24):
        try:
            raw.execute(statement)
            return
        except psycopg.errors.ObjectInUse:
            continue
    raw.execute(statement)


def point_to(name: str) -> None:
    """Let Django's connection lead to this database, stepping down to `chuan_app` like the web."""
    connections.close_all()
    connection.settings_dict["NAME"] = name
    connection.settings_dict["OPTIONS"]["assume_role"] = "chuan_app"
    settings.DATABASES["default"]["NAME"] = name
