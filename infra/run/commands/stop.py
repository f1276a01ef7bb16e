"""`make stop`: ends the supervisor of this checkout, wherever it was started."""

import os
import signal
import time

from infra.run.console import Console
from infra.run.place import Place
from infra.run.runfile import RunLock
from infra.run.stopped import Stopped

PATIENCE = 60.0  # seconds; the children of all stages together need less


def main(
    place: Place, console: Console, arguments: list[str], began: float, missing: list[str]
) -> int:
    """0 also when nothing runs; raises Stopped when it does not end."""
    if not stop(place, console):
        console.say("CHUẨN không chạy.")
    return 0


def stop(place: Place, console: Console) -> bool:
    """Whether there was something to stop."""
    lock = RunLock(place)
    pid = lock.holder()
    if not pid:
        return False
    with console.step("Đang dừng"):
        try:
            os.kill(pid, signal.SIGTERM)
        except PermissionError:
            raise Stopped("CHUẨN do người dùng khác chạy; hãy nhờ người đó dừng.") from None
        deadline = time.monotonic() + PATIENCE
        while lock.holder():
            if time.monotonic() > deadline:
                raise Stopped(f"CHUẨN (số {pid}) chưa chịu dừng.")
            time.sleep(0.1)
    return True
