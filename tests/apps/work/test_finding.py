"""From anywhere one reaches a document, a person or a clause that one may see."""

import json
import re

import pytest

from apps.work.api.finding import HITS
from apps.work.presenters.finding import PEOPLE
from kernel.permissions import Role
from library.selectors import two_level_clauses
from tests.apps.documents import making
from tests.factories import make_person, make_team


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def ask(client):
    """What the palette of a person shows for these words."""

    def find(person, words):
        answer = client.enter(person).get("/find/", {"q": words})
        assert answer["Content-Type"] == "application/json"
        return answer.json()

    return find


@pytest.mark.parametrize("words", ["Đánh giá nội bộ", "danh gia noi bo", "QT.HT.07", "07 danh"])
def test_a_document_is_found_with_and_without_tone_marks(team, ask, words):
    version = making.draft(team, code="QT.HT.07")
    (found,) = ask(team[0], words)
    assert found == {
        "label": "QT.HT.07 Quy trình Đánh giá nội bộ",
        "url": f"/documents/versions/{version.pk}/",
        "kind": "Quy trình",
    }


@pytest.mark.parametrize("words", ["thu vân", "thu van pham"])
def test_a_person_is_found_by_name_and_shown_with_the_post(team, ask, words):
    (found,) = ask(team[0], words)
    assert (found["label"], found["kind"]) == ("Phạm Thị Thu Vân", "Phó Chủ tịch")
    assert found["url"] == f"/organization/people/{team[1].pk}/"


def test_what_a_person_may_not_see_is_not_found(team, ask):
    making.draft(team, code="QT.HT.07")
    for role, sees in ((Role.CLERK, 1), (Role.AUDITOR, 0), (Role.STAFF, 0), (Role.ADMIN, 0)):
        assert len(ask(make_person(role), "danh gia")) == sees, role
    assert ask(make_person(Role.VISITOR), "thu van") == []
    assert ask(make_person(Role.ADMIN), "thu van") != []


def test_at_most_twenty_are_shown_and_people_among_them(team, ask):
    for n in range(HITS + 5):
        making.draft(team, code=f"BM.{n:02}", kind="form")
    for _n in range(PEOPLE + 2):
        make_person(Role.STAFF, name="Nguyễn Đánh Giá")
    found = ask(team[0], "danh gia")
    assert len(found) == HITS
    assert sum(hit["url"].startswith("/organization/") for hit in found) == PEOPLE


@pytest.mark.parametrize("words", ["", "   ", "khong co gi nhu the"])
def test_nothing_is_found_for_nothing(team, ask, words):
    making.draft(team)
    assert ask(team[0], words) == []


@pytest.mark.parametrize(("role", "shown"), [(Role.SECRETARY, True), (Role.STAFF, False)])
def test_the_page_itself_knows_the_clauses_for_who_may_see_them(client, role, shown):
    page = client.enter(make_person(role)).get("/").content.decode()
    places = json.loads(re.search(r'id="palette-links"[^>]*>(.*?)</script>', page)[1])
    asked = [(f"/evidence/{c.number}/", str(c)) for c in two_level_clauses()]
    assert [(p["url"], p["label"]) for p in places] == (asked if shown else [])
    assert 'data-palette-url="/find/"' in page
