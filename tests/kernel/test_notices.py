"""Telling a person: in the person's own language, and once."""

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kernel.notices.services import Bundle, Crowd, mark_read, notices_of, notify, unread
from kernel.permissions import SYSTEM
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "text"),
    [("vi", "QT.HT.01 chờ kiểm tra."), ("en", "QT.HT.01 waits for your check.")],
)
def test_a_notice_is_in_the_language_of_whom_it_tells(alpha, language, text):
    person = make_person()
    person.language = language
    with translation.override("en" if language == "vi" else "vi"):
        notify(person, _("%(title)s waits for your check."), "/documents/1/", title="QT.HT.01")
    assert [(n.text, n.url) for n in notices_of(person)] == [(text, "/documents/1/")]


def test_what_was_read_is_not_new(alpha):
    person = make_person()
    notify(person, "100 % xong")
    assert unread(person) == 1
    assert mark_read(person) == 1
    assert unread(person) == 0


def test_the_system_is_told_nothing(alpha):
    notify(SYSTEM, "Có tài liệu mới")
    assert not notices_of(SYSTEM)


CROWD = Crowd("%(n)s tài liệu chờ kiểm tra.", "/documents/check/")


def test_an_act_over_many_things_tells_each_person_once(alpha):
    told, first, second = Bundle(), make_person(), make_person()
    for person, code in ((first, "QT.01"), (second, "QT.02"), (first, "QT.03"), (first, "QT.04")):
        told.notify(person, "%(title)s chờ kiểm tra.", f"/{code}/", CROWD, title=code)
    assert [(n.text, n.url) for n in notices_of(first)] == [
        ("3 tài liệu chờ kiểm tra.", "/documents/check/")
    ]
    assert [(n.text, n.url) for n in notices_of(second)] == [("QT.02 chờ kiểm tra.", "/QT.02/")]


def test_what_was_read_while_more_came_is_new_again(alpha):
    told, person = Bundle(), make_person()
    told.notify(person, "Một", "/1/", CROWD)
    mark_read(person)
    told.notify(person, "Hai", "/2/", CROWD)
    assert unread(person) == 1


def test_another_act_is_told_by_itself(alpha):
    person = make_person()
    for _act in range(2):
        Bundle().notify(person, "Một", "/1/", CROWD)
    assert unread(person) == 2
