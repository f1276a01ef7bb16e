"""People type the names of placeholders; what is kept are their keys."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from apps.documents.forms.notation import read, written
from apps.organization.presenters import LABELS
from kernel.content.inline import normal_inline
from kernel.content.markup import to_inline

TEXT = st.text(st.sampled_from("ab {}\\*_[]=đ"), max_size=20)
RUNS = st.lists(
    st.one_of(
        TEXT.filter(bool).map(lambda text: {"text": text}),
        st.sampled_from([*LABELS, "unheard_of"]).map(lambda key: {"placeholder": key}),
    ),
    max_size=6,
)


@given(RUNS)
def test_what_is_shown_is_read_as_it_was(runs):
    inline = normal_inline(runs)
    with translation.override("vi"):
        assert read(written(inline)) == inline


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_placeholder_has_a_name_that_leads_back_to_it(language):
    for key in LABELS:
        with translation.override(language):
            shown = written([{"placeholder": key}])
        assert key not in shown
        assert read(shown) == [{"placeholder": key}]


@pytest.mark.parametrize("typed", ["{{Tên cơ quan}}", "{{ tên  cơ quan }}", "{{agency_name}}"])
def test_case_spaces_and_the_key_itself_are_understood(typed):
    assert read(f"tại {typed}.") == to_inline("tại {{agency_name}}.")


def test_an_unknown_name_stays_text():
    assert read("{{Không có}}") == [{"text": "{{Không có}}"}]


def test_escaped_braces_stay_text():
    assert read(r"\{{Tên cơ quan}}") == [{"text": "{{Tên cơ quan}}"}]
