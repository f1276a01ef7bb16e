"""The sealer: one gapless chain of all finished transactions, however many sealers there are."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django_tenants.utils import schema_context

from kernel import hooks
from kernel.permissions import SYSTEM
from kernel.trail import record
from kernel.trail.models import Event, Seal
from kernel.trail.proving import verify
from kernel.trail.services import GENESIS, seal
from kernel.trail.tasks import seal_all
from tenants.models import Agency
from tests.kernel.trail.conftest import happen, seal_all_of


def elsewhere(agency, work):
    """Do this on another connection, as another process would."""

    def run():
        connection.set_tenant(agency)
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def chain():
    return list(Seal.objects.order_by("seq"))


def test_every_event_gets_one_link_in_the_order_of_the_transactions(committed):
    before = len(chain())
    events = happen(committed, 5)
    seal_all_of(5)
    assert [link.event for link in chain()[before:]] == [event.pk for event in events]
    assert seal() == 0


def test_each_link_carries_the_hash_of_the_one_before_and_no_number_is_left_out(committed):
    happen(committed, 3)
    seal_all_of(3)
    links = chain()
    assert [link.seq for link in links] == list(range(1, len(links) + 1))
    assert [link.prev for link in links] == [GENESIS, *(link.hash for link in links[:-1])]


def test_it_goes_on_where_it_stopped(committed):
    events = happen(committed, 7)
    assert max(seal_all_of(7, limit=3)) <= 3
    assert [link.event for link in chain()[-7:]] == [event.pk for event in events]
    assert not verify().why


def test_what_is_not_committed_waits_and_what_was_rolled_back_never_was(committed):
    with transaction.atomic():
        record("test.act", committed, by=SYSTEM)
        assert elsewhere(committed, seal) == 0
        transaction.set_rollback(True)
    assert seal() == 0


def test_a_transaction_that_ends_late_is_sealed_after_those_that_began_later(committed):
    """Nothing is sealed past an open transaction, so that none is left out behind the head."""
    with transaction.atomic():
        record("test.first", committed, by=SYSTEM)
        elsewhere(committed, lambda: record("test.second", committed, by=SYSTEM))
        assert elsewhere(committed, seal) == 0
    seal_all_of(2)
    assert not verify().why


def test_of_sealers_at_once_one_works_and_the_others_leave(committed, at_once):
    happen(committed, 1)
    with transaction.atomic():
        assert seal() == 1
        assert elsewhere(committed, seal) == 0
    assert seal() == 0


def test_many_writers_and_many_sealers_make_one_gapless_chain(committed):
    def write(number):
        connection.set_tenant(committed)
        try:
            for _n in range(10):
                record("test.act", committed, by=SYSTEM, number=number)
                seal()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    seal_all_of(Event.objects.count() - len(chain()))
    verdict = verify()
    assert (verdict.why, verdict.unsealed) == ("", 0)
    assert len({link.event for link in chain()}) == len(chain()) >= 40


def test_a_sealer_killed_in_the_middle_leaves_the_chain_as_it_was(committed, at_once, monkeypatch):
    happen(committed, 3)
    before = chain()

    def killed(_seq, _hash):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        with psycopg.connect(settings.TEST_DATABASE_URL) as server:
            server.execute("SELECT pg_terminate_backend(%s)", [pid])

    with monkeypatch.context() as patch:
        patch.setattr("kernel.hooks._HANDLERS", {hooks.SEALED: [killed]})
        with pytest.raises(DatabaseError):
            seal()
    connection.close()
    connection.set_tenant(committed)
    assert chain() == before
    assert seal() == 3
    assert not verify().why


def test_one_pass_seals_the_province_and_every_agency(fresh_database, at_once):
    agencies = list(Agency.objects.order_by("slug"))
    schemas = ["public", *(agency.schema_name for agency in agencies)]
    for schema in schemas:
        with schema_context(schema):
            record("test.act", agencies[0], by=SYSTEM)
    assert seal_all() >= len(schemas)
    for schema in schemas:
        with schema_context(schema):
            assert Seal.objects.count() == Event.objects.count() > 0
    assert seal_all() == 0
