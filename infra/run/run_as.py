"""As whom a program runs: ourselves, another account, or somebody else in a user namespace."""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class RunAs:
    """PostgreSQL refuses uid 0: `uid` and `gid` name an account, `namespace` hides root from it."""

    uid: int | None = None
    gid: int | None = None
    namespace: bool = False

    def wrap(self, command: list[str], death: signal.Signals = signal.SIGKILL) -> list[str]:
        """The command as called; unshare forgets the death signal, so setpriv repeats it."""
        if not self.namespace:
            return command
        account = unprivileged()  # initdb asks for the name of the account it believes to be
        users = [f"--map-user={account.uid}", f"--map-group={account.gid}"]
        return [
            "unshare",
            "--user",
            *users,
            "--",
            "setpriv",
            "--pdeathsig",
            death.name[3:],
            "--",
            *command,
        ]

    def arguments(self) -> dict[str, Any]:
        """What Popen needs to become that account."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def reaches(self, *folders: Path) -> bool:
        """Whether that account may enter every one of the folders."""
        return all(
            subprocess.run(
                ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)],
                stderr=subprocess.DEVNULL,
                cwd="/",
                **self.arguments(),
            ).returncode
            == 0
            for folder in folders
        )


OURSELVES = RunAs()


def unprivileged() -> RunAs:
    """The account of PostgreSQL where the system has one, else nobody's."""
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return RunAs(account.pw_uid, account.pw_gid)
    return RunAs(65534, 65534)


def namespaces_work() -> bool:
    """Containers may forbid user namespaces, and old systems lack the two tools."""
    if not (shutil.which("unshare") and shutil.which("setpriv")):
        return False
    probe = RunAs(namespace=True).wrap(["/bin/true"])
    return subprocess.run(probe, capture_output=True).returncode == 0


def die_with_parent(death: signal.Signals) -> Callable[[], None]:
    """For Popen's preexec_fn: the kernel sends `death` to the child when this process is gone."""
    parent = os.getpid()
    libc = ctypes.CDLL(None)

    def in_the_child() -> None:
        if hasattr(libc, "prctl"):
            libc.prctl(PR_SET_PDEATHSIG, int(death))
        if os.getppid() != parent:
            os._exit(1)

    return in_the_child
