"""Libraries and programs of the system: by apt as root, else one sentence naming the packages."""

import ctypes
import os
import shutil
import subprocess
from pathlib import Path

from infra.run import shell
from infra.run.console import Console

# what the printing of PDF loads → Debian's package that has it
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "fontconfig",
}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
APT_SECONDS = "DPkg::Lock::Timeout=120"


def may_install() -> bool:
    """Debian or one of its kin, as root."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: list[str], log: Path) -> bool:
    """Whether apt put them there; what it said is in the log."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "-o", APT_SECONDS]
    try:
        update = ["apt-get", "update", "-q", "-o", APT_SECONDS]
        shell.to_log(update, log, cwd=Path("/"), environment=environment)
        shell.to_log([*install, *packages], log, cwd=Path("/"), environment=environment)
    except (subprocess.CalledProcessError, OSError):
        return False
    return True


def missing_libraries() -> list[str]:
    """Packages of the libraries that do not load."""
    return sorted({package for name, package in LIBRARIES.items() if not _loads(name)})


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_test_tools() -> list[str]:
    """Packages the browser tests, the pictures of PDF pages and the server seal need."""
    chromium = [] if any(map(shutil.which, CHROMIUM)) else ["chromium"]
    tools = {"pdftoppm": "poppler-utils", "softhsm2-util": "softhsm2"}
    return chromium + [package for tool, package in tools.items() if not shutil.which(tool)]


def ensure_libraries(console: Console, log: Path) -> list[str]:
    packages = missing_libraries()
    return _ensure(packages, "Thư viện hệ thống cho PDF", "Chưa in được PDF", console, log)


def ensure_test_tools(console: Console, log: Path) -> list[str]:
    packages = missing_test_tools()
    consequence = "Các kiểm thử bằng trình duyệt, ảnh trang PDF hoặc con dấu số sẽ không chạy"
    return _ensure(packages, "Công cụ kiểm thử", consequence, console, log)


def _ensure(
    packages: list[str], title: str, consequence: str, console: Console, log: Path
) -> list[str]:
    """Install them, else say in one sentence what does not work without them."""
    if not packages:
        return []
    if may_install():
        with console.step(title) as step:
            if apt_install(packages, log):
                return []
            step.note = "không cài được"
    return [f"{consequence}: hãy nhờ quản trị máy cài {', '.join(packages)}."]
