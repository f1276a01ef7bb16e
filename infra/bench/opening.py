"""Opening an agency with its first rows, beside the bare DDL that nobody could do without."""

from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql

from infra.bench import filling
from infra.bench.database import bare, owner
from infra.bench.province import Province
from infra.bench.result import Result, at_most, milliseconds
from infra.bench.timing import alternately
from tenants.models import Agency, Blueprint
from tenants.versions import current_version

LIMIT = 1.5
ROUNDS, WARM_UP = 21, 2


def measure(province: Province) -> Iterator[Result]:
    """At few and at many existing agencies."""
    for count in (province.sizes.few, province.sizes.many):
        province.grow(count)
        ours, floor = _seconds(f"do-{Agency.objects.count()}")
        yield at_most(
            f"mở cơ quan, đã có {count}",
            milliseconds(ours),
            f"{milliseconds(floor)} DDL trần",
            ours / floor,
            LIMIT,
        )


def _seconds(prefix: str) -> tuple[float, float]:
    ddl = Blueprint.objects.get(version=current_version()).ddl
    with owner(), bare() as raw:
        try:
            return alternately(
                lambda n: filling.opened(filling.ward(f"{prefix}-{n}")),
                lambda n: _floor(raw, f"floor_{n}", ddl),
                rounds=ROUNDS,
                warm_up=WARM_UP,
            )
        finally:
            for number in range(ROUNDS + WARM_UP):
                _drop(raw, f"floor_{number}")


def _floor(raw: psycopg.Connection[Any], schema: str, ddl: str) -> None:
    """The same tables, indexes, keys, triggers: one text, one transaction."""
    name = sql.Identifier(schema).as_string(raw)
    raw.execute(f"CREATE SCHEMA {name}; SET LOCAL search_path = {name}; {ddl}".encode())
    raw.commit()


def _drop(raw: psycopg.Connection[Any], schema: str) -> None:
    """One by one: a transaction may not lock the tables of many schemas at once."""
    raw.rollback()
    raw.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))
    raw.commit()
