"""A proof is of one session and of its person; nobody else acts by it."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from accounts.confirming.middleware import ConfirmationMiddleware
from accounts.confirming.proof import keep, source_of
from kernel import clock, confirmation
from kernel.confirmation import Confirmation, ConfirmationNeeded, How

PROOF = Confirmation(clock.now(), How.PASSWORD)


def somebody(pk):
    return SimpleNamespace(pk=pk, full_name="Lê Thị Minh Hạnh")


def asked(person, **facts):
    request = RequestFactory().get("/documents/?page=2")
    request.session = {"person": person} if person else {}
    keep(request.session, PROOF)
    for name, value in facts.items():
        setattr(request, name, value)
    return request


def test_it_is_of_the_person_of_the_session():
    assert source_of(asked("1"))(somebody("1")) == PROOF
    assert source_of(asked("1"))(somebody("2")) is None
    assert source_of(asked(""))(somebody("1")) is None


def test_a_token_beside_the_cookie_borrows_nothing():
    assert source_of(asked("1", connection=object()))(somebody("1")) is None


def test_within_a_request_the_proof_around_it_is_not_seen_and_comes_back_after():
    seen = []

    def view(request):
        seen.append(confirmation.present(somebody("1")))

    with confirmation.given(PROOF):
        ConfirmationMiddleware(view)(asked("2"))
        assert confirmation.present(somebody("1")) == PROOF
    assert seen == [None]


def test_a_view_that_fails_leaves_no_proof_behind():
    def view(request):
        raise ValueError("hỏng")

    before = confirmation.present(somebody("1"))
    with pytest.raises(ValueError, match="hỏng"):
        ConfirmationMiddleware(view)(asked("1"))
    assert (confirmation.present(somebody("1")) is None) == (before is None)


def test_a_page_that_only_looks_is_looked_at_afterwards():
    middleware = ConfirmationMiddleware(lambda request: None)
    answer = middleware.process_exception(asked("1"), ConfirmationNeeded("xem"))
    assert answer["Location"] == "/confirm/?next=%2Fdocuments%2F%3Fpage%3D2"


def test_other_refusals_are_not_its_business():
    middleware = ConfirmationMiddleware(lambda request: None)
    assert middleware.process_exception(asked("1"), ValueError("khác")) is None
