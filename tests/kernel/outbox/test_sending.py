"""A promise is written with what caused it; one that still waits serves for the next one too."""

from django.db import connection, transaction

from kernel import clock, outbox
from kernel.outbox.models import Message
from kernel.outbox.services import lease, run_all
from tests.kernel.outbox.conftest import TOPIC
from tests.tenants_of import inside


def mine():
    return list(Message.objects.filter(topic=TOPIC).order_by("id"))


def test_it_is_sent_with_its_cause_or_not_at_all(alpha):
    with transaction.atomic():
        outbox.send(TOPIC)
        transaction.set_rollback(True)
    assert mine() == []


def test_it_names_the_agency_that_sent_it(alpha, beta):
    outbox.send(TOPIC, {"n": 1})
    with inside(beta):
        outbox.send(TOPIC, {"n": 2})
    connection.set_schema_to_public()
    outbox.send(TOPIC, {"n": 3})
    assert [m.schema for m in mine()] == [alpha.schema_name, beta.schema_name, "public"]


def test_it_is_consumed_in_the_agency_that_sent_it(alpha, beta, worker):
    outbox.send(TOPIC, {"n": 1})
    with inside(beta):
        outbox.send(TOPIC, {"n": 2})
    connection.set_schema_to_public()
    outbox.send(TOPIC, {"n": 3})
    run_all()
    assert worker.seen == [
        (alpha.schema_name, {"n": 1}),
        (beta.schema_name, {"n": 2}),
        ("public", {"n": 3}),
    ]


def test_messages_are_handed_out_in_the_order_of_their_sending(alpha, worker):
    for number in range(300):
        outbox.send(TOPIC, {"n": number})
    run_all()
    assert [body["n"] for _schema, body in worker.seen] == list(range(300))


def test_messages_of_one_key_that_wait_are_one(alpha):
    for number in range(3):
        outbox.send(TOPIC, {"n": number}, key="k")
    (message,) = mine()
    assert message.body == {"n": 0}


def test_without_a_key_each_is_its_own(alpha):
    outbox.send(TOPIC)
    outbox.send(TOPIC)
    assert len(mine()) == 2


def test_a_key_joins_neither_topics_nor_agencies_nor_other_keys(alpha, beta):
    outbox.send(TOPIC, key="k")
    outbox.send(TOPIC, key="l")
    outbox.send("test.other", key="k")
    with inside(beta):
        outbox.send(TOPIC, key="k")
    assert len(mine()) == 3
    assert Message.objects.filter(topic="test.other").count() == 1


def test_what_was_handed_out_already_does_not_serve_for_a_later_change(alpha):
    """Its consumer may have read before we wrote."""
    outbox.send(TOPIC, key="k")
    lease()
    outbox.send(TOPIC, key="k")
    assert len(mine()) == 2


def test_what_is_done_does_not_serve_for_a_later_change(alpha, worker):
    outbox.send(TOPIC, key="k")
    run_all()
    outbox.send(TOPIC, key="k")
    assert [message.done_at is None for message in mine()] == [False, True]


def test_a_consumer_may_send_on(alpha, worker, monkeypatch):
    monkeypatch.setitem(outbox.CONSUMERS, "test.first", lambda body: outbox.send(TOPIC, body))
    outbox.send("test.first", {"n": 1})
    run_all()
    assert worker.seen == [(alpha.schema_name, {"n": 1})]


def test_a_task_without_a_transaction_of_its_own_may_send(fresh_database):
    from apps.compliance.tasks import nightly

    Message.objects.update(done_at=clock.now())
    assert nightly() == 2
    assert nightly() == 2
    assert Message.objects.filter(topic="compliance.recompute", done_at=None).count() == 2
