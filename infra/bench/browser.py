"""A browser without a network: one request through the whole WSGI stack, cookies kept."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Browser:
    """Speaks to one host, as the proxy in front passes it on."""

    def __init__(self, application: Application, host: str) -> None:
        self.application, self.host = application, host
        self.cookies: dict[str, str] = {}

    def get(self, address: str, **headers: str) -> Answer:
        """The answer, whatever its status."""
        return self._ask("GET", address, b"", headers)

    def page(self, address: str) -> Answer:
        """A page that has to be there."""
        answer = self.get(address)
        if answer.status != 200:
            raise RuntimeError(f"{self.host}{address} trả lời {answer.status}")
        return answer

    def forward(self, method: str, address: str, body: bytes, headers: dict[str, str]) -> Answer:
        """What a browser of flesh asks, with our cookies; empty headers are left out."""
        return self._ask(method, address, body, {k: v for k, v in headers.items() if v})

    def enter(self, username: str, password: str) -> "Browser":
        """Log in through the page, as a person does."""
        self.get("/login/")
        token = next(value for name, value in self.cookies.items() if name.endswith("csrf"))
        form = urlencode({"username": username, "password": password}).encode()
        answer = self._ask("POST", "/login/", form, {"HTTP_X_CSRFTOKEN": token})
        if answer.status != 302:
            raise RuntimeError(f"{self.host}: {username} không đăng nhập được ({answer.status})")
        return self

    def _ask(self, method: str, address: str, body: bytes, headers: dict[str, str]) -> Answer:
        told: dict[str, Any] = {}

        def start(status: str, pairs: list[tuple[str, str]], _error: object = None) -> None:
            told.update(status=int(status.split()[0]), pairs=pairs)

        chunks = self.application(self._environ(method, address, body) | headers, start)
        try:
            content = b"".join(chunks)
        finally:
            getattr(chunks, "close", lambda: None)()
        self._keep(told["pairs"])
        return Answer(told["status"], {k.lower(): v for k, v in told["pairs"]}, content)

    def _environ(self, method: str, address: str, body: bytes) -> dict[str, Any]:
        path, _mark, query = address.partition("?")
        return {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "SCRIPT_NAME": "",
            "QUERY_STRING": query,
            "SERVER_NAME": self.host,
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": self.host,
            "HTTP_REFERER": f"https://{self.host}/",
            "HTTP_X_FORWARDED_PROTO": "https",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }

    def _keep(self, pairs: list[tuple[str, str]]) -> None:
        for name, value in pairs:
            if name.lower() == "set-cookie":
                self.cookies |= {key: kept.value for key, kept in SimpleCookie(value).items()}
