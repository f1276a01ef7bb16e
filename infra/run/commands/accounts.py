"""`make accounts`: the demonstration logins as JSON lines, and nothing else on the output."""

import sys

from infra.run import environment
from infra.run.commands.status import account_lines
from infra.run.console import Console
from infra.run.place import Place
from infra.run.runfile import RunLock
from infra.run.stopped import Stopped


def main(
    place: Place, console: Console, arguments: list[str], began: float, missing: list[str]
) -> int:
    """Raises Stopped when nothing runs."""
    facts = environment.restored(place)
    if facts is None or not RunLock(place).holder():
        raise Stopped("CHUẨN chưa chạy; hãy gọi make run trước.")
    answer = account_lines(place, facts)
    sys.stdout.write(answer.stdout)
    sys.stderr.write(answer.stderr)
    return answer.returncode
