"""Who must read a version: everyone whom its list reaches by today's posts and roles."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from apps.documents.models import Recipient, Version
from apps.documents.selectors.reading import readers_of, share_of, to_read
from apps.organization.models import Holding, Post, RoleAssignment
from kernel import clock
from kernel.permissions import Role
from tests.apps.documents import making
from tests.factories import make_person, make_team, make_unit

UNITS, PEOPLE = 4, 4
NOW = (-5, None)
ROLES = [Role.STAFF, Role.UNIT_HEAD, Role.ADMIN, Role.VISITOR]
days = st.sampled_from([NOW, (-5, -1), (-5, 0), (0, None), (1, None)])
places = st.lists(
    st.tuples(
        st.integers(0, PEOPLE - 1),
        st.sampled_from(["post", *ROLES]),
        st.integers(-1, UNITS - 1),
        days,
    ),
    min_size=3,
    max_size=8,
)
lists = st.lists(
    st.one_of(
        st.just(("whole", 0)),
        st.tuples(st.just("unit"), st.integers(0, UNITS - 1)),
        st.tuples(st.just("person"), st.integers(0, PEOPLE - 1)),
    ),
    min_size=1,
    max_size=3,
    unique=True,
)


@pytest.fixture
def house(alpha):
    """An issued version; a tree of units: 0 > 1 > 2, and 3 beside; people with nothing yet."""
    version = making.issued(make_team())
    units = [make_unit("Văn phòng")]
    units += [make_unit("Tổ một cửa", units[0])]
    units += [make_unit("Bàn tiếp nhận", units[1]), make_unit("Phòng Kinh tế")]
    return version, units, [make_person(name=f"Người {n}") for n in range(PEOPLE)]


def below(unit):
    return {0: {0, 1, 2}, 1: {1, 2}, 2: {2}, 3: {3}}[unit]


def oracle(works, listed, active):
    """The same said in Python: who works where today, may read, and is reached by the list."""
    today = [
        (who, what, unit)
        for who, what, unit, (start, end) in works
        if start <= 0 and (end is None or end >= 0)
    ]
    readers = {who for who, what, _unit in today if what in (Role.STAFF, Role.UNIT_HEAD)}
    found = set()
    for kind, n in listed:
        if kind == "whole":
            found |= {who for who, _what, _unit in today}
        elif kind == "unit":
            found |= {who for who, _what, unit in today if unit in below(n)}
        else:
            found.add(n)
    return found & readers & active


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(works=[(0, Role.STAFF, 2, NOW)], listed=[("unit", 0)], gone=set())
@example(works=[(0, "post", 2, NOW), (0, Role.STAFF, -1, NOW)], listed=[("unit", 1)], gone=set())
@example(works=[(0, Role.STAFF, 0, NOW)], listed=[("unit", 1)], gone=set())
@example(works=[(0, Role.STAFF, 0, (-5, -1))], listed=[("whole", 0)], gone=set())
@example(works=[(0, Role.ADMIN, 0, NOW)], listed=[("person", 0)], gone=set())
@example(works=[(0, Role.STAFF, 3, NOW), (1, Role.STAFF, 3, NOW)], listed=[("unit", 3)], gone={1})
@given(works=places, listed=lists, gone=st.sets(st.integers(0, PEOPLE - 1), max_size=1))
def test_it_is_who_the_list_reaches_by_todays_posts_and_roles(house, works, listed, gone):
    version, units, people = house
    active = set(range(PEOPLE)) - gone
    today = clock.today()
    Recipient.objects.all().delete()
    RoleAssignment.objects.filter(person__in=people).delete()
    Holding.objects.filter(person__in=people).delete()
    for n, person in enumerate(people):
        person.is_active = n in active
        person.save(update_fields=["is_active"])
    for who, what, unit, (start, end) in works:
        where = units[unit] if unit >= 0 else None
        when = {
            "start": today + timedelta(days=start),
            "end": None if end is None else today + timedelta(days=end),
        }
        if what == "post":
            post = Post.objects.create(title="Chuyên viên", unit=where)
            Holding.objects.create(post=post, person=people[who], **when)
        else:
            RoleAssignment.objects.create(person=people[who], role=what, unit=where, **when)
    for kind, n in listed:
        Recipient.objects.create(
            version=version,
            unit=units[n] if kind == "unit" else None,
            person=people[n] if kind == "person" else None,
        )
    wanted = {people[n].pk for n in oracle(works, listed, active)}
    ours = {person.pk for person in people}
    assert {r.person_id for r in readers_of([version]) if r.person_id in ours} == wanted
    assert {p.pk for p in people if [r.version_id for r in to_read(p)] == [version.pk]} == wanted
    assert {p.pk for p in people if share_of(version, p).asked} == wanted


def test_without_a_choice_it_is_the_whole_agency(alpha):
    team = make_team()
    version = making.issued(team)
    clerk = team[3]
    assert [r.name for r in readers_of([version])] == [clerk.full_name], "the others signed it"
    Version.objects.filter(pk=version.pk).update(must_read=False)
    assert readers_of([version]) == []
