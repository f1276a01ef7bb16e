"""What placeholders say: the agency's rows, and its own answers before them."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.organization.selectors import placeholder_values
from apps.organization.services import answer, assign_role, close_unit
from kernel import clock
from kernel.permissions import SYSTEM, Role
from tests.factories import make_person, make_unit


def test_they_name_units_people_and_roles_of_today(alpha):
    make_unit("Văn phòng")
    close_unit(make_unit("Phòng cũ"), by=SYSTEM)
    make_person(Role.SECRETARY, name="Lê Thị Minh Hạnh")
    assign_role(
        make_person(name="Phan Văn Lộc"),
        Role.TOP_MANAGEMENT,
        start=clock.today() + timedelta(days=1),
        by=SYSTEM,
    )
    values = placeholder_values()
    assert values["units"] == "Văn phòng"
    assert values["staff_count"] == "2"
    assert values["secretary_name"] == "Lê Thị Minh Hạnh"
    assert "head_name" not in values  # only from tomorrow on
    assert values["agency_upper"] == alpha.full_name.upper()
    assert values["year"] == str(clock.today().year)


def test_of_two_in_a_role_the_earlier_one_is_named(alpha):
    for name, start in (("Người Sau", date(2026, 2, 1)), ("Người Trước", date(2026, 1, 1))):
        assign_role(make_person(name=name), Role.QUALITY_MANAGER, start=start, by=SYSTEM)
    assert placeholder_values()["quality_manager_name"] == "Người Trước"


def test_a_role_in_one_unit_is_not_the_agency_s(alpha):
    unit = make_unit("Văn phòng")
    make_person(Role.SECRETARY, unit=unit)
    assert "secretary_name" not in placeholder_values()


def test_an_answer_goes_before_what_was_counted(alpha):
    answer({"staff_count": "53", "website": ""}, by=SYSTEM)
    values = placeholder_values()
    assert values["staff_count"] == "53"
    assert "website" not in values


def test_they_take_one_statement(alpha):
    placeholder_values()
    with CaptureQueriesContext(connection) as asked:
        placeholder_values()
    assert len(asked) == 1
