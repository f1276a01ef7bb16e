"""Steps, seconds and tables as a Vietnamese reader expects them."""

import io
import unicodedata
from types import SimpleNamespace

import pytest

from infra.run.addresses import Account, parse, shown
from infra.run.console import Console, seconds, table


@pytest.fixture(autouse=True)
def no_time_passes(monkeypatch) -> None:
    monkeypatch.setattr("infra.run.console.time", SimpleNamespace(monotonic=lambda: 0.0))


def test_seconds_have_a_comma() -> None:
    assert seconds(12.34) == "12,3 s"


def test_a_step_stays_on_one_line() -> None:
    said = io.StringIO()
    with Console(said).step("Thư viện Python"):
        pass
    assert said.getvalue() == "  Thư viện Python … 0,0 s\n"


def test_details_stand_below_and_the_seconds_are_said_again() -> None:
    said = io.StringIO()
    with Console(said).step("Tỉnh mẫu") as step:
        step.detail("Phường Tân Hải\n")
    assert said.getvalue() == "  Tỉnh mẫu … \n    Phường Tân Hải\n  Tỉnh mẫu: 0,0 s\n"


def test_a_step_that_fails_says_so() -> None:
    said = io.StringIO()
    with pytest.raises(OSError, match="đứt"), Console(said).step("Gói npm"):
        raise OSError("đứt")
    assert said.getvalue() == "  Gói npm … chưa xong\n"


def test_columns_are_aligned_whatever_the_form_of_the_letters() -> None:
    decomposed = unicodedata.normalize("NFD", "Thư ký")
    lines = table([[decomposed, "a"], ["Lãnh đạo", "b"]])
    assert [line.index(letter) for line, letter in zip(lines, "ab", strict=True)] == [11, 11]


def test_lines_that_are_no_accounts_are_passed_over() -> None:
    lines = 'cảnh báo\n{"url": "u", "username": "n", "password": "p", "role": "r"}\n[1]\n'
    assert parse(lines) == [Account("u", "n", "p", "r")]


def test_an_address_is_written_once() -> None:
    accounts = [
        Account("http://a", "an", "1", "Thư ký"),
        Account("http://a", "ba", "2", "Lãnh đạo"),
    ]
    assert "\n".join(shown(accounts)).count("http://a") == 1


def test_of_the_many_only_the_first_addresses_are_shown_in_full() -> None:
    accounts = [
        Account(f"http://{place}", f"{role}.{place}", "1", role)
        for place in "abcd"
        for role in ("admin", "secretary")
    ]
    lines = "\n".join(shown(accounts, in_full=1))
    assert "admin.a" in lines
    assert "secretary.d" in lines
    assert "admin.d" not in lines
    assert "Còn 3 tài khoản nữa: make accounts" in lines


def test_roles_are_shown_in_vietnamese() -> None:
    assert "Thư ký ISO" in shown([Account("http://a", "an", "1", "secretary")])[1]
