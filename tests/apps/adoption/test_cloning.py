"""Cloning from the library: all or part, once, and every piece keeps where it came from."""

import pytest
from django.db import connection

from apps.adoption.models import Adoption
from apps.adoption.selectors import offered_versions, offers_of
from apps.adoption.services import clone
from apps.documents import services as documents
from apps.documents.models import Document, Version
from apps.documents.selectors import frozen_meta, tree_of
from apps.documents.workflow import State
from apps.organization.services import answer
from kernel import clock
from kernel.content import canonical, placeholders
from kernel.content.nodes import text_of, walk
from kernel.permissions import SYSTEM
from kernel.refusals import BadInput, Conflict, NotPermitted
from kernel.trail.models import Event
from library.selectors import documents_of, latest_version, packages_for
from tests.apps.adoption.test_looking import ANSWERS
from tests.apps.documents import making
from tests.at_once import at_once, claimed, one_refused
from tests.factories import make_person, make_team
from tests.tenants_of import inside

FORM, PROCEDURE = "bm-ht-04-01", "qt-ht-04"


def document_of(drafts, template):
    return next(d.document for d in drafts if d.document.origin["document"] == template)


def test_the_whole_package_becomes_drafts(team, package, templates):
    drafts = clone(package, templates, by=team[0])
    assert len(drafts) == len(templates) == Document.objects.count()
    assert {d.document.code for d in drafts} == {t.code for t in templates.values()}
    assert {d.state for d in drafts} == {State.DRAFTING}
    assert {d.author_id for d in drafts} == {team[0].pk}
    assert not any(offer.free for offer in offers_of(package))


def test_a_part_of_it_leaves_the_rest_free(team, package):
    clone(package, ["policy", "manual"], by=team[0])
    taken = {o.template.key for o in offers_of(package) if o.taken}
    assert (
        taken == {"policy", "manual"} == {o.template.key for o in offers_of(package) if not o.free}
    )


def test_every_clone_keeps_its_origin_block_by_block(team, package, templates):
    for draft in clone(package, templates, by=team[0]):
        document = draft.document
        template = templates[document.origin["document"]]
        assert document.origin == {
            "package": "phuong-xa",
            "version": package.number,
            "document": template.key,
            "sha256": template.sha256,
        }
        assert draft.origin == document.origin
        ids = [node.id for node in walk(tree_of(draft))]
        assert ids == [node.id for node in walk(template.nodes)]
        adoption = Adoption.objects.select_related("base").get(document=document)
        assert (adoption.template, adoption.package_version) == (template.key, package.number)
        assert adoption.adopted_by == team[0]
        assert bytes(adoption.base.canonical) == bytes(template.canonical)
        assert canonical.sha256(bytes(adoption.base.canonical)) == template.sha256


def test_the_edition_of_the_standard_is_told_by_the_version_it_came_from(team, package):
    (draft,) = clone(package, ["manual"], by=team[0])
    adoption = draft.document.adoption
    came = (
        packages_for("commune")
        .get(key=adoption.package)
        .versions.get(number=adoption.package_version)
    )
    assert (came.standard, came.edition) == ("tcvn-iso-9001", "2015")


def test_the_next_version_remembers_where_the_first_came_from(team, package):
    answer(ANSWERS, by=SYSTEM)
    (draft,) = clone(package, ["policy"], by=team[0])
    origin = draft.origin
    documents.name_signers(draft, checker=team[1], approver=team[2], by=team[0])
    version = documents.send_version(draft, by=team[0])
    version = documents.check_version(version, by=team[1], sha256=version.content_id)
    version = documents.approve_version(version, by=team[2], sha256=version.content_id)
    decision = making.decided(team, version)
    documents.issue_decision(
        decision, number=1, symbol="QĐ-UBND", signed_on=clock.today(), by=team[3]
    )
    after = documents.draft_next_version(version.document, by=team[0], reason="Sửa")
    assert after.origin == origin


def test_facts_of_the_template_come_along(team, package, templates):
    for draft in clone(package, templates, by=team[0]):
        template, document = templates[draft.document.origin["document"]], draft.document
        assert (document.title, document.kind) == (template.title, template.document_kind)
        assert document.clauses == list(template.clauses)
        assert draft.distribution == list(template.distribution)
        assert document.get_level_display() == template.level


@pytest.mark.parametrize("order", ["together", "procedure first", "form first"])
def test_a_form_belongs_to_its_procedure_in_whatever_order_they_are_cloned(team, package, order):
    parts = {
        "together": [[FORM, PROCEDURE]],
        "procedure first": [[PROCEDURE], [FORM]],
        "form first": [[FORM], [PROCEDURE]],
    }[order]
    drafts = [draft for keys in parts for draft in clone(package, keys, by=team[0])]
    form = Document.objects.get(pk=document_of(drafts, FORM).pk)
    assert form.parent == document_of(drafts, PROCEDURE)


def test_every_form_of_the_package_finds_its_procedure(team, package, templates):
    clone(package, templates, by=team[0])
    for document in Document.objects.filter(kind="form"):
        wanted = templates[document.origin["document"]].parent_key
        assert document.parent.origin["document"] == wanted


def test_a_form_whose_keeper_chose_another_procedure_stays_there(team, package):
    (form,) = clone(package, [FORM], by=team[0])
    own = making.draft(team, code="QT.RIENG").document
    Document.objects.filter(pk=form.document_id).update(parent=own)
    clone(package, [PROCEDURE], by=team[0])
    assert Document.objects.get(pk=form.document_id).parent == own


def test_placeholders_stay_open_in_the_draft_and_are_filled_when_it_is_sent(team, package):
    answer(ANSWERS, by=SYSTEM)
    (draft,) = clone(package, ["policy"], by=team[0])
    assert "agency_name" in placeholders.used(tree_of(draft))
    documents.name_signers(draft, checker=team[1], approver=team[2], by=team[0])
    sent = documents.send_version(draft, by=team[0])
    said = " ".join(text_of(node) for node in walk(tree_of(sent)))
    assert "UBND phường Tân Hải" in said
    assert "{{" not in said
    assert not placeholders.missing(tree_of(sent), {})
    assert frozen_meta(sent)["agency"]["name"] == "UBND phường Tân Hải"


def test_cloned_twice_is_refused_as_a_whole(team, package):
    clone(package, ["policy"], by=team[0])
    with pytest.raises(BadInput, match="CSCL"):
        clone(package, ["policy", "manual"], by=team[0])
    assert Document.objects.count() == Adoption.objects.count() == 1


@pytest.mark.parametrize("code", ["CSCL", "cscl", " Cscl "])
def test_a_code_of_the_agency_s_own_is_not_taken_from_it(team, package, code):
    making.draft(team, code=code, kind="policy")
    offers = {o.template.key: o for o in offers_of(package)}
    assert offers["policy"].code_used
    assert not offers["policy"].taken
    with pytest.raises(BadInput):
        clone(package, ["policy", "manual"], by=team[0])
    assert not Adoption.objects.exists()


@pytest.mark.parametrize("keys", [[], ["khong-co"]])
def test_nothing_chosen_is_refused(team, package, keys):
    with pytest.raises(BadInput):
        clone(package, keys, by=team[0])


def test_a_clone_that_was_given_up_is_not_cloned_again_behind_its_back(team, package):
    (draft,) = clone(package, ["policy"], by=team[0])
    documents.abandon_draft(draft, why="Chưa cần", by=team[0])
    with pytest.raises(BadInput):
        clone(package, ["policy"], by=team[0])


def test_it_is_one_act_in_the_trail_and_every_draft_has_its_own(team, package):
    drafts = clone(package, ["policy", "manual"], by=team[0])
    act = Event.objects.get(action="adoption.clone")
    assert (act.body["package"], set(act.body["keys"])) == ("phuong-xa", {"policy", "manual"})
    assert Event.objects.filter(action="documents.draft").count() == len(drafts)


@pytest.mark.parametrize("role", ["unit_head", "clerk", "staff", "admin", "top_management"])
def test_who_may_not_clone_does_not(package, role):
    with pytest.raises(NotPermitted):
        clone(package, ["policy"], by=make_person(role))


def test_the_package_of_another_kind_of_agency_is_not_taken(team, alpha):
    foreign = latest_version(packages_for("provincial_department").first())
    key = documents_of(foreign)[0].key
    with pytest.raises(BadInput):
        clone(foreign, [key], by=team[0])
    assert not Document.objects.exists()


def test_each_kind_of_agency_is_offered_what_is_made_for_it(alpha, beta):
    assert [v.package.key for v in offered_versions()] == ["phuong-xa"]
    with inside(beta):
        assert [v.package.key for v in offered_versions()] == ["so"]


def test_two_clicks_at_once_are_one_clone(fresh_database):
    from tenants.models import Agency

    connection.set_tenant(Agency.objects.get(slug="alpha"))
    team = make_team()
    (package,) = offered_versions()
    keys = ["policy", FORM]
    outcomes = at_once(
        *[lambda: clone(package, keys, by=team[0]) for _n in range(2)],
        holding=claimed(lambda: clone(package, keys, by=team[0])),
    )
    drafts = one_refused(outcomes, (Conflict, BadInput))
    assert {d.pk for d in drafts} == set(Version.objects.values_list("pk", flat=True))
    assert Adoption.objects.count() == 2
    assert Event.objects.filter(action="adoption.clone").count() == 1
