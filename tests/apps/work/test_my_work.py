"""My work says what there is to do, and leads nobody to a closed door."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from apps.work.presenters import five
from kernel.permissions import Role
from tests.factories import make_person

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
    monkeypatch.setattr("apps.work.presenters.being_signed", lambda _person: held)
    with translation.override("vi"):
        number = five(people[0], [], [])[1]
    assert (number.value, number.note) == ("4", "An 2, Bình 1, người khác 1")
