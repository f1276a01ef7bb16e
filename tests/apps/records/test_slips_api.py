"""Who has a slip now, as other systems are told: the same people that the page names."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.records.services.signing import give_back_slip, sign_slip, substitute_signer
from apps.records.services.slips import cancel_slip
from apps.records.services.slips_finishing import submit_slip
from apps.records.services.slips_parts import return_part
from kernel import clock
from kernel.permissions import Role
from tests.apps.records import slips_making as making
from tests.apps.records.slips_making import begun, save
from tests.apps.records.test_slips_parts import FINDING
from tests.factories import make_person, make_team, make_unit


@pytest.fixture(autouse=True)
def first_of_may():
    with on(1):
        yield


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def people(team):
    """Who finds, who answers and who checks; none may read the slips of a unit."""
    return [
        make_person(Role.STAFF, name=name, unit=make_unit(f"Phòng {name}"))
        for name in ("Đỗ Hoàng Nam", "Bùi Thị Ngọc", "Vũ Văn Hải")
    ]


@pytest.fixture
def slip(team, people):
    making.form(team, FINDING)
    return save(begun(people[0]), people[0], su_viec="Thiếu biên bản").slip


@pytest.fixture
def told(client):
    """What the API tells a person of a slip: names, part, which place, on which day of May."""

    def tell(slip, person):
        client.enter(person)
        said = client.get(f"/api/v1/slips/{slip.pk}/").json()
        page = client.get(f"/records/slips/{slip.pk}/").content.decode()
        names = ", ".join(each["person"]["full_name"] for each in said["waits_for"])
        assert (f"Đang ở {names}." in page) if names else "Đang ở " not in page
        places = {each["id"]: each["field"] for each in said["signatures"]}
        return [
            (
                each["person"]["full_name"],
                each["part"],
                places.get(each["signature"]),
                datetime.fromisoformat(each["since"]).astimezone(clock.HANOI).day,
            )
            for each in said["waits_for"]
        ]

    return tell


def on(day):
    return clock.at(date(2026, 5, day))


def sent(slip, by, people):
    signers = {f"ky-{n}": person.pk for n, person in enumerate(people, start=1)}
    return submit_slip(slip, by=by, signers=signers)


def test_it_goes_from_part_to_part_and_back(slip, people, told):
    finds, answers, checks = people
    assert told(slip, finds) == []  # nobody was handed it yet
    with on(4):
        slip = sent(slip, finds, people)
        assert told(slip, answers) == [(finds.full_name, 1, "ky-1", 4)]
    with on(5):
        slip = sign_slip(slip, by=finds, sha256=slip.content_id)
        assert told(slip, finds) == [(answers.full_name, 2, "ky-2", 5)]
    with on(6):
        slip = save(slip, answers, nguyen_nhan="Chưa phân công").slip
        assert told(slip, finds) == [(answers.full_name, 2, "ky-2", 5)]
        slip = sent(slip, answers, people)
        assert told(slip, finds) == [(answers.full_name, 2, "ky-2", 6)]
    with on(7):
        slip = give_back_slip(slip, by=answers, reason="Tôi viết thiếu")
        assert told(slip, checks) == [(answers.full_name, 2, "ky-2", 7)]
    with on(8):
        slip = return_part(slip, by=answers, reason="Sai tên đơn vị")
        assert told(slip, answers) == [(finds.full_name, 1, None, 8)]
    slip = cancel_slip(slip, by=finds, reason="Lập trùng")
    assert told(slip, finds) == []


def test_a_later_step_has_it_since_the_one_before_signed_or_it_was_named(team, people, told):
    clerk, first, second = people
    making.form(team, making.SIGNED)
    with on(4):
        signers = {"ky-1": first.pk, "ky-2": second.pk}
        slip = submit_slip(making.filled(clerk), by=clerk, signers=signers)
        assert told(slip, second) == [(first.full_name, 1, "ky-1", 4)]
    with on(5):
        slip = sign_slip(slip, by=first, sha256=slip.content_id)
        assert told(slip, clerk) == [(second.full_name, 1, "ky-2", 5)]
    with on(6):
        substitute_signer(slip.signatures.get(field="ky-2"), by=clerk, person=team[2].pk)
        assert told(slip, clerk) == [(team[2].full_name, 1, "ky-2", 6)]
        slip = sign_slip(slip, by=team[2], sha256=slip.content_id)
        assert told(slip, clerk) == []


def test_a_list_says_it_too_without_asking_once_for_each(client, slip, people):
    slip = sent(slip, people[0], people)
    client.enter(people[0])

    def asked():
        with CaptureQueriesContext(connection) as seen:
            rows = client.get("/api/v1/slips/").json()["results"]
        return rows, len(seen)

    [row], before = asked()
    [turn] = row["waits_for"]
    assert turn["person"] == {"id": str(people[0].pk), "full_name": people[0].full_name}
    for _more in range(4):
        sent(save(begun(people[0]), people[0], su_viec="Lại thiếu").slip, people[0], people)
    rows, after = asked()
    assert [len(each["waits_for"]) for each in rows] == [1] * 5
    assert after == before <= 12


def test_who_may_not_see_the_slip_is_not_told_who_has_it(client, slip, people):
    slip = sent(slip, people[0], people)
    client.enter(make_person(Role.STAFF))
    assert client.get(f"/api/v1/slips/{slip.pk}/").status_code == 404
    assert client.get("/api/v1/slips/").json()["results"] == []
