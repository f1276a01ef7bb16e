"""A port that is taken is seen, and the next free one is found."""

import socket

import pytest

from infra.run import ports
from infra.run.commands import run
from infra.run.console import Console
from infra.run.stopped import Stopped


@pytest.fixture
def taken() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_server_on_ipv4_takes_the_port(taken: int) -> None:
    assert ports.is_taken(taken)


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="máy này không có IPv6")
def test_a_server_on_ipv6_alone_takes_the_port_too() -> None:
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as server:
        assert ports.is_taken(server.getsockname()[1])


def test_a_free_port_is_free() -> None:
    assert not ports.is_taken(ports.any_free())


def test_the_next_free_one_is_above(taken: int) -> None:
    assert ports.next_free(taken) > taken


def test_a_taken_port_is_announced(taken: int, monkeypatch, capsys) -> None:
    monkeypatch.setenv("PORT", str(taken))
    port = run.choose_port(Console())
    assert port > taken
    assert (
        f"Cổng {taken} đang có chương trình khác dùng; dùng cổng {port}." in capsys.readouterr().out
    )


@pytest.mark.parametrize("word", ["0", "65536", "tám nghìn", "-1"])
def test_what_is_no_port_is_refused_with_a_sentence(word: str, monkeypatch) -> None:
    monkeypatch.setenv("PORT", word)
    with pytest.raises(Stopped, match="không phải là số cổng"):
        run.choose_port(Console())
