"""A consumer that remembers what it was given, where, and fails when it is told to."""

from dataclasses import dataclass, field

import pytest
from django.db import connection

from kernel.outbox import CONSUMERS

TOPIC = "test.work"


@dataclass
class Worker:
    seen: list = field(default_factory=list)
    trouble: Exception | None = None

    def __call__(self, body):
        self.seen.append((connection.schema_name, body))
        if self.trouble:
            raise self.trouble


@pytest.fixture
def worker(monkeypatch):
    made = Worker()
    monkeypatch.setitem(CONSUMERS, TOPIC, made)
    return made
