"""A supervisor that runs for one test and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from infra.run import runfile, throwaway
from tests.infra.stand_in import ROOT

PATIENCE = 300.0  # seconds


def eventually(what: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """The first truthy answer; AssertionError when none comes in time."""
    deadline = time.monotonic() + patience
    while not (answer := what()):
        assert time.monotonic() < deadline, f"chờ quá {patience:g} giây"
        time.sleep(0.05)
    return answer


def alone() -> dict[str, str]:
    """Our environment without the servers the tests themselves were given."""
    return {name: value for name, value in os.environ.items() if not name.endswith("_URL")}


class Running:
    """A supervisor in a process of its own."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.infra.stand_in", str(self.var)]
        with (self.var / "said").open("ab") as said:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=alone(), stdout=said, stderr=said
            )
        eventually(lambda: self.facts.get("pid") == self.process.pid or self.process.poll())
        assert self.process.poll() is None, self.said

    @property
    def facts(self) -> dict[str, Any]:
        return runfile.read(self.var / "run.json")

    @property
    def said(self) -> str:
        return (self.var / "said").read_text("utf-8")

    def descendants(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, *programs: str) -> psutil.Process | None:
        """The direct child that is one of these programs, by the start of its name."""
        for child in psutil.Process(self.process.pid).children():
            try:
                if Path(child.exe()).name.startswith(programs):
                    return child
            except psutil.Error:  # it died between two looks
                continue
        return None

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


def _supervised(var: Path) -> Iterator[Running]:
    supervisor = Running(var)
    yield supervisor
    if supervisor.process.poll() is None:
        supervisor.end()
    throwaway.remove(var)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Whose children may be killed, not itself.

    pytest keeps the folder private: as root, PostgreSQL gets there only in a user namespace.
    """
    yield from _supervised(tmp_path_factory.mktemp("var"))


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Running]:
    """Which may be killed itself."""
    yield from _supervised(tmp_path)
