"""A product of two programs under the real supervisor, with the real PostgreSQL and Valkey.

`python -m tests.infra.stand_in VAR` prints what `make run` would and runs until it is told to end.
"""

import sys
from pathlib import Path

from infra.run import runfile, servers
from infra.run.children import Child
from infra.run.console import Console
from infra.run.passwords import load_or_make
from infra.run.place import Place
from infra.run.ports import any_free
from infra.run.runfile import RunLock
from infra.run.signals import Signals
from infra.run.stopped import Interrupted
from infra.run.supervisor import Supervisor

# A parent with a child that it takes along when it is told to end, as gunicorn and celery do.
FAMILY = """
import signal, subprocess, sys
child = subprocess.Popen(sys.argv[1:])
signal.signal(signal.SIGTERM, lambda *_: child.kill())
child.wait()
"""
ROOT = Path(__file__).resolve().parents[2]


def main(var: Path) -> int:
    place, console = Place(ROOT, var), Console()
    place.prepare()
    lock = RunLock(place)
    if not lock.take():
        return 3
    with Signals() as signals:
        supervisor = Supervisor(console, signals)
        try:
            start(place, console, supervisor)
            supervisor.watch()
        except Interrupted:
            pass
        finally:
            supervisor.stop()
            runfile.forget(place)
            lock.release()
    return 0


def start(place: Place, console: Console, supervisor: Supervisor) -> None:
    passwords = load_or_make(place.var / "secrets.json")
    app, owner = servers.database(place, console, supervisor, passwords)
    broker, cache = servers.broker(place, console, supervisor, passwords)
    port = any_free()
    serve = ["-m", "http.server", str(port), "--bind", "127.0.0.1"]
    family = ["-c", FAMILY, sys.executable, *serve]
    web = Child("web", "Máy chủ web", [sys.executable, *family], place.logs / "web.log")
    supervisor.add(web)
    runfile.write(
        place,
        port=port,
        database_url=app,
        database_owner_url=owner,
        broker_url=broker,
        cache_url=cache,
        children={child.name: child.pid for child in supervisor.children},
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
