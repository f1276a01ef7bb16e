"""Who asks, as we understand it: the first thing that a new client tries."""

from typing import Any

from django.db import connection as database
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from accounts.models import Connection


class Me(serializers.Serializer[Any]):
    """The person, what he may act as, and the limits of the token."""

    id = serializers.UUIDField()
    username = serializers.CharField()
    full_name = serializers.CharField()
    post = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    agency = serializers.CharField(
        allow_null=True, help_text=_("Slug; null at the province's portal")
    )
    connection = serializers.CharField(
        allow_null=True, help_text=_("Null for a session of a browser")
    )
    scopes = serializers.ListField(child=serializers.CharField(), allow_null=True)
    expires_on = serializers.DateField(allow_null=True)


class MeDoor(Door):
    """Who asks."""

    serializer_class = Me

    @extend_schema(summary=_("Who asks, by which credential"), tags=["me"])
    def retrieve(self, request: Asked) -> Response:
        person: Any = request.user
        token = request.auth if isinstance(request.auth, Connection) else None
        return self.one(
            {
                "id": person.pk,
                "username": person.username,
                "full_name": person.full_name,
                "post": person.authority.post,
                "roles": sorted(role.value for role in person.authority.roles),
                "agency": getattr(database.tenant, "slug", None),  # type: ignore[attr-defined]
                "connection": token.name if token else None,
                "scopes": token.scopes if token else None,
                "expires_on": token.expires_on if token else None,
            }
        )
