"""Real processes: killed in the middle nothing is half done or lost; two at once do it once.

All in one database of their own, in this order: each leaves the house as the next one needs it.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from apps.adoption.models import Adoption, Update
from apps.adoption.services import adopt, clone, undo
from apps.documents.models import Version
from apps.documents.workflow import State
from kernel import clock
from kernel.outbox import CONSUMERS, services
from kernel.outbox.models import Message
from kernel.refusals import Conflict, WrongState
from library import drafting, simulating
from library.exchange import SIMULATE, UpdateState
from library.models import Package, SimulationAnswer
from tenants.models import Agency
from tests import databases
from tests.apps.adoption.conftest import in_force, next_version, saying
from tests.apps.adoption.test_updating import NEW, P2, newer, taken
from tests.at_once import at_once, held, one_refused, until_alone
from tests.factories import make_team
from tests.library import drafts

ROOT = Path(__file__).parents[3]
PUBLISH = "oversight.publish"
BEGIN = """
import os, signal, sys
sys.path[:0] = [".", "platform"]
import django
django.setup()
from django.db import connection
from tests import databases
databases.point_to(sys.argv[1])
connection.set_schema_to_public()
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)  # all is written, nothing committed
"""
ADOPTING = (
    BEGIN
    + """
from tenants.models import Agency
connection.set_tenant(Agency.objects.get(slug="alpha"))
from accounts.models import User
from apps.adoption.models import Adoption
from apps.adoption.selectors.updates import look
from apps.adoption.services import updating
updating.stand_anew = die
adoption = Adoption.objects.get()
(newer,) = look([adoption.pk]).newer
updating.adopt(adoption, seen=newer.print, by=User.objects.get(pk=sys.argv[2]))
"""
)
WORKING = (
    BEGIN
    + """
from kernel.outbox import CONSUMERS, services
topic = sys.argv[2]
does = CONSUMERS[topic]
CONSUMERS[topic] = lambda body: (does(body), die())
for row in services.lease(leaving=set(CONSUMERS) - {topic}):
    services.deliver(row.id)
"""
)


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """A database of its own, with a policy in force that has a newer text in the library."""
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        name = databases.copy(f"{before}_killed")
        databases.point_to(name)
        _enter()
        team = make_team()
        (package,) = _offered()
        (draft,) = clone(package, ["policy"], by=team[0])
        in_force(draft)
        next_version(package, {"policy": saying(P2, NEW)})
        yield name, team
        connection.set_schema_to_public()
        databases.point_to(before)
        with databases.server() as raw:
            databases.drop(raw, name)


@pytest.fixture
def team(house):
    _enter()
    yield house[1]
    connection.set_schema_to_public()


def _offered():
    from apps.adoption.selectors import offered_versions

    return offered_versions()


def _enter():
    connection.set_schema_to_public()
    connection.set_tenant(Agency.objects.get(slug="alpha"))


def killed(code, *args):
    """Whether a process that runs this died by its own hand."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    call = [sys.executable, "-W", "ignore", "-c", code, *args]
    ended = subprocess.run(call, cwd=ROOT, env=environment, check=False)
    until_alone()
    return ended.returncode == -signal.SIGKILL


def test_adopting_that_is_killed_in_the_middle_leaves_nothing_and_is_done_again(house, team):
    before = Adoption.objects.values().get()
    assert killed(ADOPTING, house[0], str(team[0].pk))
    assert Adoption.objects.values().get() == before
    assert not Update.objects.exists()
    assert Version.objects.count() == 1
    update = taken(Adoption.objects.get(), team[0])
    assert update.state == UpdateState.ADOPTED
    undo(update, by=team[0])


def test_a_simulation_that_is_killed_goes_on_and_counts_no_agency_twice(house, team):
    """Killed while an agency counts, then while the province writes its answer down."""
    connection.set_schema_to_public()
    who = drafts.make_librarian()
    draft = drafting.open_draft(Package.objects.get(key="phuong-xa"), by=who)
    simulation = simulating.simulate(draft, by=who)
    for topic in (SIMULATE, PUBLISH):
        open_before = Message.objects.filter(topic=topic, done_at=None).count()
        assert killed(WORKING, house[0], topic)
        assert Message.objects.filter(topic=topic, done_at=None).count() == open_before
        assert not SimulationAnswer.objects.exists()
        assert not simulating.progress_of(simulation).done
        if topic == SIMULATE:
            go_on({SIMULATE})
    go_on({SIMULATE, PUBLISH})
    progress = simulating.progress_of(simulation)
    assert (progress.asked, progress.answered, progress.done) == (2, 2, True)
    once = simulating.by_document(simulation)
    houses = Message.objects.filter(topic=SIMULATE).values_list("schema", flat=True)
    services.write_messages(list(houses), SIMULATE, {"simulation": str(simulation.pk)})
    go_on({SIMULATE, PUBLISH})  # delivered twice
    assert simulating.progress_of(simulation).answered == 2
    assert simulating.by_document(simulation) == once


def go_on(topics):
    """What a worker does once the lease of the dead one ran out."""
    with clock.at(clock.now() + services.LEASE * 3):
        services.run_all(leaving=set(CONSUMERS) - topics)
    connection.set_schema_to_public()


def test_adopted_twice_at_once_is_adopted_once(team):
    adoption = Adoption.objects.get()
    seen = newer(adoption).print
    outcomes = at_once(
        lambda: adopt(adoption, seen=seen, by=team[0]),
        lambda: adopt(adoption, seen=seen, by=team[1]),
        holding=held(adoption),
    )
    one_refused(outcomes, (Conflict, WrongState))
    assert Update.objects.filter(state=UpdateState.ADOPTED).count() == 1
    assert Version.objects.filter(document=adoption.document, state=State.DRAFTING).count() == 1
