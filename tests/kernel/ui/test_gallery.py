"""The living style page: the law of the land for every page, looked at by a machine."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from kernel.ui.views import PAGES, gallery
from tests.browsing import sticks_out, violations
from tests.kernel.ui import site as sites


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_style_book_says_what_it_is(name):
    html = sites.gallery(name)
    assert html.count("<h1") == 1
    assert 'lang="vi"' in html
    assert html.count("<main") == 1


def test_a_page_that_is_not_in_the_book_is_not_found():
    with pytest.raises(Http404):
        gallery(RequestFactory().get("/"), "no-such-page")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_and_axe_finds_nothing(tab, site, name, width):
    site.on(f"GET /{name}/", sites.gallery(name))
    tab.set_viewport_size({"width": width, "height": 844})
    tab.goto(f"/{name}/")
    assert sticks_out(tab) == 0
    assert violations(tab) == []
    assert tab.complaints == []


@pytest.mark.browser
def test_at_two_hundred_percent_nothing_is_cut_off(tab, site):
    site.on("GET /", sites.gallery("documents"))
    tab.set_viewport_size({"width": 720, "height": 450})
    tab.goto("/")
    assert tab.locator("main h1").is_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 720
