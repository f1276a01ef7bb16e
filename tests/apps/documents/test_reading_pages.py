"""What a page of documents says at a glance: whose, how it stands, by whom, with what."""

import re

import pytest

from apps.documents import services
from apps.documents.templatetags.blocks import laid_out, own_title
from kernel import clock
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from tests.apps.documents import making
from tests.factories import make_team

REASON = "Mục 3 chưa nói ai gửi thông báo."


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def secretary(client, team):
    return client.enter(team[0])


def read(browser, address):
    """The words of a page, each space once."""
    html = browser.get(address).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


def page_of(version):
    return f"/documents/versions/{version.pk}/"


def test_a_draft_that_was_given_back_says_who_when_and_why(secretary, team):
    version = services.return_version(making.sent(team), by=team[1], reason=REASON)
    words = read(secretary, page_of(version))
    assert f"Phạm Thị Thu Vân trả lại ngày {clock.today():%d/%m/%Y}: “{REASON}”" in words
    assert "đã trả lại" in words, "the signature of the checker shows it, too"


def test_a_draft_that_its_author_took_back_names_nobody(secretary, team):
    version = making.sent(team)
    version = services.return_version(version, by=team[1], reason=REASON)
    asked = version.comments.get()
    services.resolve_comment(asked, by=team[0])
    version = services.recall_version(services.send_version(version, by=team[0]), by=team[0])
    words = read(secretary, page_of(version))
    assert "trả lại ngày" not in words
    assert "Nội dung đang mở để soạn thảo." in words


def test_decisions_of_one_title_are_told_apart_by_what_they_issue(secretary, team):
    making.issued(team, number=5, code="QT.HT.03")
    making.decided(team, making.approved(team, code="QT.HT.04"), making.approved(team, code="CS"))
    words = read(secretary, "/documents/decisions/")
    assert re.search("Ban hành: (QT.HT.04, CS|CS, QT.HT.04) ", words)
    assert "Ban hành: QT.HT.03" in words
    assert "chưa có số" in words


def test_a_decision_belongs_to_the_decisions_of_the_menu(secretary, team):
    decision = making.decided(team, making.approved(team))
    html = secretary.get(page_of(decision)).content.decode()
    current = re.search(r'<a [^>]*aria-current="page"[^>]*>', html.partition('id="menu"')[2])
    assert "/documents/decisions/" in current[0]
    assert "lần ban hành 01" not in read(secretary, page_of(decision)).partition("Điều 1")[0]


def test_what_is_published_says_by_whom(client, team):
    making.issued(team, kind="policy", code="CSCL")
    assert (
        read(client, "/cong-bo/")
        .partition("công bố")[0]
        .endswith("Ủy ban nhân dân phường Tân Hải ")
    )


def test_two_links_beside_each_other_are_two(secretary, team):
    first = making.issued(team)
    services.draft_next_version(first.document, by=team[0], reason="Rà soát năm.")
    assert re.search(r"ngày \d\d/\d\d/\d{4} · Lần ban hành 02", read(secretary, page_of(first)))


def test_a_register_without_rows_says_so(secretary, team):
    empty = Node("r1", "register", {"source": "units"})
    version = making.draft(team, nodes=(*making.TEXT, empty))
    assert "Chưa có dòng nào" in read(secretary, page_of(version))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("9.2. Đánh giá nội bộ", "Đánh giá nội bộ"),
        ("9.2 Đánh giá nội bộ", "Đánh giá nội bộ"),
        ("9.2.1 Khái quát", "9.2.1 Khái quát"),
        ("Đánh giá nội bộ", "Đánh giá nội bộ"),
    ],
)
def test_the_number_of_a_clause_is_not_said_twice(title, shown):
    assert own_title({"clauses": ["9.2"], "title": title}) == shown


def test_a_table_on_the_screen_has_the_columns_of_the_paper():
    rows = [("STT", "Nội dung"), ("1", "Gửi thông báo cho các đơn vị trước ba ngày làm việc")]
    table = {
        "header": 1,
        "rows": [
            {"id": f"r{n}", "cells": [{"text": to_inline(cell)} for cell in row]}
            for n, row in enumerate(rows)
        ],
    }
    sheet = laid_out(table)
    number, words = sheet["widths"]
    assert number < words
    assert sheet["centred"] == [0]
