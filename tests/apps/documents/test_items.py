"""A drafted decision takes documents in and leaves some out; its list follows, its words stay."""

import pytest

from apps.documents import services
from apps.documents.models import Version
from apps.documents.selectors import ready_to_decide, tree_of
from kernel.content.nodes import text_of
from kernel.refusals import BadInput, NotPermitted, WrongState
from kernel.trail.models import Event
from tests.apps.documents.making import approved, decided, draft
from tests.conftest import HouseClient
from tests.factories import make_team

pytestmark = pytest.mark.usefixtures("alpha")


@pytest.fixture
def team():
    return make_team()


def several(team, *numbers):
    return [approved(team, code=f"QT.{n:02}") for n in numbers]


def codes(decision):
    return [item.version.document.code for item in decision.items.order_by("position")]


def texts(decision):
    return {node.id: text_of(node, {}) for node in tree_of(decision)}


@pytest.mark.parametrize("size", [2, 7], ids=["list", "annex"])
def test_items_and_list_follow_the_choice_and_other_words_stay(team, size):
    versions = several(team, *range(1, size + 1))
    decision = services.draft_decision(versions, by=team[0])
    row = decision.nodes.get(node_id="dieu-3")
    services.save_node(
        decision,
        "dieu-3",
        body={"text": [{"text": "Điều 3. Lời của người soạn."}]},
        revision=row.revision,
        by=team[0],
    )
    extra = approved(team, code="QT.90")
    decision = services.change_items(
        decision, [*versions[1:], extra, *several(team, 91)], by=team[0]
    )
    wanted = [*(f"QT.{n:02}" for n in range(2, size + 1)), "QT.90", "QT.91"]
    assert codes(decision) == wanted
    said = texts(decision)
    assert all(code in said["danh-muc"] for code in wanted)
    assert "QT.01" not in said["danh-muc"]
    assert f" {size + 1:02} tài liệu" in said["dieu-1"]
    assert said["dieu-3"] == "Điều 3. Lời của người soạn."
    assert versions[0] in ready_to_decide()


def test_the_blocks_that_changed_have_a_new_revision_and_the_trail_says_which_documents(team):
    first, second = several(team, 1, 2)
    decision = services.draft_decision([first], by=team[0])
    services.change_items(decision, [second], by=team[0])
    revisions = dict(decision.nodes.values_list("node_id", "revision"))
    assert revisions["danh-muc"] == 2
    assert revisions["dieu-1"] == 1  # still one document
    event = Event.objects.get(action="documents.items")
    assert (event.body["added"], event.body["removed"]) == (["QT.02"], ["QT.01"])


def test_the_same_choice_changes_nothing(team):
    [version] = several(team, 1)
    decision = services.draft_decision([version], by=team[0])
    services.change_items(decision, [version], by=team[0])
    assert not Event.objects.filter(action="documents.items").exists()


def test_a_list_that_the_drafter_took_out_stays_out(team):
    first, second = several(team, 1, 2)
    decision = services.draft_decision([first], by=team[0])
    services.remove_node(decision, "danh-muc", by=team[0])
    services.change_items(decision, [first, second], by=team[0])
    assert "danh-muc" not in texts(decision)
    assert codes(decision) == ["QT.01", "QT.02"]


def test_it_takes_only_what_is_approved_and_free(team):
    [version] = several(team, 1)
    decision = services.draft_decision([version], by=team[0])
    elsewhere = approved(team, code="QT.02")
    services.draft_decision([elsewhere], by=team[0])
    for wrong in ([], [elsewhere], [draft(team, code="QT.03")]):
        with pytest.raises(BadInput):
            services.change_items(decision, wrong, by=team[0])
    assert codes(decision) == ["QT.01"]


def test_what_was_sent_and_what_is_no_decision_keep_their_items(team):
    first, second = several(team, 1, 2)
    with pytest.raises(WrongState):
        services.change_items(decided(team, first), [second], by=team[0])
    with pytest.raises(WrongState):
        services.change_items(draft(team, code="QT.03"), [second], by=team[0])


def test_only_who_drafts_chooses(team):
    [version] = several(team, 1)
    decision = services.draft_decision([version], by=team[0])
    with pytest.raises(NotPermitted):
        services.change_items(decision, [version], by=team[3])


def test_the_page_shows_both_and_saves_the_choice(team):
    first, second = several(team, 1, 2)
    decision = services.draft_decision([first], by=team[0])
    browser = HouseClient("alpha.test").enter(team[0])
    links = browser.get(f"/documents/versions/{decision.pk}/?tab=links").content.decode()
    address = f"/documents/versions/{decision.pk}/items/"
    assert address in links
    page = browser.get(address).content.decode()
    assert f'value="{first.pk}" checked' in page
    assert f'value="{second.pk}">' in page
    assert browser.post(address, {"pick": [first.pk, second.pk]}).status_code == 302
    assert codes(decision) == ["QT.01", "QT.02"]
    assert browser.get(f"/documents/versions/{first.pk}/items/").status_code == 404
    assert Version.objects.get(pk=decision.pk).state == "drafting"
