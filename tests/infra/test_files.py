"""What the launcher keeps in `var`: passwords, logs, marks of work done, who runs."""

import json

from infra.run import environment, logs, runfile, stamps
from infra.run.environment import Facts
from infra.run.passwords import NAMES, load_or_make
from infra.run.place import Place
from infra.run.runfile import RunLock

FACTS = Facts(8000, "localhost", "app", "owner", "broker", "cache", "key")


def test_passwords_are_made_once_and_private(tmp_path) -> None:
    path = tmp_path / "secrets.json"
    made = load_or_make(path)
    assert set(made) == set(NAMES)
    assert len(set(made.values())) == len(NAMES)
    assert load_or_make(path) == made
    assert path.stat().st_mode & 0o077 == 0


def test_a_name_of_a_newer_release_is_added_and_the_others_stay(tmp_path) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(json.dumps({"postgres": "cũ"}))
    assert load_or_make(path)["postgres"] == "cũ"
    assert load_or_make(path)["valkey"]


def test_a_log_past_its_limit_is_moved_and_goes_on(tmp_path) -> None:
    path = tmp_path / "web.log"
    with path.open("ab", buffering=0) as held:
        for text in (b"mot", b"hai", b"ba"):
            held.write(text)
            assert logs.rotate(path, limit=1, kept=2)
        held.write(b"bon")
    assert path.read_bytes() == b"bon"
    assert (tmp_path / "web.log.1").read_bytes() == b"ba"
    assert (tmp_path / "web.log.2").read_bytes() == b"hai"
    assert not (tmp_path / "web.log.3").exists()


def test_a_short_log_stays(tmp_path) -> None:
    path = tmp_path / "web.log"
    path.write_bytes(b"ngan")
    assert not logs.rotate(path)
    assert logs.tail(path) == "    ngan"


def test_a_mark_changes_with_content_name_and_absence(tmp_path) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    one.write_text("a")
    marks = [stamps.digest([one]), stamps.digest([two]), stamps.digest([one], "thêm")]
    one.write_text("b")
    assert len({*marks, stamps.digest([one])}) == 4


def test_folders_left_out_are_left_out_at_any_depth(tmp_path) -> None:
    for name in ("a/x.py", "a/node_modules/y.py", "a/b/node_modules/z.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = stamps.files_below(tmp_path, lambda path: path.suffix == ".py", "node_modules")
    assert [path.name for path in found] == ["x.py"]


def test_one_supervisor_at_a_time(tmp_path) -> None:
    place = Place(tmp_path, tmp_path)
    first, second = RunLock(place), RunLock(place)
    assert not second.holder()
    assert first.take()
    assert not second.take()
    assert second.holder()
    first.release()
    assert second.take()
    second.release()


def test_what_runs_is_read_back_by_the_command_line(tmp_path) -> None:
    place = Place(tmp_path, tmp_path)
    assert environment.restored(place) is None
    FACTS.write(place)
    assert environment.restored(place) == FACTS
    assert runfile.read(place.run_json)["database_url"] == "app"
    runfile.forget(place)
    assert environment.restored(place) is None


def test_a_half_written_run_file_counts_as_none(tmp_path) -> None:
    place = Place(tmp_path, tmp_path)
    place.run_json.write_text('{"pid": 1')
    assert environment.restored(place) is None


def test_the_web_never_learns_how_the_owner_logs_in(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", "owner")
    place = Place(tmp_path, tmp_path)
    assert "owner" not in FACTS.environment(place, owner=False).values()
    assert FACTS.environment(place, owner=True)["DATABASE_OWNER_URL"] == "owner"
