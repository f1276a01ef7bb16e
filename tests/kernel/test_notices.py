"""Telling a person: in the person's own language, and once."""

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kernel.notices.services import mark_read, notices_of, notify, unread
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
