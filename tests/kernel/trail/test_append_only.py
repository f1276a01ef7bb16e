"""What was recorded is not changed: the database itself refuses, whoever asks."""

import pytest
from django.db import Error, connection, transaction

from kernel.permissions import SYSTEM
from kernel.trail import record
from kernel.trail.models import Event
from tests.databases import owner
from tests.factories import make_person

CHANGES = [
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
]
NO_RIGHT, TRIGGER = "permission denied", "is append-only"
TABLES = [("trail_event", "action"), ("trail_seal", "hash")]


def refused(change, table, column):
    """What PostgreSQL says: no right, or our trigger."""
    with pytest.raises(Error) as refusal, transaction.atomic():
        connection.cursor().execute(change.format(table=table, column=column))
    return str(refusal.value)


@pytest.mark.parametrize(("table", "column"), TABLES)
@pytest.mark.parametrize("change", CHANGES)
def test_the_role_of_the_web_has_no_right_to_change_it(alpha, change, table, column):
    assert NO_RIGHT in refused(change, table, column)


@pytest.mark.parametrize(("table", "column"), TABLES)
@pytest.mark.parametrize("change", CHANGES)
def test_a_trigger_stops_even_the_owner_of_the_tables(alpha, change, table, column):
    with owner():
        assert TRIGGER in refused(change, table, column)


@pytest.mark.parametrize("change", CHANGES)
def test_the_province_s_own_trail_is_guarded_alike(public, change):
    assert NO_RIGHT in refused(change, "trail_event", "action")
    with owner():
        assert TRIGGER in refused(change, "trail_event", "action")


@pytest.mark.parametrize("change", CHANGES)
def test_the_anchors_outside_are_guarded_alike(public, change):
    anchor = ("public.tenants_trailanchor", "hash")
    assert NO_RIGHT in refused(change, *anchor)
    with owner():
        assert TRIGGER in refused(change, *anchor)


def test_an_act_and_its_event_happen_both_or_neither(alpha):
    person = make_person()
    with transaction.atomic():
        record("test.act", person, by=SYSTEM)
        transaction.set_rollback(True)
    assert not Event.objects.filter(action="test.act").exists()


def test_an_event_says_who_in_which_post_on_what_and_why(alpha):
    person = make_person("secretary", name="Lê Thị Minh Hạnh", post="Thư ký ISO")
    record("test.act", alpha, by=person, before="a", after="b", note="vì sao", number=3)
    event = Event.objects.get(action="test.act")
    assert (event.actor_name, event.actor_post) == ("Lê Thị Minh Hạnh", "Thư ký ISO")
    assert (event.subject_kind, event.subject_id) == ("tenants.agency", str(alpha.pk))
    assert event.subject_name == "UBND phường Tân Hải"
    assert event.body == {
        "before": "a",
        "after": "b",
        "note": "vì sao",
        "capacity": {},
        "number": 3,
    }
