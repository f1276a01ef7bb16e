"""Events to be sealed, and somebody who has the whole server to tamper with them."""

import time

import pytest
from django.db import connection

from kernel.permissions import SYSTEM
from kernel.trail import record
from kernel.trail.models import Event
from kernel.trail.services import seal
from tenants.models import Agency

PATIENCE = 900.0  # seconds; another test's open transaction holds the sealer up, as it should


def happen(agency, count):
    """Let so many events happen, and return them, oldest first."""
    before = set(Event.objects.values_list("pk", flat=True))
    for number in range(count):
        record("test.act", agency, by=SYSTEM, note=f"việc {number}", number=number)
    return list(Event.objects.exclude(pk__in=before).order_by("id"))


def seal_all_of(count, limit=5000):
    """Seal until so many events are; how many each pass took that took any."""
    passes, deadline = [], time.monotonic() + PATIENCE
    while sum(passes) < count:
        assert time.monotonic() < deadline, "the sealer waited too long"
        passes += [taken] if (taken := seal(limit=limit)) else time.sleep(0.02) or []
    return passes


@pytest.fixture
def committed(fresh_database):
    """Alpha, entered, in a database of its own where every statement is a transaction."""
    agency = Agency.objects.get(slug="alpha")
    connection.set_tenant(agency)
    seal_all_of(Event.objects.count())
    return agency


@pytest.fixture
def at_once(monkeypatch):
    """The sealer does not wait for the end of the test's own transaction."""
    monkeypatch.setattr("kernel.trail.services.FINISHED", "true")


@pytest.fixture
def sealed(alpha, at_once):
    """Five events with their links, in one transaction that is undone."""
    seal()
    events = happen(alpha, 5)
    assert seal() == 5
    return events


def tamper(sql, *values):
    """As somebody who has the whole server: no right and no trigger stops it."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, values)
        assert cursor.rowcount
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("SET ROLE chuan_app")
