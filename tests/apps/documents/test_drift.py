"""Frozen registers stay as they were; where the data went on, an amendment is proposed."""

import pytest
from django.urls import reverse

from apps.documents.models import ExternalDocument, Version
from apps.documents.selectors.drift import drifted, with_registers
from apps.documents.selectors.registers import SOURCES, table_of
from apps.documents.services.rendering import paper_of
from kernel import clock
from kernel.content.markup import plain
from kernel.content.nodes import Node
from kernel.printing import to_html
from tests.apps.documents import making
from tests.factories import make_team, make_unit


@pytest.fixture
def team(alpha):
    return make_team()


def registers(*sources):
    return [
        *making.TEXT,
        *(Node(f"r-{at}", "register", {"source": s}) for at, s in enumerate(sources)),
    ]


def rows(source, document=None):
    table = table_of(source, document)
    return [[plain(cell["text"]) for cell in row["cells"]] for row in table["rows"]]


def external(team, code, **more):
    return ExternalDocument.objects.create(
        code=code, title=f"Nghị định {code}", created_by=team[0], created_at=clock.now(), **more
    )


def test_external_documents_in_force_are_listed_and_no_others(team):
    new = external(team, "30/2020/NĐ-CP", issuer="Chính phủ", in_force_from=clock.today())
    external(team, "110/2004/NĐ-CP", successor=new)
    external(team, "9/2010/NĐ-CP", in_force_until=clock.today())
    head, *listed = rows("external")
    assert head[1] == "Số, ký hiệu"
    assert [row[1:4] for row in listed] == [
        ["30/2020/NĐ-CP", "Nghị định 30/2020/NĐ-CP", "Chính phủ"]
    ]


def test_the_forms_of_a_procedure_are_its_own(team):
    procedure = making.draft(team).document
    form = making.draft(team, code="BM.HT.03.01", kind="form").document
    form.parent = procedure
    form.save(update_fields=["parent"])
    making.draft(team, code="BM.HT.99.01", kind="form")
    assert [row[1] for row in rows("forms", procedure)[1:]] == ["BM.HT.03.01"]
    assert rows("forms")[1:] == []


def test_the_chart_of_the_organisation_is_drawn_from_its_units(team):
    make_unit("Văn phòng")
    version = making.draft(team, nodes=registers("org_chart"))
    page = to_html(paper_of(version))
    assert '<svg class="chart"' in page
    assert "Văn phòng" in page


@pytest.mark.parametrize("source", sorted(SOURCES))
def test_what_was_just_issued_has_not_drifted(team, source):
    making.issued(team, nodes=registers(source))
    assert drifted() == []


def test_a_unit_that_came_later_proposes_an_amendment_and_the_print_stays(team, client):
    version = making.issued(team, nodes=registers("units", "org_chart"))
    before = to_html(paper_of(Version.objects.get(pk=version.pk)))
    make_unit("Tổ công nghệ số cộng đồng")
    found = drifted()
    assert [(d.version, d.source) for d in found] == [(version, "units"), (version, "org_chart")]
    assert found[0].came == ("Tổ công nghệ số cộng đồng",)
    assert found[0].gone == ()
    assert to_html(paper_of(Version.objects.get(pk=version.pk))) == before
    client.enter(team[0])
    page = client.get(reverse("documents:drift")).content.decode()
    assert version.document.code in page
    assert "Tổ công nghệ số cộng đồng" in page
    fragment = client.get(reverse("documents:version-drift", args=[version.pk])).content.decode()
    assert "Tổ công nghệ số cộng đồng" in fragment


def test_a_list_of_documents_drifts_by_what_is_issued_not_by_what_is_drafted(team):
    version = making.issued(team, nodes=registers("documents"))
    making.draft(team, code="QT.HT.55")
    assert drifted() == []
    making.issued(team, number=6, code="QT.HT.66")
    assert [d.came for d in drifted()] == [("QT.HT.66 · Quy trình Đánh giá nội bộ · 01",)]
    assert with_registers() == [version]


def test_it_costs_the_same_however_many_versions_hold_registers(
    team, django_assert_max_num_queries
):
    for n in range(3):
        nodes = registers("units", "external")
        making.issued(team, number=n + 1, code=f"QT.HT.0{n}", nodes=nodes)
    with django_assert_max_num_queries(4):
        drifted()
