"""The layout of papers, laid down by another system."""

import pytest

pytestmark = pytest.mark.django_db


def test_another_system_lays_it_down_too_and_is_told_what_is_wrong(system):
    kept = system.send("patch", "facts/", {"layout": {"margin_left": "32.5"}}, **{"If-Match": "*"})
    assert kept.status_code == 200
    assert kept.json()["layout"]["margin_left"] == "32.5"
    wrong = system.send("patch", "facts/", {"layout": {"margin_left": "90"}}, **{"If-Match": "*"})
    assert wrong.status_code == 422
    assert "35" in wrong.content.decode()
