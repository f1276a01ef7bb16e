"""The agency's key signs in its token, and the red seal stands over the signature."""

import io
from dataclasses import replace

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from kernel.signing import SealFailed, check_seal, seal, verify
from kernel.signing.seal_look import drawn
from tests.kernel.signing.papers import AGENCY_NAME, prepared, signed, trust
from tests.signing import authority
from tests.tokens import EC, RSA, token


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    with token(tmp_path_factory.mktemp("token"), AGENCY_NAME) as made:
        yield made


@pytest.mark.parametrize("key", [RSA, EC])
def test_the_token_signs_behind_the_person(keys, key):
    sealed = seal(signed(), keys.signer(key))
    assert sealed.startswith(signed())
    verdict = verify(sealed, prepared(), trust())
    assert verdict.is_acceptable
    assert verdict.roles == ("person", "agency")
    assert verdict.signatures[1].name == AGENCY_NAME


def test_the_seal_is_red_and_needs_no_font():
    marks = " ".join(drawn("Ủy ban nhân dân phường Tân Hải", 100, 100))
    assert "0.80 0.05 0.08 rg" in marks
    assert " Tf" not in marks
    assert len(marks) > 5000  # the letters are outlines


def test_the_seal_is_seen_on_the_page(keys):
    reader = PdfFileReader(io.BytesIO(seal(signed(), keys.signer())))
    field = reader.root["/AcroForm"]["/Fields"][1].get_object()
    assert b"0.80 0.05 0.08" in field["/AP"]["/N"].data


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"module": "/no/such/library.so"}, "module"),
        ({"label": "Không có"}, "token"),
        ({"pin": "0000"}, "pin"),
        ({"key": "khác"}, "key"),
    ],
)
def test_it_says_what_is_wrong_with_the_token(keys, wrong, code):
    signer = keys.signer()
    with pytest.raises(SealFailed) as failure:
        check_seal(replace(signer, token=replace(signer.token, **wrong)))
    assert failure.value.code == code


@pytest.mark.parametrize("text", ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAA==\n"])
def test_it_refuses_what_is_no_certificate(keys, text):
    with pytest.raises(SealFailed) as failure:
        check_seal(replace(keys.signer(), certificate=text))
    assert failure.value.code == "certificate"


def test_it_refuses_the_certificate_of_another_key(keys):
    stranger = authority().agency("Cơ quan khác").chain.decode()
    for certificate in (stranger, keys.certificates[EC]):
        with pytest.raises(SealFailed) as failure:
            seal(signed(), replace(keys.signer(), certificate=certificate))
        assert failure.value.code == "certificate"


def test_the_pin_is_never_printed(keys):
    assert keys.signer().token.pin not in repr(keys.signer())
