"""Acts and their refusals: once, after a question where it matters, with a sentence."""

import json
import threading

import pytest
from playwright.sync_api import expect

from tests.kernel.ui.site import Answer, page, refusal, slowly

pytestmark = pytest.mark.browser


def show(tab, site, main, **more):
    site.on("GET /", Answer(page(main, **more)))
    tab.goto("/")


BUTTON = '<button class="btn" hx-post="/act/" hx-target="#result">Làm</button><p id="result"></p>'


def test_a_refusal_stands_on_top_with_its_clause_and_has_the_focus(tab, site):
    site.on("POST /act/", refusal("Người phê duyệt phải khác người biên soạn.", "7.5.2 c)", 422))
    show(tab, site, BUTTON)
    tab.click("text=Làm")
    expect(tab.locator("#messages .refusal")).to_contain_text("khác người biên soạn")
    expect(tab.locator("#messages .cl")).to_contain_text("7.5.2 c)")
    expect(tab.locator("#messages .refusal")).to_be_focused()
    expect(tab.locator("#result")).to_be_empty()


def test_the_next_act_clears_the_last_refusal(tab, site):
    answers = [refusal("Chưa được."), Answer("Xong")]
    site.on("POST /act/", lambda _request: answers.pop(0))
    show(tab, site, BUTTON)
    tab.click("text=Làm")
    expect(tab.locator("#messages")).to_contain_text("Chưa được.")
    tab.click("text=Làm")
    expect(tab.locator("#result")).to_have_text("Xong")
    expect(tab.locator("#messages")).to_be_empty()


@pytest.mark.parametrize(("status", "text"), [(404, "không còn"), (500, "Hệ thống gặp lỗi")])
def test_an_answer_without_a_sentence_gets_one(tab, site, status, text):
    site.on("POST /act/", Answer("<h1>Traceback</h1>", status))
    show(tab, site, BUTTON)
    tab.click("text=Làm")
    expect(tab.locator("#messages")).to_contain_text(text)
    expect(tab.locator("body")).not_to_contain_text("Traceback")


def test_no_network_is_said_too(tab, site):
    show(tab, site, BUTTON)
    tab.route("**/act/", lambda route: route.abort())
    tab.click("text=Làm")
    expect(tab.locator("#messages")).to_contain_text("Máy chủ chưa trả lời")


def test_a_form_with_errors_comes_back_in_its_own_place(tab, site):
    again = (
        '<form hx-post="/act/" id="f"><span class="err">Nhập mã.</span><button>Lưu</button></form>'
    )
    site.on("POST /act/", Answer(again, 422))
    show(tab, site, '<form hx-post="/act/" hx-swap="outerHTML" id="f"><button>Lưu</button></form>')
    tab.click("text=Lưu")
    expect(tab.locator("#f .err")).to_have_text("Nhập mã.")
    expect(tab.locator("#messages")).to_be_empty()


def test_a_double_click_acts_once(tab, site):
    clicked = threading.Event()
    site.on("POST /act/", slowly(Answer("Xong"), clicked))
    show(tab, site, BUTTON)
    tab.dblclick("text=Làm")
    clicked.set()
    expect(tab.locator("#result")).to_have_text("Xong")
    assert len(site.posts("/act/")) == 1


@pytest.mark.parametrize(
    "attributes", ['method="post" action="/act/"', 'hx-post="/act/" hx-target="#result"']
)
def test_a_form_sent_twice_arrives_once(tab, site, attributes):
    clicked = threading.Event()
    site.on("POST /act/", slowly(Answer("Xong"), clicked))
    show(tab, site, f'<form {attributes}><button>Gửi</button></form><p id="result"></p>')
    tab.dblclick("text=Gửi")
    clicked.set()
    expect(tab.locator("body")).to_contain_text("Xong")
    assert len(site.posts("/act/")) == 1


ASKED = """<form method="post" action="/act/" data-confirm="Thu hồi QT.HT.03?"
 data-confirm-note="53 người được báo." data-confirm-label="Thu hồi" data-danger>
 <button name="do" value="withdraw">Thu hồi tài liệu</button></form>"""


def test_a_dangerous_act_asks_first_and_no_has_the_focus(tab, site):
    show(tab, site, ASKED)
    tab.click("text=Thu hồi tài liệu")
    question = tab.locator("dialog[open]")
    expect(question).to_contain_text("Thu hồi QT.HT.03?")
    expect(question).to_contain_text("53 người được báo.")
    expect(question.get_by_role("button", name="Để sau")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(tab.locator("dialog[open]")).to_have_count(0)
    assert site.posts("/act/") == []


def test_yes_sends_the_form_with_the_button_that_was_pressed(tab, site):
    site.on("POST /act/", Answer(page("Đã thu hồi")))
    show(tab, site, ASKED)
    tab.click("text=Thu hồi tài liệu")
    tab.locator("dialog[open]").get_by_role("button", name="Thu hồi", exact=True).click()
    expect(tab.locator("main")).to_contain_text("Đã thu hồi")
    assert site.posts("/act/")[0].value("do") == "withdraw"


def test_an_htmx_button_asks_too(tab, site):
    site.on("POST /act/", Answer("Xong"))
    show(tab, site, BUTTON.replace("<button", '<button data-confirm="Chắc chưa?"'))
    tab.click("text=Làm")
    assert site.posts("/act/") == []
    tab.get_by_role("button", name="Đồng ý").click()
    expect(tab.locator("#result")).to_have_text("Xong")


def test_a_toast_offers_to_undo(tab, site):
    trigger = json.dumps({"toast": {"text": "Filed.", "undo": "/undo/"}})
    site.on("POST /act/", Answer("Xong", headers={"HX-Trigger": trigger}))
    site.on("POST /undo/", Answer(""))
    show(tab, site, BUTTON)
    tab.click("text=Làm")
    expect(tab.locator(".toast")).to_contain_text("Filed.")
    with tab.expect_navigation():
        tab.get_by_role("button", name="Hoàn tác").click()
    assert site.posts("/undo/")[0].headers["x-csrftoken"] == "token-1"


def test_a_bar_polls_until_there_is_nothing_to_wait_for(tab, site):
    bar = (
        '<div class="prog" id="p"{poll}>'
        '<progress max="2" value="{n}" aria-label="x"></progress>{n}/2</div>'
    )
    poll = ' hx-get="/job/" hx-trigger="every 100ms" hx-swap="outerHTML"'
    steps = [bar.format(n=1, poll=poll), bar.format(n=2, poll="")]
    site.on("GET /job/", lambda _request: Answer(steps.pop(0)))
    show(tab, site, bar.format(n=0, poll=poll))
    expect(tab.locator("#p")).to_contain_text("2/2")
    tab.wait_for_timeout(300)
    polls = [each for each in site.asked if each.path == "/job/"]
    assert len(polls) == 2
    assert polls[0].headers["x-background"] == "1"


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(tab, site):
    zone = (
        '<form method="post" action="/act/"><div class="drop">'
        '<input type="file" name="f" aria-label="Tệp" data-max-bytes="10"></div>'
        "<button>Gửi</button></form>"
    )
    show(tab, site, zone)
    tab.set_input_files(
        "input[type=file]", {"name": "a.docx", "mimeType": "x/y", "buffer": b"x" * 2048}
    )
    expect(tab.locator(".drop .file")).to_contain_text("Tệp quá lớn: 2 kB")
    tab.click("button:has-text('Gửi')")
    assert site.posts("/act/") == []
