"""`make reset`: back to nothing, after a question: database, files and passwords go."""

import os
import shutil
import sys

from infra.run.commands.stop import stop
from infra.run.console import Console
from infra.run.place import Place
from infra.run.postgres import account
from infra.run.stopped import Stopped


def main(
    place: Place, console: Console, arguments: list[str], began: float, missing: list[str]
) -> int:
    """Raises Stopped when the person says no, or cannot be asked and did not say YES=1."""
    if not place.var.exists():
        console.say("Không có gì để xóa.")
        return 0
    _ask(place)
    stop(place, console)
    with console.step("Xóa dữ liệu"):
        data = account.home(place.var)
        if not data.is_relative_to(place.var):
            shutil.rmtree(data.parent)
        shutil.rmtree(place.var)
    return 0


def _ask(place: Place) -> None:
    if os.environ.get("YES") == "1":
        return
    if not sys.stdin.isatty():
        raise Stopped("Lệnh này xóa toàn bộ dữ liệu; nếu chắc chắn, hãy gọi: make reset YES=1")
    print(f"Toàn bộ dữ liệu trong {place.var} sẽ bị xóa và không lấy lại được.")
    if input("Gõ “xóa” để tiếp tục: ").strip().casefold() not in {"xóa", "xoá", "xoa"}:
        raise Stopped("Không xóa gì cả.")
