"""A package travels to the library of another province as one signed file, whole or not at all."""

import json
from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command

from kernel.refusals import BadInput, Conflict, NotPermitted, WrongState
from library import drafting, selectors, signed
from library.models import EvidenceRule, Origin, Package, PackageDraft, PackageVersion
from library.signed.keys import written
from library.signed.reading import LARGEST
from tests.library import drafts


@pytest.fixture
def librarian(public):
    return drafts.make_librarian()


@pytest.fixture
def key(tmp_path, settings):
    path = tmp_path / "library.pem"
    path.write_bytes(signed.new_key())
    settings.CHUAN_LIBRARY_KEY, settings.CHUAN_LIBRARY_TRUSTED = str(path), ""
    return signed.own_key()


@pytest.fixture
def package(public, tmp_path):
    yield drafts.publish_first(tmp_path)
    selectors.forget()


@pytest.fixture
def file(package, key, librarian):
    return signed.write_file(selectors.latest_version(package), by=librarian)


def resigned(raw, key, change):
    """The same file with its lines changed, signed properly by somebody we trust."""
    lines = [json.loads(line) for line in raw.splitlines()[:-1]]
    change(lines)
    body = b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)
    seal = {
        "key": written(key.public_key()),
        "signature": b64encode(key.sign(body)).decode(),
    }
    return body + json.dumps(seal).encode() + b"\n"


def renamed(lines):
    lines[0]["package"]["key"] = "thu-khac"


def counts():
    models = (Package, PackageVersion, PackageDraft, EvidenceRule)
    return [model.objects.count() for model in models]


def test_a_package_arrives_word_for_word(file, key, package, librarian):
    read = signed.read_file(resigned(file, key, renamed))
    version = signed.take_in(read, by=librarian)
    assert (version.package.key, version.number, version.origin) == ("thu-khac", 1, Origin.CELL)
    sent, arrived = (
        selectors.documents_of(v) for v in (selectors.latest_version(package), version)
    )
    assert [(d.key, d.sha256, d.parent_key) for d in arrived] == [
        (d.key, d.sha256, d.parent_key) for d in sent
    ]
    assert version.sha256 == selectors.latest_version(package).sha256
    assert [row.code for row in selectors.record_types_of(version)] == ["HS.01"]


def test_of_a_package_that_is_here_a_draft_is_made(file, key, package, librarian):
    with pytest.raises(Conflict, match="Bộ mẫu thử"):
        signed.take_in(signed.read_file(file), by=librarian)
    mine = drafting.open_draft(package, by=librarian)
    drafting.leave_out(mine.documents.get(key="policy"), by=librarian)
    drafting.publish(mine, note="Bỏ chính sách", by=librarian)
    draft = signed.take_in(signed.read_file(file), by=librarian)
    assert isinstance(draft, PackageDraft)
    assert draft.documents.filter(removed=False).count() == 3
    assert "Khánh Hòa" in draft.came_from
    with pytest.raises(WrongState):
        signed.take_in(signed.read_file(file), by=librarian)  # one at a time
    assert drafting.publish(draft, note="Từ tỉnh bạn", by=librarian).origin == Origin.CELL


def test_rules_that_differ_come_as_a_new_number(file, key, package, librarian):
    def change(lines):
        renamed(lines)
        lines[-1]["rules"]["soon_days"] = 77

    before = selectors.rules()[0].version
    signed.take_in(signed.read_file(resigned(file, key, change)), by=librarian)
    assert {(rule.version, rule.soon_days) for rule in selectors.rules()} == {(before + 1, 77)}


def test_one_changed_byte_is_refused(file, key):
    for at in (5, len(file) // 2, len(file) - 200):
        changed = bytearray(file)
        changed[at] ^= 1
        with pytest.raises(BadInput):
            signed.read_file(bytes(changed))
    at = file.index("đúng hạn".encode())
    with pytest.raises(BadInput, match="Chữ ký không khớp"):
        signed.read_file(file[:at] + b"x" + file[at + 1 :])


def test_a_key_that_is_not_trusted_is_refused_with_its_fingerprint(file, key, settings):
    other = Ed25519PrivateKey.generate()
    foreign = resigned(file, other, lambda lines: None)
    print_of = signed.fingerprint_of(written(other.public_key()))
    with pytest.raises(BadInput, match=print_of):
        signed.read_file(foreign)
    settings.CHUAN_LIBRARY_TRUSTED = f"Tỉnh A={written(other.public_key())}; "
    assert signed.read_file(foreign).signer == "Tỉnh A"


def _format(lines):
    lines[0]["format"] = 7


def _promise(lines):
    lines[0]["documents"] = 9


def _params(lines):
    lines[-1]["rules"]["rules"][0]["params"] = {"kind": 5}


def _unknown_rule(lines):
    lines[-1]["rules"]["rules"][0]["kind"] = "run_code"


def _missing(lines):
    del lines[0]["version"]


def _tree(lines):
    lines[1]["document"] = '{"format":1,"meta":{},"nodes":[{"id":"a","kind":"poem","body":{}}]}'


def _years(lines):
    next(line for line in lines if "record_type" in line)["record_type"]["years"] = 0


def _kind(lines):
    lines[0]["package"]["kind"] = "company"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_format, "số 7"),
        (_promise, "dòng đầu"),
        (_params, "quy tắc"),
        (_unknown_rule, "quy tắc"),
        (_missing, "thiếu"),
        (_tree, "không"),
        (_years, "HS.01"),
        (_kind, "loại cơ quan"),
    ],
)
def test_what_is_signed_but_cannot_be_used_is_refused_and_nothing_is_loaded(
    file, key, change, says
):
    before = counts()
    with pytest.raises(BadInput, match=says):
        signed.read_file(resigned(file, key, change))
    assert counts() == before


@pytest.mark.parametrize(
    "raw", [b"", b"{}\n{}\n{}\n", b"PK\x03\x04" * 99, b"[" * 100_000 + b"\n\n\n"]
)
def test_a_file_of_another_kind_is_refused(public, raw):
    with pytest.raises(BadInput, match="không phải tệp bộ mẫu"):
        signed.read_file(raw)


def test_a_file_too_large_is_refused(public):
    with pytest.raises(BadInput, match="20 MB"):
        signed.read_file(b" " * (LARGEST + 1))


def test_without_a_key_nothing_leaves(package, librarian, settings):
    settings.CHUAN_LIBRARY_KEY = ""
    with pytest.raises(WrongState, match="khóa"):
        signed.write_file(selectors.latest_version(package), by=librarian)


def test_only_a_librarian_hands_on_and_takes_in(package, key):
    from tests.factories import make_person

    with pytest.raises(NotPermitted):
        signed.write_file(selectors.latest_version(package), by=make_person())


def test_the_command_makes_a_key_once(tmp_path, settings, capsys):
    path = tmp_path / "key.pem"
    call_command("library", "key", str(path))
    settings.CHUAN_LIBRARY_KEY = str(path)
    assert written(signed.own_key().public_key()) in capsys.readouterr().out
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError):
        call_command("library", "key", str(path))
