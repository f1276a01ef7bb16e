"""A real Valkey and real workers that a test may kill."""

import os
import signal
import sys
import time
from pathlib import Path

import psutil

from infra.run.children import Child
from infra.run.place import Place
from infra.run.valkey import Valkey

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 300.0  # seconds


def eventually(what, patience=PATIENCE):
    """The first truthy answer; AssertionError when none comes in time."""
    deadline = time.monotonic() + patience
    while not (answer := what()):
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.05)
    return answer


def kill(child):
    """As the kernel does when memory is short: no goodbye, and everything it had started too."""
    child.signal(signal.SIGKILL)
    child.bury()


class Broker:
    """Valkey on one port, before and after its death; it forgets everything."""

    def __init__(self, folder):
        place = Place(ROOT, folder)
        place.prepare()
        self.valkey = Valkey(place, "mat-khau")
        self.child = self.valkey.child()
        self.url = self.valkey.url(0)
        self.start()

    def start(self):
        self.child.start()
        self.valkey.wait_until_ready(self.child, PATIENCE)


def worker(folder, broker, database):
    """`celery worker` with one process, on this database."""
    base = os.environ.get("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:54329/postgres")
    command = ["-m", "celery", "-A", "config.celery", "worker", "--concurrency", "1"]
    command += ["--include", "tests.kernel.outbox.working", "--queues", "celery,slow"]
    command += ["--without-gossip", "--without-mingle"]
    environment = os.environ | {
        "BROKER_URL": broker.url,
        "TEST_DATABASE_URL": base.rpartition("/")[0] + "/" + database,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "platform")]),
    }
    child = Child(
        "worker",
        "worker",
        [sys.executable, *command],
        folder / "worker.log",
        environment=environment,
        cwd=ROOT,
    )
    child.start()
    return child


def hands_of(child):
    """The process of the pool that does the work."""
    return psutil.Process(child.pid).children()[0]
