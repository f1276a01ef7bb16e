"""A field of a form in a librarian's draft: the designer of the agencies, at the portal."""

import re

import pytest

from apps.documents.forms.blocks import kinds_of
from library import drafting
from tests.apps.adoption.test_library_pages import (  # noqa: F401
    counted,
    draft,
    home,
    librarian,
    marked,
    overseer,
    package,
    someone,
)


@pytest.fixture
def at(home):  # noqa: F811
    return f"{home}documents/bm-01-01/"


@pytest.fixture
def entry(librarian, at):  # noqa: F811
    """A field just added to the form."""
    return librarian.post(f"{at}add/", {"kind": "entry", "after": "nguoi"}).url


def body(draft, url):  # noqa: F811
    form = draft.documents.get(key="bm-01-01")
    return drafting.find(form.nodes, re.search(r"/blocks/([^/]+)/", url)[1]).body


def test_fields_are_added_to_forms_alone(librarian, at, home):  # noqa: F811
    assert 'value="entry"' in librarian.get(at).content.decode()
    assert 'value="entry"' not in librarian.get(f"{home}documents/policy/").content.decode()
    made = librarian.post(f"{home}documents/policy/add/", {"kind": "entry", "after": "dau"}).url
    assert "entryform" not in librarian.get(made).content.decode()
    assert "entry" not in dict(kinds_of("policy"))


def test_a_field_gets_type_answers_and_columns_button_by_button(librarian, draft, entry):  # noqa: F811
    page = librarian.get(entry)
    assert "entryform" in page.content.decode()
    choice = {"label": "Kết quả", "type": "choice", "revision": marked(page)}
    page = librarian.post(entry, choice | {"again": "1"})
    more = {"options-more": "Đạt\nKhông đạt", "again": "1", "revision": marked(page)}
    page = librarian.post(entry, choice | more)
    labels = [option["label"] for option in body(draft, entry)["options"]]
    assert labels[-2:] == ["Đạt", "Không đạt"]
    kept = {option["label"]: option["id"] for option in body(draft, entry)["options"]}
    drop = {f"drop-option-{kept[labels[0]]}": "1", "required": "1", "revision": marked(page)}
    page = librarian.post(entry, choice | drop)
    done = librarian.post(entry, choice | {"required": "1", "done": "1", "revision": marked(page)})
    assert done.url.endswith(f"documents/bm-01-01/#n-{entry.split('/')[-2]}")
    now = body(draft, entry)
    assert now["required"] is True
    assert {o["label"]: o["id"] for o in now["options"]} == {
        label: kept[label] for label in labels[1:]
    }


def test_lines_and_tables_of_a_form_become_fields_by_one_button(librarian, draft, home, at):  # noqa: F811
    made = librarian.post(f"{at}add/", {"kind": "table", "after": "nguoi"}).url
    grid = made.split("/")[-2]
    page = librarian.get(at).content.decode()
    assert "Biểu mẫu còn 2 dòng hoặc bảng chỉ điền được bằng bút." in page
    opened = librarian.post(f"{at}blocks/{grid}/turn/").url
    assert opened.startswith(made)  # its page opens
    assert "entryform" in librarian.get(opened).content.decode()
    done = librarian.post(f"{at}turn/", follow=True).content.decode()
    assert "Đã chuyển thành 1 ô điền." in done
    assert f'"{at}turn/"' not in done
    now = {node.id: node for node in draft.documents.get(key="bm-01-01").nodes}
    assert [now[name].body["type"] for name in ("nguoi", grid)] == ["person", "table"]
    assert librarian.post(f"{at}turn/").status_code == 422  # nothing is left to turn
    assert (
        f"{home}documents/policy/turn/"
        not in librarian.get(f"{home}documents/policy/").content.decode()
    )
    assert librarian.post(f"{home}documents/policy/turn/").status_code == 422


def offered(page):
    found = re.search(r'action="([^"]+/undo/)"', page.content.decode())
    return found and found[1]


def test_what_was_turned_is_put_back_by_its_librarian_while_it_is_untouched(
    librarian,  # noqa: F811
    overseer,  # noqa: F811
    draft,  # noqa: F811
    at,
):
    librarian.post(f"{at}add/", {"kind": "table", "after": "nguoi"})

    def form():
        return draft.documents.get(key="bm-01-01")

    before = form().content
    page = librarian.post(f"{at}turn/", follow=True)
    assert "Đã chuyển thành 2 ô điền." in page.content.decode()
    undo = offered(page)
    assert offered(librarian.get(at)) is None
    assert offered(overseer.get(page.request["PATH_INFO"], {"turned": undo.split("/")[-3]})) is None
    assert overseer.post(undo).status_code == 403
    page = librarian.post(undo, follow=True)
    assert "Đã hoàn tác: các dòng và bảng trở lại như trước khi chuyển." in page.content.decode()
    assert (form().content, offered(page)) == (before, None)
    revision = form().revision
    assert librarian.post(undo).status_code == 302  # a second click
    assert form().revision == revision

    page = librarian.post(f"{at}blocks/nguoi/turn/", follow=True)
    undo = offered(page)
    typed = {"label": "Người đề xuất", "type": "person", "done": "1", "revision": marked(page)}
    assert librarian.post(f"{at}blocks/nguoi/", typed).status_code == 302
    refused = librarian.post(undo)
    assert refused.status_code == 409
    assert "Các ô điền đã được sửa sau khi chuyển" in refused.content.decode()
    assert body(draft, f"{at}blocks/nguoi/")["type"] == "person"
    elsewhere = undo.replace("/bm-01-01/", "/policy/")
    assert librarian.post(elsewhere).status_code == 422


def test_a_form_is_tried_out_and_nothing_typed_is_kept(librarian, overseer, draft, home, at):  # noqa: F811
    assert f"{at}try/" in librarian.get(at).content.decode()
    assert (
        f"{home}documents/policy/try/"
        not in librarian.get(f"{home}documents/policy/").content.decode()
    )
    assert librarian.get(f"{home}documents/policy/try/").status_code == 404
    assert "Biểu mẫu chưa có ô điền" in librarian.get(f"{at}try/").content.decode()
    librarian.post(f"{at}turn/")
    made = {"label": "Việc tại {{agency_name}}", "type": "text", "required": "1", "done": "1"}
    field = librarian.post(f"{at}add/", {"kind": "entry", "after": "nguoi"}).url
    librarian.post(field, made | {"revision": marked(librarian.get(field))})
    clause = {"label": "Điều khoản", "type": "clause", "done": "1"}
    other = librarian.post(f"{at}add/", {"kind": "entry", "after": "nguoi"}).url
    librarian.post(other, clause | {"revision": marked(librarian.get(other))})
    form = draft.documents.get(key="bm-01-01")
    page, _n = counted(overseer, f"{at}try/")  # who reads the library may try
    assert "Việc tại {{Tên cơ quan}}" in page.content.decode()
    assert '<option value="9.2 Đánh giá nội bộ">' in page.content.decode()
    typed = {"act": "finish", "v:nguoi": "Trần Lan"}
    wrong = overseer.post(f"{at}try/", typed)
    assert wrong.status_code == 422
    assert 'value="Trần Lan"' in wrong.content.decode()
    right = overseer.post(f"{at}try/", typed | {f"v:{field.split('/')[-2]}": "Sửa máy in"})
    assert "Nội dung in ra" in right.content.decode()
    again = draft.documents.get(key="bm-01-01")
    assert (again.revision, again.sha256) == (form.revision, form.sha256)


def test_what_cannot_be_is_said_beside_what_was_typed(librarian, draft, entry):  # noqa: F811
    page, before = librarian.get(entry), body(draft, entry)
    wrong = {"label": "Tổng", "type": "sum", "formula": "[Không có] + 1", "done": "1"}
    page = librarian.post(entry, wrong | {"revision": marked(page)})
    assert page.status_code == 422
    assert "[Không có] + 1" in page.content.decode()
    assert body(draft, entry) == before


def test_two_who_design_one_field_see_both(librarian, draft, entry):  # noqa: F811
    seen = marked(librarian.get(entry))
    typed = {"type": "text", "done": "1"}
    librarian.post(entry, typed | {"label": "Bản thứ nhất", "revision": seen})
    late = librarian.post(entry, typed | {"label": "Bản thứ hai", "revision": seen})
    assert late.status_code == 409
    for said in ("Bản thứ nhất", "Bản thứ hai"):
        assert said in late.content.decode()
    librarian.post(entry, typed | {"label": "Cả hai", "revision": marked(late)})
    assert body(draft, entry)["label"] == [{"text": "Cả hai"}]


def test_it_can_still_be_edited_as_text(librarian, entry):  # noqa: F811
    assert "```entries" in librarian.get(f"{entry}?as=text").content.decode()


def test_who_only_oversees_does_not_design(overseer, entry):  # noqa: F811
    assert overseer.get(entry).status_code == 403
    assert overseer.post(entry, {"label": "x", "type": "text"}).status_code == 403
