"""The pages of updates and offers: what they show, what they ask, what they keep when refusing."""

import re

import pytest

from apps.adoption.models import Adoption, OwnOffer, Update
from apps.adoption.selectors.updates import look
from apps.adoption.services import clone
from apps.documents.selectors import open_version
from library.exchange import UpdateState
from library.models import Offer, OfferState
from tests.apps.adoption.conftest import in_force, next_version, saying
from tests.apps.adoption.test_updating import NEW, P2, P4, own_version

LIST = "/library/updates/"


@pytest.fixture
def policy(team, package):
    (draft,) = clone(package, ["policy"], by=team[0])
    in_force(draft)
    return Adoption.objects.get(template="policy")


@pytest.fixture
def asked(team, policy, publish):
    """Changed in both, in one place; taken as new in another."""
    own_version(team, policy)
    publish({"policy": lambda nodes: saying(P4, "Câu mới.")(saying(P2, NEW)(nodes))})
    return policy


def page(secretary, adoption):
    return secretary.get(f"{LIST}{adoption.pk}/").content.decode()


def hidden(html, name):
    return re.search(rf'name="{name}" value="([^"]*)"', html)[1]


def test_the_list_says_how_each_would_fare_and_adopts_the_clean_ones_at_once(
    team, secretary, package, policy
):
    (draft,) = clone(package, ["objectives-plan"], by=team[0])
    in_force(draft)
    change = lambda nodes: nodes[1:]  # noqa: E731
    next_version(package, {"policy": saying(P2, NEW), "objectives-plan": change}, extra=["manual"])
    html = secretary.get(LIST).content.decode()
    assert "1 chỗ nhận bản mới" in html
    assert "SOTAY" in html or "manual-them" in html
    picked = re.findall(r'name="pick" value="([^"]*\.[^"]*)"', html)
    assert len(picked) == 2
    answer = secretary.post(f"{LIST}adopt/", {"pick": [*picked, "khong.co"][:2]}, follow=True)
    assert "Đã tạo 2 bản thảo" in answer.content.decode()
    assert Update.objects.filter(state=UpdateState.ADOPTED).count() == 2
    assert "Hoàn tác" in secretary.get(LIST).content.decode()


def test_both_sides_are_shown_and_decided_and_adopted(secretary, asked):
    html = page(secretary, asked)
    assert NEW.split()[0] in html
    assert "Còn 1 chỗ chờ quyết định" in html
    assert "Nhận thành bản thảo" not in html
    said = {"place": f"{P2}/text", "take": "hand", "of": hidden(html, "of"), "number": "1"}
    html = page(secretary, asked)
    place = re.search(rf'name="place" value="{P2}/text">.*?name="of" value="(\w+)"', html, re.S)
    said["of"] = place[1]
    answer = secretary.post(
        f"{LIST}{asked.pk}/decide/", said | {"text": "Của **{{Tên cơ quan}}**."}
    )
    assert answer.status_code == 302
    html = page(secretary, asked)
    assert "Đã tự ghép" in html
    answer = secretary.post(f"{LIST}{asked.pk}/adopt/", {"seen": hidden(html, "seen")})
    assert answer.status_code == 302
    row = open_version(asked.document).nodes.get(node_id=P2)
    assert {"placeholder": "agency_name", "bold": True} in row.body["text"]


def test_what_was_typed_and_refused_is_still_there(secretary, asked):
    said = {"place": f"{P2}/text", "take": "hand", "of": "cũ", "text": "Viết rất lâu"}
    answer = secretary.post(f"{LIST}{asked.pk}/decide/", said)
    assert answer.status_code == 409
    assert "Viết rất lâu" in answer.content.decode()


def test_refusing_asks_for_a_reason(secretary, asked):
    url = f"{LIST}{asked.pk}/refuse/"
    assert secretary.post(url, {"reason": " "}).status_code == 422
    assert secretary.post(url, {"reason": "Đã có quy định riêng"}).status_code == 302
    assert "Đã có quy định riêng" in secretary.get(LIST).content.decode()


def test_an_open_draft_is_a_question(team, secretary, package):
    clone(package, ["policy"], by=team[0])
    adoption = Adoption.objects.get()
    next_version(package, {"policy": saying(P2, NEW)})
    html = page(secretary, adoption)
    assert 'name="into_draft" required' in html
    seen = hidden(html, "seen")
    assert secretary.post(f"{LIST}{adoption.pk}/adopt/", {"seen": seen}).status_code == 409
    told = {"seen": seen, "into_draft": "on"}
    assert secretary.post(f"{LIST}{adoption.pk}/adopt/", told).status_code == 302
    (update,) = Update.objects.all()
    assert secretary.post(f"{LIST}taken/{update.pk}/undo/").status_code == 302
    assert len(look().newer) == 1


class TestOffers:
    def offered(self, secretary, document, **more):
        data = {"note": "Ngắn gọn", "agreed": "on"} | more
        return secretary.post(f"/library/offers/new/{document.pk}/", data)

    def test_it_is_asked_before_a_copy_goes(self, secretary, policy):
        url = f"/library/offers/new/{policy.document_id}/"
        assert "Những gì được gửi đi" in secretary.get(url).content.decode()
        refused = secretary.post(url, {"note": "Ngắn gọn"})
        assert refused.status_code == 422
        assert "Ngắn gọn" in refused.content.decode()
        assert not Offer.objects.exists()

    def test_the_copy_has_open_placeholders_and_names_nobody(self, team, secretary, policy):
        assert self.offered(secretary, policy.document).status_code == 302
        copy = Offer.objects.get()
        text = bytes(copy.canonical).decode()
        assert "agency_full_name" in text
        assert not [person.full_name for person in team if person.full_name in text]
        assert (copy.template, copy.sha256) == ("policy", OwnOffer.objects.get().sha256)
        assert self.offered(secretary, policy.document).status_code == 409

    def test_it_is_taken_back_until_it_is_looked_at(self, secretary, policy):
        self.offered(secretary, policy.document)
        own = OwnOffer.objects.get()
        url = f"/library/offers/{own.pk}/take-back/"
        Offer.objects.update(state=OfferState.LOOKED)
        assert secretary.post(url).status_code == 409
        Offer.objects.update(state=OfferState.OFFERED)
        assert secretary.post(url).status_code == 302
        copy = Offer.objects.get()
        assert (copy.state, bytes(copy.canonical)) == (OfferState.TAKEN_BACK, b"")
        assert self.offered(secretary, policy.document).status_code == 302

    def test_a_draft_is_not_offered(self, team, secretary, package):
        (draft,) = clone(package, ["policy"], by=team[0])
        assert self.offered(secretary, draft.document).status_code == 409
