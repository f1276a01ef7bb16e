"""The same pages without any tenancy: plain Django on one schema, the other side of a request."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper as Plain
from django.http import HttpRequest, HttpResponse

from tenants.models import Agency

TENANCY = "tenants.middleware.AgencyMiddleware"


class OneHouse:
    """What views ask of a request when there is only one agency."""

    agency: Agency

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.agency, request.urlconf = self.agency, settings.ROOT_URLCONF
        return self.get_response(request)


class OneSchema(Plain):
    """Django's own backend; the search path is an option of the connection."""

    def __init__(self, told: dict[str, Any], agency: Agency) -> None:
        path = f"-c jit=off -c search_path={agency.schema_name},ext"
        super().__init__(told | {"OPTIONS": {"options": path}}, "default")
        self.tenant, self.schema_name = agency, agency.schema_name


class Alone:
    """One agency as if it were the only one."""

    def __init__(self, agency: Agency) -> None:
        OneHouse.agency = agency
        self.wrapper = OneSchema(dict(connections["default"].settings_dict), agency)
        self.handler = _handler()

    def application(self, environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        """As WSGI, with the plain connection in the place of ours for as long as it takes."""
        with self._connected():
            answer = self.handler(environ, start)
            content = b"".join(answer)
            answer.close()
        return [content]

    @contextmanager
    def _connected(self) -> Iterator[None]:
        ours = connections["default"]
        connections["default"] = self.wrapper  # type: ignore[assignment]
        try:
            yield
        finally:
            connections["default"] = ours


def _handler() -> WSGIHandler:
    """A handler reads the settings once, when it is made."""
    before = settings.MIDDLEWARE
    here = f"{OneHouse.__module__}.{OneHouse.__name__}"
    settings.MIDDLEWARE = [here if name == TENANCY else name for name in before]
    try:
        return WSGIHandler()
    finally:
        settings.MIDDLEWARE = before
