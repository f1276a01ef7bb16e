"""The second factor itself: which codes are good, and that each is good once."""

from datetime import timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import second_factor
from accounts.models import RecoveryCode, SecondFactor, User
from accounts.sealing import opened
from kernel import clock
from kernel.permissions import SYSTEM
from kernel.refusals import Conflict
from kernel.trail.models import Event
from tests.at_once import at_once, held
from tests.factories import make_person
from tests.words import is_vietnamese

KEY = "JBSWY3DPEHPK3PXP" * 2
START = clock.now().replace(second=0, microsecond=0)


@pytest.fixture
def person(alpha):
    return make_person("staff", username="minh.hanh")


@pytest.fixture
def key(person):
    """The person's telephone, long ago."""
    with clock.at(START - timedelta(days=1)):
        given, _codes = second_factor.hand_over(person, "UBND phường Tân Hải", by=SYSTEM)
    return given.key


def code(key, moment=START):
    return pyotp.TOTP(key).at(moment)


def shown_at(moment, person, typed):
    with clock.at(moment):
        return second_factor.accept_code(person, typed)


def test_a_key_waits_for_its_first_code_and_then_holds(person):
    second_factor.begin(person)
    waiting = second_factor.enrolment(person, "UBND phường Tân Hải")
    assert not second_factor.has_second_factor(person)
    assert second_factor.confirm(person, "000000") == []
    with clock.at(START):
        codes = second_factor.confirm(person, code(waiting.key))
    assert second_factor.has_second_factor(person)
    assert len(set(codes)) == second_factor.codes_left(person) == 10
    assert second_factor.enrolment(person, "") is None  # nobody is shown it again


def test_the_code_that_put_it_in_force_opens_nothing_afterwards(person):
    second_factor.begin(person)
    typed = code(second_factor.enrolment(person, "").key)
    with clock.at(START):
        assert second_factor.confirm(person, typed)
        assert not second_factor.accept_code(person, typed)


def test_the_address_for_the_telephone_names_the_house_and_the_person(person):
    second_factor.begin(person)
    said = second_factor.enrolment(person, "UBND phường Tân Hải")
    read = pyotp.parse_uri(said.address)
    assert (read.issuer, read.name) == ("UBND phường Tân Hải", "minh.hanh")
    assert read.secret == said.key == "".join(said.groups)


def test_a_key_in_force_is_not_replaced_by_asking_for_another(person, key):
    with pytest.raises(Conflict) as refused:
        second_factor.begin(person)
    assert is_vietnamese(str(refused.value.sentence))
    assert shown_at(START, person, code(key))


@given(late=st.integers(-600, 600))
def test_a_code_is_good_in_its_step_and_in_the_ones_beside_it(late):
    """Of one step, whatever second of it: the window is three steps wide and no more."""
    kept = SecondFactor(person=User(), secret="", last_step=0)
    kept.save = lambda **_more: None
    totp = pyotp.TOTP(KEY)
    typed = totp.at(START)
    with clock.at(START + timedelta(seconds=late)):
        good = second_factor._is_next(totp, kept, typed)
    step = START.timestamp() // 30
    apart = (START.timestamp() + late) // 30 - step
    assert good == (abs(apart) <= 1)
    assert kept.last_step == (step if good else 0)


@given(steps=st.lists(st.tuples(st.integers(0, 12), st.integers(-2, 2)), max_size=12))
def test_no_code_is_taken_twice_and_none_after_a_later_one(steps):
    """Time goes on; at each moment the code of a step near to it is shown."""
    kept = SecondFactor(person=User(), secret="", last_step=0)
    kept.save = lambda **_more: None
    totp, taken = pyotp.TOTP(KEY), []
    for at, off in sorted(steps):
        moment = START + timedelta(seconds=30 * at)
        with clock.at(moment):
            if second_factor._is_next(totp, kept, totp.at(moment, counter_offset=off)):
                taken.append(kept.last_step)
    assert taken == sorted(set(taken))


def test_a_code_is_good_once(person, key):
    assert shown_at(START, person, code(key))
    assert not shown_at(START + timedelta(seconds=5), person, code(key))
    assert shown_at(START + timedelta(seconds=30), person, code(key, START + timedelta(seconds=30)))


@pytest.mark.parametrize("typed", ["", "12345", "１２３４５６", "abc", "x" * 200, "٣٣٣٣٣٣"])
def test_nonsense_is_no_code(person, key, typed):
    assert not shown_at(START, person, typed)


def test_a_code_may_be_typed_with_a_blank_in_the_middle(person, key):
    said = code(key)
    assert shown_at(START, person, f" {said[:3]} {said[3:]} ")


def test_before_it_is_confirmed_it_opens_nothing(person):
    second_factor.begin(person)
    key = second_factor.enrolment(person, "").key
    assert not shown_at(START, person, code(key))


class TestOnPaper:
    @pytest.fixture
    def codes(self, person, key):
        return second_factor.renew_recovery_codes(person, by=person)

    def test_each_is_good_once_and_counted(self, person, codes):
        assert second_factor.accept_code(person, codes[3])
        assert not second_factor.accept_code(person, codes[3])
        assert second_factor.codes_left(person) == 9
        event = Event.objects.get(action="accounts.recovery_code_used")
        assert event.body["left"] == 9

    def test_it_may_be_typed_small_and_without_its_dash(self, person, codes):
        assert second_factor.accept_code(person, codes[0].lower().replace("-", " "))

    def test_new_ones_make_the_old_ones_worthless(self, person, codes):
        fresh = second_factor.renew_recovery_codes(person, by=person)
        assert not second_factor.accept_code(person, codes[0])
        assert second_factor.accept_code(person, fresh[0])

    def test_they_are_nobody_else_s(self, person, codes):
        other = make_person("staff")
        second_factor.hand_over(other, "", by=SYSTEM)
        assert not second_factor.accept_code(other, codes[0])

    def test_the_paper_is_worth_nothing_once_it_is_turned_off(self, person, codes):
        assert second_factor.remove(person, by=person)
        assert not second_factor.accept_code(person, codes[0])
        assert not second_factor.remove(person, by=person)  # a second click


def test_nobody_s_secret_is_in_the_trail_or_readable_in_the_rows(person, key):
    codes = second_factor.renew_recovery_codes(person, by=person)
    kept = SecondFactor.objects.get(person=person)
    assert opened(kept.secret) == key
    written = kept.secret + "".join(RecoveryCode.objects.values_list("digest", flat=True))
    written += "".join(str(event.body) + event.subject_name for event in Event.objects.all())
    for secret in [key, *codes, *(code.replace("-", "") for code in codes)]:
        assert secret not in written


def test_after_the_key_of_the_system_changed_a_sentence_says_what_to_do(person, key, settings):
    codes = second_factor.renew_recovery_codes(person, by=person)
    settings.SECRET_KEY = "another-" * 10
    for typed in (code(key), codes[0]):
        with pytest.raises(Conflict) as refused:
            shown_at(START, person, typed)
        assert is_vietnamese(str(refused.value.sentence))
    assert second_factor.remove(person, by=SYSTEM)


@pytest.fixture
def person_of_commits(fresh_database):
    from django.db import connection

    from tenants.models import Agency

    connection.set_tenant(Agency.objects.get(slug="alpha"))
    return make_person("staff", username="minh.hanh")


def test_two_who_show_one_code_at_once_do_not_both_come_in(person_of_commits):
    given, _codes = second_factor.hand_over(person_of_commits, "", by=SYSTEM)
    typed = pyotp.TOTP(given.key).at(clock.now())

    def show():
        return second_factor.accept_code(person_of_commits, typed)

    with clock.at(clock.now()):
        outcomes = at_once(show, show, holding=held(person_of_commits.second_factor))
    assert sorted(outcomes) == [False, True]


def test_two_who_show_one_recovery_code_at_once_do_not_both_come_in(person_of_commits):
    _given, codes = second_factor.hand_over(person_of_commits, "", by=SYSTEM)

    def show():
        return second_factor.accept_code(person_of_commits, codes[0])

    assert sorted(at_once(show, show, holding=held(person_of_commits.second_factor))) == [
        False,
        True,
    ]
    assert second_factor.codes_left(person_of_commits) == 9
