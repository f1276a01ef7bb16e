"""The repository stands alone, and what would tie it to a machine or a mirror is found."""

from pathlib import Path

import pytest

from infra.check import house

HASH = "    --hash=sha256:" + "0" * 64


def test_this_repository_has_no_fault() -> None:
    assert [fault for path in house.tracked() for fault in house.faults_of(path)] == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("notes.md", "đọc /wo" + "rk/shared/design/ux.md"),
        ("a.py", 'PLACE = "/wo' + 'rk/main/var"'),
        ("a.py", 'open("/wo' + "rk/.lib" + 'rary/env")'),
        ("Makefile", "\t.lib" + "rary/tool"),
        ("bench.py", "# như far" + "m-bench"),
        ("a.py", 'DESIGN = "../share' + 'd/design"'),
        ("a.sh", "cd /ro" + "ot/x"),
        ("a.sh", "cd /ho" + "me/an"),
        ("package-lock.json", '"resolved": "https://mirror.example/x.tgz",'),
        ("package-lock.json", '"funding": {"url": "https://donate.example"},'),
        ("requirements.lock", "--index-url https://mirror.example/simple"),
        ("requirements.lock", "django @ https://mirror.example/django.whl"),
        ("requirements.lock", "django==5.2.19"),
    ],
)
def test_what_ties_it_to_one_machine_is_found(tmp_path: Path, name: str, line: str) -> None:
    path = tmp_path / name
    path.write_text(f"# lành\n{line}\n")
    assert {fault.split(":")[1] for fault in house.faults_of(path)} == {"2"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tests.py", 'SEEDS = Path("../shared/seeds/")'),
        ("views.py", 'client.get("/wo' + 'rk/")'),
        ("notes.md", "xem apps/wo" + "rk/main.py và https://htmx.org"),
        ("urls.py", "from apps.library import views"),
        ("requirements.lock", f"django==5.2.19 \\\n{HASH}\n    # via chuan (pyproject.toml)"),
        ("package-lock.json", '"node_modules/htmx.org": {"version": "2.0.11"}'),
    ],
)
def test_what_is_ours_is_left_in_peace(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert list(house.faults_of(path)) == []


def test_a_file_that_is_not_text_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(b"\xff\xfe" + b"/ro" + b"ot/")
    assert list(house.faults_of(path)) == []
