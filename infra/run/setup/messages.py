"""Translations as the program reads them: every .po has its .mo beside it, never committed."""

from pathlib import Path

from infra.run import shell, stamps
from infra.run.console import Console
from infra.run.place import Place

SOURCES = ("platform", "tenants", "apps")


def ensure(place: Place, console: Console, log: Path) -> None:
    """Compile when a .po is newer than its .mo; raises CalledProcessError."""
    if not any(_is_old(catalogue) for catalogue in catalogues(place.root)):
        return
    command = [str(place.python), "-m", "infra.check.messages", "--compile"]
    with console.step("Bản dịch"):
        shell.to_log(command, log, cwd=place.root)


def catalogues(root: Path) -> list[Path]:
    """Every .po of the house."""
    return [
        path
        for source in SOURCES
        for path in stamps.files_below(
            root / source, lambda path: path.suffix == ".po", "node_modules"
        )
    ]


def _is_old(catalogue: Path) -> bool:
    compiled = catalogue.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime
