"""Before cloning one looks: what is offered, with the agency's own data, and what is missing."""

import pytest

from apps.adoption.selectors import offers_of, open_questions
from apps.adoption.services import clone
from apps.organization.models import Fact
from apps.organization.services import answer
from kernel.permissions import SYSTEM
from tenants.middleware import forget_hosts
from tests.factories import make_person

ANSWERS = {
    "one_stop": "Trung tâm Phục vụ hành chính công",
    "fields": "hộ tịch, chứng thực",
    "address": "Số 12 đường Biển Xanh",
    "website": "tanhai.khanhhoa.gov.vn",
}


def test_a_preview_shows_the_agency_s_own_data(secretary):
    page = secretary.get("/library/phuong-xa/policy/").content.decode()
    assert "UBND phường Tân Hải" in page


def test_a_preview_names_what_will_be_missing_until_it_is_answered(secretary, templates):
    key = next(k for k, t in templates.items() if "one_stop" in open_questions([t]))
    path = f"/library/phuong-xa/{key}/"
    missing = secretary.get(path).context["open"]
    assert missing
    assert all(word in secretary.get(path).content.decode() for word in missing)
    answer(ANSWERS, by=SYSTEM)
    assert secretary.get(path).context["open"] == []


def test_each_question_is_asked_once_and_only_while_it_is_open(secretary, package):
    templates = [offer.template for offer in offers_of(package)]
    asked = open_questions(templates)
    assert len(asked) == len(set(asked))
    assert set(ANSWERS) & set(asked)
    answer({"one_stop": ANSWERS["one_stop"]}, by=SYSTEM)
    assert set(asked) - set(open_questions(templates)) == {"one_stop"}


def test_answers_are_kept_on_the_page_and_stand_in_the_templates(secretary):
    answered = secretary.post("/library/phuong-xa/", ANSWERS)
    assert answered.status_code == 302
    assert Fact.objects.get(key="address").value == ANSWERS["address"]
    page = secretary.get("/library/phuong-xa/")
    assert "one_stop" not in page.context["questions"].fields


@pytest.mark.parametrize(
    "path",
    ["/library/so/", "/library/so/policy/", "/library/khong-co/", "/library/phuong-xa/khong-co/"],
)
def test_a_template_that_is_not_for_this_agency_is_not_there(secretary, path):
    assert secretary.get(path).status_code == 404


def test_nor_can_it_be_cloned_by_its_address(secretary):
    assert secretary.post("/library/so/clone/", {"pick": "policy"}).status_code == 404


def test_the_page_clones_what_was_marked_and_says_how_many(secretary, team):
    answered = secretary.post("/library/phuong-xa/clone/", {"pick": ["policy", "manual"]})
    assert answered.status_code == 302
    page = secretary.get(answered["Location"]).content.decode()
    assert "2 " in page
    assert "CSCL" in page


def test_a_second_click_says_what_is_there_already(secretary, team):
    for _click in range(2):
        answered = secretary.post("/library/phuong-xa/clone/", {"pick": ["policy"]})
    assert answered.status_code == 422
    assert "CSCL" in answered.content.decode()


def test_what_was_taken_is_marked_and_leads_to_the_document(secretary, team, package):
    (draft,) = clone(package, ["policy"], by=team[0])
    page = secretary.get("/library/phuong-xa/policy/").content.decode()
    assert f"/documents/{draft.document_id}/" in page
    assert "/library/phuong-xa/clone/" not in page


def test_who_only_browses_is_offered_no_button(client, team, package):
    client.enter(make_person("unit_head"))
    page = client.get("/library/phuong-xa/policy/").content.decode()
    assert "/library/phuong-xa/clone/" not in page


def test_a_body_without_a_package_of_its_own_is_told_that_it_begins_from_another(secretary, alpha):
    told = "Chưa có bộ mẫu riêng cho loại cơ quan này."
    assert told not in secretary.get("/library/phuong-xa/").content.decode()
    alpha.kind = "service_unit"
    alpha.save()
    forget_hosts()
    page = secretary.get("/library/", follow=True)
    assert page.redirect_chain == [("/library/so/", 302)]
    assert told in page.content.decode()
