"""From the host to the house: an agency's schema, the province's portal, or nobody here."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from kernel.problems import MEDIA, is_api, problem
from tenants.models import Agency, Domain
from tenants.services import address_of
from tenants.versions import current_version

KEPT_FOR = 60.0  # seconds; a suspended agency is closed to everyone within a minute
CLOSED = {
    403: _("This agency is closed for the time being."),
    404: _("There is no agency at this address."),
    503: _("This agency is being brought up to date. Try again in a minute."),
}
_known: dict[str, tuple[float, Agency | None]] = {}


class AgencyMiddleware:
    """Set the schema once per request; the lookup is kept in the process for a minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.get_host().rsplit(":", 1)[0].lower().removesuffix(".")
        connection.set_schema_to_public()  # type: ignore[attr-defined]
        if host == address_of(settings.CHUAN_PORTAL):
            return self._serve(request, None, settings.PUBLIC_SCHEMA_URLCONF)
        if host == address_of(settings.CHUAN_OPERATOR):
            return self._serve(request, None, settings.OPERATOR_URLCONF)
        if settings.OIDC_ISSUER and host == address_of(settings.CHUAN_SSO_HOST):
            return self._serve(request, None, settings.SSO_URLCONF)
        agency = agency_at(host, kept=not _lets_in(request))
        if agency is None:
            portal = _portal_of(request)
            return closed(request, "tenants/unknown_host.html", 404, host=host, portal=portal)
        if agency.suspended_on:
            return closed(request, "tenants/suspended.html", 403, agency=agency)
        if agency.schema_version != current_version():
            return closed(request, "tenants/updating.html", 503, agency=agency)
        connection.set_tenant(agency)  # type: ignore[attr-defined]
        return self._serve(request, agency, settings.ROOT_URLCONF)

    def _serve(self, request: Any, agency: Agency | None, urlconf: str) -> HttpResponse:
        request.agency, request.urlconf = agency, urlconf
        return self.get_response(request)


def agency_at(host: str, *, kept: bool = True) -> Agency | None:
    """The agency of this host; unknown hosts are not kept, so a new agency answers at once."""
    known = _known.get(host)
    if kept and known and known[0] > monotonic():
        return known[1]
    domain = Domain.objects.select_related("tenant").filter(domain=host).first()
    agency: Agency | None = domain.tenant if domain else None
    if agency is not None:
        _known[host] = (monotonic() + KEPT_FOR, agency)
    return agency


def _lets_in(request: HttpRequest) -> bool:
    """Whether a session may begin here: of a suspended agency none does, not even for a minute."""
    by_password = request.method == "POST" and request.path.startswith(settings.LOGIN_URL)
    return by_password or request.path.startswith("/sso/")


def _portal_of(request: HttpRequest) -> str:
    """The province's portal, at the port one came in by."""
    _host, colon, port = request.get_host().partition(":")
    return f"{request.scheme}://{address_of(settings.CHUAN_PORTAL)}{colon}{port}/"


def forget_hosts(_agency: Agency | None = None) -> None:
    """An agency has changed: here it is seen at once, in other processes within a minute."""
    _known.clear()


def closed(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    """A clear page for a door that does not open; another system reads a problem."""
    response = render(request, template, context, status=status)
    if is_api(request.path):
        said = problem(status, CLOSED[status])
        response = JsonResponse(said, status=status, content_type=MEDIA)
    if status == 503:
        response["Retry-After"] = "60"
    return response
