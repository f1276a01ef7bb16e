"""The pages of an agency: as many statements with twenty rows as with five."""

import pytest

from tests.architecture.query_counts.filling import (
    FEW,
    MANY,
    PAGE,
    Filling,
    a_block,
    a_citation_of_what_goes,
    a_comment,
    a_copy,
    a_course,
    a_decision,
    a_document_of_any_kind,
    a_draft_of_mine,
    a_former_code,
    a_look_of_the_province,
    a_notice,
    a_person,
    a_person_at_the_meeting,
    a_piece_in_the_tray,
    a_published_document,
    a_reader,
    a_remark,
    a_review,
    a_role_of_one_person,
    a_submission,
    a_task_of,
    a_turn_of_mine,
    a_version_and_a_form,
    a_version_to_read,
    an_act,
    an_adopted_document,
    an_affected_document,
    an_authority,
    an_external_document,
    an_import,
    an_item_of_a_decision,
    an_item_of_the_set,
    an_item_to_choose,
    an_offer,
    inside,
    statements,
)
from tests.factories import make_person

AGENCY_PAGES = {
    "documents": (a_document_of_any_kind, "/documents/"),
    "documents sorted and searched": (a_document_of_any_kind, "/documents/?q=tai+lieu&sort=-force"),
    "documents in force": (a_document_of_any_kind, "/documents/?view=force&state=in_force"),
    "documents of a unit": (a_document_of_any_kind, "/documents/?clause=7.5&kind=procedure"),
    "documents as a file": (a_document_of_any_kind, "/documents/export/"),
    "my drafts": (a_draft_of_mine, "/documents/?view=drafts"),
    "what waits for me": (a_turn_of_mine, "/documents/?view=mine"),
    "sending many": (a_draft_of_mine, "/documents/send/"),
    "checking many": (a_turn_of_mine, "/documents/check/"),
    "approving many": (a_turn_of_mine, "/documents/approve/"),
    "decisions": (a_decision, "/documents/decisions/"),
    "the items of a decision": (an_item_to_choose, "/documents/versions/{deciding}/items/"),
    "a decision to issue": (an_item_of_a_decision, "/documents/versions/{decision}/issue/"),
    "a decision": (an_item_of_a_decision, "/documents/versions/{decision}/"),
    "a version": (a_comment, "/documents/versions/{draft}/"),
    "a version's blocks": (a_block, "/documents/versions/{draft}/?tab=content"),
    "a version's links": (a_version_and_a_form, "/documents/versions/{issued}/?tab=links"),
    "a decision's links": (a_version_and_a_form, "/documents/versions/{signed}/?tab=links"),
    "a version's history": (an_act, "/documents/versions/{draft}/?tab=history"),
    "writing": (a_block, "/documents/versions/{draft}/write/"),
    "writing with comments": (a_comment, "/documents/versions/{draft}/write/"),
    "a block": (a_block, "/documents/versions/{draft}/nodes/p1/"),
    "a block's form": (a_block, "/documents/versions/{draft}/nodes/p1/edit/"),
    "commenting": (a_comment, "/documents/versions/{draft}/comments/?node=p1"),
    "title and clauses": (a_comment, "/documents/versions/{draft}/names/"),
    "sending": (a_comment, "/documents/versions/{draft}/send/"),
    "sending among many people": (a_person, "/documents/versions/{draft}/send/"),
    "who has read a version": (a_reader, "/documents/versions/{issued}/readers/"),
    "a version in force": (a_reader, "/documents/versions/{issued}/"),
    "reading a version": (a_reader, "/documents/versions/{issued}/read/"),
    "reading of all versions": (a_version_to_read, "/documents/reading/"),
    "reading of all, as a file": (a_version_to_read, "/documents/reading/export/"),
    "what I still have to read": (a_version_to_read, "/documents/reading/mine/"),
    "a meeting to enter": (a_version_to_read, "/documents/reading/meetings/new/"),
    "a meeting": (a_person_at_the_meeting, "/documents/reading/meetings/{meeting}/"),
    "copies of a version": (a_copy, "/documents/versions/{issued}/copies/"),
    "all copies": (a_copy, "/documents/copies/?state=open"),
    "all copies as a file": (a_copy, "/documents/copies/export/"),
    "external documents": (an_external_document, "/documents/external/?sort=-issued"),
    "external documents as a file": (an_external_document, "/documents/external/export/"),
    "an external document": (an_external_document, "/documents/external/{external}/"),
    "what replaces it": (an_external_document, "/documents/external/{external}/replace/"),
    "the list of a day": (a_document_of_any_kind, "/documents/catalogue/"),
    "documents to review": (a_document_of_any_kind, "/documents/?view=review"),
    "a review": (a_review, "/documents/versions/{issued}/review/"),
    "what a change affects": (an_affected_document, "/documents/versions/{uploaded}/impacts/"),
    "an uploaded version": (an_affected_document, "/documents/versions/{uploaded}/"),
    "many documents": (a_document_of_any_kind, "/documents/many/?all=1"),
    "codes": (a_former_code, "/documents/codes/"),
    "another code": (a_former_code, "/documents/{document}/code/"),
    "sets before a leader": (a_submission, "/documents/submissions/"),
    "a set before a leader": (an_item_of_the_set, "/documents/submissions/{submission}/"),
    "a new set": (a_turn_of_mine, "/documents/submissions/new/"),
    "opinions on a draft": (a_remark, "/documents/versions/{opined}/opinions/"),
    "opinions as a file": (a_remark, "/documents/versions/{opined}/opinions/export/"),
    "asking for opinions": (a_person, "/documents/versions/{opined}/opinions/ask/"),
    "who signs in what capacity": (an_authority, "/documents/authorities/"),
    "what went out": (a_decision, "/documents/outgoing/"),
    "what went out, as a file": (a_decision, "/documents/outgoing/export/"),
    "correcting": (a_decision, "/documents/versions/{issued}/correct/"),
    "the tray": (a_piece_in_the_tray, "/documents/versions/{draft}/tray/"),
    "imports": (an_import, "/documents/import/"),
    "an import": (a_piece_in_the_tray, "/documents/import/{job}/"),
    "a new document": (a_person, "/documents/new/"),
    "the palette": (a_document_of_any_kind, "/find/?q=tl"),
    "people by the palette": (a_person, "/find/?q=nguoi"),
    "the library": (a_document_of_any_kind, "/library/so/"),
    "a template": (a_document_of_any_kind, "/library/so/policy/"),
    "updates from the library": (an_adopted_document, "/library/updates/"),
    "an update": (a_citation_of_what_goes, "/library/updates/{adoption}/"),
    "offers to the library": (an_offer, "/library/offers/"),
    "evidence": (a_course, "/evidence/"),
    "evidence that the province looked at": (a_look_of_the_province, "/evidence/"),
    "evidence as a file": (a_course, "/evidence/export/"),
    "a clause": (a_course, "/evidence/7.5/"),
    "the organisation": (a_person, "/organization/"),
    "a person": (a_role_of_one_person, "/organization/people/{person}/"),
    "a new person": (a_person, "/organization/people/new/"),
    "facts": (a_person, "/organization/facts/"),
    "notices": (a_notice, "/notices/"),
}
# One person of a ward holds all clerical roles; leaders hold theirs, and sign.
CLERICAL = ("secretary", "quality_manager", "clerk", "admin", "unit_head", "auditor", "staff")
LEADING = ("top_management", "iso_head", "unit_head")
PUBLIC_PAGES = {
    "what is published": (a_published_document, "/cong-bo/"),
    "a published document": (a_published_document, "/cong-bo/{issued}/"),
    "login": (a_person, "/login/"),
}


def grows_not(browser, fill, row, path):
    """The same number of statements with few rows and with many; returns the many."""
    with inside(fill.house.host.split(".")[0]):
        for _row in range(FEW):
            row(fill)
    few = statements(browser, path)
    with inside(fill.house.host.split(".")[0]):
        for _row in range(MANY - FEW):
            row(fill)
    many = statements(browser, path)
    assert len(many) == len(few), "\n".join(many)
    return many


@pytest.mark.parametrize("name", AGENCY_PAGES)
def test_a_page_of_an_agency(province, name):
    row, path = AGENCY_PAGES[name]
    beta = province.beta
    browser = beta.browser("all")
    told = grows_not(browser, Filling(beta), row, path.format(**beta.ids))
    assert len(told) <= PAGE, "\n".join(told)


@pytest.mark.parametrize("roles", [CLERICAL, LEADING], ids=["clerical", "leading"])
def test_my_work(province, roles):
    with inside("beta"):
        person = make_person(*roles, username="nhieu.vai")
        province.beta.admit("busy", person)
    row = a_task_of(person)
    told = grows_not(province.beta.browser("busy"), Filling(province.beta), row, "/")
    assert len(told) <= PAGE, "\n".join(told)


@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_a_page_for_everyone(province, name):
    row, path = PUBLIC_PAGES[name]
    beta = province.beta
    told = grows_not(beta.browser(), Filling(beta), row, path.format(**beta.ids))
    assert len(told) <= PAGE, "\n".join(told)
