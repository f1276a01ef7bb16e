"""The pages of the province: as many statements with twenty agencies as with five."""

import pytest

from kernel import clock
from kernel.ids import new_id
from oversight.models import LookLog
from tenants.models import Agency
from tests.architecture.query_counts.filling import (
    FEW,
    MANY,
    PAGE,
    statements,
)
from tests.oversight.province import make_agencies, publish


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?view=table",
        "/?q=xa&state=gap",
        "/overview.xlsx",
        "/agencies/beta/",
        "/agencies/beta/clauses/9.2/",
        "/library/",
        "/library/phuong-xa/",
        "/library/phuong-xa/manual/",
    ],
)
def test_a_page_of_the_portal(province, path):
    browser = province.portal.browser("overseer")
    look(FEW)
    few = statements(browser, path)
    look(MANY - FEW, start=FEW)
    many = statements(browser, path)
    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= PAGE, "\n".join(many)


def look(count, start=0):
    """So many more agencies that report, and looks at beta."""
    made = make_agencies(start + count)[start:] if not start else more_agencies(start, count)
    for agency in made:
        publish(agency, c9_2="gap", c7_5="ok")
    beta = Agency.objects.get(slug="beta")
    LookLog.objects.bulk_create(
        LookLog(agency=beta.pk, person_id=new_id(), person_name=f"Người {n}", at=clock.now())
        for n in range(count)
    )


def more_agencies(start, count):
    from tests.oversight import province as made

    return [made._agency(number, {}) for number in range(start, start + count)]
