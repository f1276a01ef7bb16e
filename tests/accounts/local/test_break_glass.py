"""Where people log in elsewhere, a password opens nothing but the account in the envelope."""

import logging
import re
from datetime import timedelta
from io import StringIO

import pyotp
import pytest
from django.conf import settings as set_now
from django.core.management import CommandError, call_command
from django.db import connection

from accounts import second_factor
from accounts.local.emergency import close_account, open_account
from accounts.models import Session, User
from kernel import clock
from kernel.notices.models import Notice
from kernel.permissions import SYSTEM
from kernel.refusals import RuleBroken
from kernel.trail.models import Event
from tests.accounts.local.conftest import (
    PASSWORD,
    Telephone,
    give_telephone,
    is_in,
    said,
    type_code,
    type_password,
)
from tests.conftest import HouseClient
from tests.factories import make_person
from tests.words import is_vietnamese


@pytest.fixture
def admin(alpha):
    return make_person("admin", username="quan.tri")


@pytest.fixture
def sealed(idp, alpha):
    """The account in the envelope, and what is in it."""
    person = make_person("admin", username="khan.cap", name="Tài khoản khẩn cấp")
    envelope = open_account(person, "UBND phường Tân Hải", by=SYSTEM)
    return envelope, Telephone(envelope.enrolment.key, envelope.codes)


def break_glass(browser, sealed):
    envelope, telephone = sealed
    type_password(browser, "khan.cap", envelope.password)
    return type_code(browser, telephone.shows())


class TestTheDoor:
    def test_the_form_is_not_shown_where_people_log_in_elsewhere(self, idp, browser):
        page = browser.get("/login/").content.decode()
        assert 'name="password"' not in page
        assert "khẩn cấp" not in page
        assert "/sso/login/" in page

    @pytest.mark.parametrize("with_code", [False, True])
    def test_a_right_password_is_refused_with_a_sentence(self, idp, browser, person, with_code):
        if with_code:
            give_telephone(person)
        answer = type_password(browser)
        assert answer.status_code == 422
        assert "tài khoản của tỉnh" in said(answer)
        assert not is_in(browser)
        assert not Session.objects.exists()

    def test_every_failure_sounds_alike_whoever_is_behind_the_name(self, sealed, browser, person):
        names = [
            ("minh.hanh", PASSWORD),
            ("khong.co", PASSWORD),
            ("khan.cap", "sai-mat-khau"),
        ]
        sentences = {said(type_password(browser, *typed)) for typed in names for _n in range(7)}
        assert len(sentences) == 1
        assert is_vietnamese(sentences.pop())

    def test_nobody_locks_the_accounts_of_others_there(self, idp, browser, person):
        for _n in range(9):
            type_password(browser, password="sai-mat-khau")
        person.refresh_from_db()
        assert (person.failures, person.locked_until) == (0, None)

    def test_without_a_code_of_its_own_the_account_never_opens(self, sealed, browser):
        envelope, _telephone = sealed
        second_factor.remove(User.objects.get(username="khan.cap"), by=SYSTEM)
        assert type_password(browser, "khan.cap", envelope.password).status_code == 422
        assert not is_in(browser)

    def test_a_key_that_waits_for_its_first_code_is_not_enough(self, sealed, browser):
        envelope, _telephone = sealed
        person = User.objects.get(username="khan.cap")
        second_factor.remove(person, by=SYSTEM)
        second_factor.begin(person)
        assert type_password(browser, "khan.cap", envelope.password).status_code == 422

    def test_the_settings_may_open_the_form_for_everyone(self, idp, browser, person, settings):
        settings.CHUAN_LOCAL_LOGIN = True
        page = browser.get("/login/").content.decode()
        assert 'name="password"' in page
        assert type_password(browser).status_code == 302
        assert is_in(browser)

    def test_the_settings_may_close_it_without_a_provider(self, browser, person, settings):
        settings.CHUAN_LOCAL_LOGIN = False
        assert type_password(browser).status_code == 422


class TestTheWayThere:
    def test_while_the_provider_is_away_both_pages_offer_it_in_small(self, idp, browser):
        idp.away = True
        logging.disable(logging.WARNING)
        away = browser.get("/sso/login/")
        logging.disable(logging.NOTSET)
        assert away.status_code == 503
        for page in (away, browser.get("/login/")):
            words = page.content.decode()
            assert "Đăng nhập khẩn cấp" in words
            assert "/login/?emergency=1" in words
            assert 'name="password"' not in words

    def test_once_the_provider_answers_it_is_gone(self, idp, browser):
        idp.away = True
        logging.disable(logging.WARNING)
        browser.get("/sso/login/")
        logging.disable(logging.NOTSET)
        idp.away = False
        browser.get("/sso/login/")
        assert "khẩn cấp" not in browser.get("/login/").content.decode()

    def test_the_address_in_the_envelope_shows_the_form_with_a_warning(self, idp, browser):
        page = browser.get("/login/?emergency=1").content.decode()
        assert 'name="password"' in page
        assert "báo động" in page

    def test_where_everyone_logs_in_by_password_there_is_no_such_page(self, browser, alpha):
        assert "khẩn cấp" not in browser.get("/login/?emergency=1").content.decode()


class TestTheAlarm:
    def test_it_comes_in_and_every_page_says_so(self, sealed, browser):
        assert break_glass(browser, sealed).status_code == 302
        for page in ("/", "/notices/", "/account/"):
            assert "Đang dùng tài khoản khẩn cấp" in browser.get(page).content.decode()

    def test_nobody_asks_the_provider_for_it(self, idp, sealed, browser):
        idp.away, before = True, len(idp.asked)
        assert break_glass(browser, sealed).status_code == 302
        assert is_in(browser)
        assert len(idp.asked) == before

    def test_another_password_does_not_silence_the_pages(self, sealed, browser):
        break_glass(browser, sealed)
        new = "mot-mat-khau-khac-hoan-toan"
        browser.post("/account/", {"present": sealed[0].password, "password": new, "again": new})
        assert "Đang dùng tài khoản khẩn cấp" in browser.get("/").content.decode()

    def test_the_trail_of_the_house_and_of_the_province_tell_it(self, sealed, browser, alpha):
        break_glass(browser, sealed)
        event = Event.objects.get(action="accounts.break_glass")
        assert event.actor_name == "Tài khoản khẩn cấp"
        connection.set_schema_to_public()
        (told,) = Event.objects.filter(action="accounts.break_glass")
        assert (told.subject_name, told.body["username"]) == (alpha.name, "khan.cap")
        connection.set_tenant(alpha)

    def test_every_administrator_is_told(self, sealed, browser, admin):
        other = make_person("admin")
        former = make_person("admin")
        User.objects.filter(pk=former.pk).update(is_active=False)
        staff = make_person("staff")
        break_glass(browser, sealed)
        for each in (admin, other):
            notice = Notice.objects.get(person_id=each.pk)
            assert "tài khoản khẩn cấp" in notice.text
            assert notice.url.startswith("/organization/people/")
        assert not Notice.objects.filter(person_id__in=[former.pk, staff.pk]).exists()

    def test_the_log_cries_and_holds_no_secret(self, sealed, browser, caplog):
        envelope, telephone = sealed
        with caplog.at_level(logging.WARNING, logger="chuan.alarm"):
            break_glass(browser, sealed)
        (line,) = [record for record in caplog.records if record.name == "chuan.alarm"]
        assert line.levelno >= logging.WARNING
        assert "khan.cap" in line.getMessage()
        assert "alpha" in line.getMessage()
        assert envelope.password not in caplog.text
        assert telephone.key not in caplog.text

    def test_a_failed_try_raises_none(self, sealed, browser):
        type_password(browser, "khan.cap", sealed[0].password)
        type_code(browser, "000000")
        assert not Event.objects.filter(action="accounts.break_glass").exists()

    def test_an_ordinary_login_raises_none(self, browser, person, admin):
        type_password(browser)
        assert not Event.objects.filter(action="accounts.break_glass").exists()
        assert not Notice.objects.exists()

    def test_a_name_with_script_harms_no_page_and_no_log(
        self, sealed, browser, admin, caplog, settings
    ):
        User.objects.filter(username="khan.cap").update(
            full_name="<script>alert(1)</script>", username="khan\ncap"
        )
        with caplog.at_level(logging.WARNING, logger="chuan.alarm"):
            type_password(browser, "khan\ncap", sealed[0].password)
            type_code(browser, sealed[1].shows())
        assert "\n" not in caplog.messages[-1]
        settings.CHUAN_LOCAL_LOGIN = True
        words = HouseClient("alpha.test").enter(admin).get("/notices/").content.decode()
        assert "<script>alert" not in words
        assert "&lt;script&gt;alert" in words

    def test_at_the_portal_the_province_s_own_trail_tells_it(self, idp, public):
        person = User.objects.create(username="khan.cap", full_name="Khẩn cấp", password="!")
        envelope = open_account(person, "Cổng tỉnh", by=SYSTEM)
        telephone = Telephone(envelope.enrolment.key, envelope.codes)
        browser = HouseClient(f"{set_now.CHUAN_PORTAL}.test")
        assert break_glass(browser, (envelope, telephone)).status_code == 302
        (event,) = Event.objects.filter(action="accounts.break_glass")
        assert event.actor_id == person.pk


class TestTheEnvelope:
    def test_a_new_envelope_voids_the_old_one(self, sealed, browser):
        person = User.objects.get(username="khan.cap")
        new = open_account(person, "", by=SYSTEM)
        old, telephone = sealed
        type_password(browser, "khan.cap", old.password)
        assert browser.get("/login/code/").status_code == 422
        type_password(browser, "khan.cap", new.password)
        assert type_code(browser, telephone.shows()).status_code == 422
        assert type_code(browser, telephone.paper[0]).status_code == 422
        assert type_code(browser, new.codes[0]).status_code == 302

    def test_closed_it_opens_nothing_and_whoever_is_in_by_it_is_out(self, sealed, browser):
        break_glass(browser, sealed)
        person = User.objects.get(username="khan.cap")
        close_account(person, by=SYSTEM)
        assert not is_in(browser)
        person.refresh_from_db()
        assert (person.break_glass, person.has_usable_password()) == (False, False)
        assert type_password(browser, "khan.cap", sealed[0].password).status_code == 422

    @pytest.mark.parametrize("change", [{"is_active": False}, {"is_machine": True}])
    def test_nobody_seals_an_account_that_is_closed_or_a_machine_s(self, person, change):
        User.objects.filter(pk=person.pk).update(**change)
        with pytest.raises(RuleBroken) as refused:
            open_account(person, "", by=SYSTEM)
        assert is_vietnamese(str(refused.value.sentence))

    def test_no_secret_of_it_is_in_the_trail(self, sealed):
        envelope, _telephone = sealed
        written = "".join(str(event.body) for event in Event.objects.all())
        for secret in (envelope.password, envelope.enrolment.key, *envelope.codes):
            assert secret not in written
        actions = set(Event.objects.values_list("action", flat=True))
        assert {"accounts.break_glass_open", "accounts.password"} <= actions


def run(*words):
    out, house = StringIO(), connection.tenant
    try:
        call_command(*words, stdout=out)
    finally:
        connection.set_tenant(house)
    return out.getvalue()


class TestTheCommands:
    @pytest.fixture
    def printed(self, idp, alpha):
        make_person("admin", username="khan.cap", name="Tài khoản khẩn cấp")
        return run("break_glass", "alpha", "khan.cap", "--open")

    def test_what_is_printed_is_all_one_needs(self, printed, browser, alpha):
        address = re.search(r"https?://\S+", printed)[0]
        assert address == "http://alpha.test/login/?emergency=1"
        password = re.search(r"Mật khẩu: +(\S+)", printed)[1]
        (uri,) = re.findall(r"otpauth://\S+", printed)
        totp = pyotp.parse_uri(uri)
        assert (totp.name, totp.issuer) == ("khan.cap", alpha.name)
        assert totp.secret == re.search(r"Khóa mã 6 số: +(.+)", printed)[1].replace(" ", "")
        assert len(re.findall(r"\b[A-Z2-9]{5}-[A-Z2-9]{5}\b(?!-)", printed)) >= 10
        assert "█" in printed or "▀" in printed  # the picture
        assert type_password(browser, "khan.cap", password)["Location"] == "/login/code/"
        assert type_code(browser, totp.at(clock.now())).status_code == 302

    def test_closing_it_again(self, printed):
        assert "hết giá trị" in run("break_glass", "alpha", "khan.cap", "--close")
        assert not User.objects.get(username="khan.cap").break_glass

    def test_the_portal_has_one_of_its_own(self, idp, public):
        User.objects.create(username="khan.cap", full_name="Khẩn cấp", password="!")
        printed = run("break_glass", "portal", "khan.cap", "--open")
        assert f"http://{set_now.CHUAN_PORTAL}.test/login/" in printed
        assert User.objects.get(username="khan.cap").break_glass

    @pytest.mark.parametrize("words", [("khong-co", "khan.cap"), ("alpha", "khong.co")])
    def test_a_house_or_a_person_who_is_not_there_is_told_with_a_sentence(self, alpha, words):
        with pytest.raises(CommandError, match=words[0] if words[0] != "alpha" else words[1]):
            run("break_glass", *words, "--open")

    def test_alarms_lists_every_house_s_and_says_so_by_its_exit_code(self, sealed, browser, alpha):
        assert "Không có" in run("alarms")
        break_glass(browser, sealed)
        out = StringIO()
        with pytest.raises(SystemExit) as left:
            call_command("alarms", stdout=out)
        assert left.value.code == 1
        assert alpha.name in out.getvalue()
        with clock.at(clock.now() + timedelta(days=8)):
            assert "Không có" in run("alarms")

    def test_the_second_step_of_the_only_administrator_can_be_removed(self, person, telephone):
        assert "mật khẩu" in run("second_factor", "alpha", "minh.hanh", "--remove")
        assert not second_factor.has_second_factor(person)
        with pytest.raises(CommandError):
            run("second_factor", "alpha", "minh.hanh", "--remove")
