"""Folders that are due are destroyed by a list, and one that is held back stays."""

import re

import pytest
from playwright.sync_api import expect

from apps.records.models import Folder
from kernel.trail.proving import verify
from tests.apps.records.keeping_making import closed, paper
from tests.browsing import sticks_out, violations
from tests.journeys.steps import fetch, no_complaints

WIDTHS = (1440, 390)
TITLES = {"01.ĐGNB": "Đánh giá nội bộ năm 2018", "02.XXLĐ": "Họp xem xét năm 2018"}


@pytest.fixture
def team(house):
    return house.team()


@pytest.fixture
def folders(house, team):
    with house.inside():
        return [closed(team[0], s, title=t, files=[paper(s)]) for s, t in TITLES.items()]


def looked_at(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert sticks_out(page) == 0
        assert violations(page) == []


def sure(page, name):
    """The question before a grave act."""
    page.get_by_role("alertdialog").get_by_role("button", name=name, exact=True).click()


def test_what_is_due_is_destroyed_and_what_is_held_stays(house, team, folders):
    secretary, head, clerk = (house.tab(team[n]) for n in (0, 2, 3))
    secretary.goto("/records/keeping/?view=destruction")
    expect(secretary.locator("tbody tr")).to_have_count(2)
    looked_at(secretary)
    for box in secretary.locator("[name=pick]").all():
        box.check()
    secretary.get_by_role("button", name="Lập danh mục tiêu hủy").click()
    secretary.get_by_label("Hội đồng").fill("Ông Trần Quốc Bảo, Chủ tịch Hội đồng")
    looked_at(secretary)
    secretary.get_by_role("button", name="Lập danh mục").click()
    secretary.wait_for_url(re.compile(r"/records/disposals/[0-9a-f-]{36}/$"))
    at = secretary.url
    looked_at(secretary)
    secretary.set_viewport_size({"width": 390, "height": 480})
    secretary.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(secretary.get_by_role("button", name="Trình lãnh đạo")).to_be_in_viewport()
    secretary.get_by_role("button", name="Trình lãnh đạo").click()
    expect(secretary.locator(".stands")).to_contain_text("Đã trình")

    head.goto(at)
    looked_at(head)
    head.get_by_role("button", name="Phê duyệt tiêu hủy").click()
    sure(head, "Phê duyệt")
    expect(head.locator(".stands")).to_contain_text("chưa thực hiện tiêu hủy")

    secretary.goto(f"/records/folders/{folders[1].pk}/hold/")
    secretary.locator("[name=reason]").fill("Thanh tra tỉnh yêu cầu")
    looked_at(secretary)
    secretary.get_by_role("button", name="Giữ lại").click()
    expect(secretary.locator("main")).to_contain_text("Thanh tra tỉnh yêu cầu")

    clerk.goto(at)
    clerk.get_by_role("button", name="Thực hiện tiêu hủy").click()
    sure(clerk, "Tiêu hủy")
    expect(clerk.locator("#messages")).to_contain_text("02.XXLĐ")
    with house.inside():
        assert set(Folder.objects.values_list("state", flat=True)) == {"closed"}

    secretary.goto(at)
    secretary.get_by_role("link", name="Thu hồi phê duyệt").click()
    secretary.locator("dialog[open] [name=why]").fill("Có hồ sơ phải giữ lại")
    secretary.locator("dialog[open] button.go").click()
    expect(secretary.locator("main")).to_contain_text("Đang giữ lại: Thanh tra tỉnh yêu cầu")
    secretary.get_by_role("button", name="Trình lãnh đạo").click()
    expect(secretary.locator(".stands")).to_contain_text("Đã trình")
    head.goto(at)
    head.get_by_role("button", name="Phê duyệt tiêu hủy").click()
    sure(head, "Phê duyệt")
    expect(head.locator(".stands")).to_contain_text("chưa thực hiện tiêu hủy")
    clerk.goto(at)
    clerk.get_by_role("button", name="Thực hiện tiêu hủy").click()
    sure(clerk, "Tiêu hủy")
    expect(clerk.locator(".stands")).to_contain_text("Phan Văn Lộc")
    house.deliver()
    assert fetch(clerk, f"{at}print/minutes/").startswith(b"%PDF")
    with house.inside():
        gone, kept = (Folder.objects.get(pk=each.pk) for each in folders)
        assert (gone.state, bool(gone.destroyed_at)) == ("destroyed", True)
        assert kept.state == "closed"
        assert kept.items.get().file_id
        assert not gone.items.exclude(file=None).exists()
        assert not verify().why
    secretary.goto(f"/records/folders/{gone.pk}/")
    expect(secretary.locator("main")).to_contain_text("Đã tiêu hủy ngày")
    looked_at(secretary)
    no_complaints(secretary, head)
