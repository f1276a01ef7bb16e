"""What is counted on the start page and above the list is one number."""

import re

import pytest

from apps.documents import services
from tests.apps.documents.making import approved, checked, decided, draft, issued, sent
from tests.conftest import HouseClient
from tests.factories import make_team

LABELS = {"Chờ tôi xử lý", "Đang trình ký", "Tài liệu đang có hiệu lực"}


@pytest.fixture
def team(alpha):
    """Something at every stage, decisions among them; the first team and nobody else."""
    team = make_team()
    issued(team, code="QT.01")
    decided(team, approved(team, code="QT.02"))
    approved(team, code="QT.03")
    checked(team, code="QT.04")
    sent(team, code="QT.05")
    draft(team, code="QT.06")
    returned = sent(team, code="QT.07")
    services.return_version(returned, by=team[1], reason="Thiếu bước")
    reopened = approved(team, code="QT.08")
    services.reopen_version(reopened, by=team[2], reason="Sai tên")
    taken_back = sent(team, code="QT.09")
    services.recall_version(taken_back, by=team[0])
    decision = services.draft_decision([approved(team, code="QT.10")], by=team[0])
    services.name_signers(decision, checker=team[1], approver=team[2], by=team[0])
    services.send_version(decision, by=team[0])
    return team


def page(person, path="/"):
    return HouseClient("alpha.test").enter(person).get(path).content.decode()


def tabs(person):
    found = page(person, "/documents/").partition('class="views"')[2].partition("</nav>")[0]
    return {
        label.strip(): int(n)
        for label, n in re.findall(r">([^<>]+) <span class=\"n\">(\d+)</span>", found)
    }


def numbers(person):
    found = page(person).partition('class="five"')[2].partition("</dl>")[0]
    return dict(re.findall(r"<dt>([^<]+)</dt><dd><b>([^<]+)</b>", found))


def rows(person, view):
    return page(person, f"/documents/?view={view}").count('class="ti"')


def test_a_leader_reads_the_same_numbers_on_both_pages(team):
    start, above = numbers(team[2]), tabs(team[2])
    assert int(start["Chờ tôi xử lý"]) == above["Chờ tôi xử lý"] == 1
    assert int(start["Đang trình ký"]) == above["Đang trình ký"] == 2
    assert int(start["Tài liệu đang có hiệu lực"]) == above["Có hiệu lực"] == 1
    assert set(start) >= LABELS


@pytest.mark.parametrize("who", range(4))
def test_a_tab_shows_as_many_rows_as_it_says(team, who):
    said = tabs(team[who])
    views = {
        "Tất cả": "",
        "Chờ tôi xử lý": "mine",
        "Đang trình ký": "signing",
        "Chờ ban hành": "approved",
        "Đang soạn thảo": "drafts",
        "Có hiệu lực": "force",
        **({"Đến hạn rà soát": "review"} if "Đến hạn rà soát" in said else {}),
    }
    assert said == {label: rows(team[who], view) for label, view in views.items()}
    parts = ("Đang trình ký", "Chờ ban hành", "Đang soạn thảo", "Có hiệu lực")
    assert said["Tất cả"] >= sum(said[label] for label in parts)


def test_ones_own_draft_waits_for_nobody_until_it_is_given_back(team):
    waiting = page(team[0], "/documents/?view=mine")
    assert [code for code in ("QT.06", "QT.07", "QT.08", "QT.09") if code in waiting] == [
        "QT.07",
        "QT.08",
    ]


def test_what_is_given_back_is_due_on_the_start_page(team):
    start = page(team[0])
    due, _drafts, own = start.partition("Bản thảo của tôi")
    assert "QT.07" in due
    assert "QT.08" in due
    assert "QT.09" in own
