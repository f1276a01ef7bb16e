"""A citizen reads what a worker printed; the public door itself never renders."""

import pytest

from apps.documents.models import Rendition
from kernel import printing
from kernel.outbox.models import Message
from kernel.outbox.services import deliver
from tests.apps.documents import making
from tests.conftest import HouseClient
from tests.factories import make_team


@pytest.fixture
def policy(alpha):
    return making.issued(make_team(), code="CSCL", kind="policy")


@pytest.fixture
def no_rendering(monkeypatch):
    def refuse(_paper):
        raise AssertionError("rendered in the request")

    monkeypatch.setattr(printing, "to_pdf", refuse)


def asked(version):
    return Message.objects.filter(topic="documents.render", key=str(version.pk))


def get(version):
    return HouseClient("alpha.test").get(f"/cong-bo/{version.pk}/pdf/")


def test_a_paper_that_is_not_printed_yet_is_said_to_be_prepared(policy, no_rendering):
    answer = get(policy)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "đang được chuẩn bị" in answer.content.decode()


def test_the_worker_is_asked_once_however_many_come(policy, no_rendering):
    asked(policy).delete()
    for _citizen in range(3):
        get(policy)
    assert asked(policy).count() == 1


@pytest.mark.parametrize("state", [{}, {"attempts": 1}, {"failed_at": "2026-11-21T00:00:00Z"}])
def test_what_is_promised_or_given_up_is_not_asked_for_again(policy, no_rendering, state):
    asked(policy).update(**state)
    get(policy)
    assert asked(policy).count() == 1


def test_once_printed_it_is_given_out(policy, monkeypatch):
    monkeypatch.setattr(printing, "to_pdf", lambda _paper: b"%PDF-1.7 kept")
    get(policy)
    deliver(asked(policy).get().pk)
    answer = get(policy)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content == b"%PDF-1.7 kept"


def test_a_print_that_was_lost_is_asked_for_anew(policy, monkeypatch):
    monkeypatch.setattr(printing, "to_pdf", lambda _paper: b"%PDF-1.7 kept")
    deliver(asked(policy).get().pk)
    Rendition.objects.all().delete()
    assert get(policy).status_code == 503
    assert asked(policy).filter(done_at=None).count() == 1
