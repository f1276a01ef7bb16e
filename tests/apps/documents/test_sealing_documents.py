"""The seal of the agency: named by its administrator, put by văn thư, after the person."""

from datetime import timedelta

import pytest

from apps.documents.models import ServerSeal, SignedCopy
from apps.documents.selectors import to_print
from apps.documents.selectors.signing import seal_in_force, signing_of
from apps.documents.services import sealing, signing
from apps.documents.services.rendering import keep_rendition, pdf_of
from kernel import clock, confirmation, printing
from kernel.confirmation import Confirmation, ConfirmationNeeded
from kernel.files.services import read_file
from kernel.permissions import Role
from kernel.refusals import BadInput, NotPermitted, RuleBroken, WrongState
from kernel.trail.models import Event
from tests.apps.documents import making
from tests.conftest import HouseClient
from tests.factories import make_person, make_team
from tests.kernel.signing.papers import printed
from tests.signing import authority
from tests.tokens import EC, LABEL, PIN, RSA, token

AGENCY = "Ủy ban nhân dân phường Tân Hải"


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    with token(tmp_path_factory.mktemp("token"), AGENCY) as made:
        yield made


@pytest.fixture(autouse=True)
def operated(settings, tmp_path, keys, monkeypatch):
    settings.CHUAN_PKCS11_MODULE = keys.module
    settings.CHUAN_TRUST_ROOTS = str(authority().write_roots(tmp_path / "roots"))
    pdf = printed()
    monkeypatch.setattr(printing, "to_pdf", lambda _paper: pdf)


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def clerk(team):
    return team[3]


@pytest.fixture
def admin(team):
    return make_person(Role.ADMIN)


@pytest.fixture
def version(team, clerk):
    """Issued, and signed by the person."""
    made = making.issued(team, code="CSCL", kind="policy")
    keep_rendition(to_print(str(made.pk)))
    version = to_print(str(made.pk))
    pdf = read_file(signing.give_out(version, by=clerk))
    signed = authority().person("Trần Quốc Bảo").sign(pdf)
    assert signing.hand_in(version, signed, "đã ký.pdf", by=clerk).accepted
    return version


def named(keys, by, key=RSA, pin=PIN, **other):
    facts = {"token": LABEL, "key_label": key, "certificate": keys.certificates[key]} | other
    return sealing.set_up_seal(pin=pin, by=by, **facts)


def test_the_sealed_copy_is_the_official_one(keys, admin, clerk, version):
    named(keys, admin)
    copy = sealing.put_seal(version, by=clerk)
    assert (copy.accepted, copy.stage) == (True, "agency")
    assert pdf_of(version) == read_file(copy.file)
    assert signing.verdict_of(copy).signatures[1].name == AGENCY
    assert Event.objects.filter(action="documents.seal", subject_id=version.pk).exists()


def test_the_pin_lies_sealed_in_its_row_and_in_no_trail(keys, admin):
    row = named(keys, admin)
    assert row.pin
    assert PIN not in row.pin
    said = Event.objects.get(action="signing.set_up").body
    assert PIN not in str({name: value for name, value in said.items() if name != "key"})


def test_where_the_operator_holds_the_pin_the_agency_keeps_none(
    keys, admin, clerk, version, settings
):
    settings.CHUAN_PKCS11_PIN = PIN
    assert named(keys, admin, key=EC, pin="").pin == ""
    assert sealing.put_seal(version, by=clerk).accepted


def test_another_seal_ends_the_first(keys, admin):
    first = named(keys, admin)
    second = named(keys, admin, key=EC)
    first.refresh_from_db()
    assert first.ended_at
    assert seal_in_force() == second
    sealing.end_seal(by=admin)
    assert seal_in_force() is None
    with pytest.raises(WrongState):
        sealing.end_seal(by=admin)


@pytest.mark.parametrize(
    "wrong", [{"token": "Không có"}, {"key_label": "khác"}, {"pin": "9999"}, {"certificate": "x"}]
)
def test_a_token_that_does_not_answer_is_not_kept(keys, admin, wrong):
    with pytest.raises(BadInput):
        named(keys, admin, **wrong)
    assert not ServerSeal.objects.exists()


def test_an_expired_certificate_is_not_kept(keys, admin):
    with clock.at(clock.now() + timedelta(days=500)), pytest.raises(BadInput):
        with confirmation.given(Confirmation(clock.now(), "password")):
            named(keys, admin)


def test_who_may_and_who_may_not(keys, admin, clerk, version, team):
    with pytest.raises(NotPermitted):
        named(keys, clerk)
    named(keys, admin)
    for other in (admin, team[0], team[2]):
        with pytest.raises(NotPermitted):
            sealing.put_seal(version, by=other)


def test_it_asks_who_it_is_first(keys, admin, clerk, version):
    named(keys, admin)
    stale = Confirmation(clock.now() - timedelta(hours=1), "password")
    with confirmation.given(stale), pytest.raises(ConfirmationNeeded):
        sealing.put_seal(version, by=clerk)
    with confirmation.given(stale), pytest.raises(ConfirmationNeeded):
        named(keys, admin)


def test_the_person_signs_first(keys, admin, clerk, team):
    named(keys, admin)
    made = making.issued(team)
    keep_rendition(to_print(str(made.pk)))
    version = to_print(str(made.pk))
    signing.give_out(version, by=clerk)
    with pytest.raises(RuleBroken):
        sealing.put_seal(version, by=clerk)


def test_a_second_click_finds_it_sealed(keys, admin, clerk, version):
    named(keys, admin)
    sealing.put_seal(version, by=clerk)
    with pytest.raises(WrongState):
        sealing.put_seal(version, by=clerk)
    assert SignedCopy.objects.filter(stage="agency").count() == 1


def test_when_the_token_is_away_nothing_is_changed(keys, admin, clerk, version, settings):
    named(keys, admin)
    settings.CHUAN_PKCS11_MODULE = "/no/such/library.so"
    with pytest.raises(WrongState):
        sealing.put_seal(version, by=clerk)
    assert signing_of(version).official is None
    settings.CHUAN_PKCS11_MODULE = ""
    with pytest.raises(WrongState):
        sealing.put_seal(version, by=clerk)


def test_the_pages(keys, admin, clerk, version):
    browser = HouseClient("alpha.test").enter(admin)
    certificate = keys.certificates[RSA]
    wrong = {"token": LABEL, "key_label": "khác", "pin": PIN, "certificate": certificate}
    answer = browser.post("/documents/seals/", wrong)
    assert answer.status_code == 422
    assert "không có khóa mang tên này" in answer.content.decode()
    key = "-----BEGIN PRIVATE KEY-----"
    assert browser.post("/documents/seals/", wrong | {"certificate": key}).status_code == 422
    assert browser.post("/documents/seals/", wrong | {"key_label": RSA}).status_code == 302
    shown = browser.get("/documents/seals/").content.decode()
    assert RSA in shown
    assert PIN not in shown
    address = f"/documents/versions/{version.pk}/signing/"
    office = HouseClient("alpha.test").enter(clerk)
    assert "Đóng dấu cơ quan" in office.get(address).content.decode()
    assert office.post(f"{address}seal/").status_code == 302
    assert "đây là bản chính thức" in office.get(address).content.decode()
