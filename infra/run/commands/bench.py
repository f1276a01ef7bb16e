"""`make bench`: the measured limits of the house on servers of their own (`ARGS=` goes along)."""

import os
import shlex

from infra.run import foreground, throwaway
from infra.run.console import Console
from infra.run.place import Place
from infra.run.stopped import Stopped


def main(
    place: Place, console: Console, arguments: list[str], began: float, missing: list[str]
) -> int:
    """The bench's exit code; raises Stopped when there is none."""
    if not (place.root / "infra" / "bench" / "__main__.py").exists():
        raise Stopped("Chưa có phép đo nào (infra/bench).")
    wanted = arguments + shlex.split(os.environ.get("ARGS", ""))
    with throwaway.servers(place, console, careless=False) as environment:
        console.say("")
        command = [str(place.python), "-m", "infra.bench", *wanted]
        return foreground.run(command, environment, place.root)
