"""Two people press at the same moment: each in a thread with a connection of its own.

What they meet is held by us until all of them wait for it. A door that forgets its lock has read
the old state by then, so its fault is seen every time and not only by luck.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from tests import databases

PATIENCE = 60  # seconds; whoever needs no lock does not wait, and we go on


def at_once(*acts, holding=None):
    """What came of each act: what it returned, or what it raised."""
    agency, start = connection.tenant, Barrier(len(acts))

    def run(act):
        connection.set_tenant(agency)
        start.wait()
        try:
            return act()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as people:
        with holding or _nothing():
            given = [people.submit(copy_context().run, run, act) for act in acts]
            _until_waiting(given)
        return [one.result() for one in given]


@contextmanager
def _nothing():
    yield


@contextmanager
def held(row):
    """A row that somebody else has locked for the moment."""
    with transaction.atomic():
        type(row).objects.select_for_update().get(pk=row.pk)
        yield


@contextmanager
def claimed(make):
    """What `make` writes stands in the way for a moment, and then was never there."""
    with transaction.atomic():
        make()
        yield
        transaction.set_rollback(True)


def _until_waiting(given):
    """All of them wait for a lock, or are through."""
    with databases.server() as raw:
        end = time.monotonic() + PATIENCE  # one process at a time is let in
        while time.monotonic() < end:
            through = sum(one.done() for one in given)
            waiting = raw.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = %s AND wait_event_type = 'Lock'",
                [connection.settings_dict["NAME"]],
            ).fetchone()[0]
            if waiting + through >= len(given):
                return
            time.sleep(0.02)


def until_alone():
    """Whoever was killed is gone from the server, too: until then his rows stay locked."""
    connection.ensure_connection()
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND backend_type = %s"
    here = [connection.settings_dict["NAME"], "client backend"]
    with databases.server() as raw:
        end = time.monotonic() + PATIENCE
        while raw.execute(asked, here).fetchone()[0] > 1:
            assert time.monotonic() < end, "somebody else stays in this database"
            time.sleep(0.02)


def one_refused(outcomes, refusal):
    """Of several acts one was done and every other refused so; gives the one that was done."""
    done = [one for one in outcomes if not isinstance(one, Exception)]
    others = [one for one in outcomes if isinstance(one, Exception)]
    assert len(done) == 1, outcomes
    for other in others:
        if not isinstance(other, refusal):
            pytest.fail(f"not refused with a sentence: {other!r}")
    return done[0]
