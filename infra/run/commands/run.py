"""`make run`: the whole product on this machine until Ctrl-C."""

import os
import time
from dataclasses import replace

from infra.run import (
    addresses,
    logs,
    opening,
    ports,
    processes,
    ready,
    runfile,
    servers,
    shell,
    single_sign_on,
)
from infra.run.commands import status
from infra.run.console import Console, seconds
from infra.run.environment import Facts
from infra.run.passwords import load_or_make
from infra.run.place import Place
from infra.run.runfile import RunLock
from infra.run.signals import Signals
from infra.run.single_sign_on import SingleSignOn
from infra.run.stopped import Interrupted, Stopped
from infra.run.supervisor import Supervisor

DEFAULT_PORT = 8000


def main(
    place: Place, console: Console, arguments: list[str], began: float, missing: list[str]
) -> int:
    """Ends with 0 after Ctrl-C or SIGTERM; raises Stopped when it could not start."""
    place.prepare()
    lock = RunLock(place)
    if not lock.take():
        return status.already_running(place, console)
    with Signals() as signals:
        supervisor = Supervisor(console, signals)
        try:
            facts, sso = start(place, console, supervisor)
            greet(place, console, facts, supervisor, sso, began, missing)
            supervisor.watch()
        except Interrupted:
            pass
        finally:
            _stop(place, console, supervisor)
            lock.release()
    return 0


def start(
    place: Place, console: Console, supervisor: Supervisor
) -> tuple[Facts, SingleSignOn | None]:
    """Everything up to the web server; raises Stopped, CalledProcessError or Interrupted."""
    passwords = load_or_make(place.var / "secrets.json")
    with_sso = single_sign_on.prepare(place, console)
    port = choose_port(console)
    ours = not os.environ.get("DATABASE_URL")
    database_url, owner_url = servers.database(place, console, supervisor, passwords)
    broker_url, cache_url = servers.broker(place, console, supervisor, passwords)
    facts = Facts(
        port=port,
        base_domain=os.environ.get("CHUAN_BASE_DOMAIN") or "localhost",
        database_url=database_url,
        database_owner_url=owner_url,
        broker_url=broker_url,
        cache_url=cache_url,
        secret_key=os.environ.get("SECRET_KEY") or passwords["secret_key"],
    )
    facts.write(place)
    sso = None
    if with_sso:
        store = servers.superuser(place, console, supervisor, passwords, database_url)
        sso = SingleSignOn.start(place, console, supervisor, passwords, store, facts)
    opening.bring_up(place, console, facts, supervisor.tick, ours=ours)
    if sso:  # only now: the demonstration is opened while Keycloak may still be starting
        facts = replace(facts, **sso.settings)
        facts.write(place)
    for make in (processes.web, processes.beat, processes.worker):
        supervisor.add(make(place, facts))
    return facts, sso


def choose_port(console: Console) -> int:
    """`PORT`, else 8000; when it is taken the next free one, and it is said. Raises Stopped."""
    word = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not word.isdigit() or not 0 < int(word) < 65536:
        raise Stopped(f"PORT={word} không phải là số cổng (1–65535).")
    try:
        port = ports.next_free(int(word))
    except OSError as error:
        raise Stopped(f"Không mở được cổng: {error}.") from None
    if port != int(word):
        console.warn(f"Cổng {word} đang có chương trình khác dùng; dùng cổng {port}.")
    return port


def greet(
    place: Place,
    console: Console,
    facts: Facts,
    supervisor: Supervisor,
    sso: SingleSignOn | None,
    began: float,
    missing: list[str],
) -> None:
    """Wait until it serves, then say where and for whom."""
    with console.step("Máy chủ web, việc nền, hẹn giờ") as step:
        logins = addresses.parse("".join(_accounts(place, facts, supervisor)))
        lacking = ready.wait(facts.port, facts.base_domain, supervisor.pause)
        step.note = f"chưa sẵn sàng: {lacking}" if lacking else ""
    if lacking:
        console.warn(f"Nhật ký: {place.logs}\n{logs.tail(place.logs / 'web.log')}")
    if sso:
        sso.finish(place, console, facts, supervisor)
    console.say(f"\nCHUẨN đang chạy (chuẩn bị trong {seconds(time.time() - began)}).\n")
    status.show(console, facts, logins)
    for sentence in missing:
        console.warn(sentence)
    console.say("\nBấm Ctrl-C để dừng.")


def _accounts(place: Place, facts: Facts, supervisor: Supervisor) -> list[str]:
    return list(
        shell.lines_of(
            [str(place.bin / "chuan"), "accounts"],
            cwd=place.root,
            environment=facts.environment(place, owner=True),
            meanwhile=supervisor.tick,
        )
    )


def _stop(place: Place, console: Console, supervisor: Supervisor) -> None:
    if supervisor.children:
        console.say("")
        with console.step("Đang dừng"):
            supervisor.stop()
    runfile.forget(place)
