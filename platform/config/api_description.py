"""What the API says of itself: its OpenAPI, the page to try it, and that there is nothing else."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_GET
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.doors import Door
from apps.organization.permissions import MANAGE
from kernel.db import in_public
from oversight.permissions import ASSIGN


class Nothing(Door):
    """An address of the API that is none: a problem, not a page."""

    @extend_schema(exclude=True)
    def retrieve(self, request: Request) -> Response:
        raise Http404


class Description(Door):
    """The OpenAPI document of this kind of host."""

    @extend_schema(exclude=True)
    def retrieve(self, request: Request) -> Response:
        return Response(described(urlconf_of(request._request), get_language() or ""))


def urlconf_of(request: HttpRequest) -> str:
    """The doors of this host: those of an agency or those of the portal."""
    return str(getattr(request, "urlconf", settings.ROOT_URLCONF))


@lru_cache(maxsize=4)
def described(urlconf: str, language: str) -> dict[str, Any]:
    """The same for everybody, so it is made once per process; what one may do is asked later."""
    generator: Any = SchemaGenerator
    with override(language):
        made: dict[str, Any] = generator(urlconf=urlconf).get_schema(request=None, public=True)
    return made


@require_GET
def browser(request: HttpRequest) -> HttpResponse:
    """The doors of the API to look at and to try, for whoever lets other systems in."""
    may = ASSIGN if in_public() else MANAGE
    may.require(request.user)  # type: ignore[arg-type]
    return render(request, "config/api.html", {"portal": in_public()})
