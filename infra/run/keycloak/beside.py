"""The identity provider of a run of tests: waits until one is wanted, then serves until it is told.

`python -m infra.run.keycloak.beside FOLDER DATABASE_URL NAME`. A test makes FOLDER/wanted and reads
FOLDER/provider.json when it is there: provider, version, why (not Keycloak), url, password.
"""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import psycopg
from psycopg import sql

from infra.run import ports, runfile
from infra.run.children import Child
from infra.run.console import Console
from infra.run.keycloak import distribution, fallback
from infra.run.keycloak.server import Server
from infra.run.passwords import write_private
from infra.run.place import Place
from infra.run.stopped import Stopped

ROOT = Path(__file__).resolve().parents[3]
WANTED, SAID, LOG = "wanted", "provider.json", "log"
FALLBACK = "oidc-provider"  # what CHUAN_IDP asks for to leave Keycloak out


@dataclass(frozen=True)
class Job:
    """`name` is that of the role and the database, which are gone afterwards."""

    folder: Path
    database: str
    name: str

    @property
    def command(self) -> list[str]:
        words = [str(self.folder), self.database, self.name]
        return [sys.executable, "-m", "infra.run.keycloak.beside", *words]


def main(job: Job) -> int:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    while not (job.folder / WANTED).exists():
        time.sleep(0.2)
    child = None
    try:
        child, said = _serve(job)
        write_private(job.folder / SAID, said)
        while True:
            signal.pause()
    finally:
        if child is not None:
            child.ask_to_end()
            if not child.wait_until(time.monotonic() + child.stop_seconds):
                child.kill()
        _drop(job)


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(0)


def _serve(job: Job) -> tuple[Child | None, dict[str, Any]]:
    """Keycloak where it can be had, else what stands in for it, and why."""
    place = Place.of(ROOT)
    with (job.folder / LOG).open("a", encoding="utf-8") as words:
        console = Console(words)
        why = "được yêu cầu bằng CHUAN_IDP"
        if os.environ.get("CHUAN_IDP") != FALLBACK:
            try:
                return _keycloak(job, place, console)
            except (Stopped, subprocess.CalledProcessError, OSError, psycopg.Error) as error:
                why = str(error).splitlines()[0]
        try:
            return fallback.serve(place, console, job.folder, why)
        except (Stopped, subprocess.CalledProcessError, OSError) as error:
            return None, {"provider": "", "why": f"{why}; {str(error).splitlines()[0]}"}


def _keycloak(job: Job, place: Place, console: Console) -> tuple[Child, dict[str, Any]]:
    log = job.folder / LOG
    server = Server(
        home=distribution.ensure(place, console, log),
        port=ports.any_free(),
        database=job.database,
        password=job.name,
        admin_password=job.name,
        name=job.name,
    )
    server.prepare_database()
    child = server.child(log)
    child.start()
    try:
        server.wait(log, _while_alive(child))
    except BaseException:
        child.kill()
        raise
    version = distribution.VERSION
    said = {"provider": "Keycloak", "version": version, "why": "", "url": server.url}
    return child, said | {"password": server.admin_password}


def _while_alive(child: Child) -> Any:
    def pause(seconds: float) -> None:
        if not child.alive:
            raise Stopped("Keycloak không khởi động được.")
        time.sleep(seconds)

    return pause


def _drop(job: Job) -> None:
    try:
        with psycopg.connect(job.database, autocommit=True, connect_timeout=2) as connection:
            for what in ("DATABASE IF EXISTS {} WITH (FORCE)", "ROLE IF EXISTS {}"):
                connection.execute(sql.SQL("DROP " + what).format(sql.Identifier(job.name)))
    except psycopg.Error:  # the server is being thrown away as a whole
        return


def verdict(folder: Path) -> str:
    """The last line of a run: what people logged in at."""
    said = runfile.read(folder / SAID)
    if not (folder / WANTED).exists() or not said:
        return "Lần chạy này không thử đăng nhập ở máy chủ đăng nhập nào."
    if not said["provider"]:
        return f"Đăng nhập CHƯA được thử ở máy chủ đăng nhập nào: {said['why']}"
    named = f"{said['provider']} {said['version']}"
    if said["why"]:
        return f"Đăng nhập được thử với {named} thay cho Keycloak: {said['why'].rstrip('.')}."
    return f"Đăng nhập được thử với {named} thật."


if __name__ == "__main__":
    sys.exit(main(Job(Path(sys.argv[1]), *sys.argv[2:])))
