"""One Keycloak server under the supervisor, with its data in PostgreSQL beside ours."""

import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from infra.run import logs
from infra.run.children import Child
from infra.run.stopped import Stopped

ADMIN = "chuan"
FIRST_START, LOOK = 240.0, 0.5  # seconds
# Half a gigabyte is enough for a province that is tried out; Keycloak would take most of a machine.
HEAP = "-Xms64m -Xmx512m"


@dataclass(frozen=True)
class Server:
    """`database` is for the superuser of the PostgreSQL it uses, `name` that of its own database.

    PostgreSQL rather than Keycloak's file database: it survives a kill, and Keycloak in service
    runs on it, too.
    """

    home: Path
    port: int
    database: str
    password: str
    admin_password: str
    name: str = "keycloak"
    product: str = ""  # host and port at which it is told of logouts, a name only browsers know

    @property
    def url(self) -> str:
        """The same for browsers and for our own processes: both know `localhost`."""
        return f"http://localhost:{self.port}"

    def child(self, log: Path) -> Child:
        return Child(
            name="keycloak",
            title="Keycloak",
            command=[str(self.home / "bin" / "kc.sh"), "start", "--optimized"],
            log=log,
            environment=self._environment(),
            cwd=self.home,
            stage=1,
            stop_seconds=15,
        )

    def _environment(self) -> dict[str, str]:
        """Nothing of the person's KC_… variables; passwords are no arguments, all could read them.

        kc.sh hands the end of the supervisor on to Java.
        """
        place = urlsplit(self.database)
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": os.environ.get("HOME", "/tmp"),
            **({"JAVA_HOME": home} if (home := os.environ.get("JAVA_HOME")) else {}),
            "JAVA_OPTS_KC_HEAP": HEAP,
            "KC_BOOTSTRAP_ADMIN_USERNAME": ADMIN,
            "KC_BOOTSTRAP_ADMIN_PASSWORD": self.admin_password,
            "KC_CACHE": "local",
            "KC_DB_URL": f"jdbc:postgresql://{place.hostname}:{place.port}/{self.name}",
            "KC_DB_USERNAME": self.name,
            "KC_DB_PASSWORD": self.password,
            "KC_DB_POOL_MAX_SIZE": "20",
            "KC_HOSTNAME": self.url,
            "KC_HTTP_ENABLED": "true",
            "KC_HTTP_HOST": "127.0.0.1",
            "KC_HTTP_PORT": str(self.port),
            **self._way_to_the_product(),
        }

    def _way_to_the_product(self) -> dict[str, str]:
        """Java does not know *.localhost: what it asks there, it asks our web server as a proxy."""
        if not self.product:
            return {}
        host, _colon, port = self.product.partition(":")
        mapping = f"{re.escape(host)};http://127.0.0.1:{port}"
        return {"KC_SPI_CONNECTIONS_HTTP_CLIENT__DEFAULT__PROXY_MAPPINGS": mapping}

    def prepare_database(self) -> None:
        """A role and a database of its own; nothing changes when both are there."""
        name = sql.Identifier(self.name)
        with psycopg.connect(self.database, autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [self.name])
            role = sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}")
            verb = sql.SQL("ALTER" if known.fetchone() else "CREATE")
            connection.execute(role.format(verb, name, sql.Literal(self.password)))
            there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name])
            if not there.fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/realms/master", timeout=10):
                return True
        except (OSError, urllib.error.URLError):
            return False

    def wait(
        self, log: Path, pause: Callable[[float], None] = time.sleep, patience: float = FIRST_START
    ) -> None:
        """Raises Stopped with the end of its log when it does not come up."""
        deadline = time.monotonic() + patience
        while not self.answers():
            if time.monotonic() > deadline:
                raise Stopped(f"Keycloak không trả lời. Nhật ký: {log}\n{logs.tail(log)}")
            pause(LOOK)
