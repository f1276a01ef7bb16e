"""Which word of the command line does what, and with which Python."""

import importlib
import os
import subprocess
import sys
import time
from pathlib import Path

from infra.run.console import Console
from infra.run.place import Place
from infra.run.stopped import Interrupted, Stopped

# command that needs packages → whether those for tests as well
PREPARED = {"run": False, "test": True, "check": True, "bench": True, "lock": True}
PLAIN = ("accounts", "stop", "reset")
BEGAN, MISSING = "CHUAN_LAUNCH_BEGAN", "CHUAN_LAUNCH_MISSING"


def main(root: Path, words: list[str]) -> int:
    """The shell's exit code: 0 well, 1 with a sentence, 130 after Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    name, *arguments = words or [""]
    if name not in (*PREPARED, *PLAIN):
        print(f"Các lệnh: {', '.join((*PREPARED, *PLAIN))}", file=sys.stderr)
        return 2
    try:
        return _do(Place.of(root), name, arguments)
    except Stopped as stopped:
        print(f"\n{stopped}", file=sys.stderr)
        return stopped.code
    except subprocess.CalledProcessError as error:
        said = str(error.output or "")[-3000:]
        print(f"\nLệnh không chạy được: {' '.join(map(str, error.cmd))}\n{said}", file=sys.stderr)
        return 1
    except PermissionError as error:
        print(f"\nKhông có quyền với {error.filename}.", file=sys.stderr)
        return 1
    except (Interrupted, KeyboardInterrupt):
        print("\nĐã dừng.", file=sys.stderr)
        return 130


def _do(place: Place, name: str, arguments: list[str]) -> int:
    console = Console()
    if name in PREPARED and MISSING not in os.environ:
        _prepare(place, console, name, arguments)
    began = float(os.environ.pop(BEGAN, 0)) or time.time()
    missing = [line for line in os.environ.pop(MISSING, "").splitlines() if line]
    command = importlib.import_module(f"infra.run.commands.{name}")
    return int(command.main(place, console, arguments, began, missing))


def _prepare(place: Place, console: Console, name: str, arguments: list[str]) -> None:
    """Prepare with the Python that is there, then become the one of `.venv`, with the packages."""
    from infra.run.runfile import RunLock
    from infra.run.setup import prepare

    began = time.time()
    running = name == "run" and RunLock(place).holder()
    missing = [] if running else prepare(place, console, development=PREPARED[name])
    told = {**os.environ, BEGAN: str(began), MISSING: "\n".join(missing) or "\n"}
    os.chdir(place.root)
    sys.stdout.flush()
    os.execve(place.python, [str(place.python), "-m", "infra.run", name, *arguments], told)
