"""How an agency's papers are laid out: within the decree, and only for what is sent afterwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.documents.services.rendering import paper_of
from apps.organization import services
from apps.organization.forms.layout import MEASURES, LayoutForm
from apps.organization.selectors.layout import LAYOUT
from kernel.permissions import Role
from kernel.printing import PageSettings
from kernel.printing.settings import RANGES
from tests.apps.documents.making import draft, sent
from tests.factories import make_person, make_team

pytestmark = pytest.mark.django_db


@given(st.sampled_from(sorted(MEASURES)), st.integers(0, 6000))
def test_a_measure_keeps_within_what_the_decree_allows(name, hundredths):
    form = LayoutForm({LAYOUT + name: f"{hundredths / 100:.2f}".replace(".", ",")})
    least, most = RANGES[name]
    assert form.is_valid() == (least <= hundredths / 100 <= most)


def test_what_is_as_usual_is_kept_as_nothing():
    usual = {LAYOUT + name: getattr(PageSettings(), name) for name in MEASURES}
    form = LayoutForm(usual | {LAYOUT + "author": "Biên soạn", LAYOUT + "rows": "name,post,sign"})
    assert form.is_valid(), form.errors
    assert not any(form.answers().values())


def test_the_paper_is_laid_out_as_the_agency_says_and_stays_so_once_sent(alpha):
    team = make_team()
    before = sent(team, code="QT.HT.01")
    said = {"margin_left": "35", "author": "Người viết", "rows": "post,name,sign"}
    services.answer({LAYOUT + name: value for name, value in said.items()}, by=team[0])
    old, new = paper_of(before), paper_of(draft(team, code="QT.HT.02"))
    assert (old.settings.margin_left, new.settings.margin_left) == (30, 35)
    assert [each.label for each in new.signatures] == ["Người viết", "Kiểm tra", "Phê duyệt"]
    assert old.signatures[0].label == "Biên soạn"
    assert [row for row, _label in new.approval_rows] == ["post", "name", "sign"]
    assert [row for row, _label in old.approval_rows] == ["name", "post", "sign"]


def test_it_is_typed_on_a_page(alpha, client):
    client.enter(make_person(Role.SECRETARY))
    address = "/organization/layout/"
    wrong = client.post(address, {LAYOUT + "margin_left": "50"})
    assert wrong.status_code == 422
    client.post(address, {LAYOUT + "line_spacing": "1,3"})
    assert 'value="1,3"' in client.get(address).content.decode()
