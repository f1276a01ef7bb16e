"""A small server for the browser: our templates under the real policy, answers from the test."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.template import engines
from django.template.loader import render_to_string

from config.security import policy
from kernel.ui.shell import House, Jump, Me, NavItem, Shell
from tests.browsing import DIST

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: dict[str, list[str]]
    form: dict[str, list[str]]
    headers: dict[str, str]

    def value(self, name: str) -> str:
        return self.form.get(name, [""])[-1]


@dataclass
class Answer:
    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Route = Callable[[Request], Answer]


class Site:
    """Routes by "METHOD /path"; everything that was asked is in `asked`."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[Request] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def on(self, route: str, answer: Route | Answer | str) -> None:
        if isinstance(answer, str):
            answer = Answer(answer)
        self.routes[route] = answer if callable(answer) else lambda _request, it=answer: it

    def posts(self, path: str) -> list[Request]:
        return [each for each in self.asked if each.method == "POST" and each.path == path]

    def clear(self) -> None:
        self.routes.clear()
        self.asked.clear()

    def answer(self, request: Request) -> Answer:
        if request.path.startswith("/static/ui/dist/"):
            return Answer((DIST / request.path.rsplit("/", 1)[1]).read_text())
        self.asked.append(request)
        route = self.routes.get(f"{request.method} {request.path}")
        return route(request) if route else Answer("", 404)

    def _handler(site) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one(self) -> None:
                address = urlsplit(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                request = Request(
                    self.command,
                    address.path,
                    parse_qs(address.query),
                    parse_qs(body, keep_blank_values=True),
                    {name.lower(): value for name, value in self.headers.items()},
                )
                answer = site.answer(request)
                data = answer.body.encode()
                kind = TYPES.get(Path(address.path).suffix, "text/html; charset=utf-8")
                self.send_response(answer.status)
                headers = {"Content-Type": kind, "Content-Security-Policy": policy()}
                for name, value in (headers | answer.headers).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(data)

            do_GET = do_HEAD = do_POST = handle_one  # noqa: N815 - the names of http.server

            def log_message(self, *_args: object) -> None:
                return

        return Handler


def slowly(answer: Answer, until: threading.Event) -> Route:
    """The same answer, once somebody has done what he wants to do meanwhile."""

    def wait(_request: Request) -> Answer:
        until.wait(60)
        return answer

    return wait


def page(
    main: str,
    *,
    key: str = "m1",
    token: str = "token-1",
    idle: float = 15,
    asks: str = "",
    **more: str,
) -> str:
    """A page of a ward around `main`; its palette asks at `asks`; `more` are blocks by name."""
    shell = Shell(
        house=House("UBND phường Tân Hải"),
        me=Me(key, "Lê Thị Minh Hạnh", "Thư ký ISO", "minhhanh.le") if key else None,
        unread=3,
        notices_url="/notices/",
        search_url="/search/",
        language_url="/language/",
        palette_url=asks,
        palette=[Jump("9.2 Đánh giá nội bộ", "/clauses/9.2/", "Điều khoản")],
        idle_minutes=idle,  # type: ignore[arg-type]
    )
    menu = [
        NavItem("Việc của tôi", "/", "inbox", current=True),
        NavItem("Tài liệu", "/documents/", "doc"),
    ]
    blocks = {"title": "Trang thử", "h1": "Trang thử", "main": main} | more
    body = "".join(f"{{% block {name} %}}{text}{{% endblock %}}" for name, text in blocks.items())
    source = "{% extends 'ui/page.html' %}{% load ui %}" + body
    context = {"shell": shell, "navigation": menu, "csrf_token": token}
    return engines["django"].from_string(source).render(context)


def gallery(name: str) -> str:
    """A page of the style book as the view makes it."""
    from kernel.ui.views import PAGES

    pages = [(each, f"../{each}/") for each in PAGES]
    return render_to_string(
        f"ui/gallery/{name}.html", PAGES[name]() | {"pages": pages, "page": name}
    )


def refusal(sentence: str, clause: str = "", status: int = 409, retarget: bool = True) -> Answer:
    """What RefusalMiddleware answers to htmx."""
    body = render_to_string(
        "ui/_refusal.html", {"refusal": {"sentence": sentence, "clause": clause}}
    )
    headers = {"HX-Retarget": "#messages", "HX-Reswap": "innerHTML"} if retarget else {}
    return Answer(body, status, headers)


HEAR = """place => {
  const told = document.querySelector(place);
  window.heard = [];
  const hear = () => window.heard.push(told.textContent.trim());
  new MutationObserver(hear).observe(told, { childList: true });
}"""


def hear(tab: Any, place: str) -> None:
    """From now on keep what stands in this place, however short it stands there."""
    tab.evaluate(HEAR, place)


def heard(tab: Any, number: int) -> list[str]:
    """What stood there, in its order, once it was so many things."""
    tab.wait_for_function("number => window.heard.length >= number", arg=number)
    return list(tab.evaluate("window.heard"))
