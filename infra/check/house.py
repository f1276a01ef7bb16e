"""The repository stands alone: locks name no host, and no file knows the machine it came from."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

BINARY = {".png", ".jpg", ".ttf", ".woff2", ".docx", ".pdf", ".ico", ".mo"}
ADDRESS = re.compile(r"\w://")
REGISTRY = re.compile(r"--(?:extra-)?index-url|--find-links|--trusted-host|registry\s*=")
PINNED = re.compile(r"^[\w.\[\]-]+==\S+.*$")
HASHED = re.compile(r"^ +--hash=sha256:[0-9a-f]{64}")

# Each is written so that this file does not match itself.
MACHINE = {
    r"(?<![\w.>}-])/w[o]rk/(?:main|shared|notes|\.)": "thư mục làm việc của một máy",
    r"(?<!\w)\.librar[y](?=/|\b)": "kho tra cứu của một máy",
    r"\bfar[m]-bench|(?<![\w.])/far[m]/": "công cụ của một máy",
    r"(?<![\w.])/ro[o]t/|(?<![\w.])/ho[m]e/\w": "thư mục riêng của một người",
    r"\bbash_jo[b]s\b": "công cụ của một máy",
    r"\.\./share[d]/(?!seeds\b)": "thư mục bên ngoài kho mã; chỉ ../share" + "d/seeds/ được nêu",
}


def main() -> int:
    """1 with one line per fault."""
    paths = tracked()
    faults = [fault for path in paths for fault in faults_of(path)]
    print(
        "\n".join(faults) or f"{len(paths)} tệp không mang tên máy chủ hay đường dẫn của máy nào."
    )
    return 1 if faults or not paths else 0


def tracked() -> list[Path]:
    """Text files that git knows or would take, and that are there."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    paths = {Path(name) for name in answer.stdout.split("\0") if name}
    return sorted(path for path in paths if path.is_file() and path.suffix not in BINARY)


def faults_of(path: Path) -> Iterator[str]:
    """Its lines that should not be committed; a file that is not UTF-8 is not read."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return
    yield from _machine(path, text)
    if path.suffix == ".lock" or path.name == "package-lock.json":
        yield from _hosts(path, text)
    if path.suffix == ".lock":
        yield from _unhashed(path, text)


def _machine(path: Path, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, meaning in MACHINE.items():
            if re.search(pattern, line):
                yield f"{path}:{number}: {meaning}"


def _hosts(path: Path, text: str) -> Iterator[str]:
    """Any address at all: a lock that names a mirror installs nowhere else."""
    for number, line in enumerate(text.splitlines(), 1):
        if ADDRESS.search(line) or REGISTRY.search(line):
            yield f"{path}:{number}: tên máy chủ trong tệp khóa"


def _unhashed(path: Path, text: str) -> Iterator[str]:
    lines = text.splitlines()
    for number, (line, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True), 1):
        if PINNED.match(line) and not HASHED.match(following):
            yield f"{path}:{number}: gói không có mã băm"


if __name__ == "__main__":
    sys.exit(main())
