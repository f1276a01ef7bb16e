"""Delivering: once; again after a lost lease; after failures with more and more patience."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import connection

from kernel import clock, outbox
from kernel.ids import new_id
from kernel.outbox.models import Message
from kernel.outbox.services import ATTEMPTS, LEASE, deliver, lease, run_all
from kernel.permissions import SYSTEM
from kernel.trail import record
from kernel.trail.models import Event
from tenants.models import Agency
from tenants.services import resume_agency, suspend_agency
from tests.kernel.outbox.conftest import TOPIC


@pytest.fixture
def message(alpha, worker):
    """One that waits; what opening the agencies left behind is out of the way."""
    Message.objects.update(done_at=clock.now())
    outbox.send(TOPIC, {"n": 1})
    return Message.objects.get(topic=TOPIC)


def ids(rows):
    return [row.id for row in rows]


def test_it_is_done_once_however_often_it_is_handed_over(message, worker):
    assert [deliver(message.id) for _n in range(3)] == [True, False, False]
    assert len(worker.seen) == 1


def test_an_unknown_message_is_nothing_to_do(message):
    assert deliver(new_id()) is False


def test_what_was_leased_is_not_handed_out_again_until_the_lease_ran_out(message):
    start = clock.now()
    with clock.at(start):
        assert ids(lease()) == [message.id]
    with clock.at(start + LEASE - timedelta(seconds=1)):
        assert lease() == []
    with clock.at(start + LEASE + timedelta(seconds=1)):
        assert ids(lease()) == [message.id]


def test_a_failure_undoes_what_the_consumer_did_and_says_why(message, alpha, monkeypatch):
    def half(_body):
        record("test.half", alpha, by=SYSTEM)
        raise RuntimeError("giữa chừng")

    monkeypatch.setitem(outbox.CONSUMERS, TOPIC, half)
    with pytest.raises(RuntimeError):
        deliver(message.id)
    message.refresh_from_db()
    assert not Event.objects.filter(action="test.half").exists()
    assert "giữa chừng" in message.error
    assert message.done_at is None
    assert message.failed_at is None


def run_until_given_up(worker, days=1):
    """Minute by minute, as the relay does; the minutes at which it was tried."""
    tried, start = [], clock.now()
    for minute in range(days * 24 * 60):
        with clock.at(start + timedelta(minutes=minute, seconds=1)):
            for row in lease():
                tried.append(minute)
                with pytest.raises(RuntimeError):
                    deliver(row.id)
        if Message.objects.filter(topic=TOPIC).exclude(failed_at=None).exists():
            break
    return tried


def test_it_is_tried_again_after_longer_and_longer_pauses(message, worker):
    worker.trouble = RuntimeError("hỏng")
    tried = run_until_given_up(worker)
    pauses = [after - before for before, after in pairwise(tried)]
    assert len(tried) == ATTEMPTS
    assert pauses == [1, 2, 4, 8, 16, 32, 64]
    message.refresh_from_db()
    assert message.failed_at < message.leased_until  # at once, not when another try would be due


def test_one_that_fails_does_not_hold_up_the_others(message, worker):
    worker.trouble = RuntimeError("hỏng")
    (row,) = lease()
    with pytest.raises(RuntimeError):
        deliver(row.id)
    worker.trouble = None
    outbox.send(TOPIC, {"n": 2})
    run_all()
    assert [body["n"] for _schema, body in worker.seen] == [1, 2]


def test_what_succeeds_at_last_forgets_its_error(message, worker):
    worker.trouble = RuntimeError("hỏng")
    with pytest.raises(RuntimeError):
        deliver(message.id)
    worker.trouble = None
    assert deliver(message.id)
    message.refresh_from_db()
    assert message.error == ""


def test_what_kills_its_worker_each_time_is_given_up_too(message):
    start = clock.now()
    for day in range(ATTEMPTS + 1):
        with clock.at(start + timedelta(days=day)):
            assert len(lease()) == (1 if day < ATTEMPTS else 0)
    message.refresh_from_db()
    assert message.failed_at is not None
    assert message.error


def test_a_topic_that_nobody_consumes_is_not_lost(message):
    Message.objects.update(topic="test.nobody")
    with pytest.raises(KeyError):
        deliver(message.id)
    message.refresh_from_db()
    assert message.done_at is None
    assert "test.nobody" in message.error


def test_a_suspended_agency_s_messages_wait_until_it_works_again(message, alpha, worker):
    connection.set_schema_to_public()
    suspend_agency(alpha, why="kiểm tra")
    assert lease() == []
    assert deliver(message.id) is False
    resume_agency(alpha)
    assert run_all() >= 1
    assert len(worker.seen) == 1


def test_who_delivers_for_one_house_leaves_the_others_alone(message, alpha, worker):
    assert run_all(schema="public") == 0
    assert worker.seen == []
    assert run_all(schema=alpha.schema_name) == 1


def command(*words):
    out, code = io.StringIO(), 0
    try:
        call_command("outbox", *words, stdout=out)
    except SystemExit as end:
        code = end.code
    return out.getvalue(), code


def test_an_operator_sees_what_was_given_up_and_why(message, worker):
    assert command("list")[1] == 0
    worker.trouble = RuntimeError("máy in hỏng")
    run_until_given_up(worker)
    said, code = command("list")
    assert code == 1
    assert str(message.id) in said
    assert TOPIC in said
    assert "máy in hỏng" in said
    assert "1 việc đã thôi thử" in said


def test_an_operator_lets_it_be_tried_again(message, worker):
    worker.trouble = RuntimeError("máy in hỏng")
    run_until_given_up(worker)
    worker.trouble = None
    assert run_all() == 0
    assert "1 việc" in command("retry", str(message.id))[0]
    assert run_all() == 1
    assert command("list")[1] == 0


def test_what_is_done_is_not_tried_again(message, worker):
    run_all()
    assert "0 việc" in command("retry")[0]
    assert run_all() == 0


# -- several at once, with real commits ---------------------------------------------------------


@pytest.fixture
def agency(fresh_database):
    found = Agency.objects.get(slug="alpha")
    connection.set_tenant(found)
    Message.objects.update(done_at=clock.now())
    return found


def at_once(count, work):
    """The same work by so many, each with a connection of its own, begun together."""
    start = threading.Barrier(count)

    def one(_n):
        try:
            connection.set_schema_to_public()
            start.wait(60)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_two_relays_never_hand_out_the_same_message(agency):
    for _n in range(200):
        outbox.send(TOPIC)
    handed = [key for rows in at_once(4, lambda: lease(60)) for key in ids(rows)]
    assert len(handed) == len(set(handed)) >= 60


def test_two_workers_with_the_same_message_do_it_once(agency, worker, monkeypatch):
    busy = threading.Event()

    def slow(body):
        record("test.effect", agency, by=SYSTEM)
        busy.wait(0.3)

    monkeypatch.setitem(outbox.CONSUMERS, TOPIC, slow)
    outbox.send(TOPIC)
    (message,) = Message.objects.filter(topic=TOPIC)
    assert sorted(at_once(4, lambda: deliver(message.id))) == [False, False, False, True]
    connection.set_tenant(agency)
    assert Event.objects.filter(action="test.effect").count() == 1


def test_a_change_during_the_work_is_worked_on_afterwards(agency, worker, monkeypatch):
    """Coalescing must not swallow the last change: its message is new, since ours is handed out."""
    seen = []

    def consume(_body):
        seen.append(Event.objects.filter(action="test.change").count())
        if len(seen) == 1:
            at_once(1, change)

    def change():
        connection.set_tenant(agency)
        record("test.change", agency, by=SYSTEM)
        outbox.send(TOPIC, key="k")

    monkeypatch.setitem(outbox.CONSUMERS, TOPIC, consume)
    outbox.send(TOPIC, key="k")
    run_all()
    assert seen == [0, 1]
