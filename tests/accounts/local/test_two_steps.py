"""Coming in by password and code: half a login opens nothing, wrong codes lock like passwords."""

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import Session, User
from kernel import clock
from kernel.trail.models import Event
from tests.accounts.local.conftest import (
    PASSWORD,
    is_in,
    later,
    said,
    type_code,
    type_password,
    with_password,
)
from tests.conftest import HouseClient
from tests.factories import make_person
from tests.words import is_vietnamese

HALF = f"{settings.SESSION_COOKIE_NAME}_half"


def half_of(browser):
    return browser.cookies[HALF].value


def with_half(value, host="alpha.test"):
    browser = HouseClient(host)
    browser.cookies[HALF] = value
    return browser


def test_after_the_password_a_code_is_asked_for_and_leads_to_the_page_that_was_wanted(
    browser, telephone
):
    asked = type_password(browser, next="/documents/?view=drafts")
    assert (asked.status_code, asked["Location"]) == (302, "/login/code/")
    page = browser.get("/login/code/").content.decode()
    assert "Nhập mã 6 số" in page
    assert "Dùng mã khôi phục" in page
    answer = type_code(browser, telephone.shows())
    assert (answer.status_code, answer["Location"]) == (302, "/documents/?view=drafts")
    assert is_in(browser)
    assert not half_of(browser)


def test_without_a_second_factor_nothing_more_is_asked(browser, person):
    assert type_password(browser)["Location"] == "/"
    assert is_in(browser)


def test_half_a_login_opens_no_door_and_is_no_login_in_the_trail(browser, telephone):
    type_password(browser)
    assert browser.get("/documents/")["Location"].startswith("/login/")
    assert browser.get("/account/")["Location"].startswith("/login/")
    assert browser.post("/account/recovery-codes/").status_code == 401
    assert not Session.objects.filter(person__isnull=False).exists()
    assert not Event.objects.filter(action="accounts.login").exists()


def test_the_note_between_the_steps_fills_no_table_and_is_kept_from_scripts(browser, telephone):
    before = Session.objects.count()
    type_password(browser)
    assert Session.objects.count() == before
    sent = browser.cookies[HALF]
    assert (sent["httponly"], sent["samesite"], sent["max-age"]) == (True, "Lax", 300)


def test_five_minutes_after_the_password_one_begins_again_and_reads_why(browser, telephone):
    type_password(browser)
    with later(minutes=5, seconds=1):
        answer = type_code(browser, telephone.shows())
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "năm phút" in page
        assert 'name="password"' in page  # the dialog over a page goes back to its first step
        assert not is_in(browser)


def test_who_never_typed_a_password_is_led_to_it(browser, telephone):
    assert browser.get("/login/code/").status_code == 422
    assert type_code(browser, telephone.shows()).status_code == 422
    assert not is_in(browser)


@pytest.mark.parametrize("change", ["nothing", "letter", "empty", "another password", "disabled"])
def test_a_note_that_was_changed_or_overtaken_is_worth_nothing(browser, telephone, person, change):
    type_password(browser)
    value = half_of(browser)
    if change == "letter":
        value = value[:9] + ("a" if value[9] != "a" else "b") + value[10:]
    elif change == "empty":
        value = ""
    elif change == "another password":
        person.set_password("mot-mat-khau-khac-hoan-toan")
        person.save()
    elif change == "disabled":
        User.objects.filter(pk=person.pk).update(is_active=False)
    answer = type_code(with_half(value), telephone.shows())
    assert answer.status_code == (302 if change == "nothing" else 422)


def test_a_note_of_one_house_is_worth_nothing_at_the_neighbour_s(
    browser, telephone, person, alpha, beta
):
    """Not even where the same person with the same password and telephone works."""
    type_password(browser)
    facts = {f.attname: getattr(person, f.attname) for f in User._meta.fields}
    factor = person.second_factor
    kept = {f.attname: getattr(factor, f.attname) for f in type(factor)._meta.fields}
    connection.set_tenant(beta)
    User.objects.create(**facts)
    type(factor).objects.create(**kept)
    assert type_code(with_half(half_of(browser), "beta.test"), telephone.shows()).status_code == 422


def test_a_recovery_code_stands_for_the_telephone_once(browser, telephone):
    type_password(browser)
    page = browser.get("/login/code/?paper").content.decode()
    assert 'inputmode="text"' in page
    assert type_code(browser, telephone.paper[0]).status_code == 302
    again = HouseClient("alpha.test")
    type_password(again)
    assert type_code(again, telephone.paper[0]).status_code == 422
    assert type_code(again, telephone.paper[1]).status_code == 302


def test_a_code_that_was_used_opens_no_second_browser(browser, telephone):
    with clock.at(clock.now()):
        other = HouseClient("alpha.test")
        for each in (browser, other):
            type_password(each)
        assert type_code(browser, telephone.shows()).status_code == 302
        refused = type_code(other, telephone.shows())
    assert refused.status_code == 422
    assert is_vietnamese(said(refused))


def test_wrong_codes_lock_as_wrong_passwords_do_and_both_count_together(browser, telephone, person):
    type_password(browser, password="sai-mat-khau")
    type_password(browser, password="sai-mat-khau")
    type_password(browser)
    left = [said(type_code(browser, "000000")) for _n in range(3)]
    assert [words for words in "21" if f"Còn {words} lần" not in "".join(left)] == []
    assert "15 phút" in left[-1]
    locked = type_code(browser, telephone.shows())
    assert (locked.status_code, "khóa 15 phút" in said(locked)) == (422, True)
    assert "khóa 15 phút" in said(type_password(HouseClient("alpha.test")))
    assert Event.objects.filter(action="accounts.lock", subject_id=str(person.pk)).count() == 1
    with later(minutes=settings.CHUAN_LOCK_MINUTES, seconds=1):
        fresh = HouseClient("alpha.test")
        type_password(fresh)
        assert type_code(fresh, telephone.shows()).status_code == 302


def test_a_known_password_is_no_way_to_try_codes_for_ever(browser, telephone):
    """Typing it again between the codes forgets no failure."""
    for _n in range(5):
        type_password(browser)
        answer = type_code(browser, "000000")
    assert "khóa 15 phút" in said(answer)


def test_whoever_is_in_already_is_led_on(browser, telephone):
    type_password(browser)
    type_code(browser, telephone.shows())
    assert browser.get("/login/code/")["Location"] == "/"


def test_after_the_key_of_the_system_changed_the_page_says_what_to_do(browser, telephone, settings):
    settings.SECRET_KEY = "another-" * 10
    type_password(browser)
    for typed in (telephone.shows(), telephone.paper[0]):
        answer = type_code(browser, typed)
        assert answer.status_code == 422
        assert "khóa của hệ thống đã đổi" in said(answer)


@pytest.mark.parametrize("typed", ["", "x" * 21, "<script>", "１２３４５６"])
def test_nonsense_for_a_code_is_refused_with_a_sentence(browser, telephone, typed):
    type_password(browser)
    answer = type_code(browser, typed)
    assert answer.status_code == 422
    assert is_vietnamese(said(answer))


def test_a_name_with_script_is_shown_as_it_is_written(browser, person, telephone):
    User.objects.filter(pk=person.pk).update(full_name="<script>alert(1)</script>")
    type_password(browser)
    page = browser.get("/login/code/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_dialog_over_an_ended_session_finds_its_second_step(browser, telephone, person):
    """What kernel/ui's login.js looks for in the pages it gets."""
    step = browser.post("/login/", {"username": "minh.hanh", "password": PASSWORD}, follow=True)
    assert "data-second-step" in step.content.decode()
    assert 'meta name="person"' not in step.content.decode()
    wrong = type_code(browser, "000000")
    assert '<span class="err"' in wrong.content.decode()
    page = browser.post("/login/code/", {"code": telephone.shows()}, follow=True)
    assert f'<meta name="person" content="{person.pk}">' in page.content.decode()


class TestTenThousandWrongPasswords:
    """At one name, and at as many names."""

    def test_they_lock_one_account_write_nothing_more_and_keep_nobody_else_out(
        self, browser, person
    ):
        from accounts.local.attempts import attempt_login

        other = with_password(make_person("staff", username="quoc.bao"))
        with clock.at(clock.now()):
            for _n in range(settings.CHUAN_LOGIN_FAILURES):
                attempt_login("minh.hanh", "sai-mat-khau")
            before = rows_and_pages()
            for _n in range(10_000):
                assert attempt_login("minh.hanh", "sai-mat-khau").locked
            assert rows_and_pages() == before
            assert "khóa 15 phút" in said(type_password(browser))
            assert type_password(HouseClient("alpha.test"), other.username).status_code == 302
            assert not is_in(browser)

    def test_invented_names_fill_no_disk(self, person, monkeypatch):
        from accounts.local import attempts
        from accounts.models import Stranger

        monkeypatch.setattr(attempts, "MOST_STRANGERS", 50)
        for n in range(200):
            attempts.attempt_login(f"khong.co.{n}", "sai-mat-khau")
        assert Stranger.objects.count() <= 51
        assert attempts.attempt_login("khong.co.199", "sai").tries_left == 3

    def test_while_locked_a_name_that_is_here_costs_as_little_work_as_one_that_is_not(
        self, person, monkeypatch
    ):
        from accounts.local import attempts

        for name in ("minh.hanh", "khong.co"):
            for _n in range(5):
                attempts.attempt_login(name, "sai-mat-khau")
        worked = []
        monkeypatch.setattr(attempts, "make_password", worked.append)
        monkeypatch.setattr(User, "check_password", lambda _self, typed: worked.append(typed))
        assert attempts.attempt_login("minh.hanh", PASSWORD).locked
        assert attempts.attempt_login("khong.co", PASSWORD).locked
        assert worked == []


def rows_and_pages():
    """How many rows each table of the house has, and how many bytes its people take."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM accounts_user UNION ALL SELECT count(*) FROM accounts_stranger"
            " UNION ALL SELECT count(*) FROM accounts_session"
            " UNION ALL SELECT count(*) FROM trail_event"
            " UNION ALL SELECT pg_relation_size('accounts_user')"
            " UNION ALL SELECT pg_relation_size('trail_event')"
        )
        return [row[0] for row in cursor.fetchall()]
