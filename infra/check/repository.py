"""The repository itself: lock files name no host, and no file names a path of one machine."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Written so that this file does not match itself.
MACHINE = re.compile(r"/(?:r[o]ot|w[o]rk)/|/h[o]me/\w|bash_j[o]bs")
HOST = re.compile(r'"resolved":\s*"https?:|--(?:extra-)?index-url|--find-links|registry = "http')
ADDRESS = re.compile(r"https?://")
BINARY = {".png", ".jpg", ".ttf", ".woff2", ".docx", ".pdf", ".ico", ".mo"}


def main() -> int:
    """1 with one line per fault."""
    faults = [fault for path in tracked() for fault in faults_of(path)]
    print("\n".join(faults) or "Không có đường dẫn riêng của máy nào và không có tên máy chủ nào.")
    return 1 if faults else 0


def tracked() -> list[Path]:
    """Files git knows or would take, that are there."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    paths = {Path(name) for name in answer.stdout.split("\0") if name}
    return sorted(path for path in paths if path.is_file() and path.suffix not in BINARY)


def faults_of(path: Path) -> Iterator[str]:
    """Its lines that should not be committed."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return
    for number, line in enumerate(text.splitlines(), 1):
        if MACHINE.search(line):
            yield f"{path}:{number}: đường dẫn của riêng một máy"
        if is_lock(path) and names_host(path, line):
            yield f"{path}:{number}: tên máy chủ trong tệp khóa"


def is_lock(path: Path) -> bool:
    return path.suffix == ".lock" or path.name == "package-lock.json"


def names_host(path: Path, line: str) -> bool:
    """Addresses of donations and licences in an npm lock are not where packages come from."""
    return bool(HOST.search(line) or (path.suffix == ".lock" and ADDRESS.search(line)))


if __name__ == "__main__":
    sys.exit(main())
