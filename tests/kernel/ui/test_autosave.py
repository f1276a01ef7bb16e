"""Typed text is never lost."""

import json
import threading

import pytest
from playwright.sync_api import expect

from tests.kernel.ui.site import Answer, hear, heard, page, refusal, slowly

pytestmark = pytest.mark.browser

FORM = """<form id="node-1" method="post" action="/save/" data-autosave>
<input type="hidden" name="revision" value="{revision}"><span data-save-status></span>
<label for="text">Nội dung</label><textarea id="text" name="text">{text}</textarea></form>
<a href="/elsewhere/">Đi nơi khác</a>"""


PLAIN = """<form id="f" method="post" action="/send/" data-keep>
<textarea name="why" id="why" aria-label="Lý do"></textarea><button>Gửi</button></form>"""


ENTRY = """<div id="n-1"><form id="entry-1" action="/entry/" method="post" data-keep
hx-post="/entry/" hx-target="#n-1" hx-swap="outerHTML"><input name="label" aria-label="Nhãn">{more}
<button name="again" value="1">Đổi kiểu</button></form></div>"""


def form(text="Chữ cũ", revision=1):
    return FORM.format(text=text, revision=revision)


def saved(revision, at="10:32"):
    body = json.dumps({"revision": revision, "saved_at": at})
    return Answer(body, headers={"Content-Type": "application/json"})


@pytest.fixture
def draft(tab, site):
    site.on("GET /draft/", lambda _request: Answer(page(form())))
    site.on("GET /elsewhere/", lambda _request: Answer(page("Nơi khác")))
    tab.goto("/draft/")
    return tab


def write(tab, text):
    tab.fill("#text", text)


def test_it_saves_after_the_last_key_and_says_when(draft, site):
    site.on("POST /save/", saved(2))
    write(draft, "Chữ mới")
    expect(draft.locator("[data-save-status]")).to_contain_text("đã lưu 10:32")
    (post,) = site.posts("/save/")
    assert post.value("text") == "Chữ mới"
    assert post.value("revision") == "1"
    assert post.headers["x-csrftoken"] == "token-1"
    assert post.headers["x-autosave"] == "1"


def test_what_is_typed_is_not_called_saved_until_it_is(draft, site):
    site.on("POST /save/", saved(2))
    status = draft.locator("[data-save-status]")
    write(draft, "Một")
    expect(status).to_contain_text("đã lưu")
    hear(draft, "[data-save-status]")
    write(draft, "Hai")
    waiting, saving, said = heard(draft, 3)
    assert (waiting, saving, said[:6]) == ("chưa lưu…", "đang lưu…", "đã lưu")


def test_what_waits_to_be_saved_is_said_once_and_not_aloud(draft, site):
    site.on("POST /save/", saved(2))
    hear(draft, "[data-save-status]")
    draft.evaluate(
        """() => {
            const text = document.querySelector("#text");
            for (const letter of "Nhiều chữ") {
                text.value += letter;
                text.dispatchEvent(new Event("input", {bubbles: true}));
            }
        }"""
    )
    waiting, saving, _said = heard(draft, 3)
    assert (waiting, saving) == ("chưa lưu…", "đang lưu…")
    assert draft.locator("[data-save-status]").get_attribute("aria-live") == "off"


def test_what_could_not_be_saved_stays_so_while_one_types_on(draft, site):
    site.on("POST /save/", Answer("", 500))
    write(draft, "Một")
    expect(draft.locator("[data-save-status]")).to_contain_text("chưa lưu được")
    write(draft, "Hai")
    assert "đang giữ trong máy" in draft.locator("[data-save-status]").inner_text()


def test_the_next_save_carries_the_revision_of_the_last(draft, site):
    site.on("POST /save/", saved(7))
    write(draft, "Một")
    expect(draft.locator("[data-save-status]")).to_contain_text("đã lưu")
    with draft.expect_response("**/save/"):
        write(draft, "Hai")
    assert site.posts("/save/")[-1].value("revision") == "7"


def test_what_could_not_be_saved_is_kept_and_offered_back_after_a_reload(draft, site):
    site.on("POST /save/", Answer("", 500))
    write(draft, "Câu rất dài không được mất")
    expect(draft.locator("[data-save-status]")).to_contain_text("chưa lưu được")
    draft.on("dialog", lambda dialog: dialog.accept())
    draft.reload()
    assert draft.input_value("#text") == "Chữ cũ"
    draft.click("text=Lấy lại")
    assert draft.input_value("#text") == "Câu rất dài không được mất"


def test_it_tries_again_by_itself(draft, site):
    answers = [Answer("", 503), saved(2)]
    site.on("POST /save/", lambda _request: answers.pop(0))
    write(draft, "Chữ mới")
    expect(draft.locator("[data-save-status]")).to_contain_text("đã lưu")


def test_kept_text_belongs_to_its_person(draft, site):
    site.on("POST /save/", Answer("", 500))
    write(draft, "Chữ của chị Hạnh")
    expect(draft.locator("[data-save-status]")).to_contain_text("chưa lưu được")
    site.on("GET /draft/", Answer(page(form(), key="m9")))
    draft.on("dialog", lambda dialog: dialog.accept())
    draft.reload()
    expect(draft.locator("[data-kept]")).to_have_count(0)


def test_leaving_with_unsaved_text_asks_first(draft, site):
    site.on("POST /save/", Answer("", 500))
    asked = []
    draft.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    draft.locator("#text").press_sequentially("Chữ mới")
    draft.click("text=Đi nơi khác")
    draft.wait_for_url("**/elsewhere/")
    assert asked == ["beforeunload"]


def test_leaving_after_saving_asks_nothing(draft, site):
    site.on("POST /save/", saved(2))
    draft.on("dialog", lambda dialog: pytest.fail("asked without need"))
    write(draft, "Chữ mới")  # at once: between slow keys a part of it would be saved
    expect(draft.locator("[data-save-status]")).to_contain_text("đã lưu")
    draft.click("text=Đi nơi khác")
    draft.wait_for_url("**/elsewhere/")


@pytest.fixture
def conflict(draft, site):
    def answer(request):
        return saved(9) if request.value("revision") == "8" else refusal("Người khác đã lưu trước.")

    site.on("POST /save/", answer)
    site.on("GET /save/", Answer(page(form("Chữ của người kia", revision=8))))
    write(draft, "Chữ của tôi")
    expect(draft.locator("[data-conflict]")).to_be_visible()
    return draft


def test_a_conflict_shows_both_texts_and_overwrites_neither(conflict, site):
    expect(conflict.locator("[data-conflict]")).to_contain_text("Chữ của tôi")
    expect(conflict.locator("[data-conflict]")).to_contain_text("Chữ của người kia")
    assert conflict.input_value("#text") == "Chữ của tôi"
    assert len(site.posts("/save/")) == 1


def test_keeping_mine_saves_over_the_revision_that_was_seen(conflict, site):
    conflict.click("text=Giữ bản của tôi")
    expect(conflict.locator("[data-save-status]")).to_contain_text("đã lưu")
    last = site.posts("/save/")[-1]
    assert (last.value("text"), last.value("revision")) == ("Chữ của tôi", "8")


def test_taking_theirs_puts_their_text_into_the_form(conflict, site):
    conflict.click("text=Lấy bản đã lưu")
    assert conflict.input_value("#text") == "Chữ của người kia"
    assert conflict.input_value("[name=revision]") == "8"
    assert len(site.posts("/save/")) == 1


def test_a_rule_that_refuses_is_said_and_the_text_stays(draft, site):
    site.on("POST /save/", refusal("Mã này đã có.", "7.5.2", status=422))
    write(draft, "Chữ mới")
    expect(draft.locator("#messages")).to_contain_text("Mã này đã có.")
    assert draft.input_value("#text") == "Chữ mới"


def test_a_plain_form_keeps_its_text_until_it_has_arrived(tab, site):
    site.on("GET /new/", Answer(page(PLAIN)))
    site.on("POST /send/", Answer(page("Đã gửi")))
    tab.goto("/new/")
    tab.locator("#why").press_sequentially("Vì sao")
    tab.click("text=Gửi")
    expect(tab.locator("main")).to_contain_text("Đã gửi")
    tab.wait_for_load_state()  # its scripts have seen that the form is not here any more
    tab.goto("/new/")
    expect(tab.locator("[data-kept]")).to_have_count(0)


def test_a_form_that_fell_into_a_login_page_is_offered_back(tab, site):
    site.on("GET /new/", Answer(page(PLAIN)))
    site.on("POST /send/", Answer(page("Đăng nhập", key="")))
    tab.goto("/new/")
    tab.locator("#why").press_sequentially("Vì sao")
    tab.click("text=Gửi")
    expect(tab.locator("main")).to_contain_text("Đăng nhập")
    tab.goto("/new/")
    tab.click("text=Lấy lại")
    assert tab.input_value("#why") == "Vì sao"


def kept(tab):
    return tab.evaluate("Object.keys(localStorage).filter((each) => each.startsWith('keep:'))")


def type_label(tab, text):
    tab.locator("[name=label]").press_sequentially(text)
    while not kept(tab):
        tab.wait_for_timeout(20)


def test_what_a_swapped_form_sent_is_not_offered_back_to_the_form_that_comes(tab, site):
    again = ENTRY.format(more='<input name="least" aria-label="Từ">')
    site.on("GET /draft/", Answer(page(ENTRY.format(more=""))))
    site.on("POST /entry/", Answer(again))
    tab.goto("/draft/")
    type_label(tab, "Số phòng")
    tab.click("text=Đổi kiểu")
    tab.locator("[name=least]").wait_for()
    expect(tab.locator(".htmx-added, .htmx-settling")).to_have_count(0)
    assert tab.locator("[data-kept]").count() == 0
    assert kept(tab) == []
    tab.goto("/draft/")
    assert tab.locator("[data-kept]").count() == 0


def test_what_a_swapped_form_could_not_send_is_kept(tab, site):
    site.on("GET /draft/", Answer(page(ENTRY.format(more=""))))
    site.on("POST /entry/", refusal("Người khác vừa đổi ô này."))
    tab.goto("/draft/")
    type_label(tab, "Số phòng")
    tab.click("text=Đổi kiểu")
    expect(tab.locator("#messages")).to_contain_text("Người khác vừa đổi ô này.")
    assert kept(tab) == ["keep:m1:/draft/:entry-1"]


def test_a_button_of_the_form_waits_for_the_save_that_is_under_way(tab, site):
    both = form().replace("data-autosave", "data-autosave hx-post='/save/' hx-target='#done'")
    both = both.replace(
        "</form>", "<button name='done' value='1'>Xong</button></form><p id='done'></p>"
    )
    revisions, pressed = [], threading.Event()

    def answer(request):
        revisions.append(request.value("revision"))
        if request.headers.get("x-autosave"):
            return slowly(saved(2), pressed)(request)
        return Answer("Đã xong")

    site.on("GET /draft/", Answer(page(both)))
    site.on("POST /save/", answer)
    tab.goto("/draft/")
    with tab.expect_request("**/save/"):
        write(tab, "Chữ")
    tab.click("text=Xong")
    pressed.set()
    expect(tab.locator("#done")).to_have_text("Đã xong")
    assert revisions == ["1", "2"]
