"""Whoever lets other systems in tries the API in the browser, in his own session."""

import pytest

from kernel.permissions import Role
from tests.browsing import sticks_out
from tests.factories import make_person


@pytest.fixture
def admin(house):
    with house.inside("alpha"):
        return house.let_in(make_person(Role.ADMIN, name="Đỗ Văn Quản"))


@pytest.mark.parametrize("width", [1440, 390])
def test_a_door_is_tried_on_its_page(house, admin, width):
    page = house.tab(admin, width=width)
    page.goto("/developers/")
    assert tried(page, "me", "me_retrieve") == "200"
    assert tried(page, "units", "units_create") == "201"  # a write: the page brings its token
    with house.inside("alpha"):
        from apps.organization.models import Unit

        assert Unit.objects.exists()
    assert page.complaints == []
    assert sticks_out(page) <= 0


def tried(page, area, name):
    """The status that the answer shows."""
    page.locator(f"[id='operations-tag-{area}']").click()
    door = page.locator(f"[id$='{name}']")
    door.locator(".opblock-summary-control").click()
    door.locator(".try-out__btn").click()
    door.locator("button.execute").click()
    return door.locator(".live-responses-table tbody td.response-col_status").inner_text().strip()
