"""The next code and the next number are suggested; what is taken is refused with a sentence."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.documents import services
from apps.documents.models import Document, Kind
from apps.documents.selectors.codes import is_taken, next_document_code
from apps.organization.selectors.codes import USUAL_PATTERNS, code_patterns
from apps.organization.services import answer
from kernel import clock
from kernel.numbering import matches, next_code, same_code
from kernel.permissions import SYSTEM
from kernel.refusals import Conflict
from tests.apps.documents import making
from tests.factories import make_team
from tests.words import is_vietnamese


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def secretary(team, client):
    return client.enter(team[0])


def begin(secretary, code, kind="procedure", **more):
    typed = {"kind": kind, "code": code, "title": "Quy trình mới", **more}
    return secretary.post("/documents/new/", typed)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("policy", "CSCL"),
        ("manual", "STCL"),
        ("procedure", "QT.HT.01"),
        ("instruction", "HD.HT.01"),
        ("other", "TL.01"),
        ("form", ""),  # it counts within its procedure, and none is named
    ],
)
def test_the_first_one_of_a_kind(alpha, kind, code):
    assert next_document_code(kind) == code


def test_the_next_one_follows_the_highest_and_fills_no_gap(team):
    for number in (1, 2, 7):
        making.draft(team, code=f"QT.HT.0{number}")
    assert next_document_code("procedure") == "QT.HT.08"


def test_a_code_that_was_given_up_is_not_given_again(team):
    draft = making.draft(team, code="QT.HT.07")
    services.abandon_draft(draft, why="Nhầm", by=team[0])
    assert next_document_code("procedure") == "QT.HT.08"


def test_a_form_counts_within_its_procedure(team):
    one = making.draft(team, code="QT.HT.04").document
    two = making.draft(team, code="QT.HT.06").document
    for code, parent in (("BM.HT.04.01", one), ("BM.HT.04.02", one), ("BM.HT.06.01", two)):
        making.draft(team, code=code, kind="form", parent=parent)
    assert next_document_code("form", parent=one) == "BM.HT.04.03"
    assert next_document_code("form", parent=two) == "BM.HT.06.02"


def test_of_a_procedure_with_another_code_no_form_is_told(team):
    odd = making.draft(team, code="Quy trình một cửa").document
    assert next_document_code("form", parent=odd) == ""


def test_the_agency_s_own_pattern_is_followed_from_the_next_code_on(team):
    making.draft(team, code="QT.HT.04")
    answer({"code_pattern.procedure": "QT BIS {nnn}"}, by=SYSTEM)
    assert next_document_code("procedure") == "QT BIS 001"
    making.draft(team, code="QT BIS 009")
    assert next_document_code("procedure") == "QT BIS 010"
    answer({"code_pattern.procedure": ""}, by=SYSTEM)
    assert next_document_code("procedure") == "QT.HT.05"


def test_forms_follow_the_own_pattern_of_their_procedures(team):
    patterns = {"code_pattern.procedure": "QT-{nn}", "code_pattern.form": "BM-{nn}-{mm}"}
    answer(patterns, by=SYSTEM)
    parent = making.draft(team, code="QT-12").document
    assert next_document_code("form", parent=parent) == "BM-12-01"


def test_a_pattern_with_the_year_begins_anew_each_january(alpha):
    from datetime import date

    answer({"code_pattern.procedure": "QT.{year}.{nn}"}, by=SYSTEM)
    with clock.at(date(2026, 12, 31)):
        making.draft(make_team(), code="QT.2026.14")
        assert next_document_code("procedure") == "QT.2026.15"
    with clock.at(date(2027, 1, 1)):
        assert next_document_code("procedure") == "QT.2027.01"


@pytest.mark.parametrize(
    "pattern",
    ["QT.HT", "QT.{nn}{mm}", "QT.{xx}", "QT.{nn", "{nn}.{nn}", "QT..{nnnnnn}", "Q<T>{nn}"],
)
def test_a_pattern_that_no_code_could_follow(secretary, pattern):
    """It is refused with a sentence, or it is one that gives a code: never an error of ours."""
    page = secretary.post(
        "/organization/facts/", {"code_pattern.procedure": pattern, "signers_needed": "3"}
    )
    if page.status_code == 422:
        (said,) = page.context["form"].errors["code_pattern.procedure"]
        assert is_vietnamese(said)
        assert code_patterns()["procedure"] == USUAL_PATTERNS["procedure"]
    else:
        assert next_document_code("procedure")


@pytest.mark.parametrize("pattern", ["QT.{nn", "QT.{xx}", "{nn}.{nn}"])
def test_a_wrong_pattern_in_the_data_suggests_nothing_and_breaks_no_page(secretary, pattern):
    answer({"code_pattern.procedure": pattern}, by=SYSTEM)
    assert next_document_code("procedure") == ""
    assert secretary.get("/documents/new/").status_code == 200
    refused = begin(secretary, "")
    assert refused.status_code == 422
    assert is_vietnamese(refused.context["form"].errors["code"][0])
    assert begin(secretary, "QT.77").status_code == 302


SAME = ["QT.HT.03", "qt.ht.03", "  QT.HT.03 ", "Qt.hT.03"]


@pytest.mark.parametrize("typed", SAME)
def test_a_code_that_is_taken_is_refused_in_whatever_case_and_spaces(team, secretary, typed):
    making.draft(team)
    refused = begin(secretary, typed)
    assert refused.status_code == 422
    said = refused.context["form"].errors["code"][0]
    assert "QT.HT.04" in said, "it tells the next free one"
    assert is_vietnamese(said)
    with pytest.raises(Conflict):  # every other door, too: import, clone, command
        making.draft(team, code=typed)
    assert Document.objects.count() == 1


def test_spaces_within_and_composed_letters_make_no_other_code(team):
    making.draft(team, code="QyĐ. một  cửa")
    for typed in ("QyĐ. một cửa", unicodedata.normalize("NFD", "QyĐ. Một cửa")):
        assert is_taken(typed)
        with pytest.raises(Conflict):
            making.draft(team, code=typed)


def test_left_empty_it_is_the_suggested_one(team, secretary):
    making.draft(team)
    assert begin(secretary, "").status_code == 302
    assert Document.objects.filter(code="QT.HT.04").exists()


def test_the_page_suggests_for_the_kind_and_the_procedure_that_were_chosen(team, secretary):
    parent = making.draft(team, code="QT.HT.04").document
    page = secretary.get("/documents/new/", {"kind": "form", "parent": str(parent.pk)})
    assert page.context["form"].initial["code"] == "BM.HT.04.01"
    page = secretary.get("/documents/new/", {"kind": "instruction"})
    assert page.context["form"].initial["code"] == "HD.HT.01"


def test_a_decision_gets_its_code_even_where_a_person_took_one(team):
    version = making.approved(team)
    year = clock.today().year
    making.draft(team, code=f"QĐ.{year}.01", kind="other")
    decision = services.draft_decision([version], by=team[0])
    assert decision.document.code == f"QĐ.{year}.02"


COUNTING = sorted(p for kind, p in USUAL_PATTERNS.items() if "{nn}" in p and kind != Kind.FORM)
VALUES = {"year": 2026, "nn": 4}


@given(
    pattern=st.sampled_from([*COUNTING, "BM.HT.{nn}.{mm}", "QT BIS {nnn}", "{nn}/{year}-QT"]),
    numbers=st.sets(st.integers(1, 130)),
    noise=st.lists(st.sampled_from(["STCL", "qt ht 1", "QT.HT.x", "", "QT.HT.0", "BM.HT.05.99"])),
    lower=st.booleans(),
)
def test_a_suggested_code_is_never_taken_and_never_fills_a_gap(pattern, numbers, noise, lower):
    fields = {"year": 2026} if "{year}" in pattern else {}
    fields |= {"nn": 4} if "{mm}" in pattern else {}
    counter = "mm" if "{mm}" in pattern else "nnn" if "{nnn}" in pattern else "nn"

    def written(number):
        values = fields | {counter: number}
        code = pattern
        for name, value in values.items():
            code = code.replace(f"{{{name}}}", str(value).zfill(len(name)))
        return code

    taken = [written(n) for n in sorted(numbers)]
    taken = [code.lower() if lower else code for code in taken] + noise
    code = next_code(pattern, taken, **fields)
    assert same_code(code) not in {same_code(one) for one in taken}
    assert code == written(max(numbers, default=0) + 1)
    assert matches(pattern, code)[counter] == max(numbers, default=0) + 1
