"""Where the data lies and as whom PostgreSQL runs, which refuses to be root."""

import hashlib
import os
from pathlib import Path

from infra.run.run_as import RunAs, namespaces_work, unprivileged

FALLBACK = Path("/var/tmp")


def home(var: Path) -> Path:
    """The folder for the data: `var/pg`, or one in /var/tmp that was needed before."""
    fallback = _fallback(var)
    return fallback if (fallback / "PG_VERSION").exists() else var / "pg"


def choose(data: Path, var: Path, programs: Path) -> tuple[Path, RunAs]:
    """Data folder and account; data that is there already stays with its owner."""
    if os.geteuid() != 0:
        return data, RunAs()
    if data.exists():
        owner = data.stat()
        return data, RunAs(owner.st_uid, owner.st_gid) if owner.st_uid else RunAs(namespace=True)
    account = unprivileged()
    if account.reaches(data.parent, programs):
        return data, account
    if namespaces_work():
        return data, RunAs(namespace=True)
    return _fallback(var), account


def make_folder(data: Path, run_as: RunAs) -> None:
    """Empty and for the account alone."""
    data.parent.mkdir(parents=True, exist_ok=True)
    data.mkdir(mode=0o700, exist_ok=True)
    if run_as.uid is not None:
        os.chown(data, run_as.uid, run_as.gid if run_as.gid is not None else -1)


def _fallback(var: Path) -> Path:
    """One per `var`, so that two checkouts never meet."""
    name = hashlib.sha256(str(var).encode()).hexdigest()[:16]
    return FALLBACK / f"chuan-{os.geteuid()}-{name}" / "pg"
