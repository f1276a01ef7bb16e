"""Worker or Valkey killed with -9 while a message is on its way: done once, and never lost."""

from datetime import timedelta

import kombu.exceptions
import pytest
from django.db import connection

from infra.run.stopped import Stopped
from kernel import clock, outbox
from kernel.outbox.models import Message
from kernel.outbox.services import LEASE
from kernel.outbox.tasks import relay
from kernel.trail.models import Event
from tenants.models import Agency
from tests.at_once import until_alone
from tests.kernel.outbox import servers
from tests.kernel.outbox.servers import eventually, kill
from tests.kernel.outbox.working import ACTION, TOPIC

pytestmark = [pytest.mark.broker, pytest.mark.slow]


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    """Ours alone: the one of the other tests must live."""
    from config.celery import app

    try:
        made = servers.Broker(tmp_path_factory.mktemp("valkey"))
    except Stopped as stopped:
        pytest.skip(str(stopped))
    before, app.conf.broker_url = app.conf.broker_url, made.url
    forget_pools(app)
    yield made
    app.conf.broker_url = before
    forget_pools(app)
    made.child.kill()


def forget_pools(app):
    """Celery keeps the connections of the address it knew first."""
    app._pool = None
    app.amqp._producer_pool = None


@pytest.fixture
def agency(fresh_database):
    found = Agency.objects.get(slug="alpha")
    connection.set_tenant(found)
    Message.objects.update(done_at=clock.now())
    return found


@pytest.fixture
def new_worker(broker, agency, fresh_database, tmp_path):
    """`new_worker()` starts one; all are gone after the test."""
    started = []

    def start():
        started.append(servers.worker(tmp_path, broker, fresh_database))
        return started[-1]

    yield start
    for child in started:
        child.kill()


@pytest.fixture
def promise(agency, tmp_path):
    def send(n=0, *, waits=False):
        outbox.send(TOPIC, {"n": n, "waits": waits, "folder": str(tmp_path)})

    return send


def relay_after_the_lease():
    """What beat does every two seconds, as soon as the lease of the lost hand-over ran out."""
    with clock.at(clock.now() + LEASE + timedelta(seconds=1)):
        return relay()


def all_done():
    return not Message.objects.filter(topic=TOPIC, done_at=None).exists()


def effects(agency):
    connection.set_tenant(agency)
    return sorted(event.body["n"] for event in Event.objects.filter(action=ACTION))


def test_a_worker_killed_in_the_middle_has_done_nothing_and_the_next_one_does_it_once(
    agency, new_worker, promise, tmp_path
):
    first = new_worker()
    promise(waits=True)
    start = clock.now()
    with clock.at(start):
        assert relay() == 1
    eventually((tmp_path / "begun").exists)
    kill(first)
    until_alone()
    assert effects(agency) == []
    assert not all_done()
    with clock.at(start + LEASE - timedelta(seconds=1)):
        assert relay() == 0  # its lease still runs
    new_worker()
    assert relay_after_the_lease() == 1
    eventually(all_done)
    assert effects(agency) == [0]
    assert Message.objects.get(topic=TOPIC).attempts == 2


def test_when_only_the_working_hand_is_killed_the_broker_gives_it_to_the_next(
    agency, new_worker, promise, tmp_path
):
    child = new_worker()
    promise(waits=True)
    relay()
    eventually((tmp_path / "begun").exists)
    servers.hands_of(child).kill()
    eventually(all_done)
    assert effects(agency) == [0]


def test_a_killed_valkey_forgets_everything_and_nothing_is_lost(
    agency, broker, new_worker, promise
):
    for n in range(10):
        promise(n)
    assert relay() == 10  # all of them now stand in Valkey's memory alone
    kill(broker.child)
    promise(10)
    with pytest.raises(kombu.exceptions.OperationalError):
        relay()
    assert effects(agency) == []
    broker.start()
    new_worker()
    assert relay_after_the_lease() == 11
    eventually(all_done)
    assert effects(agency) == list(range(11))


def test_a_worker_lives_through_the_death_of_valkey(agency, broker, new_worker, promise):
    child = new_worker()
    promise(1)
    relay()
    eventually(all_done)
    kill(broker.child)
    broker.start()
    promise(2)
    relay()
    eventually(all_done)
    assert effects(agency) == [1, 2]
    assert child.alive
