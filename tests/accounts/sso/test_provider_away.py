"""A provider that does not answer holds up whoever asks once, not all of them one after another."""

import socket
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

import pytest

from accounts.sso import provider as module
from accounts.sso.provider import Provider, ProviderAway

MANY = 6


@pytest.fixture
def silent():
    """It takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        server.settimeout(0.1)
        yield server


class Crowded:
    """A lock that lets in the first when all have come: nobody comes late to the silence."""

    def __init__(self):
        self.all, self.lock = Barrier(MANY), Lock()

    def __enter__(self):
        self.all.wait()
        self.lock.acquire()

    def __exit__(self, *error):
        self.lock.release()


def test_who_waited_for_it_is_told_so_and_does_not_ask_again(silent, monkeypatch):
    monkeypatch.setattr(module, "TIMEOUT", 0.1)
    address = f"http://127.0.0.1:{silent.getsockname()[1]}/realms/chuan"
    asked = Provider(address, "c", "s", "http://sso.test/callback/", _lock=Crowded())

    def ask(_number):
        with pytest.raises(ProviderAway):
            asked.keys("k1")

    with ThreadPoolExecutor(MANY) as people:
        list(people.map(ask, range(MANY)))
    assert _connections(silent) == 1
    assert asked.is_away


def test_who_asks_later_asks_anew(silent, monkeypatch):
    monkeypatch.setattr(module, "TIMEOUT", 0.1)
    address = f"http://127.0.0.1:{silent.getsockname()[1]}/realms/chuan"
    asked = Provider(address, "c", "s", "http://sso.test/callback/")
    for _again in range(2):
        with pytest.raises(ProviderAway):
            asked.keys("k1")
    assert _connections(silent) == 2


def _connections(server):
    found = 0
    try:
        while True:
            server.accept()[0].close()
            found += 1
    except TimeoutError:
        return found
