"""Styles, scripts and fonts of the pages, built by Node from locked npm packages."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from infra.run import shell, stamps
from infra.run.console import Console
from infra.run.place import Place
from infra.run.setup import python

OLDEST = (20, 19)
LOCK = Path(__file__).parent / "node.lock"
BUILT = Path("static", "ui", "dist")


def ensure(place: Place, console: Console, log: Path) -> None:
    """Raises CalledProcessError when npm or the build fails."""
    if not (place.ui / "package.json").exists():
        return
    packages = stamps.digest(place.ui / n for n in ("package.json", "package-lock.json", ".npmrc"))
    sources = _sources_mark(place, packages)
    installed, built = (place.ui / "node_modules" / n for n in (".chuan-installed", ".chuan-built"))
    if stamps.is_done(built, sources) and (place.ui / BUILT).is_dir():
        return
    told = environment(place, console, log)
    if not stamps.is_done(installed, packages):
        with console.step("Gói npm"):
            npm = ["npm", "ci", "--no-audit", "--no-fund"]
            shell.to_log(npm, log, cwd=place.ui, environment=told)
        stamps.set_done(installed, packages)
    if (place.ui / "build.mjs").exists():
        with console.step("Giao diện"):
            shell.to_log(["node", "build.mjs"], log, cwd=place.ui, environment=told)
        stamps.set_done(built, sources)


def _sources_mark(place: Place, packages: str) -> str:
    """Whatever the build may read: all that is not Python, a translation or its own result."""
    without = ("node_modules", "dist", "locale", "__pycache__")
    return stamps.digest(
        stamps.files_below(place.ui, lambda path: path.suffix not in {".py", ".md"}, *without),
        packages,
    )


def environment(place: Place, console: Console, log: Path) -> dict[str, str]:
    """The system's Node when it is new enough, else the one from the Python package."""
    if not (version := system_version()) or version < OLDEST or not shutil.which("npm"):
        if not (place.bin / "npm").exists():
            with console.step("Node.js"):
                python.install(place, LOCK, log)
        return {**os.environ, "PATH": f"{place.bin}{os.pathsep}{os.environ.get('PATH', '')}"}
    return dict(os.environ)


def system_version() -> tuple[int, int] | None:
    """Major and minor of `node`, None when there is none."""
    try:
        answer = subprocess.run(["node", "--version"], capture_output=True, text=True)
    except OSError:
        return None
    found = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    return (int(found[1]), int(found[2])) if found else None
