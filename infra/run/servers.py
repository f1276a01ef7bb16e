"""Database and broker of `make run`: started here, or somebody else's if so told."""

import os
from urllib.parse import urlsplit

from infra.run import opening
from infra.run.console import Console
from infra.run.place import Place
from infra.run.postgres import roles
from infra.run.postgres.cluster import Cluster
from infra.run.supervisor import Supervisor
from infra.run.valkey import Valkey


def database(
    place: Place, console: Console, supervisor: Supervisor, passwords: dict[str, str]
) -> tuple[str, str]:
    """Our own PostgreSQL or the one given; its addresses for `chuan_app` and `chuan_owner`."""
    if given := os.environ.get("DATABASE_URL"):
        owner = os.environ.get("DATABASE_OWNER_URL") or given
        with console.step("PostgreSQL (DATABASE_URL)"):
            roles.check(given)
            roles.check(owner)
        return given, owner
    with console.step("PostgreSQL"):
        cluster = _cluster(place, supervisor, passwords)
        roles.prepare(cluster.url, passwords)
    app, owner = (
        roles.url(name, passwords[name], cluster.port) for name in ("chuan_app", "chuan_owner")
    )
    return app, owner


def _cluster(place: Place, supervisor: Supervisor, passwords: dict[str, str]) -> Cluster:
    cluster = Cluster(place, passwords["postgres"])
    if cluster.make():
        opening.database_stamp(place).unlink(missing_ok=True)
    child = supervisor.add(cluster.child())
    roles.wait_until_ready(cluster.url, lambda: child.alive)
    return cluster


def superuser(
    place: Place,
    console: Console,
    supervisor: Supervisor,
    passwords: dict[str, str],
    database_url: str,
) -> str:
    """The superuser's address of our own PostgreSQL; it is started if the product has another."""
    if not os.environ.get("DATABASE_URL"):
        port = urlsplit(database_url).port
        return f"postgresql://postgres:{passwords['postgres']}@127.0.0.1:{port}/postgres"
    with console.step("PostgreSQL của Keycloak"):
        return _cluster(place, supervisor, passwords).url


def broker(
    place: Place, console: Console, supervisor: Supervisor, passwords: dict[str, str]
) -> tuple[str, str]:
    """Our own Valkey or the one given; its addresses as broker and as cache."""
    if given := os.environ.get("BROKER_URL"):
        return given, os.environ.get("CACHE_URL") or given
    with console.step("Valkey"):
        valkey = Valkey(place, passwords["valkey"])
        valkey.wait_until_ready(supervisor.add(valkey.child()))
    return valkey.url(0), valkey.url(1)
