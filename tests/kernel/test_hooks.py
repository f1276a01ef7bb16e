"""Hooks: what goes upwards within a transaction, to handlers that joined when the house opened."""

import pytest
from django.db import transaction

from kernel import hooks
from tests.factories import make_person


@pytest.fixture(autouse=True)
def own_handlers(monkeypatch):
    """A hook of the test's own, with nobody in it."""
    monkeypatch.setitem(hooks._HANDLERS, "test", [])


def test_every_handler_is_asked_in_the_order_of_joining():
    hooks.register("test", lambda n: n + 1)
    hooks.register("test", lambda n: n * 10)
    assert hooks.call("test", 4) == [5, 40]


def test_joining_twice_is_joining_once():
    """`ready()` may run twice in one process."""
    for _twice in range(2):
        hooks.register("test", str)
    assert hooks.call("test", 1) == ["1"]


def test_a_hook_that_nobody_joined_is_silent():
    assert hooks.call("test", 1) == []
    assert hooks.first("test", 1) is None


def test_words_are_handed_on_by_name():
    hooks.register("test", lambda *, name: name)
    assert hooks.call("test", name="x") == ["x"]
    assert hooks.first("test", name="x") == "x"


def test_the_first_answer_wins_and_no_more_are_asked():
    def never():
        raise AssertionError("it was asked")

    for handler in (lambda: None, lambda: 0, never):
        hooks.register("test", handler)
    assert hooks.first("test") == 0


def test_an_error_of_a_handler_undoes_what_its_caller_did(alpha):
    def fail():
        raise ZeroDivisionError

    def act():
        with transaction.atomic():
            made.append(make_person())
            hooks.call("test")

    made = []
    hooks.register("test", fail)
    with pytest.raises(ZeroDivisionError):
        act()
    assert not type(made[0]).objects.filter(pk=made[0].pk).exists()


def test_every_hook_that_is_called_has_somebody_in_it():
    """A hook nobody joined any more is a wire that was cut."""
    declared = {
        value for name, value in vars(hooks).items() if name.isupper() and isinstance(value, str)
    }
    assert declared
    assert not {name for name in declared if not hooks._HANDLERS.get(name)}
