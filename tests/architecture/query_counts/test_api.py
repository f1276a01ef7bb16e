"""The lists of the API: as many statements with twenty rows as with five, and eight at most."""

import pytest

from apps.documents.models import Version
from apps.organization.models import Unit
from kernel import clock
from kernel.ids import new_id
from library.models import Package, PackageVersion
from tests.api.callers import by_token
from tests.architecture.query_counts.filling import (
    FEW,
    MANY,
    Filling,
    a_comment,
    a_course,
    a_decision,
    a_document_of_any_kind,
    a_look_of_the_province,
    a_notice,
    a_person,
    a_role_of_one_person,
    a_task_of,
    a_turn_of_mine,
    an_act,
    an_import,
    inside,
    statements,
)
from tests.architecture.query_counts.test_portal import look

MOST = 8


def a_unit(fill):
    parent = fill.unit()
    key = new_id()
    Unit.objects.create(id=key, name=f"Tổ {fill.next()}", parent=parent, path=[*parent.path, key])


def a_package(fill):
    n = fill.next()
    package = Package.objects.create(key=f"them-{n}", kind="provincial_department", name=f"Gói {n}")
    PackageVersion.objects.create(
        package=package,
        number=1,
        published_on="2026-11-01",
        standard="tcvn-iso-9001",
        edition="2015",
        sha256="0" * 64,
    )


def a_version_of_the_draft(fill):
    Version.objects.create(
        document=fill.the("draft").document,
        issue=fill.next() + 10,
        state="abandoned",
        author=fill.person(),
        drafted_at=clock.now(),
        base=fill.the("issued"),
    )


def my_work(fill):
    a_task_of(fill.house.people["all"])(fill)


LISTS = {
    "documents": (a_document_of_any_kind, "documents/"),
    "documents narrowed": (a_document_of_any_kind, "documents/?q=tai+lieu&sort=-force&clause=7.5"),
    "documents that wait for me": (a_turn_of_mine, "documents/?view=mine"),
    "versions of a document": (a_version_of_the_draft, "documents/{document}/versions/"),
    "history": (an_act, "versions/{draft}/history/"),
    "comments": (a_comment, "versions/{draft}/comments/"),
    "imports": (an_import, "imports/"),
    "decisions": (a_decision, "decisions/"),
    "what waits for a decision": (a_decision, "decisions/waiting/"),
    "evidence": (a_course, "evidence/"),
    "evidence of a day": (a_course, "evidence/?on=2020-01-20"),
    "looks": (a_look_of_the_province, "evidence/looks/"),
    "packages": (a_package, "packages/"),
    "people": (a_person, "people/"),
    "people narrowed": (a_person, "people/?q=nguoi&role=staff"),
    "units": (a_unit, "units/"),
    "my work": (my_work, "work/"),
    "finding": (a_document_of_any_kind, "find/?q=tl"),
    "finding people": (a_person, "find/?q=nguoi"),
    "notices": (a_notice, "notices/"),
    "news": (a_notice, "notices/?new=true"),
}
THINGS = {
    "a clause": (a_course, "evidence/7.5/"),
    "a package": (a_document_of_any_kind, "packages/so/"),
    "a template": (a_document_of_any_kind, "packages/so/templates/policy/"),
    "a person": (a_role_of_one_person, "people/{person}/"),
    "facts": (a_person, "facts/"),
}
PROVINCE = [
    "agencies/",
    "agencies/?q=xa&state=gap",
    "agencies/beta/",
    "agencies/beta/clauses/9.2/",
    "overview/",
    "packages/",
    "packages/phuong-xa/",
    "packages/phuong-xa/templates/manual/",
    "adoption-board/?package=phuong-xa",
    "library-offers/?state=all",
    "library-offers/{library_offer}/",
    "package-drafts/",
    "package-drafts/{package_draft}/",
    "package-drafts/{package_draft}/documents/policy/",
    "package-drafts/{package_draft}/simulations/",
    "simulations/{simulation}/",
    "simulations/{simulation}/answers/",
]


@pytest.mark.parametrize("name", [*LISTS, *THINGS])
def test_a_door_of_an_agency(province, name):
    row, path = (LISTS | THINGS)[name]
    beta = province.beta
    system, fill = by_token(beta, "all").client(), Filling(beta)
    path = "/api/v1/" + path.format(**beta.ids)
    with inside("beta"):
        for _row in range(FEW):
            row(fill)
    few = statements(system, path)
    with inside("beta"):
        for _row in range(MANY - FEW):
            row(fill)
    many = statements(system, path)
    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= MOST, "\n".join(many)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_full(province, name):
    """Or else what is counted above would be a page with nothing on it."""
    row, path = LISTS[name]
    beta = province.beta
    with inside("beta"):
        fill = Filling(beta)
        for _row in range(MANY):
            row(fill)
    found = by_token(beta, "all").client().get("/api/v1/" + path.format(**beta.ids)).json()
    assert len(found["results"]) >= (6 if "finding people" in name else 15), found["count"]


@pytest.mark.parametrize("path", PROVINCE)
def test_a_door_of_the_portal(province, path):
    system, path = by_token(province.portal, "overseer").client(), path.format(**province.ids)
    look(FEW)
    few = statements(system, f"/api/v1/{path}")
    look(MANY - FEW, start=FEW)
    many = statements(system, f"/api/v1/{path}")
    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= MOST, "\n".join(many)
