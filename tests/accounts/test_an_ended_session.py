"""What is sent after the session ended is not lost: log in again, send again."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.documents.models import DraftNode
from kernel import clock
from tests.apps.documents import making
from tests.conftest import HouseClient
from tests.factories import make_team
from tests.words import is_vietnamese

TYPED = "Tiếp công dân vào sáng thứ Hai <hằng tuần>"


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def version(team):
    return making.draft(team)


@pytest.fixture
def browser(team):
    return HouseClient("alpha.test").enter(team[0])


@pytest.fixture
def late():
    """Twenty minutes later: the session of `browser` has ended."""
    with clock.at(clock.now() + timedelta(minutes=20)):
        yield


def address(version):
    return f"/documents/versions/{version.pk}/nodes/p1/edit/"


def kept_text():
    return DraftNode.objects.get(node_id="p1").body["text"][0]["text"]


class Forms(HTMLParser):
    """The forms of a page as a browser would send them."""

    def __init__(self, answer):
        super().__init__()
        self.found = []
        self.feed(answer.content.decode())

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag == "form":
            self.found.append((facts.get("action", ""), {}))
        elif tag == "input" and self.found and "name" in facts:
            self.found[-1][1].setdefault(facts["name"], []).append(facts.get("value", ""))


def test_a_form_sent_too_late_is_offered_for_sending_again(browser, team, version, late):
    answer = browser.post(address(version), {"revision": 1, "text": TYPED, "done": "1"})
    assert answer.status_code == 401
    assert kept_text() != TYPED
    ((action, fields),) = Forms(answer).found
    del fields["csrfmiddlewaretoken"]
    browser.enter(team[0])  # in the tab beside it
    assert browser.post(action, fields).status_code == 302
    assert kept_text() == TYPED


def test_the_page_shows_what_was_typed_in_vietnamese_words(browser, version, late):
    answer = browser.post(address(version), {"revision": 1, "text": TYPED})
    assert TYPED.replace("<", "&lt;").replace(">", "&gt;") in answer.content.decode()
    assert is_vietnamese(answer.content.decode().replace(TYPED, ""))


def test_every_value_of_a_name_and_the_address_s_own_words_are_kept(browser, late):
    answer = browser.post("/documents/decisions/new/?a=b", {"pick": ["một", "hai"]})
    ((action, fields),) = Forms(answer).found
    assert action == "/documents/decisions/new/?a=b"
    assert fields["pick"] == ["một", "hai"]


def test_a_password_is_never_written_into_the_page(browser, late):
    answer = browser.post("/organization/people/new/", {"username": "a", "password": "bi-mat-14"})
    assert "bi-mat-14" not in answer.content.decode()


def test_a_file_must_be_chosen_again_and_is_named(browser, late):
    upload = SimpleUploadedFile("Sổ tay cũ.docx", b"PK")
    answer = browser.post("/documents/import/", {"file": upload})
    assert answer.status_code == 401
    assert "Sổ tay cũ.docx" in answer.content.decode()
    assert Forms(answer).found == []


@pytest.mark.parametrize(
    ("before", "next_page"),
    [
        ("http://alpha.test/documents/new/", "/documents/new/"),
        ("http://xau.example/documents/new/", "/"),
        ("", "/"),
    ],
)
def test_the_login_leads_back_to_the_page_of_the_form(browser, late, before, next_page):
    answer = browser.post("/documents/new/", {"title": "x"}, headers={"Referer": before})
    assert f'href="/login/?next={next_page}"' in answer.content.decode()


@pytest.mark.parametrize("header", ["HX-Request", "X-Autosave"])
def test_a_script_is_told_401_and_a_sentence_so_that_it_opens_the_login(
    browser, team, version, late, header
):
    typed = {"revision": 1, "text": TYPED}
    answer = browser.post(address(version), typed, headers={header: "true"})
    assert answer.status_code == 401
    assert 'class="refusal"' in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert is_vietnamese(answer.content.decode())
    browser.enter(team[0])
    assert browser.post(address(version), typed, headers={header: "true"}).status_code == 200
    assert kept_text() == TYPED


def test_the_dialog_s_login_ends_at_a_page_that_says_who_is_in(browser, team, late):
    """kernel/ui's login.js goes on only where `meta[name=person]` is the same person."""
    login = {"username": team[0].username, "password": "mat-khau-dai-14-ky-tu"}
    page = browser.post("/login/", login, follow=True).content.decode()
    assert f'<meta name="person" content="{team[0].pk}">' in page
    assert '<meta name="csrf-token" content="' in page


def test_the_dialog_finds_the_sentence_of_a_wrong_password(browser, team, late):
    wrong = {"username": team[0].username, "password": "sai-mat-khau"}
    answer = browser.post("/login/", wrong)
    assert answer.status_code == 422
    assert '<span class="err"' in answer.content.decode()


def test_reading_leads_to_the_login_and_back(browser, version, late):
    page = f"/documents/versions/{version.pk}/write/"
    assert browser.get(page)["Location"] == f"/login/?next={page}"


@pytest.fixture
def strict(team):
    """A browser whose forms are checked for their token, as in real life."""
    browser = HouseClient("alpha.test", enforce_csrf_checks=True)
    token = browser.get("/csrf/").json()["token"]
    login = {"username": team[0].username, "password": "mat-khau-dai-14-ky-tu"}
    team[0].set_password(login["password"])
    team[0].save()
    assert browser.post("/login/", login | {"csrfmiddlewaretoken": token}).status_code == 302
    return browser


def test_the_token_of_an_open_page_is_still_good_after_logging_in_again(strict, team, version):
    token = strict.get("/csrf/").json()["token"]
    login = {"username": team[0].username, "password": "mat-khau-dai-14-ky-tu"}
    with clock.at(clock.now() + timedelta(minutes=20)):
        strict.post("/login/", login | {"csrfmiddlewaretoken": token})
        typed = {"revision": 1, "text": TYPED, "csrfmiddlewaretoken": token}
        assert strict.post(address(version), typed).status_code == 302


@pytest.mark.parametrize("token", ["", "x" * 64])
def test_a_form_without_our_token_is_refused_with_a_page_in_vietnamese(strict, version, token):
    typed = {"revision": 1, "text": TYPED, "csrfmiddlewaretoken": token}
    answer = strict.post(address(version), typed)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert is_vietnamese(page)
    assert TYPED[:20] not in page  # nobody knows whether our page sent it
    assert kept_text() != TYPED


def test_a_script_without_our_token_is_told_in_a_sentence(strict, version):
    answer = strict.post(address(version), {"revision": 1}, headers={"HX-Request": "true"})
    assert answer.status_code == 403
    assert 'class="refusal"' in answer.content.decode()
    assert is_vietnamese(answer.content.decode())
