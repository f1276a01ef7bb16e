"""`make check`: what can be judged without the tests; every check runs, faults come at the end."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from infra.run import shell, throwaway
from infra.run.console import Console, seconds
from infra.run.place import Place
from infra.run.stopped import Stopped

TEMPLATES = ("platform", "tenants", "apps")
CHECKS: dict[str, list[str]] = {
    "Định dạng mã nguồn": ["ruff", "format", "--check", "--output-format", "concise", "."],
    "Quy tắc mã nguồn": ["ruff", "check", "--output-format", "concise", "."],
    "Kiểu dữ liệu (mypy)": ["mypy"],
    "Hợp đồng giữa các tầng": ["lint-imports"],
    "Quy tắc mẫu trang (djlint)": ["djlint", "--lint", "--quiet", *TEMPLATES],
    "Migration còn thiếu": ["chuan", "makemigrations", "--check", "--dry-run"],
    "Bản dịch": ["python", "-m", "infra.check.messages"],
    "Helm chart": ["python", "-m", "infra.check.chart"],
    "Kho mã": ["python", "-m", "infra.check.house"],
}


def main(
    place: Place, console: Console, arguments: list[str], began: float, missing: list[str]
) -> int:
    """Raises Stopped with the list of faults."""
    said: dict[str, str] = {}
    with throwaway.servers(place, console) as environment:
        for title, words in CHECKS.items():
            lines = _judge(place, console, title, words, environment)
            if lines:
                said[title] = "".join(lines)
    for number, (title, text) in enumerate(said.items(), 1):
        log = place.logs / f"check-{number}.log"
        log.write_text(text, "utf-8")
        console.say(f"\n── {title}\n{first_lines(text, log)}")
    if said:
        raise Stopped(f"Chưa đạt: {', '.join(said)}.")
    console.say(f"\nĐạt cả {len(CHECKS)} phép kiểm tra ({seconds(time.time() - began)}).")
    return 0


def first_lines(text: str, log: Path, most: int = 40) -> str:
    """As much as fits a screen, and where the rest is."""
    lines = text.rstrip().splitlines()
    more = [f"… còn {len(lines) - most} dòng: {log}"] if len(lines) > most else []
    return "\n".join([*lines[:most], *more])


def _judge(
    place: Place, console: Console, title: str, words: list[str], environment: dict[str, str]
) -> list[str]:
    """What the check said when it failed; nothing when all is well."""
    lines: list[str] = []
    with console.step(title) as step:
        try:
            lines.extend(_lines(place, words, environment))
        except subprocess.CalledProcessError:
            step.note = "CHƯA ĐẠT"
            return lines or ["không nói gì\n"]
    return []


def _lines(place: Place, words: list[str], environment: dict[str, str]) -> Iterator[str]:
    command = [str(place.bin / words[0]), *words[1:]]
    return shell.lines_of(command, cwd=place.root, environment=environment)
