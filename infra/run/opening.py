"""The database brought up to the code: migrated, the demonstration opened, files collected."""

from collections.abc import Callable
from pathlib import Path

from infra.run import shell, stamps
from infra.run.console import Console
from infra.run.environment import Facts
from infra.run.place import Place

SOURCES = ("platform", "tenants", "apps")
CODE = {".py", ".yaml", ".yml", ".md", ".sql", ".json", ".toml", ".docx"}
STATIC = {".css", ".js", ".mjs", ".svg", ".png", ".ttf", ".woff2", ".ico", ".webmanifest", ".map"}
# command of `chuan` → its title
DATABASE = {"migrate": "Cập nhật cơ sở dữ liệu", "demo": "Tỉnh mẫu"}


def bring_up(
    place: Place, console: Console, facts: Facts, tick: Callable[[], None], *, ours: bool
) -> None:
    """Each part is skipped while nothing changed; a database that is not ours is always asked.

    Raises CalledProcessError with what the failing command said.
    """
    mark, stamp = _mark(place, CODE), database_stamp(place)
    if not (ours and stamps.is_done(stamp, mark)):
        for word, title in DATABASE.items():
            _chuan(place, console, facts, title, [word], tick)
        stamps.set_done(stamp, mark if ours else "")
    mark, stamp = _mark(place, STATIC), place.var / "stamps" / "static"
    if not stamps.is_done(stamp, mark):
        words = ["collectstatic", "--noinput", "--clear", "--verbosity", "0"]
        _chuan(place, console, facts, "Tệp tĩnh", words, tick)
        stamps.set_done(stamp, mark)


def database_stamp(place: Place) -> Path:
    """To be removed with the data it speaks of."""
    return place.var / "stamps" / "database"


def _mark(place: Place, suffixes: set[str]) -> str:
    """Of the locked packages and every file that may matter; reading them takes no second."""
    paths = [
        path
        for source in SOURCES
        for path in stamps.files_below(
            place.root / source, lambda path: path.suffix in suffixes, "node_modules", "__pycache__"
        )
    ]
    return stamps.digest([place.root / "requirements.lock", *paths])


def _chuan(
    place: Place,
    console: Console,
    facts: Facts,
    title: str,
    words: list[str],
    tick: Callable[[], None],
) -> None:
    environment = facts.environment(place, owner=True)
    command = [str(place.bin / "chuan"), *words]
    with console.step(title) as step:
        for line in shell.lines_of(
            command, cwd=place.root, environment=environment, meanwhile=tick
        ):
            step.detail(line)
