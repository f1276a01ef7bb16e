"""On one's own account: setting the second step up, its paper, and turning it off."""

import re

import pyotp
import pytest

from accounts import second_factor
from accounts.models import RecoveryCode, SecondFactor, Session, User
from accounts.services import disable_person
from apps.organization import services
from config.security import policy
from kernel import clock
from kernel.notices.models import Notice
from kernel.permissions import SYSTEM
from kernel.refusals import NotPermitted, RuleBroken
from kernel.trail.models import Event
from tests.accounts.local.conftest import (
    PASSWORD,
    Telephone,
    give_telephone,
    is_in,
    later,
    said,
    type_code,
    type_password,
)
from tests.conftest import HouseClient
from tests.factories import make_person
from tests.words import is_vietnamese

PAGE = "/account/second-factor/"


def codes_on(page):
    return re.findall(r'<li class="code">([A-Z2-9]{5}-[A-Z2-9]{5})</li>', page.content.decode())


@pytest.fixture
def inside(browser, person):
    return browser.enter(person, PASSWORD)


def scan(browser):
    """The telephone has read the key that the page shows as text."""
    text = re.search(r'<b class="b code">(.+?)</b>', browser.get(PAGE).content.decode())[1]
    return Telephone("".join(re.findall(r"[A-Z2-7]{4}", text)), [])


@pytest.fixture
def telephone_at(inside):
    inside.post(PAGE + "begin/")
    return scan(inside)


class TestSettingUp:
    def test_the_page_shows_a_picture_and_the_key_in_groups_of_four(self, inside, telephone_at):
        page = inside.get(PAGE)
        words = page.content.decode()
        assert re.search(r'<svg[^>]+viewBox="0 0 \d+ \d+"', words)
        assert len(re.findall(r'<span class="nw">[A-Z2-7]{4}</span>', words)) == 8
        assert page["Content-Security-Policy"] == policy()
        assert "style=" not in words
        assert "<style" not in words
        assert "no-store" in page["Cache-Control"]

    def test_looking_at_the_account_begins_nothing(self, inside):
        inside.get("/account/")
        assert inside.get(PAGE)["Location"] == "/account/"
        assert not SecondFactor.objects.exists()

    def test_the_right_code_turns_it_on_and_shows_ten_codes_once(self, inside, telephone_at):
        page = inside.post(PAGE, {"code": telephone_at.shows(), "password": PASSWORD})
        codes = codes_on(page)
        assert (page.status_code, len(set(codes))) == (200, 10)
        assert "no-store" in page["Cache-Control"]
        account = inside.get("/account/").content.decode()
        assert "Còn 10 mã khôi phục" in account
        assert not any(code in account for code in codes)
        assert inside.get(PAGE)["Location"] == "/account/"
        actions = Event.objects.values_list("action", flat=True)
        assert {"accounts.second_factor_on", "accounts.recovery_codes"} <= set(actions)

    def test_from_then_on_the_login_asks_for_it(self, inside, telephone_at):
        inside.post(PAGE, {"code": telephone_at.shows(), "password": PASSWORD})
        other = HouseClient("alpha.test")
        assert type_password(other)["Location"] == "/login/code/"
        with later(seconds=60):
            assert type_code(other, telephone_at.shows()).status_code == 302

    def test_the_code_it_was_set_up_by_opens_no_login(self, inside, telephone_at):
        with clock.at(clock.now()):
            inside.post(PAGE, {"code": telephone_at.shows(), "password": PASSWORD})
            other = HouseClient("alpha.test")
            type_password(other)
            assert type_code(other, telephone_at.shows()).status_code == 422

    def test_whoever_else_is_in_as_this_person_is_out_and_oneself_stays(
        self, inside, telephone_at, person
    ):
        other = HouseClient("alpha.test").enter(person, PASSWORD)
        inside = HouseClient("alpha.test").enter(person, PASSWORD)
        inside.post(PAGE, {"code": telephone_at.shows(), "password": PASSWORD})
        assert is_in(inside)
        assert not is_in(other)
        assert Session.objects.filter(person=person).count() == 1

    @pytest.mark.parametrize(
        ("code", "password", "at"),
        [("000000", PASSWORD, "code"), (None, "sai-mat-khau", "password"), ("", "", "code")],
    )
    def test_a_wrong_code_or_password_is_said_beside_it(
        self, inside, telephone_at, person, code, password, at
    ):
        code = telephone_at.shows() if code is None else code
        answer = inside.post(PAGE, {"code": code, "password": password})
        assert answer.status_code == 422
        assert is_vietnamese(" ".join(answer.context["form"].errors[at]))
        assert not second_factor.has_second_factor(person)
        assert password not in answer.content.decode() or not password

    def test_a_second_click_shows_no_other_codes(self, inside, telephone_at):
        typed = {"code": telephone_at.shows(), "password": PASSWORD}
        inside.post(PAGE, typed)
        assert inside.post(PAGE, typed)["Location"] == "/account/"

    def test_a_key_nobody_can_read_any_more_is_begun_anew(self, inside, telephone_at):
        SecondFactor.objects.update(secret="gAAAA-of-another-key")
        assert inside.get(PAGE)["Location"] == "/account/"
        inside.post(PAGE + "begin/")
        assert scan(inside).key != telephone_at.key

    def test_who_has_still_to_choose_a_password_does_that_first(self, inside, person):
        User.objects.filter(pk=person.pk).update(temporary=True)
        assert inside.get(PAGE)["Location"].startswith("/account/?next=")
        assert "hai lớp" not in inside.get("/account/").content.decode()


@pytest.fixture
def equipped(browser, person):
    """In by password and code, with paper."""
    telephone = give_telephone(person)
    type_password(browser)
    type_code(browser, telephone.paper.pop())
    return browser, telephone


class TestPaper:
    def test_new_codes_replace_the_old_ones_for_whoever_shows_both(self, equipped):
        browser, telephone = equipped
        answer = browser.post(
            "/account/recovery-codes/", {"password": PASSWORD, "code": telephone.shows()}
        )
        fresh = codes_on(answer)
        assert len(fresh) == 10
        assert not set(fresh) & set(telephone.paper)
        other = HouseClient("alpha.test")
        type_password(other)
        assert type_code(other, telephone.paper[0]).status_code == 422
        assert type_code(other, fresh[0]).status_code == 302

    def test_how_many_are_left_is_told(self, equipped):
        browser, _telephone = equipped
        assert "Còn 9 mã khôi phục" in browser.get("/account/").content.decode()
        RecoveryCode.objects.update(used_at=clock.now())
        assert "Còn 0 mã khôi phục" in browser.get("/account/").content.decode()


@pytest.mark.parametrize("door", ["/account/recovery-codes/", "/account/second-factor/off/"])
class TestAskedForBoth:
    @pytest.mark.parametrize("missing", ["password", "code"])
    def test_one_of_the_two_is_not_enough(self, equipped, person, door, missing):
        browser, telephone = equipped
        typed = {"password": PASSWORD, "code": telephone.shows()} | {missing: "sai-roi"}
        answer = browser.post(door, typed)
        assert answer.status_code == 422
        assert is_vietnamese(said(answer))
        assert second_factor.has_second_factor(person)
        assert second_factor.codes_left(person) == 9

    def test_trying_locks_like_a_login(self, equipped, person, door):
        browser, telephone = equipped
        for _n in range(5):
            browser.post(door, {"password": PASSWORD, "code": "000000"})
        answer = browser.post(door, {"password": PASSWORD, "code": telephone.shows()})
        assert "khóa 15 phút" in said(answer)
        assert second_factor.has_second_factor(person)

    def test_after_the_key_of_the_system_changed_a_sentence_and_no_error(
        self, equipped, person, door
    ):
        browser, telephone = equipped
        SecondFactor.objects.update(secret="gAAAA-of-another-key")
        answer = browser.post(door, {"password": PASSWORD, "code": telephone.shows()})
        assert answer.status_code == 422
        assert "khóa của hệ thống đã đổi" in said(answer)

    def test_without_a_second_factor_there_is_no_such_page(self, inside, door):
        assert inside.get(door).status_code == 404
        assert inside.post(door).status_code == 404


def test_turned_off_the_password_alone_opens_again(equipped, person):
    browser, telephone = equipped
    typed = {"password": PASSWORD, "code": telephone.shows()}
    assert browser.post("/account/second-factor/off/", typed)["Location"] == "/account/"
    assert not second_factor.has_second_factor(person)
    assert type_password(HouseClient("alpha.test"))["Location"] == "/"
    assert Event.objects.filter(action="accounts.second_factor_off").count() == 1


def test_whoever_logs_in_elsewhere_is_told_where_the_password_is_kept(idp, alpha, settings):
    settings.CHUAN_LOCAL_LOGIN = True
    person = make_person("staff")
    browser = HouseClient("alpha.test").enter(person)
    settings.CHUAN_LOCAL_LOGIN = None
    page = browser.get("/account/").content.decode()
    assert 'name="present"' not in page
    assert "tài khoản của tỉnh" in page
    assert browser.post("/account/second-factor/begin/").status_code == 404


def test_a_name_with_script_is_shown_as_it_is_written_on_every_page(inside, person):
    User.objects.filter(pk=person.pk).update(full_name="<script>alert(1)</script>")
    inside.post(PAGE + "begin/")
    pages = [inside.get("/account/"), inside.get(PAGE)]
    telephone = scan(inside)
    pages.append(inside.post(PAGE, {"code": telephone.shows(), "password": PASSWORD}))
    pages += [inside.get("/account/recovery-codes/"), inside.get("/account/second-factor/off/")]
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()


def test_the_address_for_the_telephone_takes_any_name_of_a_house(alpha, inside):
    alpha.name = 'UBND "xã" <b>&:%'
    type(alpha).objects.filter(pk=alpha.pk).update(name=alpha.name)
    from tenants.middleware import forget_hosts

    forget_hosts()
    inside.post(PAGE + "begin/")
    assert inside.get(PAGE).status_code == 200
    kept = second_factor.enrolment(User.objects.get(username="minh.hanh"), alpha.name)
    assert pyotp.parse_uri(kept.address).secret == kept.key


class TestByAnAdministrator:
    """For whoever lost the telephone and the paper."""

    @pytest.fixture
    def admin(self, alpha):
        return make_person("admin", username="quan.tri", name="Trần Quốc Bảo")

    def door(self, person):
        return f"/organization/people/{person.pk}/second-factor-off/"

    def test_it_is_removed_recorded_and_told(self, browser, admin, person, telephone):
        browser.enter(admin)
        page = browser.get(f"/organization/people/{person.pk}/").content.decode()
        assert self.door(person) in page
        assert "data-confirm=" in page.split(self.door(person))[1][:60]
        assert browser.post(self.door(person)).status_code == 302
        assert not second_factor.has_second_factor(person)
        event = Event.objects.get(action="accounts.second_factor_off")
        assert event.actor_id == admin.pk
        notice = Notice.objects.get(person_id=person.pk)
        assert "Trần Quốc Bảo" in notice.text
        assert is_vietnamese(notice.text)
        page = browser.get(f"/organization/people/{person.pk}/").content.decode()
        assert self.door(person) not in page

    def test_a_second_click_tells_nobody_twice(self, browser, admin, person, telephone):
        browser.enter(admin)
        for _n in range(2):
            assert browser.post(self.door(person)).status_code == 302
        assert Notice.objects.filter(person_id=person.pk).count() == 1

    def test_nobody_else_may(self, browser, person, telephone):
        colleague = make_person("secretary")
        with pytest.raises(NotPermitted):
            services.remove_second_factor(person, by=colleague)
        assert browser.enter(colleague).post(self.door(person)).status_code == 403
        assert second_factor.has_second_factor(person)

    def test_not_even_administrators_their_own_without_password_and_code(self, admin):
        give_telephone(admin)
        with pytest.raises(RuleBroken):
            services.remove_second_factor(admin, by=admin)
        assert second_factor.has_second_factor(admin)

    def test_a_closed_account_keeps_its_second_step(self, person, telephone):
        disable_person(person, by=SYSTEM)
        assert second_factor.has_second_factor(person)
