"""An approval that asks who it is: in a dialog over the page, and on pages without any script."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from accounts.confirming.proof import CONFIRMED
from accounts.models import Session
from accounts.sessions import SessionStore
from apps.documents.models import Version
from kernel import clock
from tests.apps.documents import making
from tests.browsing import sticks_out, violations
from tests.journeys.conftest import PASSWORD

NOTE = "Đồng ý, thực hiện từ ngày 01/12/2026."


@pytest.fixture
def team(house):
    return house.team()


@pytest.fixture
def version(house, team):
    with house.inside():
        return making.checked(team)


def grow_old(house, person):
    """As six minutes later: the session goes on, its proof does not."""
    with house.inside():
        for row in Session.objects.filter(person=person):
            session = SessionStore(row.session_key)
            session[CONFIRMED] = [(clock.now() - timedelta(minutes=6)).isoformat(), "password"]
            session.save()


def kept(house, version):
    with house.inside():
        return Version.objects.get(pk=version.pk)


def test_the_question_stands_over_the_page_and_the_act_goes_on_by_itself(house, team, version):
    page = house.tab(team[2])
    page.goto(f"/documents/versions/{version.pk}/")
    grow_old(house, team[2])
    page.get_by_role("link", name="Phê duyệt lần ban hành").click()
    dialog = page.locator("dialog[open]")
    dialog.locator("[name=note]").fill(NOTE)
    dialog.get_by_role("button", name="Phê duyệt", exact=True).click()
    question = page.get_by_role("dialog", name="Xác nhận lại danh tính")
    expect(question).to_contain_text("Phê duyệt: QT.HT.03")
    expect(question.get_by_label("Mật khẩu")).to_be_focused()
    assert violations(page) == []
    assert kept(house, version).state == "approving"
    question.get_by_label("Mật khẩu").fill("sai-mat-khau")
    question.get_by_role("button", name="Xác nhận", exact=True).click()
    expect(page.locator("#confirm .err")).to_contain_text("không đúng")
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert sticks_out(page) == 0
    page.locator("#confirm [name=password]").fill(PASSWORD)
    page.locator("#confirm button.go").click()
    expect(page.locator(".signs")).to_contain_text("xác thực lại lúc")
    found = kept(house, version)
    assert (found.state, found.approval_proof_how) == ("approved", "password")


def test_not_now_leaves_the_page_with_what_was_typed(house, team, version):
    page = house.tab(team[2])
    page.goto(f"/documents/versions/{version.pk}/")
    grow_old(house, team[2])
    page.get_by_role("link", name="Phê duyệt lần ban hành").click()
    dialog = page.locator("dialog[open]")
    dialog.locator("[name=note]").fill(NOTE)
    dialog.get_by_role("button", name="Phê duyệt", exact=True).click()
    expect(page.get_by_role("dialog", name="Xác nhận lại danh tính")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open] [name=note]")).to_have_value(NOTE)
    assert kept(house, version).state == "approving"


def test_without_any_script_the_same_is_done_on_pages(house, team, version):
    page = house.tab(team[2], java_script_enabled=False, width=390)
    page.goto(f"/documents/versions/{version.pk}/")
    grow_old(house, team[2])
    page.get_by_role("link", name="Phê duyệt lần ban hành").click()
    page.locator("#dialog-approve [name=note]").fill(NOTE)
    page.locator("#dialog-approve button.go").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xác nhận lại danh tính")
    assert sticks_out(page) == 0
    page.locator("#confirm [name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Xác nhận", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã xác nhận danh tính")
    assert sticks_out(page) == 0
    assert kept(house, version).state == "approving"
    page.get_by_role("button", name="Làm tiếp").click()
    expect(page.locator(".signs")).to_contain_text("xác thực lại lúc")
    assert kept(house, version).state == "approved"


def test_going_back_to_the_page_that_sent_it_sends_nothing_again(house, team, version):
    page = house.tab(team[2])
    page.goto(f"/documents/versions/{version.pk}/")
    grow_old(house, team[2])
    page.get_by_role("link", name="Phê duyệt lần ban hành").click()
    page.locator("dialog[open]").get_by_role("button", name="Phê duyệt", exact=True).click()
    question = page.get_by_role("dialog", name="Xác nhận lại danh tính")
    question.get_by_label("Mật khẩu").fill(PASSWORD)
    question.get_by_role("button", name="Xác nhận", exact=True).click()
    expect(page.locator(".signs")).to_contain_text("xác thực lại lúc")
    once = kept(house, version).approved_at
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert "/steps/" not in page.url
    assert kept(house, version).approved_at == once
