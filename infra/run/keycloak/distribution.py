"""Keycloak's distribution: brought by Maven once, checked, unpacked beside `.venv`, built once."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.run import shell, stamps
from infra.run.console import Console
from infra.run.place import Place
from infra.run.stopped import Stopped

VERSION = "26.7.2"
SHA256 = "4f3ce3b797a9d98998b7f1a6bd5d2b9832100faea66c48988713a9b23eda5c44"
ARTIFACT = f"org.keycloak:keycloak-quarkus-dist:{VERSION}:tar.gz"
ARCHIVE = f"keycloak-quarkus-dist-{VERSION}.tar.gz"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
OLDEST_JAVA = 17
BUILD = ["build", "--db=postgres"]
THEME = Path(__file__).parents[2] / "keycloak" / "theme" / "chuan"


def home(place: Place) -> Path:
    """`make reset` leaves it, as it leaves `.venv`: it holds no data."""
    return place.root / ".keycloak" / VERSION


def lacking(place: Place) -> str:
    """What has to be installed first, in one sentence; empty when it can be had or is there."""
    absent = [] if java_version() >= OLDEST_JAVA else [f"Java {OLDEST_JAVA} trở lên"]
    if not is_unpacked(place) and not shutil.which("mvn"):
        absent.append("Maven (lệnh mvn)")
    if not absent:
        return ""
    return f"Keycloak {VERSION} cần {' và '.join(absent)}, máy này chưa có."


def java_version() -> int:
    """The major version of the machine's Java; 0 when there is none."""
    home_of_java = os.environ.get("JAVA_HOME")
    java = str(Path(home_of_java, "bin", "java")) if home_of_java else "java"
    try:
        answer = subprocess.run([java, "-version"], capture_output=True, text=True)
    except OSError:
        return 0
    found = re.search(r'version "(\d+)', answer.stderr)
    return int(found[1]) if found else 0


def is_unpacked(place: Place) -> bool:
    return (home(place) / "bin" / "kc.sh").exists()


def ensure(place: Place, console: Console, log: Path) -> Path:
    """Its folder, ready to start; raises Stopped when something is missing or not what it must be,
    CalledProcessError when Maven or the build fails.
    """
    if sentence := lacking(place):
        raise Stopped(
            f"{sentence} Hãy cài default-jre-headless và maven rồi chạy lại, "
            "hoặc chạy make run không có SSO."
        )
    folder = home(place)
    with _alone(folder.parent):
        if not is_unpacked(place):
            _bring(folder, console, log)
        mark = stamps.digest([], VERSION, SHA256, *BUILD)
        if not stamps.is_done(folder / "chuan-built", mark):
            with console.step(f"Chuẩn bị Keycloak {VERSION}, một lần"):
                shell.to_log([str(folder / "bin" / "kc.sh"), *BUILD], log, cwd=folder)
            stamps.set_done(folder / "chuan-built", mark)
        shutil.copytree(THEME, folder / "themes" / THEME.name, dirs_exist_ok=True)
    return folder


def _bring(folder: Path, console: Console, log: Path) -> None:
    """Unpacked under another name first: what is there under its own name is whole."""
    new = folder.with_name(f"{VERSION}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    with console.step(f"Tải Keycloak {VERSION} (170 MB), một lần"):
        mvn = ["mvn", "--batch-mode", "--quiet", COPY, f"-Dartifact={ARTIFACT}"]
        shell.to_log([*mvn, f"-DoutputDirectory={new}"], log, cwd=new)
    archive = new / ARCHIVE
    check(archive)
    with console.step(f"Giải nén Keycloak {VERSION}"):
        shell.to_log(["tar", "--strip-components=1", "-xzf", str(archive)], log, cwd=new)
    archive.unlink()
    new.rename(folder)


def check(archive: Path, wanted: str = SHA256) -> None:
    """Raises Stopped for a file that is not the one this release was tried with."""
    with archive.open("rb") as content:
        found = hashlib.file_digest(content, "sha256").hexdigest()
    if found != wanted:
        raise Stopped(f"{archive.name} không đúng bản đã công bố (SHA-256 {found}).")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """A run and the tests may both be the first."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
