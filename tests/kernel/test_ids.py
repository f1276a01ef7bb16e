"""Keys: UUIDv7 made in Python, in the order of their making, and never twice."""

import os
import uuid
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from kernel.ids import ids_among, new_id
from tests.factories import make_person


def test_a_key_is_a_uuid_of_version_seven():
    key = new_id()
    assert type(key) is uuid.UUID
    assert (key.version, key.variant) == (7, uuid.RFC_4122)


def test_keys_grow_in_the_order_of_their_making():
    """Also within a millisecond: lists ordered by key are ordered by time."""
    keys = [new_id() for _ in range(5000)]
    assert keys == sorted(keys)
    assert [str(key) for key in keys] == sorted(map(str, keys))


def test_threads_make_no_key_twice():
    with ThreadPoolExecutor(8) as pool:
        made = pool.map(lambda _: [new_id() for _ in range(2000)], range(8))
        keys = [key for some in made for key in some]
    assert len(set(keys)) == len(keys)


def test_a_process_split_in_two_makes_no_key_twice():
    """A worker is forked from its parent; the state of its generator must not go on alike."""
    new_id()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, b"".join(new_id().bytes for _ in range(200)))
        os._exit(0)
    os.close(writer)
    ours = {new_id().bytes for _ in range(200)}
    with os.fdopen(reader, "rb") as told:
        data = told.read()
    os.waitpid(child, 0)
    theirs = {data[i : i + 16] for i in range(0, len(data), 16)}
    assert len(theirs) == 200
    assert not ours & theirs


def test_the_database_sorts_keys_as_python_does(alpha):
    people = [make_person() for _ in range(20)]
    found = User.objects.filter(pk__in=[person.pk for person in people]).order_by("pk")
    assert [person.pk for person in found] == [person.pk for person in people]


def test_a_key_is_known_before_its_row_is_there(alpha):
    person = User(username="moi", full_name="Đỗ Hoàng Nam")
    key = person.pk
    person.save()
    assert User.objects.get(username="moi").pk == key


@given(st.lists(st.one_of(st.uuids(), st.text(max_size=40)), max_size=20))
def test_of_what_was_typed_only_keys_are_taken(typed):
    found = ids_among([str(item) for item in typed])
    assert all(isinstance(key, uuid.UUID) for key in found)
    assert set(found) >= {item for item in typed if isinstance(item, uuid.UUID)}
    assert len(found) <= len(typed)


def test_they_keep_their_order_and_rubbish_is_left_out():
    one, two = new_id(), new_id()
    typed = [str(two), "x", "", "1", "'; DROP TABLE", str(one), "\0", "٣" * 32]
    assert ids_among(typed)[:1] == [two]
    assert one in ids_among(typed)
    assert ids_among([]) == []
