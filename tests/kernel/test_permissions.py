"""Rights: held by roles, over units, by people; the answer to show and the one to act agree."""

import uuid
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel import permissions
from kernel.permissions import (
    NOBODY,
    SYSTEM,
    Authority,
    Grant,
    Permission,
    Role,
    SystemActor,
    matrix,
    permission,
)
from kernel.refusals import NotPermitted

UNITS = [uuid.UUID(int=n) for n in range(1, 5)]
ROLES = [Role.SECRETARY, Role.UNIT_HEAD, Role.CLERK, Role.STAFF]
subtrees = st.one_of(st.none(), st.frozensets(st.sampled_from(UNITS), max_size=3))
grants = st.lists(st.builds(Grant, st.sampled_from(ROLES), subtrees), max_size=5)
rights = st.builds(
    Permission,
    st.just("test.right"),
    st.just("Soạn tài liệu"),
    st.frozensets(st.sampled_from(ROLES), max_size=3),
    st.booleans(),
)
subjects = st.one_of(
    st.just(SimpleNamespace()),  # a thing that belongs to no unit by its kind
    st.builds(SimpleNamespace, unit_id=st.one_of(st.none(), st.sampled_from(UNITS))),
)
DRAFT = Permission("test.draft", "Soạn tài liệu", frozenset({Role.SECRETARY, Role.UNIT_HEAD}))
WHOLE = Permission("test.whole", "Đặt ký hiệu", frozenset({Role.SECRETARY}), whole=True)


def person(*held):
    return SimpleNamespace(pk=None, full_name="", authority=Authority(tuple(held)))


def of_unit(number):
    return SimpleNamespace(unit_id=UNITS[number])


def may(right, held, subject):
    """The oracle: one grant of a fitting role that reaches there."""
    unit = getattr(subject, "unit_id", None)
    for grant in held:
        reaches = grant.units is None or (not right.whole and unit in grant.units)
        if grant.role in right.roles and reaches:
            return True
    return False


@given(rights, grants, subjects)
def test_one_fitting_grant_that_reaches_the_subject_is_needed_and_enough(right, held, subject):
    by = person(*held)
    assert right.held_by(by, over=subject) is may(right, held, subject)


@given(rights, grants, subjects)
def test_what_is_shown_can_be_done_and_what_is_done_was_shown(right, held, subject):
    by = person(*held)
    if right.held_by(by, over=subject):
        used = right.require(by, over=subject)
        assert used in held
        assert used.role in right.roles
        assert used.units is None or subject.unit_id in used.units
    else:
        with pytest.raises(NotPermitted) as refusal:
            right.require(by, over=subject)
        assert "Soạn tài liệu" in str(refusal.value.sentence)


@given(rights, grants)
def test_a_list_narrowed_to_the_reached_units_is_what_one_may_act_on(right, held):
    by = person(*held)
    reached = right.units_of(by)
    for unit in UNITS:
        listed = reached is None or unit in reached
        assert listed is right.held_by(by, over=SimpleNamespace(unit_id=unit))
    assert (reached is None) is right.held_by(by, over=SimpleNamespace(unit_id=None))


@given(rights, grants, grants, subjects)
def test_more_grants_never_take_a_right_away(right, held, more, subject):
    if right.held_by(person(*held), over=subject):
        assert right.held_by(person(*more, *held), over=subject)


@given(grants)
def test_a_whole_right_is_none_for_a_role_of_a_unit(held):
    in_units = [Grant(grant.role, grant.units or frozenset(UNITS)) for grant in held]
    assert not WHOLE.held_by(person(*in_units))
    assert not any(WHOLE.held_by(person(*in_units), over=of_unit(n)) for n in range(4))
    assert WHOLE.units_of(person(*in_units)) == frozenset()


def test_a_role_of_a_unit_reaches_what_belongs_to_it_and_nothing_of_the_agency():
    head = person(Grant(Role.UNIT_HEAD, frozenset(UNITS[:2]), "Văn phòng"))
    assert DRAFT.held_by(head)  # somewhere, so the way is shown
    assert DRAFT.held_by(head, over=of_unit(1))
    assert not DRAFT.held_by(head, over=of_unit(2))
    assert not DRAFT.held_by(head, over=SimpleNamespace(unit_id=None))


def test_the_act_remembers_role_and_unit():
    head = person(Grant(Role.STAFF), Grant(Role.UNIT_HEAD, frozenset(UNITS[:1]), "Văn phòng"))
    used = DRAFT.require(head, over=of_unit(0))
    assert used.as_capacity() == {"role": "unit_head", "unit": "Văn phòng"}


def test_nobody_without_a_role_may_anything():
    for right in permissions.REGISTRY.values():
        assert not right.held_by(person())
        assert right.units_of(person()) == frozenset()


def test_the_system_may_act_and_is_named():
    for right in (DRAFT, WHOLE):
        assert right.held_by(SYSTEM, over=of_unit(3))
        assert right.require(SYSTEM).role == Role.OPERATOR
    assert (SYSTEM.pk, SYSTEM.full_name) == (NOBODY, "Hệ thống")


def test_another_that_looks_like_the_system_is_not_the_system():
    assert not DRAFT.held_by(SystemActor())
    with pytest.raises(NotPermitted):
        DRAFT.require(SystemActor())


def test_an_authority_knows_its_roles():
    held = Authority((Grant(Role.CLERK), Grant(Role.CLERK, frozenset(UNITS)), Grant(Role.STAFF)))
    assert held.roles == {Role.CLERK, Role.STAFF}


def test_a_declared_right_stands_in_the_matrix(monkeypatch):
    monkeypatch.setattr(permissions, "REGISTRY", {})
    permission("b.some", "Của đơn vị", Role.STAFF)
    permission("a.all", "Của cả cơ quan", Role.CLERK, whole=True)
    lines = matrix([Role.CLERK, Role.STAFF]).splitlines()
    assert lines[:2] == [" 1 clerk", " 2 staff"]
    assert lines[-2:] == ["a.all   A  .", "b.some  .  u"]


def test_roles_have_a_word_for_people():
    assert all(str(role.label) and str(role.label) != role.value for role in Role)
