"""Files: known by their bytes, kept once under their hash, proven when read, and never half."""

import hashlib
import io
import os
import struct
import tracemalloc
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django_tenants.utils import schema_context
from hypothesis import HealthCheck, example, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from kernel import clock
from kernel.files import services
from kernel.files.models import StoredFile
from kernel.files.services import read_file, store_file
from kernel.files.types import DOCX, XLSX, media_type
from kernel.permissions import SYSTEM
from kernel.refusals import BadInput
from tests.factories import make_person

PDF = b"%PDF-1.7\n" + "Quy trình Đánh giá nội bộ".encode()


def zipped(*names, method=zipfile.ZIP_STORED, data=b"<w:document/>"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name in names:
            made.writestr(name, data)
    return out.getvalue()


WORD = zipped("[Content_Types].xml", "word/document.xml")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.CHUAN_FILES_DIR = tmp_path
    return tmp_path


def kept_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


class TestKind:
    """What a file is, told by its content: the name is not asked."""

    @pytest.mark.parametrize(
        ("data", "kind"),
        [
            (PDF, "application/pdf"),
            (WORD, DOCX),
            (zipped("xl/workbook.xml"), XLSX),
            (zipped("something.txt"), "application/zip"),
            (b"\x89PNG\r\n\x1a\n....", "image/png"),
            (b"\xff\xd8\xff\xe0....", "image/jpeg"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
            ("Quy trình".encode(), "text/plain"),
            (b"", "text/plain"),
            (b"a\x00b", "application/octet-stream"),
            (b"\xff\xfe\xfd", "application/octet-stream"),
            (b"MZ\x90\x00", "application/octet-stream"),
            (b" %PDF-1.7", "text/plain"),
        ],
    )
    def test_each_kind_is_known_by_its_bytes(self, data, kind):
        assert media_type(data) == kind

    @rules(max_examples=200)
    @given(st.binary(max_size=200), st.integers(0, len(WORD)), st.integers(0, len(WORD)))
    @example(b"", 4, len(WORD))
    def test_whatever_the_bytes_are_it_has_an_answer(self, data, start, end):
        """Also for Word files with a piece cut out and another put in."""
        for made in (data, b"PK\x03\x04" + data, WORD[:start] + data + WORD[end:]):
            assert "/" in media_type(made)

    @pytest.mark.parametrize("at", range(-22, 0))
    @pytest.mark.parametrize("byte", [0, 1, 0x7F, 0xFF])
    def test_a_word_file_with_a_wrong_byte_at_its_end_has_an_answer(self, at, byte):
        assert "/" in media_type(WORD[:at] + bytes([byte]) + WORD[len(WORD) + at + 1 :])

    @pytest.mark.parametrize("flaw", ["version", "name", "zip64"])
    def test_a_word_file_with_a_strange_entry_has_an_answer(self, flaw):
        data = bytearray(WORD)
        entry = data.rindex(b"PK\x01\x02")
        if flaw == "version":
            struct.pack_into("<H", data, entry + 6, 0xFFFF)
        elif flaw == "name":
            struct.pack_into("<H", data, entry + 8, 0x800)
            data[entry + 46] = 0xFF
        else:
            struct.pack_into("<LL", data, entry + 20, 0xFFFFFFFF, 0xFFFFFFFF)
            struct.pack_into("<H", data, entry + 30, 4)
        assert "/" in media_type(bytes(data))

    def test_a_bomb_is_not_inflated_to_know_what_it_is(self):
        """200 MB of nothing in 200 kB: the names are read, never the content."""
        bomb = zipped("word/document.xml", method=zipfile.ZIP_DEFLATED, data=bytes(200 * 2**20))
        assert len(bomb) < 2**20
        tracemalloc.start()
        try:
            assert media_type(bomb) == DOCX
            assert tracemalloc.get_traced_memory()[1] < 4 * 2**20
        finally:
            tracemalloc.stop()


class TestStoring:
    """One file of this agency, with what is known of it."""

    def test_what_is_stored_is_read_again_to_the_byte(self, alpha):
        person = make_person()
        with clock.at(clock.now()):
            stored = store_file(PDF, "Quy trình.pdf", by=person)
            assert stored.stored_at == clock.now()
        assert read_file(StoredFile.objects.get(pk=stored.pk)) == PDF
        assert (stored.name, stored.media_type, stored.size, stored.stored_by) == (
            "Quy trình.pdf",
            "application/pdf",
            len(PDF),
            person.pk,
        )

    @rules(
        max_examples=40,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(data=st.binary(max_size=500))
    def test_any_bytes_come_back(self, alpha, data):
        assert read_file(store_file(data, "tệp", by=SYSTEM)) == data

    def test_it_lies_under_its_hash_in_the_agency_s_own_folder(self, alpha, own_folder):
        sha = hashlib.sha256(PDF).hexdigest()
        assert store_file(PDF, "a.pdf", by=SYSTEM).sha256 == sha
        assert kept_in(own_folder) == [own_folder / alpha.schema_name / sha[:2] / sha]

    def test_two_same_uploads_are_two_rows_and_one_file(self, alpha, own_folder):
        first, second = (store_file(PDF, name, by=SYSTEM) for name in ("một.pdf", "hai.pdf"))
        assert first.pk != second.pk
        assert (first.name, second.name) == ("một.pdf", "hai.pdf")
        assert len(kept_in(own_folder)) == 1

    def test_many_same_uploads_at_once_are_one_whole_file(self, alpha, own_folder):
        data = os.urandom(300_000)
        path = services._path(hashlib.sha256(data).hexdigest())
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda _: services._write(path, data), range(32)))
        assert path.read_bytes() == data
        assert kept_in(own_folder) == [path]

    def test_the_same_bytes_of_two_agencies_are_two_files(self, alpha, beta, own_folder):
        store_file(PDF, "a.pdf", by=SYSTEM)
        with schema_context(beta.schema_name):
            store_file(PDF, "a.pdf", by=SYSTEM)
        assert {path.parts[-3] for path in kept_in(own_folder)} == {
            alpha.schema_name,
            beta.schema_name,
        }

    @pytest.mark.parametrize(
        ("name", "kept"),
        [
            ("../../etc/passwd", "passwd"),
            ("/tmp/a.pdf", "a.pdf"),
            ("C:\\Users\\hanh\\Quy trình.docx", "Quy trình.docx"),
            ("x" * 300 + ".pdf", "x" * 200),
        ],
    )
    def test_of_a_name_only_the_last_part_is_kept_and_no_path_is_made_of_it(
        self, alpha, own_folder, name, kept
    ):
        stored = store_file(PDF, name, by=SYSTEM)
        assert StoredFile.objects.get(pk=stored.pk).name == kept
        assert all(path.is_relative_to(own_folder) for path in kept_in(own_folder))

    def test_a_file_over_the_limit_is_refused_and_nothing_is_kept(self, alpha, own_folder):
        limit = settings.CHUAN_UPLOAD_LIMIT
        store_file(bytes(limit), "vừa.bin", by=SYSTEM)
        before = kept_in(own_folder)
        with pytest.raises(BadInput, match="20 MB"):
            store_file(bytes(limit + 1), "lớn.bin", by=SYSTEM)
        assert kept_in(own_folder) == before
        assert StoredFile.objects.filter(name="lớn.bin").count() == 0

    def test_a_kind_that_is_not_wanted_is_refused_whatever_its_name(self, alpha, own_folder):
        pdf = frozenset({"application/pdf"})
        with pytest.raises(BadInput, match=r"ký\.pdf"):
            store_file(WORD, "ký.pdf", by=SYSTEM, accept=pdf)
        assert kept_in(own_folder) == []
        assert store_file(PDF, "ký.docx", by=SYSTEM, accept=pdf).media_type == "application/pdf"

    def test_undone_with_its_transaction_it_may_be_stored_again(self, alpha):
        with transaction.atomic():
            lost = store_file(PDF, "a.pdf", by=SYSTEM)
            transaction.set_rollback(True)
        assert not StoredFile.objects.filter(pk=lost.pk).exists()
        assert read_file(store_file(PDF, "a.pdf", by=SYSTEM)) == PDF


class TestDisk:
    """What the disk does to a file is found out, and nothing half is taken for whole."""

    @pytest.fixture
    def stored(self, alpha):
        return store_file(PDF, "a.pdf", by=SYSTEM)

    @staticmethod
    def path_of(stored):
        return (
            Path(settings.CHUAN_FILES_DIR)
            / connection.schema_name
            / stored.sha256[:2]
            / stored.sha256
        )

    @pytest.mark.parametrize("change", [PDF[:-1], PDF + b" ", PDF.replace(b"1.7", b"1.4"), b""])
    def test_a_file_changed_on_the_disk_is_not_given_out(self, stored, change):
        self.path_of(stored).write_bytes(change)
        with pytest.raises(OSError, match="changed on disk"):
            read_file(stored)

    def test_a_damaged_file_is_whole_again_when_the_same_is_stored_once_more(self, stored):
        self.path_of(stored).write_bytes(PDF[:5])
        store_file(PDF, "a.pdf", by=SYSTEM)
        assert read_file(stored) == PDF

    def test_a_file_that_is_gone_is_an_error_and_no_empty_one(self, stored):
        self.path_of(stored).unlink()
        with pytest.raises(FileNotFoundError):
            read_file(stored)

    @pytest.mark.parametrize("step", ["fsync", "replace"])
    def test_a_full_disk_leaves_neither_row_nor_half_a_file(
        self, alpha, own_folder, monkeypatch, step
    ):
        def full(*_given):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(services.os, step, full)
        with pytest.raises(OSError, match="No space left"):
            store_file(PDF, "a.pdf", by=SYSTEM)
        assert kept_in(own_folder) == []
        assert not StoredFile.objects.filter(name="a.pdf").exists()
