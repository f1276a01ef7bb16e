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


def press_early(tab, site, name):
    """Press it while the scripts are still on their way; they go on, or fail, by what is given."""
    routes = []
    tab.route("**/dist/app.js", lambda route: routes.append(route))
    site.on("GET /", Answer(page(ASKED)))
    site.on("POST /act/", Answer(page("Đã thu hồi")))
    tab.goto("/", wait_until="commit")
    tab.click(f"text={name}")
    return routes[0]


def test_who_presses_before_the_scripts_are_there_is_asked_once_they_are(tab, site):
    scripts = press_early(tab, site, "Thu hồi tài liệu")
    assert site.posts("/act/") == []
    scripts.continue_()
    question = tab.locator("dialog[open]")
    expect(question.get_by_role("button", name="Để sau")).to_be_focused()
    assert site.posts("/act/") == []
    question.get_by_role("button", name="Thu hồi", exact=True).click()
    expect(tab.locator("main")).to_contain_text("Đã thu hồi")
    assert [each.value("do") for each in site.posts("/act/")] == ["withdraw"]


def test_where_the_scripts_never_come_the_browser_asks(tab, site):
    asked = []
    tab.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    scripts = press_early(tab, site, "Thu hồi tài liệu")
    with tab.expect_event("dialog"):
        scripts.abort()
    assert asked == ["Thu hồi QT.HT.03?\n\n53 người được báo."]
    tab.click("text=Thu hồi tài liệu")
    assert len(asked) == 2
    assert site.posts("/act/") == []


def test_what_needs_no_question_goes_at_once(tab, site):
    form = '<form method="post" action="/act/"><button>Gửi</button></form>'
    site.on("GET /", Answer(page(form)))
    site.on("POST /act/", Answer(page("Đã gửi")))
    tab.route("**/dist/app.js", lambda route: route.abort())
    tab.goto("/")
    tab.click("text=Gửi")
    expect(tab.locator("main")).to_contain_text("Đã gửi")


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


FOCUSED = "document.activeElement.id || document.activeElement.tagName"


@pytest.mark.parametrize("trigger", ["load", "load delay:100ms", "every 100ms"])
def test_what_comes_by_itself_leaves_the_focus_alone(tab, site, trigger):
    part = f'<div id="part" hx-get="/part/" hx-trigger="{trigger}" hx-swap="outerHTML">…</div>'
    site.on("GET /part/", Answer('<div id="part">Đã đủ</div>'))
    show(tab, site, part)
    expect(tab.locator("#part")).to_have_text("Đã đủ")
    assert tab.evaluate(FOCUSED) == "BODY"
    tab.keyboard.press("Tab")
    expect(tab.locator("a.skip")).to_be_focused()


def test_what_comes_by_itself_over_the_focus_does_not_lead_back_to_the_top(tab, site):
    going = threading.Event()
    part = (
        '<a href="/before/">Trước</a><div id="part" hx-get="/part/" hx-swap="outerHTML"'
        ' hx-trigger="load"><a href="/file/">Tệp</a></div><a href="/after/">Sau</a>'
    )
    site.on("GET /part/", slowly(Answer('<div id="part">Đã đủ</div>'), going))
    show(tab, site, part)
    tab.focus("#part a")
    going.set()
    expect(tab.locator("#part")).to_have_text("Đã đủ")
    tab.keyboard.press("Tab")
    expect(tab.locator("text=Sau")).to_be_focused()


def test_the_focus_that_an_act_took_away_goes_to_the_page(tab, site):
    part = '<div id="part"><button hx-post="/act/" hx-target="#part" hx-swap="outerHTML">Làm'
    site.on("POST /act/", Answer('<div id="part">Xong</div>'))
    show(tab, site, part + "</button></div>")
    tab.click("text=Làm")
    expect(tab.locator("#part")).to_have_text("Xong")
    assert tab.evaluate(FOCUSED) == "main"


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
