"""`.venv` with exactly what the lock file says, the two source roots, and the command `chuan`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from infra.run import shell, stamps
from infra.run.console import Console
from infra.run.place import Place
from infra.run.setup import registry, system
from infra.run.stopped import Stopped

BOOTSTRAP = Path(__file__).parent / "bootstrap.lock"
COMMAND = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
from config.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
"""


def ensure(place: Place, console: Console, log: Path, *, development: bool) -> None:
    """Raises Stopped without `venv`, CalledProcessError when the packages cannot be installed."""
    wanted = _mark(place, "requirements-dev.lock" if development else "requirements.lock")
    enough = {wanted, _mark(place, "requirements-dev.lock")}
    stamp = place.venv / "chuan-installed"
    if place.python.exists() and any(stamps.is_done(stamp, mark) for mark in enough):
        return
    with console.step("Môi trường Python"):
        _create(place, log, moved=stamp.exists() and not _belongs(stamp, place))
    lock = place.root / ("requirements-dev.lock" if development else "requirements.lock")
    with console.step("Thư viện Python"):
        install(place, lock, log)
        _add_roots(place)
        _add_command(place)
    stamps.set_done(stamp, wanted)


def _mark(place: Place, lock: str) -> str:
    return f"{place.root}\n{stamps.digest([place.root / lock, BOOTSTRAP])}\n"


def _belongs(stamp: Path, place: Place) -> bool:
    """Scripts of an environment hold its path, so one that was moved is made anew."""
    return stamp.read_text("utf-8").startswith(f"{place.root}\n")


def _create(place: Place, log: Path, *, moved: bool) -> None:
    if place.venv.exists() and (moved or not _works(place.python)):
        shutil.rmtree(place.venv)
    if place.python.exists():
        return
    # From within an environment, the new one must still stand on the system's Python.
    base = str(getattr(sys, "_base_executable", sys.executable))
    command = [base, "-m", "venv", str(place.venv)]
    try:
        shell.to_log(command, log, cwd=place.root)
    except subprocess.CalledProcessError:
        shutil.rmtree(place.venv, ignore_errors=True)
        _create_after_apt(command, log, place)


def _create_after_apt(command: list[str], log: Path, place: Place) -> None:
    """Debian keeps `ensurepip` in a package of its own."""
    package = f"python3.{sys.version_info.minor}-venv"
    if not system.may_install() or not system.apt_install([package], log):
        raise Stopped(f"Python thiếu mô-đun venv; hãy cài gói {package} rồi chạy lại lệnh này.")
    shell.to_log(command, log, cwd=place.root)


def _works(python: Path) -> bool:
    try:
        check = "import sys; raise SystemExit(sys.version_info < (3, 11))"
        return subprocess.run([python, "-c", check], capture_output=True).returncode == 0
    except OSError:
        return False


def install(place: Place, lock: Path, log: Path) -> None:
    """By uv, which is six times faster; by pip where uv cannot be had or finds no packages."""
    pip = [str(place.python), "-m", "pip", "install", "--require-hashes", "--no-input", "-r"]
    environment = registry.environment(place)
    uv = [str(place.bin / "uv"), "pip", "install", "--python", str(place.python)]
    try:
        if not (place.bin / "uv").exists():
            shell.to_log([*pip, str(BOOTSTRAP)], log, cwd=place.root, environment=environment)
        command = [*uv, "--require-hashes", "-r", str(lock)]
        shell.to_log(command, log, cwd=place.root, environment=environment)
    except (subprocess.CalledProcessError, OSError):
        shell.to_log([*pip, str(lock)], log, cwd=place.root, environment=environment)


def _add_roots(place: Place) -> None:
    """Two plain lines make `import kernel` and `import apps` work without an install."""
    roots = f"{place.root}\n{place.root / 'platform'}\n"
    (place.site_packages / "chuan.pth").write_text(roots, "utf-8")


def _add_command(place: Place) -> None:
    """The first lines are shell and Python at once: a path with spaces cannot stand after `#!`."""
    script = place.bin / "chuan"
    script.write_text(COMMAND.format(python=place.python), "utf-8")
    os.chmod(script, 0o755)
