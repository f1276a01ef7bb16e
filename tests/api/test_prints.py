"""Another system has papers printed, watches, and fetches the file."""

import io
import zipfile

from apps.documents.services.printing import run_print
from kernel.permissions import Role
from tests.api.conftest import System
from tests.apps.documents import making
from tests.factories import make_person, make_team


def test_papers_are_asked_for_watched_and_fetched(system: System, connected):
    team = make_team()
    versions = [making.issued(team, code="QT.HT.01"), making.sent(team, code="QT.HT.02")]
    body = {"versions": [str(version.pk) for version in versions]}
    asked = system.send("POST", "prints/", body, **{"Idempotency-Key": "một".encode().hex()})
    assert asked.status_code == 202, asked.content
    told = asked.json()
    assert (told["state"], told["what"], told["file"]) == ("waiting", "zip", "")
    assert told["versions"] == sorted(body["versions"])
    assert system.send("POST", "prints/", body).json()["id"] == told["id"]
    at = f"prints/{told['id']}/"
    assert system.send("GET", f"{at}file/").status_code == 404

    run_print(told["id"])
    told = system.send("GET", at).json()
    assert told["state"] == "done"
    assert told["done"] == told["total"] > 0
    answer = system.send("GET", f"{at}file/")
    assert answer["Content-Type"] == "application/zip"
    assert len(zipfile.ZipFile(io.BytesIO(answer.content)).namelist()) == 2
    assert system.send("POST", f"{at}again/").status_code == 409
    assert [each["id"] for each in system.send("GET", "prints/").json()["results"]] == [told["id"]]

    other = connected(make_person(Role.QUALITY_MANAGER))
    for answer in (other.send("GET", at), other.send("GET", f"{at}file/")):
        assert answer.status_code == 404
    assert other.send("GET", "prints/").json()["results"] == []


def test_what_one_may_not_see_is_not_printed(connected, alpha):
    draft = making.draft(make_team())
    staff = connected(make_person(Role.STAFF))
    answer = staff.send("POST", "prints/", {"versions": [str(draft.pk)]})
    assert answer.status_code == 422
    assert str(draft.pk) in answer.content.decode()
