"""Who is invited comes in as who was meant; who may be somebody here waits for an answer."""

from datetime import timedelta

import pytest
from django.db import connection
from django_tenants.utils import tenant_context

from accounts.models import LinkRequest, Session, User
from accounts.sso import answers
from accounts.sso.arrivals import arrive
from accounts.sso.tokens import Identity
from apps.organization import permissions as may
from apps.organization.models import Holding, RoleAssignment
from apps.organization.services import arrivals
from kernel import clock, confirmation
from kernel.notices.models import Notice
from kernel.permissions import Role
from kernel.refusals import BadInput, Conflict, NotPermitted, WrongState
from kernel.trail.models import Event
from tenants.models import Agency
from tests.at_once import at_once, held, one_refused
from tests.conftest import HouseClient
from tests.factories import make_person, make_unit
from tests.words import is_vietnamese

EMAIL = "an.nguyen@tanhai.gov.vn"


def identity(subject="an-1", **changed):
    known = {
        "session": "phien-1",
        "username": "an.nguyen",
        "name": "Nguyễn Văn An",
        "email": EMAIL,
        "organizations": frozenset({"alpha"}),
        "roles": frozenset(),
        "authenticated_at": clock.now(),
        "level": "1",
    }
    return Identity(subject=subject, **known | changed)


@pytest.fixture
def admin(alpha):
    return make_person(Role.ADMIN, name="Đỗ Hoàng Nam", post="Quản trị")


@pytest.fixture
def browser(admin):
    return HouseClient("alpha.test").enter(admin)


@pytest.fixture
def here(alpha):
    """The head of the agency, known here under the same address, never invited."""
    person = make_person(Role.TOP_MANAGEMENT, name="Nguyễn Văn An", post="Chủ tịch")
    User.objects.filter(pk=person.pk).update(email=EMAIL)
    person.email = EMAIL
    return person


@pytest.fixture
def asking(admin, here):
    waiting = arrive(identity()).waiting
    assert waiting is not None
    return waiting


class TestInviting:
    TYPED = {
        "full_name": "Nguyễn Văn An",
        "email": EMAIL,
        "post": "Chánh Văn phòng",
        "roles": ["secretary", "auditor"],
    }

    def test_who_is_invited_comes_in_with_the_post_and_the_roles(self, browser, admin):
        unit = make_unit("Văn phòng")
        answer = browser.post(
            "/organization/people/invite/", self.TYPED | {"unit": str(unit.pk), "leads": "on"}
        )
        person = User.objects.get(email=EMAIL)
        assert answer["Location"] == f"/organization/people/{person.pk}/"
        assert (person.invited, person.has_usable_password()) == (True, False)
        holding = Holding.objects.get(person=person)
        assert (holding.post.title, holding.post.unit, holding.post.is_head) == (
            "Chánh Văn phòng",
            unit,
            True,
        )
        assert Event.objects.get(action="organization.invite").actor_id == admin.pk
        arrived = arrive(identity(username="khac.ten")).person
        assert arrived == person
        assert {a.role for a in RoleAssignment.objects.filter(person=person)} == {
            "secretary",
            "auditor",
        }

    def test_nobody_comes_in_by_the_user_name_that_was_made_of_it(self, admin):
        arrivals.invite_person(full_name="An", email=EMAIL, by=admin, roles=[Role.ADMIN])
        other = identity(email="gia.mao@khac.vn", username="an.nguyen")
        assert arrive(other).person is None
        assert LinkRequest.objects.get().person.email == EMAIL

    def test_two_of_one_local_part_are_two(self, admin):
        made = [
            arrivals.invite_person(full_name="An", email=f"an@{host}.vn", by=admin)
            for host in ("mot", "hai")
        ]
        assert [person.username for person in made] == ["an", "an-2"]

    @pytest.mark.parametrize("email", [EMAIL, EMAIL.upper(), f" {EMAIL} "])
    def test_an_address_belongs_to_one_person(self, admin, here, email):
        with pytest.raises(BadInput) as refusal:
            arrivals.invite_person(full_name="An", email=email, by=admin)
        assert here.full_name in str(refusal.value.sentence)

    def test_a_role_of_the_province_cannot_be_promised(self, browser):
        answer = browser.post("/organization/people/invite/", self.TYPED | {"roles": ["overseer"]})
        assert answer.status_code == 422
        assert not User.objects.filter(email=EMAIL).exists()

    def test_what_was_typed_stays_when_it_is_refused(self, browser, here):
        answer = browser.post("/organization/people/invite/", self.TYPED)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert 'value="Chánh Văn phòng"' in page
        assert is_vietnamese(page)

    def test_only_an_administrator_invites(self, alpha):
        secretary = make_person(Role.SECRETARY)
        with pytest.raises(NotPermitted):
            arrivals.invite_person(full_name="An", email=EMAIL, by=secretary)
        assert not User.objects.filter(email=EMAIL).exists()

    def test_the_page_of_the_person_says_that_nobody_came_yet_and_sends_again(self, browser, admin):
        person = arrivals.invite_person(full_name="An", email=EMAIL, by=admin)
        page = browser.get(f"/organization/people/{person.pk}/").content.decode()
        assert "chưa đăng nhập lần nào" in page
        browser.post(f"/organization/people/{person.pk}/invite/")
        assert Event.objects.filter(action="organization.invite").count() == 2
        arrive(identity())
        assert browser.post(f"/organization/people/{person.pk}/invite/").status_code == 409

    def test_a_closed_account_is_an_invitation_withdrawn(self, admin):
        person = arrivals.invite_person(full_name="An", email=EMAIL, by=admin, roles=[Role.ADMIN])
        User.objects.filter(pk=person.pk).update(is_active=False)
        arrived = arrive(identity()).person
        assert arrived is not None
        assert arrived != person
        assert not RoleAssignment.objects.filter(person=arrived).exists()
        with pytest.raises(WrongState):
            arrivals.invite_again(User.objects.get(pk=person.pk), by=admin)


class TestWaiting:
    def test_every_administrator_is_told_once(self, asking, admin, here):
        other = make_person(Role.SECRETARY)
        arrive(identity())
        notice = Notice.objects.get(url="/organization/waiting/")
        assert notice.person_id == admin.pk
        assert not Notice.objects.filter(person_id=other.pk).exists()
        assert is_vietnamese(notice.text)

    def test_the_page_shows_both_sides(self, browser, asking, here):
        page = browser.get("/organization/waiting/").content.decode()
        assert page.count("Nguyễn Văn An") >= 2
        assert "Chủ tịch" in page
        assert here.username in page
        assert "1 người đang chờ" in browser.get("/organization/").content.decode()

    def test_a_name_with_a_script_is_text(self, browser, here):
        arrive(identity(name="<script>alert(1)</script>"))
        page = browser.get("/organization/waiting/").content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page

    def test_nobody_else_reads_or_answers(self, asking):
        other = HouseClient("alpha.test").enter(make_person(Role.SECRETARY))
        assert other.get("/organization/waiting/").status_code == 403
        for answer in ("same", "another", "refuse"):
            assert other.post(f"/organization/waiting/{asking.pk}/{answer}/").status_code == 403
        assert LinkRequest.objects.count() == 1

    def test_the_neighbour_s_administrator_finds_nothing(self, asking, beta):
        with tenant_context(beta):
            other = HouseClient("beta.test").enter(make_person(Role.ADMIN))
            for answer in ("same", "another", "refuse"):
                assert other.post(f"/organization/waiting/{asking.pk}/{answer}/").status_code == 404
        assert LinkRequest.objects.count() == 1


class TestTheSamePerson:
    def test_the_account_here_is_theirs_with_all_its_roles(self, browser, asking, here, admin):
        answer = browser.post(f"/organization/waiting/{asking.pk}/same/", {"seen": ""})
        assert answer["Location"] == f"/organization/people/{here.pk}/"
        assert arrive(identity()).person == here
        assert not LinkRequest.objects.exists()
        event = Event.objects.get(action="accounts.link")
        assert (event.actor_id, event.body["subject_at_provider"]) == (admin.pk, "an-1")

    def test_who_answers_proves_who_it_is(self, browser, asking, here):
        with clock.at(clock.now() + timedelta(minutes=6)):
            answer = browser.post(f"/organization/waiting/{asking.pk}/same/", {"seen": ""})
            assert answer["Location"].startswith("/confirm/?act=")
            assert "Nguyễn Văn An" in browser.get(answer["Location"]).content.decode()
        assert User.objects.get(pk=here.pk).subject is None
        assert LinkRequest.objects.exists()

    def test_without_a_proof_the_service_refuses(self, asking, admin):
        with confirmation.given(lambda by: None), pytest.raises(confirmation.ConfirmationNeeded):
            answers.let_in_as_known(asking, seen="", right=may.MANAGE, by=admin)

    def test_an_account_that_was_closed_or_taken_meanwhile_is_not_handed_over(
        self, asking, here, admin
    ):
        User.objects.filter(pk=here.pk).update(is_active=False)
        with pytest.raises(Conflict):
            answers.let_in_as_known(asking, seen="", right=may.MANAGE, by=admin)
        User.objects.filter(pk=here.pk).update(is_active=True, subject="nguoi-khac")
        with pytest.raises(Conflict):
            answers.let_in_as_known(asking, seen="", right=may.MANAGE, by=admin)
        assert User.objects.get(pk=here.pk).subject == "nguoi-khac"

    def test_two_administrators_at_once_answer_once(self, alpha, asking, admin):
        again = LinkRequest.objects.get(pk=asking.pk)
        answers.turn_away(asking, right=may.MANAGE, by=admin)
        for answer in (
            lambda: answers.let_in_as_known(again, seen="", right=may.MANAGE, by=admin),
            lambda: answers.let_in_as_new(again, right=may.MANAGE, by=admin),
            lambda: answers.turn_away(again, right=may.MANAGE, by=admin),
        ):
            with pytest.raises(Conflict):
                answer()


class TestAnotherPerson:
    def test_it_is_a_new_person_without_any_role(self, browser, asking, here, admin):
        browser.post(f"/organization/waiting/{asking.pk}/another/")
        person = arrive(identity()).person
        assert person not in (None, here)
        assert person.full_name == "Nguyễn Văn An"
        assert not RoleAssignment.objects.filter(person=person).exists()
        assert User.objects.get(pk=here.pk).subject is None
        assert Event.objects.get(action="accounts.arrive").actor_id == admin.pk


class TestRefusing:
    def test_nobody_comes_in_and_may_ask_again(self, browser, asking, admin):
        browser.post(f"/organization/waiting/{asking.pk}/refuse/")
        assert not LinkRequest.objects.exists()
        assert not User.objects.filter(subject="an-1").exists()
        assert Event.objects.get(action="accounts.link_refused").actor_id == admin.pk
        assert arrive(identity()).waiting is not None
        assert Notice.objects.filter(person_id=admin.pk).count() == 2


class TestChangesAtTheProvider:
    @pytest.fixture
    def known(self, here):
        """The same person, who came in under the first account of the provider."""
        User.objects.filter(pk=here.pk).update(subject="an-1")
        return User.objects.get(pk=here.pk)

    def test_a_second_account_with_the_address_of_a_known_person_waits(self, admin, known):
        """Merged or made anew at the provider, or a successor who was given the address."""
        assert arrive(identity("an-2")).waiting.person == known
        assert User.objects.get(pk=known.pk).subject == "an-1"

    def test_the_same_person_under_a_new_account_leaves_the_old_one_behind(
        self, browser, admin, known
    ):
        waiting = arrive(identity("an-2")).waiting
        old = HouseClient("alpha.test").enter(known)
        assert "không vào được nữa" in browser.get("/organization/waiting/").content.decode()
        browser.post(f"/organization/waiting/{waiting.pk}/same/", {"seen": "an-1"})
        assert arrive(identity("an-2")).person == known
        assert old.get("/notices/").status_code == 302
        assert not Session.objects.filter(person=known).exists()
        assert arrive(identity("an-1")).person is None  # asks, as anybody with that address
        assert Event.objects.get(action="accounts.link").body["before"] == "an-1"

    def test_a_successor_with_the_address_is_a_new_person(self, admin, known):
        waiting = arrive(identity("ke-nhiem", name="Trần Thị Bình")).waiting
        answers.let_in_as_new(waiting, right=may.MANAGE, by=admin)
        assert arrive(identity("ke-nhiem")).person.subject == "ke-nhiem"
        assert User.objects.get(pk=known.pk).subject == "an-1"

    def test_a_person_who_takes_over_another_s_address_takes_nothing_else(self, admin, known):
        other = arrive(identity("binh", username="binh", email="binh@x.vn", name="Bình")).person
        renamed = arrive(identity("binh", username="binh", name="Bình")).person
        assert renamed == other
        assert not RoleAssignment.objects.filter(person=renamed).exists()
        assert arrive(identity("an-1")).person == known

    def test_the_emergency_account_is_nobody_s_namesake(self, admin):
        User.objects.create(username="an.nguyen", full_name="Khẩn cấp", break_glass=True)
        arrived = arrive(identity()).person
        assert arrived is not None
        assert arrived.username == "an.nguyen-2"

    def test_an_unverified_address_meets_nobody(self, admin, known):
        arrived = arrive(identity("an-2", email="", username="khac")).person
        assert arrived not in (None, known)


class TestAtOnce:
    @pytest.fixture
    def agency(self, fresh_database):
        connection.set_tenant(Agency.objects.get(slug="alpha"))
        yield
        connection.set_schema_to_public()

    @pytest.fixture
    def here(self, agency):
        person = make_person(Role.TOP_MANAGEMENT, name="Nguyễn Văn An")
        User.objects.filter(pk=person.pk).update(email=EMAIL)
        return person

    def test_two_first_logins_ask_once(self, here):
        twice = [lambda: arrive(identity())] * 2
        assert all(each.waiting for each in at_once(*twice, holding=held(here)))
        assert LinkRequest.objects.count() == 1

    def test_two_answers_are_one(self, here):
        waiting, admin = arrive(identity()).waiting, make_person(Role.ADMIN)
        outcomes = at_once(
            lambda: answers.let_in_as_known(waiting, seen="", right=may.MANAGE, by=admin),
            lambda: answers.let_in_as_new(waiting, right=may.MANAGE, by=admin),
            holding=held(waiting),
        )
        one_refused(outcomes, Conflict)
        assert User.objects.filter(subject="an-1").count() == 1
