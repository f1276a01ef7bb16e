"""The programs of the product itself: web server, worker, clock."""

import os
from pathlib import Path

from infra.run.children import Child
from infra.run.environment import Facts
from infra.run.place import Place

MEMORY = Path("/dev/shm")


def web(place: Place, facts: Facts) -> Child:
    """Two processes of eight threads; the code is loaded once, before they part."""
    command = ["-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{facts.port}"]
    command += ["--worker-class", "gthread", "--workers", "2", "--threads", "8", "--preload"]
    command += ["--timeout", "120", "--graceful-timeout", "6", "--access-logfile", "-"]
    command += ["--no-control-socket"]
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK):
        command += ["--worker-tmp-dir", str(MEMORY)]
    return _child(place, facts, "web", "Máy chủ web", command)


def worker(place: Place, facts: Facts) -> Child:
    command = ["-m", "celery", "-A", "config.celery", "worker", "--concurrency", "2"]
    command += ["--queues", "celery,slow", "--loglevel", "INFO"]
    command += ["--without-gossip", "--without-mingle"]
    return _child(place, facts, "worker", "Tiến trình việc nền", command)


def beat(place: Place, facts: Facts) -> Child:
    """Its schedule file only holds when each job ran last; a broken one is made anew by itself."""
    command = ["-m", "celery", "-A", "config.celery", "beat", "--loglevel", "INFO"]
    command += ["--schedule", str(place.var / "beat-schedule"), "--pidfile", ""]
    return _child(place, facts, "beat", "Tiến trình hẹn giờ", command)


def _child(place: Place, facts: Facts, name: str, title: str, command: list[str]) -> Child:
    return Child(
        name=name,
        title=title,
        command=[str(place.python), *command],
        log=place.logs / f"{name}.log",
        environment=facts.environment(place, owner=False),
        cwd=place.root,
    )
