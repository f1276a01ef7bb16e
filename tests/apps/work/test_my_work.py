"""My work says what there is to do, and leads nobody to a closed door."""

import re
from types import SimpleNamespace

import pytest
from django.utils import translation

from apps.work.presenters import five
from kernel.permissions import Role
from tests.apps.documents import making
from tests.factories import make_person, make_team

READ = 'href="/documents/"'


@pytest.fixture
def main_of(client, monkeypatch):
    """What stands in the middle of the page of somebody with this role."""
    monkeypatch.setattr("apps.work.views.first_hour", list)

    def ask(role):
        page = client.enter(make_person(role)).get("/").content.decode()
        return page.partition("<main")[2]

    return ask


@pytest.mark.parametrize("role", [Role.STAFF, Role.SECRETARY])
def test_who_may_read_is_led_to_the_documents(main_of, role):
    page = main_of(role)
    assert "Không có việc nào đang chờ." in page
    assert READ in page
    assert 'href="/records/"' in page, "or to a form to be filled in"


def test_an_administrator_is_led_to_the_organisation_and_not_to_a_closed_door(main_of):
    page = main_of(Role.ADMIN)
    assert READ not in page
    assert 'href="/organization/"' in page


def test_every_number_of_a_leader_says_what_stands_behind_it(main_of):
    numbers = main_of(Role.TOP_MANAGEMENT).partition('class="five"')[2].partition("</dl>")[0]
    assert numbers.count("<dd>") == 5
    assert "<span></span>" not in numbers


def test_the_first_hour_is_not_called_nothing_to_do(client, alpha):
    page = client.enter(make_person(Role.SECRETARY)).get("/").content.decode()
    assert "Những bước đầu tiên" in page
    assert "Không có việc nào đang chờ." not in page


def test_who_holds_what_adds_up(alpha, monkeypatch):
    people = [make_person(Role.TOP_MANAGEMENT, name=name) for name in ("An", "Bình", "Cúc")]
    held = [SimpleNamespace(awaits_check=False, approver=person) for person in [*people, people[0]]]
    monkeypatch.setattr("apps.work.presenters.signed_and_in_force", lambda _person: (held, []))
    with translation.override("vi"):
        number = five(people[0], [], [])[1]
    assert (number.value, number.note) == ("4", "An 2, Bình 1, người khác 1")


def test_what_is_approved_and_not_issued_is_counted_and_named(client, alpha):
    team = make_team()
    codes = [f"QT.0{n}" for n in (3, 1, 2, 6, 5, 4)]
    for code in codes:
        making.approved(team, code=code)
    page = client.enter(team[0])
    work = page.get("/").content.decode()
    assert "Soạn quyết định ban hành 6 tài liệu đã phê duyệt" in work
    assert "QT.01, QT.02, QT.03, QT.04 và 2 tài liệu khác" in work
    every = page.get("/documents/").content.decode()
    assert re.search(r'view=approved"[^>]*>Chờ ban hành <[^>]*>6<', every)
    listed = page.get("/documents/?view=approved").content.decode()
    assert all(code in listed for code in codes)


def test_a_tab_for_what_awaits_its_decision_shows_only_then(client, alpha):
    page = client.enter(make_person(Role.SECRETARY))
    assert "view=approved" not in page.get("/documents/").content.decode()
