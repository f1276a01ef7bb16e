"""What is running now, said again: by a second `make run` and by the first one."""

import subprocess

from infra.run import addresses, environment
from infra.run.console import Console
from infra.run.environment import Facts
from infra.run.place import Place


def show(console: Console, facts: Facts, logins: list[addresses.Account]) -> None:
    """Addresses and logins, else the bare address."""
    if not logins:
        console.say(f"  http://{facts.base_domain}:{facts.port}")
    for line in addresses.shown(logins) if logins else []:
        console.say(line)


def already_running(place: Place, console: Console) -> int:
    """Say so; 0, since what was asked for is there."""
    facts = environment.restored(place)
    if facts is None:
        console.say("CHUẨN đang được khởi động ở một cửa sổ khác.")
        return 0
    console.say("CHUẨN đã chạy sẵn ở một cửa sổ khác (dừng bằng Ctrl-C ở đó, hoặc make stop).\n")
    show(console, facts, addresses.parse(account_lines(place, facts).stdout))
    return 0


def account_lines(place: Place, facts: Facts) -> "subprocess.CompletedProcess[str]":
    """What `chuan accounts` prints for the product that runs."""
    return subprocess.run(
        [place.bin / "chuan", "accounts"],
        capture_output=True,
        text=True,
        cwd=place.root,
        env=facts.environment(place, owner=True),
    )
