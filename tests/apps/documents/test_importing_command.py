"""`chuan import-manual FILE --agency SLUG`: the service of the page, told in Vietnamese."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from apps.documents.models import ImportJob, Version
from kernel.files.services import read_file
from tenants.services import suspend_agency
from tests.apps.documents.importing import MANUAL
from tests.factories import make_person, make_team

ROOT = Path(__file__).parents[3]


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "so tay.txt"
    path.write_text(MANUAL)
    return path


def import_manual(alpha, *words, **options):
    """What it says; the agency is entered again afterwards."""
    out = StringIO()
    try:
        call_command("import_manual", *map(str, words), stdout=out, **options)
    finally:
        connection.set_tenant(alpha)
    return out.getvalue()


def refused(alpha, *words):
    with pytest.raises(CommandError) as caught:
        import_manual(alpha, *words)
    return caught.value.returncode, str(caught.value)


def test_it_tells_what_was_found_and_what_to_look_at(alpha, team, file):
    said = import_manual(alpha, file, "--agency", "alpha")
    version = Version.objects.get()
    assert version.author == team[0]
    assert "thành bản thảo STCL.01 – Sổ tay chất lượng, lần ban hành 02." in said
    assert "Điều khoản: 2; phần: 1; phụ lục: 0;" in said
    assert "Bìa: ỦY BAN NHÂN DÂN PHƯỜNG TÂN HẢI; mã hiệu STCL.01" in said
    assert "Rà soát lần đầu:\n  - " in said
    characters = ImportJob.objects.get().report["characters"]
    assert f"Ký tự: {characters};" in said


def test_it_speaks_vietnamese_whatever_the_person_reads(alpha, team, file):
    team[0].language = "en"
    team[0].save(update_fields=["language"])
    said = import_manual(alpha, file, "--agency", "alpha")
    assert "Chưa có dòng nào trả lời các điều khoản" in said
    assert "Thiếu điều khoản" in said


def test_a_person_can_be_named(alpha, team, file):
    import_manual(alpha, file, "--agency", "alpha", "--by", team[1].username.upper())
    assert Version.objects.get().author == team[1]


def test_what_the_file_is_refused_for_is_said_and_the_file_is_kept(alpha, team, tmp_path):
    picture = tmp_path / "so tay.docx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    assert refused(alpha, picture, "--agency", "alpha") == (
        1,
        "Đây là tệp ảnh. Bản quét cần được đánh máy lại hoặc nhận dạng thành văn bản trước khi"
        " nhập.",
    )
    assert read_file(ImportJob.objects.get().file) == picture.read_bytes()


def test_an_empty_and_a_huge_file_are_refused_unread(alpha, team, tmp_path):
    empty, huge = tmp_path / "trong.txt", tmp_path / "lon.txt"
    empty.touch()
    with huge.open("wb") as out:
        out.truncate(200 * 2**20)
    assert refused(alpha, empty, "--agency", "alpha") == (1, "Tệp không có nội dung.")
    code, sentence = refused(alpha, huge, "--agency", "alpha")
    assert code == 1
    assert "200 MB" in sentence
    assert not ImportJob.objects.exists()


def test_a_fault_of_ours_has_a_code_of_its_own(alpha, team, file, monkeypatch):
    def fail(*_given):
        raise KeyError("x")

    monkeypatch.setattr("apps.documents.services.importing.read_manual", fail)
    code, sentence = refused(alpha, file, "--agency", "alpha")
    assert code == 3
    assert "lỗi của phần mềm" in sentence


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("{file}", "--agency", "khong-co"), "Không có cơ quan “khong-co”."),
        (("{file}x", "--agency", "alpha"), "Không có tệp"),
        (("/", "--agency", "alpha"), "Không có tệp"),
        (("{file}", "--agency", "alpha", "--by", "ai.do"), "Không có người dùng “ai.do”"),
    ],
)
def test_wrong_words_are_told_before_anything_is_kept(alpha, team, file, words, said):
    code, sentence = refused(alpha, *(word.format(file=file) for word in words))
    assert code == 2
    assert said in sentence
    assert not ImportJob.objects.exists()


def test_who_may_not_draft_may_not_import(alpha, team, file):
    staff = make_person("staff")
    code, sentence = refused(alpha, file, "--agency", "alpha", "--by", staff.username)
    assert code == 1
    assert sentence


def test_an_agency_without_a_secretary_asks_for_a_name(alpha, file):
    assert refused(alpha, file, "--agency", "alpha")[0] == 2


def test_a_suspended_agency_is_left_alone(alpha, team, file):
    suspend_agency(alpha, why="Sáp nhập")
    code, sentence = refused(alpha, file, "--agency", "alpha")
    assert code == 2
    assert "tạm ngừng" in sentence


def test_nothing_lands_at_the_neighbour(alpha, beta, team, file):
    from django_tenants.utils import tenant_context

    import_manual(alpha, file, "--agency", "alpha")
    with tenant_context(beta):
        assert not Version.objects.exists()


def test_people_type_it_with_a_hyphen():
    environment = {
        **os.environ,
        "PYTHONPATH": ".:platform",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    for name in ("import-manual", "import_manual"):
        asked = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "config.cli", name, "--help"],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert asked.returncode == 0, asked.stderr
        assert "--agency" in asked.stdout
