"""Many documents take one step: what can go on goes on, the rest says why not."""

import re

import pytest

from apps.documents import services
from apps.documents.models import Version
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from kernel.notices.services import notices_of
from tests.apps.documents.making import TEXT, checked, draft, sent
from tests.conftest import HouseClient
from tests.factories import make_team

pytestmark = pytest.mark.usefixtures("alpha")
UNFILLED = (Node("p1", "paragraph", {"text": to_inline("Gửi {{website}}.")}),)


@pytest.fixture
def team():
    return make_team()


def browser(person):
    return HouseClient("alpha.test").enter(person)


def fresh(team, code, nodes=TEXT):
    return services.draft_document(
        code=code, title=f"Quy trình {code}", kind="procedure", nodes=nodes, by=team[0]
    )


def state(version):
    return Version.objects.get(pk=version.pk).state


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def signers(team):
    return {"checker": team[1].pk, "approver": team[2].pk}


def picked(versions):
    return [f"{version.pk}:{version.content_id}" for version in versions]


def test_the_list_offers_the_step_that_each_row_waits_for(team):
    draft(team, code="QT.01")
    sent(team, code="QT.02")
    checked(team, code="QT.03")
    drafts = text(browser(team[0]).get("/documents/?view=drafts"))
    assert 'action="/documents/send/"' in drafts
    assert drafts.count('name="pick"') == 1
    assert "/documents/check/" in text(browser(team[1]).get("/documents/?view=mine"))
    waiting = text(browser(team[2]).get("/documents/?view=mine"))
    assert "/documents/approve/" in waiting
    assert "/documents/check/" not in waiting


@pytest.mark.parametrize("view", ["", "signing", "force"])
def test_the_other_views_offer_no_step_of_signing(team, view):
    draft(team)
    page = text(browser(team[0]).get(f"/documents/?view={view}"))
    steps = ("send", "check", "approve")
    assert not [step for step in steps if f'action="/documents/{step}/"' in page]


def test_the_page_asks_once_and_names_what_stands_in_the_way(team):
    fresh(team, "QT.01")
    fresh(team, "QT.02", nodes=())
    page = text(browser(team[0]).get("/documents/send/"))
    assert page.count('name="checker"') == 1
    assert page.count('name="pick"') == 1  # what has no text cannot be chosen
    assert "7.5.2" in page
    assert f'value="{team[1].pk}" selected' in page


def test_what_can_be_sent_is_sent_and_the_rest_says_why(team):
    good = [fresh(team, f"QT.0{n}") for n in (1, 2)]
    empty, unfilled = fresh(team, "QT.03", nodes=()), fresh(team, "QT.04", nodes=UNFILLED)
    everything = [*good, empty, unfilled]
    answer = browser(team[0]).post(
        "/documents/send/",
        {"shown": [v.pk for v in everything], "pick": [v.pk for v in everything], **signers(team)},
    )
    assert answer.status_code == 200
    assert [state(v) for v in everything] == ["checking", "checking", "drafting", "drafting"]
    page = text(answer)
    assert "Số tài liệu đã trình kiểm tra: 2." in page
    assert "QT.03" in page
    assert "QT.04" in page
    kept = Version.objects.get(pk=empty.pk)
    assert kept.checker is None  # nothing of what was refused


def test_what_stood_in_the_way_is_said_at_the_end_too(team):
    good, empty = fresh(team, "QT.01"), fresh(team, "QT.03", nodes=())
    page = text(
        browser(team[0]).post(
            "/documents/send/",
            {"shown": [good.pk, empty.pk], "pick": [good.pk], **signers(team)},
        )
    )
    assert "QT.03" in page
    assert state(empty) == "drafting"


def test_nothing_chosen_is_not_everything(team):
    version = fresh(team, "QT.01")
    answer = browser(team[0]).post("/documents/send/", {"shown": [version.pk], **signers(team)})
    assert answer.status_code == 422
    assert "Hãy chọn ít nhất một tài liệu." in text(answer)
    assert browser(team[0]).post("/documents/send/", signers(team)).status_code == 422
    assert state(version) == "drafting"


def test_without_two_people_nothing_is_sent(team):
    version = fresh(team, "QT.01")
    answer = browser(team[0]).post("/documents/send/", {"pick": [version.pk], "checker": ""})
    assert answer.status_code == 422
    assert state(version) == "drafting"


@pytest.mark.parametrize(
    ("make", "who", "path", "after"),
    [(sent, 1, "/documents/check/", "approving"), (checked, 2, "/documents/approve/", "approved")],
    ids=["check", "approve"],
)
class TestSigning:
    def test_a_whole_set_goes_on(self, team, make, who, path, after):
        versions = [make(team, code=f"QT.0{n}") for n in (1, 2, 3)]
        page = text(browser(team[who]).get(path))
        assert all(pick in page for pick in picked(versions))
        answer = browser(team[who]).post(path, {"pick": picked(versions)})
        assert answer.status_code == 200
        assert {state(version) for version in versions} == {after}

    def test_what_changed_meanwhile_is_refused_by_itself(self, team, make, who, path, after):
        versions = [make(team, code=f"QT.0{n}") for n in (1, 2)]
        seen = picked(versions)
        seen[0] = f"{versions[0].pk}:{'0' * 64}"
        answer = browser(team[who]).post(path, {"pick": seen})
        assert answer.status_code == 200
        assert state(versions[0]) != after
        assert state(versions[1]) == after
        assert "Nội dung không còn là bản vừa " in text(answer)

    def test_when_all_are_refused_the_answer_says_so(self, team, make, who, path, after):
        version = make(team)
        answer = browser(team[who]).post(path, {"pick": [str(version.pk)]})
        assert answer.status_code == 409
        assert state(version) != after

    def test_an_open_comment_holds_one_back(self, team, make, who, path, after):
        held, free = make(team, code="QT.01"), make(team, code="QT.02")
        services.comment(held, "Vì sao?", by=team[who])
        page = text(browser(team[who]).get(path))
        assert page.count('name="pick"') == 1
        browser(team[who]).post(path, {"pick": picked([held, free])})
        assert (state(held) == after, state(free) == after) == (False, True)

    def test_somebody_else_finds_nothing_and_can_do_nothing(self, team, make, who, path, after):
        version = make(team)
        other = make_team()[who]
        assert str(version.pk) not in text(browser(other).get(path))
        browser(other).post(path, {"pick": picked([version])})
        assert state(version) != after


def test_what_waits_for_another_step_is_named_and_left_out(team):
    first, second = draft(team, code="QT.01"), sent(team, code="QT.02")
    page = text(browser(team[0]).get(f"/documents/send/?pick={first.pk}&pick={second.pk}"))
    assert page.count('name="pick"') == 1
    assert f'href="/documents/versions/{second.pk}/">QT.02</a>' in page


def test_who_is_asked_about_a_set_is_told_once(team):
    versions = [fresh(team, f"QT.0{n}") for n in (1, 2, 3)]
    browser(team[0]).post(
        "/documents/send/", {"pick": [version.pk for version in versions], **signers(team)}
    )
    versions = list(Version.objects.order_by("pk"))
    browser(team[1]).post("/documents/check/", {"pick": picked(versions)})
    browser(team[2]).post("/documents/approve/", {"pick": picked(versions)})
    told = [[(n.text, n.url) for n in notices_of(person)] for person in team[:3]]
    assert told == [
        [("3 tài liệu của anh/chị đã được phê duyệt.", "/documents/decisions/")],
        [("3 tài liệu chờ anh/chị kiểm tra.", "/documents/check/")],
        [("3 tài liệu chờ anh/chị phê duyệt.", "/documents/approve/")],
    ]


def test_what_is_refused_tells_nobody(team):
    good, empty = fresh(team, "QT.01"), fresh(team, "QT.02", nodes=())
    browser(team[0]).post("/documents/send/", {"pick": [empty.pk, good.pk], **signers(team)})
    [told] = notices_of(team[1])
    assert told.text.startswith("QT.01")
