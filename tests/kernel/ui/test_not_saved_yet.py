"""Where one writes a text, and where a form is filled in, nothing is called saved before it is."""

import json

import pytest

from tests.kernel.ui.site import Answer, hear, heard, page

pytestmark = pytest.mark.browser

FILLING = """<span data-fill-status role="status"></span><ul data-present hidden></ul>
<div data-fill-notes></div><form id="slip" data-filling data-save="/save/" data-presence="/here/"
 data-words-saving="đang lưu…" data-words-saved="đã lưu" data-words-unsaved="chưa lưu được">
<input type="hidden" data-seen><div data-field="a" class="q"><input name="v:a" id="text"
 aria-label="Tên"></div></form><script type="application/json" id="filling">%s</script>"""
TOLD = {"fields": [{"id": "a", "type": "text"}], "values": {}, "revision": 1}

WRITING = """<span data-save-status></span><div data-toolbar></div><nav data-outline></nav>
<div id="checks"></div><div id="threads"></div><div id="kept"></div>
<div class="doc" id="sheet" data-editor></div>
<script type="application/json" id="editor">%s</script>"""
WORDS = {"saving": "đang lưu…", "saved": "đã lưu {time}", "unsaved": "chưa lưu được"}
ADDRESSES = {"blocks": "/blocks/", "present": "/here/", "beside": "/beside/"}
BLOCK = {"id": "b1", "parent": None, "kind": "paragraph", "revision": 1, "body": {"text": []}}


def answered(body):
    return Answer(json.dumps(body), headers={"Content-Type": "application/json"})


def bundle(name):
    return f'<script src="/static/ui/dist/{name}.js" defer></script>'


@pytest.fixture
def slip(tab, site):
    site.on("GET /", Answer(page(FILLING % json.dumps(TOLD), head=bundle("filling"))))
    told = {"values": {"a": "Hai"}, "problems": [], "clashes": [], "revision": 2}
    site.on("POST /save/", answered(told | {"saved_at": "10:32"}))
    tab.goto("/")
    return tab


@pytest.fixture
def draft(tab, site):
    told = json.dumps(ADDRESSES | {"words": WORDS, "remarks": [], "version": "v1"})
    site.on("GET /", Answer(page(WRITING % told, head=bundle("editor"))))
    site.on("GET /blocks/", answered({"blocks": [BLOCK], "stamp": "1"}))
    kept = [{"id": "b1", "status": "saved", "revision": 2}]
    site.on("POST /blocks/", answered({"blocks": kept, "removed": [], "saved_at": "10:32"}))
    tab.goto("/")
    tab.locator("#sheet[data-ready]").click()
    return tab


def test_a_slip_says_so_while_it_is_filled_in(slip):
    hear(slip, "[data-fill-status]")
    slip.fill("#text", "Một")
    assert heard(slip, 3) == ["chưa lưu…", "đang lưu…", "đã lưu 10:32"]
    slip.fill("#text", "Hai")
    assert heard(slip, 4)[3] == "chưa lưu…"


def test_what_is_typed_and_taken_away_again_leaves_nothing_to_save(slip, site):
    hear(slip, "[data-fill-status]")
    slip.fill("#text", "Một")
    slip.fill("#text", "")
    assert heard(slip, 2) == ["chưa lưu…", "đã lưu"]
    slip.on("dialog", lambda dialog: pytest.fail("asked without need"))
    slip.goto("/")
    assert site.posts("/save/") == []
    assert slip.locator(".kept").count() == 0


def test_a_text_says_so_while_it_is_written(draft, site):
    hear(draft, "[data-save-status]")
    draft.keyboard.insert_text("Một")
    assert heard(draft, 3) == ["chưa lưu…", "đang lưu…", "đã lưu 10:32"]
    draft.keyboard.insert_text(" hai")
    assert heard(draft, 4)[3] == "chưa lưu…"
    assert draft.locator("[data-save-status]").get_attribute("aria-live") == "off"
