"""Who is proposed to check and to approve: whom one asked last, or the only one who may."""

import pytest

from apps.documents import services
from apps.documents.forms.signing import ManySignersForm, SignersForm
from kernel.permissions import Role
from tests.apps.documents.making import TEXT, draft
from tests.factories import make_person, make_team

pytestmark = pytest.mark.usefixtures("alpha")


@pytest.fixture
def team():
    return make_team()


def fresh(team, code="QT.HT.09"):
    return services.draft_document(
        code=code, title="Quy trình Họp xem xét", kind="procedure", nodes=TEXT, by=team[0]
    )


def chosen(form):
    return form["checker"].value(), form["approver"].value()


def test_the_only_one_who_may_is_proposed(team):
    assert chosen(SignersForm(fresh(team))) == (team[1].pk, team[2].pk)


def test_of_several_nobody_is_proposed_before_the_first_time(team):
    make_team()
    assert chosen(SignersForm(fresh(team))) == (None, None)


def test_whom_the_author_named_last_is_proposed_again(team):
    make_team()
    draft(team)
    form = SignersForm(fresh(team))
    assert chosen(form) == (team[1].pk, team[2].pk)
    assert chosen(ManySignersForm([fresh(team, "QT.HT.10")], team[0])) == chosen(form)


def test_what_another_author_named_is_not_proposed(team):
    other = make_team()
    draft(other)
    assert chosen(SignersForm(fresh(team))) == (None, None)


def test_who_may_no_longer_is_not_proposed(team):
    make_team()
    make_team()
    draft(team)
    team[1].assignments.update(end="2020-01-01", start="2019-01-01")
    assert chosen(SignersForm(fresh(team))) == (None, team[2].pk)


def test_nobody_is_proposed_to_check_what_the_same_person_approves(team):
    both = make_person(Role.TOP_MANAGEMENT, Role.ISO_HEAD)
    team[2].assignments.update(end="2020-01-01", start="2019-01-01")
    assert chosen(SignersForm(fresh(team))) == (team[1].pk, both.pk)


def test_who_is_named_already_stays(team):
    _s, checker, head, _c = make_team()
    version = services.name_signers(fresh(team), checker=checker, approver=head, by=team[0])
    assert chosen(SignersForm(version)) == (checker.pk, head.pk)
