"""One PostgreSQL server under the supervisor: made once, started again whatever happened."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from infra.run import ports
from infra.run.children import Child
from infra.run.place import Place
from infra.run.postgres import account, programs
from infra.run.stopped import Stopped

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "150",
    # one transaction may make the tables of a whole agency
    "max_locks_per_transaction": "512",
    "jit": "off",
    "shared_buffers": "256MB",
    "logging_collector": "off",
}
# Data of tests may be lost: nothing waits for the disk.
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "250",
}


@dataclass
class Cluster:
    """`password` is the superuser's (`postgres`); the port is new at every start."""

    place: Place
    password: str
    careless: bool = False
    port: int = field(default_factory=ports.any_free)

    def __post_init__(self) -> None:
        data = account.home(self.place.var)
        self.programs = programs.find(self.place, data, self.place.logs / "setup.log")
        self.data, self.run_as = account.choose(data, self.place.var, self.programs.folder)

    @property
    def url(self) -> str:
        """For the superuser; whoever else may log in is written in roles.py."""
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/postgres"

    def child(self) -> Child:
        settings = SETTINGS | {"port": str(self.port)} | (CARELESS if self.careless else {})
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return Child(
            name="postgres",
            title="PostgreSQL",
            command=[self.programs["postgres"], "-D", str(self.data), *options],
            log=self.place.logs / "postgres.log",
            environment=self._environment(),
            stage=2,
            stop_signal=signal.SIGINT,  # fast: open transactions are rolled back, then a checkpoint
            stop_seconds=20,
            run_as=self.run_as,
            before_start=lambda: clear_stale_lock(self.data),
        )

    def make(self) -> bool:
        """initdb, once; says whether it was needed. Raises Stopped with what initdb said."""
        if (self.data / "PG_VERSION").exists():
            return False
        account.make_folder(self.data, self.run_as)
        answer = self._initdb("C.UTF-8")
        if answer.returncode:  # systems without that locale have plain C
            answer = self._initdb("C")
        if answer.returncode:
            raise Stopped(f"initdb không tạo được cơ sở dữ liệu:\n{answer.stdout}{answer.stderr}")
        return True

    def _initdb(self, locale: str) -> "subprocess.CompletedProcess[str]":
        command = [self.programs["initdb"], "-D", str(self.data), "-U", "postgres", "-E", "UTF8"]
        command += [f"--locale={locale}", "-A", "scram-sha-256", "--no-sync"]
        with tempfile.NamedTemporaryFile("w") as secret:
            secret.write(self.password + "\n")
            secret.flush()
            if self.run_as.uid is not None:
                os.chown(secret.name, self.run_as.uid, -1)
            return subprocess.run(
                self.run_as.wrap([*command, f"--pwfile={secret.name}"]),
                capture_output=True,
                text=True,
                cwd="/",
                env=self._environment(),
                **self.run_as.arguments(),
            )

    def _environment(self) -> dict[str, str]:
        """Nothing of ours: a PGPORT or PGDATA of the person must not reach it."""
        path = f"{self.programs.folder}{os.pathsep}/usr/bin{os.pathsep}/bin"
        return {"PATH": path, "LC_ALL": "C.UTF-8", "HOME": "/tmp", "TZ": "Asia/Ho_Chi_Minh"}


def clear_stale_lock(data: Path, patience: float = 15.0) -> None:
    """End a server that an earlier supervisor left; drop a lock whose number is another program's.

    The lock of a dead server stays: PostgreSQL reads there whether its helpers are gone too.
    Raises Stopped when that server does not go.
    """
    lock = data / "postmaster.pid"
    pid = _locked_by(lock)
    if _command(pid) and not _runs_on(pid, data):
        lock.unlink(missing_ok=True)
        return
    for number in (signal.SIGINT, signal.SIGQUIT):  # fast, then at once
        if _runs_on(pid, data):
            with suppress(ProcessLookupError):
                os.kill(pid, number)
            _wait_while(lambda: _runs_on(pid, data), patience)
    if _runs_on(pid, data):
        raise Stopped(f"PostgreSQL của lần chạy trước (số {pid}) chưa chịu dừng.")


def _wait_while(what: Callable[[], bool], patience: float) -> None:
    deadline = time.monotonic() + patience
    while what() and time.monotonic() < deadline:
        time.sleep(0.1)


def _locked_by(lock: Path) -> int:
    try:
        return int(lock.read_text("ascii").split()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return 0


def _runs_on(pid: int, data: Path) -> bool:
    """Whether that process is a server of these data and still alive."""
    return os.fsencode(data) in _command(pid)


def _command(pid: int) -> list[bytes]:
    """Its words; none when it is gone or a zombie."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[:-1]
    except OSError:
        return []
