"""Updates and offers through the API: looked at, decided, taken in, undone, refused, offered."""

import pytest

from apps.adoption.models import Adoption
from apps.adoption.selectors import offered_versions
from apps.adoption.services import clone
from apps.documents.models import Version
from tests.apps.adoption.conftest import in_force, next_version, saying
from tests.apps.adoption.test_updating import NEW, P2, own_version

UPDATES = "updates/"


@pytest.fixture
def policy(secretary):
    """The policy in force, changed here, and changed there in the same sentence."""
    (package,) = offered_versions()
    (draft,) = clone(package, ["policy"], by=secretary)
    in_force(draft)
    adoption = Adoption.objects.get()
    own_version([secretary], adoption)
    next_version(package, {"policy": saying(P2, NEW)})
    return adoption


def test_an_update_is_looked_at_decided_taken_in_and_undone(system, policy):
    (row,) = system.get(f"/api/v1/{UPDATES}").json()["results"]
    assert (row["id"], row["fate"], row["waiting"]) == (str(policy.pk), "conflict", 1)
    at = f"{UPDATES}{policy.pk}/"
    whole = system.get(f"/api/v1/{at}").json()
    (place,) = [p for piece in whole["pieces"] for p in piece["places"]]
    assert (place["place"], place["theirs"]) == (f"{P2}/text", NEW)
    answer = system.send("POST", f"{at}adopt/", {"seen": whole["seen"]})
    assert answer.status_code == 422
    said = {"place": place["place"], "take": "theirs", "of": place["of"], "last": place["last"]}
    answer = system.send("POST", f"{at}decide/", said)
    assert (answer.status_code, answer.json()["state"]) == (200, "open")
    seen = system.get(f"/api/v1/{at}").json()["seen"]
    answer = system.send("POST", f"{at}adopt/", {"seen": seen})
    assert answer.status_code == 200, answer.content.decode()
    assert Version.objects.get(pk=answer.json()["version"]).is_drafted
    undone = system.send("POST", f"{UPDATES}taken/{answer.json()['id']}/undo/", {})
    assert undone.json()["state"] == "undone"


def test_an_update_is_refused_with_a_reason(system, policy):
    at = f"{UPDATES}{policy.pk}/"
    assert system.send("POST", f"{at}refuse/", {"reason": " "}).status_code == 422
    answer = system.send("POST", f"{at}refuse/", {"reason": "Đã có quy định riêng"})
    assert answer.json()["state"] == "refused"
    assert system.get(f"/api/v1/{at}").status_code == 404


def test_a_document_is_offered_and_taken_back(system, policy):
    offer = {"document": str(policy.document_id), "note": "Ngắn gọn", "agreed": True}
    assert system.send("POST", "offers/", offer | {"agreed": False}).status_code == 422
    made = system.send("POST", "offers/", offer)
    assert (made.status_code, made.json()["state"]) == (201, "offered")
    back = system.send("POST", f"offers/{made.json()['id']}/take-back/", {})
    assert back.json()["state"] == "taken_back"
    assert len(system.get("/api/v1/offers/").json()["results"]) == 1
