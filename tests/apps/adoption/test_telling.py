"""What the library is told of an agency, and what the agency is told of the library."""

import pytest

from apps.adoption.models import Adoption, Update
from apps.adoption.selectors.updates import codes_of, look, news
from apps.adoption.services import clone, refuse
from apps.adoption.services.simulating import answer_simulation
from apps.adoption.services.standing import TOPIC as STAND
from apps.adoption.services.standing import publish_standing, standing
from apps.adoption.services.telling import tell_of_version
from apps.documents.models import Version
from apps.work.selectors import tasks_of
from kernel import clock
from kernel.at_once import asked
from kernel.ids import new_id
from kernel.notices.services import notices_of
from kernel.outbox.models import Message
from library.exchange import STANDING
from library.models import SimulatedDocument, Simulation
from library.selectors import documents_of
from tests.apps.adoption.conftest import in_force, next_version, saying
from tests.apps.adoption.test_updating import NEW, P2, P4, own_version, taken


@pytest.fixture
def policy(team, package):
    (draft,) = clone(package, ["policy"], by=team[0])
    in_force(draft)
    return Adoption.objects.get(template="policy")


def told(topic):
    rows = Message.objects.filter(topic="oversight.publish").order_by("id")
    return [row.body["body"] for row in rows if row.body["topic"] == topic]


def test_the_library_hears_states_and_no_word_of_the_text(team, package, policy):
    own_version(team, policy, P4)
    next_version(package, {"policy": saying(P2, NEW)})
    refuse(policy, reason="Có quy định riêng", by=team[0])
    assert publish_standing() == 1
    (body,) = told(STANDING)
    assert body["documents"] == [
        {
            "package": "phuong-xa",
            "template": "policy",
            "version": package.number,
            "changed": True,
            "state": "refused",
            "to": package.number + 1,
            "on": clock.today().isoformat(),
            "reason": "Có quy định riêng",
        }
    ]


def test_a_template_whose_text_stayed_counts_as_the_newest(policy, package):
    assert not standing()[0]["changed"]
    next_version(package, {"manual": lambda nodes: nodes[1:]})
    assert standing()[0]["version"] == package.number + 1


def simulation(version, drop=()):
    made = Simulation.objects.create(
        draft=new_id(),
        package="phuong-xa",
        started_at=clock.now(),
        started_by=new_id(),
        started_by_name="Người phụ trách",
    )
    for each in documents_of(version):
        if each.key not in drop:
            SimulatedDocument.objects.create(
                simulation=made,
                key=each.key,
                code=each.code,
                title=each.title,
                position=each.position,
                canonical=bytes(each.canonical),
                sha256=each.sha256,
            )
    return made


def test_a_simulation_counts_and_changes_nothing(team, package, policy):
    clone(package, ["manual", "qt-ht-06"], by=team[0])
    own_version(team, policy)
    both = {"policy": saying(P2, NEW), "qt-ht-06": saying("i-muc-dich-p-1", NEW)}
    asked = simulation(next_version(package, both), drop=["manual"])
    before = Version.objects.count(), Update.objects.count()
    found = answer_simulation(asked.pk)
    fates = {key: each["fate"] for key, each in found.items()}
    assert fates == {"policy": "conflict", "qt-ht-06": "clean", "manual": "removed"}
    assert found["policy"]["conflict"] == 1
    assert (Version.objects.count(), Update.objects.count()) == before
    (body,) = told("library.simulation")
    assert body == {"simulation": str(asked.pk), "documents": found}
    assert NEW not in str(body)


def test_the_simulation_says_what_looking_says(team, package, policy):
    own_version(team, policy, P4)
    new = next_version(package, {"policy": saying(P2, NEW)})
    (newer,) = look().newer
    said = answer_simulation(simulation(new).pk)["policy"]
    assert (said["fate"], said["taken"], said["kept"]) == (newer.fate, 1, 1)


def test_a_simulation_that_was_given_up_is_no_trouble(alpha):
    assert answer_simulation(new_id()) == {}


def test_the_secretary_is_told_once_and_has_it_to_do(team, package, policy):
    next_version(package, {"policy": saying(P2, NEW)})
    for _n in range(2):
        tell_of_version("phuong-xa", package.number + 1)
    assert ["1 tài liệu" in n.text for n in notices_of(team[0])].count(True) == 1
    assert Message.objects.filter(topic=STAND, done_at=None).count() == 1  # for the board
    assert codes_of(said for _sort, said in asked([news()])) == ["CSCL"]
    assert "/library/updates/" in [task.url for task in tasks_of(team[0])]
    assert "/library/updates/" not in [task.url for task in tasks_of(team[2])]
    taken(policy, team[0])
    assert asked([news()]) == []
