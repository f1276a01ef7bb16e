"""PostgreSQL and Valkey for one command (tests, checks, benches), gone with it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from infra.run.console import Console
from infra.run.environment import common
from infra.run.passwords import load_or_make
from infra.run.place import Place
from infra.run.postgres import account, roles
from infra.run.postgres.cluster import Cluster
from infra.run.signals import Signals
from infra.run.supervisor import Supervisor
from infra.run.valkey import Valkey

PREFIX = "throwaway-"


@contextmanager
def servers(place: Place, console: Console, *, careless: bool = True) -> Iterator[dict[str, str]]:
    """Yield the environment for the command; raises Stopped when a server does not come up.

    `careless` trades safety of data for speed; benches measure without it.
    """
    place.prepare()
    sweep(place.var)
    own = replace(place, var=place.var / f"{PREFIX}{os.getpid()}")
    own.prepare()
    with Signals() as signals:
        supervisor = Supervisor(console, signals)
        try:
            with console.step("PostgreSQL và Valkey dùng một lần"):
                environment = _start(own, supervisor, careless=careless)
            yield environment
        finally:
            supervisor.stop()
            remove(own.var)


def _start(own: Place, supervisor: Supervisor, *, careless: bool) -> dict[str, str]:
    passwords = load_or_make(own.var / "secrets.json")
    cluster = Cluster(own, passwords["postgres"], careless=careless)
    cluster.make()
    database = supervisor.add(cluster.child())
    valkey = Valkey(own, passwords["valkey"])
    broker = supervisor.add(valkey.child())
    roles.wait_until_ready(cluster.url, lambda: database.alive)
    valkey.wait_until_ready(broker)
    return common(own, "config.settings.test") | {
        "TEST_DATABASE_URL": cluster.url,
        "BROKER_URL": valkey.url(0),
        "CACHE_URL": valkey.url(1),
        "CHUAN_TEST_VAR": str(own.var),
    }


def sweep(var: Path) -> None:
    """Remove what commands left that were killed; the servers died with them."""
    for folder in var.glob(f"{PREFIX}*"):
        pid = folder.name.removeprefix(PREFIX)
        if not Path(f"/proc/{pid}").exists():
            remove(folder)


def remove(folder: Path) -> None:
    data = account.home(folder)
    if not data.is_relative_to(folder):
        shutil.rmtree(data.parent, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
