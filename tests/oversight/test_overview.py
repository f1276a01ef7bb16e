"""The overview: the province as a map and as a table, narrowed by what stands in the address."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from kernel import clock
from kernel.trail.models import Event
from oversight.cards import keep_card
from oversight.filters import Filters
from oversight.models import AgencyCard
from oversight.presenters import in_runs
from oversight.selectors import page_of, summary
from tenants.models import Agency
from tests.oversight.province import make_agencies, publish


@pytest.fixture
def agencies(clauses):
    """Eight agencies; two of them are departments, the last one is silent."""
    AgencyCard.objects.all().delete()
    made = make_agencies(8)
    for number, agency in enumerate(made[:-1]):
        publish(agency, c9_2="gap" if number < 3 else "ok", c4_1="soon" if number == 4 else "ok")
    return made


def labels(answer):
    return [card.label for card in answer.context["page_obj"]]


def ask(portal, **query):
    answer = portal.get("/", query)
    assert answer.status_code == 200
    return answer


def test_the_map_shows_every_agency_and_every_clause(portal, agencies):
    page = ask(portal).content.decode()
    assert page.count("<tr data-row=") == 8
    assert page.count("data-clause=") == 28
    assert 'href="/agencies/co-quan-0/clauses/9.2/"' in page


def test_a_silent_agency_is_hatched_and_not_red(portal, agencies):
    page = ask(portal, q="co-quan-7").content.decode()
    assert page.count('<td class="c-unreported') == 28
    assert 'class="c-gap' not in page.split("<tbody>")[1]


def test_the_table_holds_the_same_data(portal, agencies):
    publish(agencies[0], seq=2, c9_2="gap", c8_3="na", c4_1="soon", c7_2="wait", c5_3="unknown")
    page = ask(portal, view="table", q="co-quan-0").content.decode()
    row = page.split("<tbody>")[1]
    assert 'href="/agencies/co-quan-0/clauses/9.2/"' in row
    assert 'href="/agencies/co-quan-0/clauses/4.1/"' in row
    for numbers in ("5.3", "7.2", "8.3", "4.2–4.4", "8.4–8.7", "9.3", "10.1–10.3"):
        assert numbers in row
    assert "0/27" in row


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ("", ""),
        ("9.2", "9.2"),
        ("9.2 9.3", "9.2 9.3"),
        ("4.3 4.4 5.1 5.2", "4.3 4.4 5.1 5.2"),
        ("7.1 7.2 7.3 7.5 8.1", "7.1–7.3 7.5 8.1"),
        ("8.1 8.2 8.4 8.5 8.6 10.1", "8.1 8.2 8.4–8.6 10.1"),
    ],
)
def test_clauses_in_a_row_are_said_as_one(numbers, said):
    assert in_runs(numbers.split()) == said.split()


@pytest.mark.parametrize("typed", ["ninh trung", "Ninh Trung", "NINH", "trung ninh", "co-quan-1"])
def test_searching_needs_no_tone_marks(portal, agencies, typed):
    assert labels(ask(portal, q=typed)) == ["Xã Ninh Trung 1"]


def test_tone_marks_typed_in_another_way_find_the_same(portal, agencies):
    assert labels(ask(portal, q="đông vĩnh")) == labels(ask(portal, q="dong vinh"))
    assert labels(ask(portal, q="100% không có")) == []


def test_groups_and_obligation(portal, agencies):
    assert len(labels(ask(portal, kind="provincial_department"))) == 2
    assert len(labels(ask(portal, obligation="encouraged"))) == 6
    assert labels(ask(portal, kind="commune", obligation="mandatory")) == []


def test_states_of_the_agency_and_of_one_clause(portal, agencies):
    assert len(labels(ask(portal, state="gap"))) == 3
    assert len(labels(ask(portal, state="gap", clause="9.2"))) == 3
    assert labels(ask(portal, state="gap", clause="4.1")) == []
    assert len(labels(ask(portal, state="ok"))) == 4
    assert len(labels(ask(portal, state="soon"))) == 1
    assert labels(ask(portal, state="unreported")) == ["Xã Áng Sơn 7"]


def test_orders(portal, agencies):
    assert labels(ask(portal))[0] == "Sở Cam Bình 4"
    assert labels(ask(portal, sort="name")) == list(reversed(labels(ask(portal, sort="-name"))))
    worst = labels(ask(portal, sort="-gap"))
    assert worst[-1] == "Xã Áng Sơn 7"
    assert set(worst[:3]) == {"Sở Hòn Sơn 0", "Xã Ninh Trung 1", "Xã Đông Vĩnh 2"}
    assert labels(ask(portal, sort="as_of"))[0] == "Xã Áng Sơn 7"


def test_what_makes_no_sense_in_the_address_is_left_out(portal, agencies):
    assert len(labels(ask(portal, kind="<x>", state="green", sort="color", page="-1"))) == 8
    assert len(labels(ask(portal, page="99999999999"))) == 8


def test_the_numbers_count_only_those_who_report(overseer, agencies):
    numbers = summary(overseer)
    assert (numbers.agencies, numbers.reporting, numbers.silent) == (8, 7, 1)
    assert (numbers.mandatory, numbers.mandatory_complete) == (2, 1)
    assert (numbers.encouraged, numbers.encouraged_complete) == (6, 3)
    assert (numbers.gaps, numbers.agencies_with_gaps) == (3, 3)
    assert numbers.gaps_by_clause == {"9.2": 3}
    assert numbers.enough == 7 * 2 - 3 - 1
    assert numbers.applicable == 7 * 28


def test_a_suspended_agency_is_in_no_denominator(overseer, agencies):
    agencies[0].suspended_on = clock.today()
    keep_card(agencies[0])
    assert summary(overseer).agencies == 7
    assert len(page_of(overseer, Filters())) == 7


def test_nothing_published_anywhere_is_a_page_too(portal, clauses):
    AgencyCard.objects.all().delete()
    assert "/0" in ask(portal).content.decode()
    assert ask(portal, view="table").status_code == 200


def test_htmx_is_given_the_fragment_and_the_address(portal, agencies):
    answer = portal.get("/", {"q": "ninh", "kind": "", "view": "table"}, HTTP_HX_REQUEST="true")
    text = answer.content.decode()
    assert text.strip().startswith('<div id="overview">')
    assert "<html" not in text
    assert answer["HX-Push-Url"] == "/?q=ninh&view=table"
    assert text.strip() in ask(portal, q="ninh", kind="", view="table").content.decode()


def test_twenty_agencies_a_page(portal, clauses):
    AgencyCard.objects.all().delete()
    make_agencies(45)
    assert [len(labels(ask(portal, page=n))) for n in (1, 2, 3, 4)] == [20, 20, 5, 20]
    page = ask(portal, page=2, kind="commune").content.decode()
    assert "kind=commune&amp;page=1" in page or "page=1&amp;kind=commune" in page


@pytest.mark.parametrize("view", ["map", "table"])
def test_the_statements_of_a_page_do_not_grow(portal, clauses, view):
    counts = []
    for n in (1, 30):
        AgencyCard.objects.all().delete()
        Agency.objects.filter(slug__startswith="co-quan-").delete()
        for agency in make_agencies(n):
            publish(agency, c9_2="gap")
        with clock.at(clock.now()):  # a session is touched once a minute
            ask(portal, view=view)
            with CaptureQueriesContext(connection) as captured:
                ask(portal, view=view)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12, [q["sql"][:100] for q in captured]


def test_the_whole_province_is_read_in_two_statements(overseer, clauses, django_assert_num_queries):
    AgencyCard.objects.all().delete()
    for agency in make_agencies(40):
        publish(agency, c9_2="gap")
    overseer.authority  # noqa: B018  loaded once per request
    with django_assert_num_queries(2):
        summary(overseer)
        page_of(overseer, Filters(state="gap", clause="9.2", sort="-gap"))


def test_the_workbook_holds_all_agencies_of_the_filter(portal, agencies):
    answer = portal.get("/overview.xlsx", {"state": "gap"})
    assert answer["Content-Disposition"].endswith('.xlsx"')
    book = load_workbook(BytesIO(answer.content))
    sheet, about = book.worksheets
    assert (sheet.max_row, sheet.max_column) == (1 + 3, 6 + 28)
    head = [cell.value for cell in sheet[1]]
    assert head[6:9] == ["4.1", "4.2", "4.3"]
    states = {sheet.cell(row, head.index("9.2") + 1).value for row in range(2, 5)}
    assert len(states) == 1
    assert about.max_row >= 4
    assert Event.objects.get(action="oversight.export").body["agencies"] == 3


def test_a_name_that_looks_like_a_formula_stays_a_name(portal, agencies):
    agencies[0].name = "=1+1"
    keep_card(agencies[0])
    sheet = load_workbook(BytesIO(portal.get("/overview.xlsx", {"q": "=1+1"}).content)).worksheets[
        0
    ]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


def test_old_figures_are_not_shown_as_if_they_were_of_today(portal, agencies):
    publish(agencies[3], seq=5, as_of=clock.now() - timedelta(days=60), c9_2="gap")
    assert 'class="c-gap' not in ask(portal, q="co-quan-3").content.decode().split("<tbody>")[1]
