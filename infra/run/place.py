"""Where things lie: one value that knows every folder and file of this checkout."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """`root` is the checkout, `var` what running leaves behind (`CHUAN_VAR`, else `var/`)."""

    root: Path
    var: Path

    @classmethod
    def of(cls, root: Path) -> "Place":
        return cls(root, Path(os.environ.get("CHUAN_VAR") or root / "var").resolve())

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def bin(self) -> Path:
        return self.venv / "bin"

    @property
    def python(self) -> Path:
        return self.bin / "python"

    @property
    def site_packages(self) -> Path:
        """Where packages are; the running Python's own place when there is no `.venv` yet."""
        found = sorted(self.venv.glob("lib/python3*/site-packages"))
        return found[-1] if found else Path(sys.prefix)

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def run_json(self) -> Path:
        return self.var / "run.json"

    @property
    def ui(self) -> Path:
        return self.root / "platform" / "kernel" / "ui"

    def prepare(self) -> None:
        """Make the folders; raises OSError when `var` belongs to somebody else."""
        self.logs.mkdir(parents=True, exist_ok=True)
        if not os.access(self.var, os.W_OK):
            raise PermissionError(13, "không ghi được", str(self.var))
