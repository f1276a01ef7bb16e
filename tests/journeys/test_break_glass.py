"""The identity provider does not answer: work goes on, and the envelope opens the house, loudly."""

import logging

import pytest
from playwright.sync_api import expect

from accounts.local.emergency import open_account
from accounts.sso import configured
from kernel.permissions import SYSTEM
from tests.factories import make_person


@pytest.fixture
def provider_is_down(settings):
    """Nobody listens there."""
    settings.OIDC_ISSUER = "http://127.0.0.1:9/realms/chuan"
    settings.OIDC_CLIENT_SECRET = "bi-mat-cua-ung-dung"
    configured._made.cache_clear()
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
    configured._made.cache_clear()


def test_whoever_is_in_goes_on_and_the_envelope_opens_with_an_alarm(house, settings, request):
    with house.inside():
        admin = house.let_in(make_person("admin", name="Đỗ Văn Quản"))
        sealed = make_person("admin", username="khan.cap", name="Tài khoản khẩn cấp")
        envelope = open_account(sealed, "UBND phường Tân Hải", by=SYSTEM)
    working = house.tab(admin)
    request.getfixturevalue("provider_is_down")
    working.goto("/organization/")
    expect(working.get_by_role("heading", name="Tổ chức", exact=True)).to_be_visible()

    page = house.tab()
    page.goto("/login/")
    assert "khẩn cấp" not in page.inner_text("main")
    page.goto("/login/")
    with page.expect_response(lambda answer: answer.status == 503):
        page.get_by_role("link", name="Đăng nhập bằng tài khoản của tỉnh").click()
    expect(page.get_by_role("heading", name="Hiện chưa đăng nhập được")).to_be_visible()
    page.get_by_role("link", name="Đăng nhập khẩn cấp").click()
    expect(page.locator("main .note.gap")).to_contain_text("báo động")
    page.fill("[name=username]", "khan.cap")
    page.fill("[name=password]", envelope.password)
    page.click("main button.go")
    page.get_by_role("link", name="Dùng mã khôi phục").click()
    page.get_by_label("Mã khôi phục", exact=True).fill(envelope.codes[0])
    page.click("main button.go")
    page.wait_for_url(lambda url: "/login/" not in url)
    for address in ("/", "/organization/", "/account/"):
        page.goto(address)
        expect(page.locator(".strip")).to_contain_text("Đang dùng tài khoản khẩn cấp")
    working.goto("/notices/")
    expect(working.locator("main")).to_contain_text("đã đăng nhập bằng tài khoản khẩn cấp")
    assert page.complaints == working.complaints == []
