"""An office system takes a paper to be signed, hands it in, and reads the verdict."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.documents.selectors import to_print
from apps.documents.services.rendering import keep_rendition
from kernel import printing
from tests.apps.documents import making
from tests.factories import make_team
from tests.kernel.signing.papers import printed
from tests.signing import authority


@pytest.fixture
def address(system, monkeypatch):
    pdf = printed()
    monkeypatch.setattr(printing, "to_pdf", lambda _paper: pdf)
    version = making.issued(make_team(), code="CSCL", kind="policy")
    keep_rendition(to_print(str(version.pk)))
    return f"/api/v1/versions/{version.pk}/signing/"


def handed_in(system, address, pdf):
    return system.post(address, {"file": SimpleUploadedFile("a.pdf", pdf, "application/pdf")})


def test_the_whole_way(system, address):
    taken = system.post(f"{address}take/")
    assert taken["Content-Type"] == "application/pdf"
    refused = handed_in(system, address, taken.content)
    assert refused.status_code == 201
    assert refused.json()["accepted"] is False
    assert refused.json()["reasons"]
    person = authority().person("Trần Quốc Bảo").sign(taken.content)
    assert handed_in(system, address, person).json()["stage"] == "person"
    both = authority().agency("UBND").sign_as_agency(person)
    assert handed_in(system, address, both).json()["accepted"] is True
    said = system.get(address).json()
    assert said["official"]["stage"] == "agency"
    assert len(said["tries"]) == 3
    assert "/cong-bo/kiem-tra/" in said["check_url"]
    signed = said["official"]["verdict"]["signatures"]
    assert [each["role"] for each in signed] == ["person", "agency"]
    assert system.post(f"{address}check/").status_code == 201


def test_a_machine_never_seals(system, address):
    assert system.post(f"{address}seal/").status_code == 403
