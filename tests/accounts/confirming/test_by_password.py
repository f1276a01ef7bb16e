"""Before a grave act whoever came in by password shows it again; what was typed goes on."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import second_factor
from accounts.models import Session, User
from apps.documents.models import Version
from kernel import clock
from kernel.trail.models import Event
from tests.accounts.test_an_ended_session import Forms
from tests.apps.documents import making
from tests.conftest import HouseClient
from tests.factories import make_team
from tests.words import is_vietnamese

PASSWORD = "mat-khau-dai-14-ky-tu"
NOTE = "Đồng ý, áp dụng từ đầu tháng <12>."


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def head(team):
    return team[2]


@pytest.fixture
def version(team):
    return making.checked(team)


@pytest.fixture
def browser(head):
    return HouseClient("alpha.test").enter(head)


@pytest.fixture
def later():
    """Six minutes after the login: the session lives, the proof is too old."""
    with clock.at(clock.now() + timedelta(minutes=6)):
        yield


def address(version):
    return f"/documents/versions/{version.pk}/steps/approve/"


def approve(browser, version, **headers):
    typed = {"sha256": version.content_id, "note": NOTE}
    return browser.post(address(version), typed, headers=headers)


def state(version):
    return Version.objects.get(pk=version.pk).state


def key(answer):
    return parse_qs(urlsplit(answer["Location"]).query)["act"][0]


def confirm(browser, answer, password=PASSWORD, **more):
    return browser.post("/confirm/", {"act": key(answer), "password": password} | more)


def send_on(browser, page):
    ((action, fields),) = [form for form in Forms(page).found if form[0].startswith("/documents")]
    return browser.post(action, fields)


def test_who_has_just_logged_in_is_not_asked(browser, version):
    assert approve(browser, version)["Location"] == f"/documents/versions/{version.pk}/"
    assert state(version) == "approved"


def test_the_act_waits_and_goes_on_with_all_that_was_typed(browser, head, version, later):
    answer = approve(browser, version)
    assert answer["Location"].startswith("/confirm/?act=")
    page = browser.get(answer["Location"])
    assert f"Phê duyệt: {version}".split(" (")[0] in page.content.decode()
    assert is_vietnamese(page.content.decode())
    assert state(version) == "approving"
    back = confirm(browser, answer)
    confirmed = browser.get(back["Location"])
    assert confirmed.status_code == 200
    assert state(version) == "approving"
    assert send_on(browser, confirmed).status_code == 302
    kept = Version.objects.get(pk=version.pk)
    assert (kept.state, kept.approval_proof_how) == ("approved", "password")
    assert kept.approval_proof_at == clock.now()
    event = Event.objects.get(action="documents.approve", subject_id=version.pk)
    assert event.body["note"] == NOTE
    assert event.body["confirmed_how"] == "password"
    assert Event.objects.filter(action="accounts.confirm", subject_id=head.pk).count() == 1


def test_the_page_says_when_and_how_it_was_confirmed(browser, version):
    approve(browser, version)
    page = browser.get(f"/documents/versions/{version.pk}/").content.decode()
    moment = Version.objects.get(pk=version.pk).approval_proof_at.astimezone(clock.HANOI)
    assert f"xác thực lại lúc {moment:%H:%M %d/%m/%Y} bằng mật khẩu" in page


def test_a_wrong_password_does_nothing_and_counts_towards_the_lock(browser, head, version, later):
    answer = approve(browser, version)
    for _try in range(5):
        refused = confirm(browser, answer, "sai-mat-khau")
        assert refused.status_code == 422
        assert is_vietnamese(refused.content.decode())
    assert User.objects.get(pk=head.pk).locked_until > clock.now()
    assert confirm(browser, answer).status_code == 422
    assert approve(browser, version)["Location"].startswith("/confirm/")
    assert state(version) == "approving"


def test_with_a_second_factor_the_password_alone_is_not_enough(browser, head, version, later):
    _told, codes = second_factor.hand_over(head, "Alpha", by=head)
    answer = approve(browser, version)
    assert confirm(browser, answer).status_code == 422
    assert confirm(browser, answer, code="ABCDE-FGHJK").status_code == 422
    assert confirm(browser, answer, code=codes[0]).status_code == 302
    approve(browser, version)
    assert Version.objects.get(pk=version.pk).approval_proof_how == "second_factor"


def test_a_second_click_on_confirm_is_no_second_try(browser, head, version, later):
    _told, codes = second_factor.hand_over(head, "Alpha", by=head)
    answer = approve(browser, version)
    both = [confirm(browser, answer, code=codes[0]) for _click in range(2)]
    assert [each.status_code for each in both] == [302, 302]
    assert User.objects.get(pk=head.pk).failures == 0


def test_the_proof_lasts_five_minutes_exactly(browser, team):
    first, second, start = making.checked(team), making.checked(team, code="QT.02"), clock.now()
    with clock.at(start):
        browser.enter(team[2])
    with clock.at(start + timedelta(minutes=5)):
        approve(browser, first)
    with clock.at(start + timedelta(minutes=5, seconds=1)):
        approve(browser, second)
    assert (state(first), state(second)) == ("approved", "approving")


def test_htmx_is_led_to_the_question_and_nothing_is_swapped(browser, version, later):
    answer = approve(browser, version, **{"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (403, b"")
    assert answer["X-Confirm"].startswith("/confirm/?act=")
    assert state(version) == "approving"


def test_what_waits_in_two_windows_is_not_mixed_up(browser, team, later):
    first, second = making.checked(team), making.checked(team, code="QT.02")
    asked = [approve(browser, each) for each in (first, second)]
    back = confirm(browser, asked[0])
    send_on(browser, browser.get(back["Location"]))
    assert (state(first), state(second)) == ("approved", "approving")


def test_what_waits_is_kept_for_a_few_windows_only_and_says_so(browser, team, later):
    version = making.checked(team)
    asked = [approve(browser, version) for _window in range(4)]
    confirm(browser, asked[0])
    page = browser.get(asked[0]["Location"]).content.decode()
    assert "không còn gì chờ" in page.lower()
    assert len(Session.objects.get(person=team[2]).get_decoded()["acts"]) == 3


def test_a_key_of_another_session_names_nothing(browser, team, later):
    version = making.checked(team)
    other = HouseClient("alpha.test")
    other.post("/login/", {"username": team[2].username, "password": PASSWORD})
    answer = approve(browser, version)
    assert "data-send-on" not in other.get(answer["Location"]).content.decode()
    assert version.document.code not in other.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("wanted", ["https://evil.test/", "//evil.test/", "javascript:alert(1)"])
def test_it_leads_to_no_other_place(browser, later, wanted):
    page = browser.get("/confirm/", {"next": wanted}).content.decode()
    assert 'name="next" value="/"' in page
    assert f'href="{wanted}"' not in page
    answer = browser.post("/confirm/", {"next": wanted, "password": PASSWORD})
    assert browser.get(answer["Location"])["Location"] == "/"


def test_a_page_may_ask_beforehand(browser, later):
    answer = browser.post("/confirm/", {"next": "/documents/", "password": PASSWORD})
    assert browser.get(answer["Location"])["Location"] == "/documents/"


def test_a_file_is_named_and_must_be_chosen_again(team, later):
    decision = making.decided(team, making.approved(team))
    clerk = HouseClient("alpha.test")
    with clock.at(clock.now() - timedelta(minutes=6)):
        clerk.enter(team[3])
    upload = SimpleUploadedFile("QĐ đã ký.pdf", b"%PDF-1.7")
    typed = {"number": "5", "symbol": "QĐ-UBND", "signed_on": f"{clock.today():%d/%m/%Y}"}
    answer = clerk.post(
        f"/documents/versions/{decision.pk}/issue/", typed | {"signed_copy": upload}
    )
    assert answer["Location"].startswith("/confirm/?act=")
    confirm(clerk, answer)
    page = clerk.get(answer["Location"])
    assert "QĐ đã ký.pdf" in page.content.decode()
    assert not [action for action, _fields in Forms(page).found if "/issue/" in action]


def test_the_page_with_a_file_asks_before_it_is_filled_in(team, later):
    decision = making.decided(team, making.approved(team))
    clerk = HouseClient("alpha.test")
    with clock.at(clock.now() - timedelta(minutes=6)):
        clerk.enter(team[3])
    page = f"/documents/versions/{decision.pk}/issue/"
    assert f"/confirm/?next={page}" in clerk.get(page).content.decode()
    clerk.post("/confirm/", {"next": page, "password": PASSWORD})
    assert "/confirm/" not in clerk.get(page).content.decode()
    typed = {"number": "5", "symbol": "QĐ-UBND", "signed_on": f"{clock.today():%d/%m/%Y}"}
    assert clerk.post(page, typed)["Location"] == f"/documents/versions/{decision.pk}/"
    sheet = Version.objects.get(pk=decision.pk).sheet
    assert (sheet.proof_how, sheet.proof_at) == ("password", clock.now())
    said = clerk.get(f"/documents/versions/{decision.pk}/").content.decode()
    assert f"{team[3].full_name} nhập số, xác thực lại lúc" in said


def test_a_password_that_was_typed_before_is_not_kept(browser, version, later):
    browser.post(address(version), {"sha256": version.content_id, "password": "bi-mat-khac"})
    (session,) = Session.objects.filter(person=version.approver)
    assert "bi-mat-khac" not in str(session.get_decoded())


def test_many_are_approved_after_one_question(browser, team, later):
    versions = [making.checked(team, code=f"QT.0{n}") for n in range(1, 4)]
    picks = [f"{each.pk}:{each.content_id}" for each in versions]
    typed = {"pick": picks, "note": NOTE, "shown": [str(each.pk) for each in versions]}
    answer = browser.post("/documents/approve/", typed)
    assert answer["Location"].startswith("/confirm/")
    assert {state(each) for each in versions} == {"approving"}
    back = confirm(browser, answer)
    assert send_on(browser, browser.get(back["Location"])).status_code == 200
    assert {state(each) for each in versions} == {"approved"}


def test_a_new_password_is_no_proof_of_the_second_factor(browser, head, version):
    second_factor.hand_over(head, "Alpha", by=head)
    new = "mot-mat-khau-khac-hoan-toan"
    typed = {"present": PASSWORD, "password": new, "again": new}
    assert browser.post("/account/", typed).status_code == 302
    assert approve(browser, version)["Location"].startswith("/confirm/")


def test_nobody_outside_is_asked(alpha):
    assert HouseClient("alpha.test").get("/confirm/")["Location"].startswith("/login/")


def test_withdrawing_asks_too(team, later):
    version = making.issued(team)
    browser = HouseClient("alpha.test")
    with clock.at(clock.now() - timedelta(minutes=6)):
        browser.enter(team[2])
    answer = browser.post(
        f"/documents/versions/{version.pk}/steps/withdraw/", {"note": "Không còn"}
    )
    assert answer["Location"].startswith("/confirm/")
    assert state(version) == "issued"
    back = confirm(browser, answer)
    send_on(browser, browser.get(back["Location"]))
    assert state(version) == "withdrawn"
    page = browser.get(f"/documents/versions/{version.pk}/?tab=history").content.decode()
    assert page.count("xác thực lại lúc") >= 3  # the approval, the issue, the withdrawal
