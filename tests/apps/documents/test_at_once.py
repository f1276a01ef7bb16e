"""Two at the same step at the same time: one takes it, the other is told the state."""

import threading
from contextvars import copy_context

import pytest
from django.db import connection
from django_tenants.utils import tenant_context

from apps.documents import services
from apps.documents.models import Version
from apps.documents.workflow import State
from kernel.refusals import WrongState
from kernel.trail.models import Event
from tenants.models import Agency
from tests.apps.documents import making
from tests.factories import make_team


@pytest.fixture
def house(fresh_database):
    """Alpha in a database of its own, where what one does is committed and seen by all."""
    agency = Agency.objects.get(slug="alpha")
    with tenant_context(agency):
        yield agency


def at_once(house, count, act):
    """What `act` answers in so many threads that begin together: None, or the refusal."""
    barrier, answers = threading.Barrier(count), []

    def one():
        try:
            with tenant_context(house):
                barrier.wait()
                answers.append(act() and None)
        except WrongState as refusal:
            answers.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=copy_context().run, args=[one]) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.parametrize(
    ("make", "step", "who", "after"),
    [
        (making.sent, services.check_version, 1, State.APPROVING),
        (making.checked, services.approve_version, 2, State.APPROVED),
    ],
    ids=["check", "approve"],
)
def test_a_step_clicked_by_two_at_once_is_taken_once(house, make, step, who, after):
    team = make_team()
    version = make(team)
    before = Event.objects.count()

    def click():
        mine = Version.objects.get(pk=version.pk)
        return step(mine, by=team[who], sha256=version.content_id)

    answers = at_once(house, 4, click)
    refused = [answer for answer in answers if answer is not None]
    assert len(answers) == 4
    assert len(refused) == 3
    assert {refusal.status for refusal in refused} == {409}
    assert Version.objects.get(pk=version.pk).state == after
    assert Event.objects.count() == before + 1
