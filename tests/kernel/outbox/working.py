"""A worker's consumers for the kill tests: `celery … --include tests.kernel.outbox.working`."""

import time
from pathlib import Path

from django.conf import settings

from kernel.db import present_agency
from kernel.outbox import consumer
from kernel.permissions import SYSTEM
from kernel.trail import record

settings.DATABASES["default"]["OPTIONS"]["assume_role"] = "chuan_app"
TOPIC, ACTION = "test.killed", "test.effect"


@consumer(TOPIC)
def work(body):
    """Do it, and before it is finished wait for the strike; whoever comes later goes through."""
    record(ACTION, present_agency(), by=SYSTEM, n=body["n"])
    begun = Path(body["folder"], "begun")
    if body["waits"] and not begun.exists():
        begun.touch()
        time.sleep(600)
