"""The base of every door of the API: who asks, for which area, how often, and once."""

from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.api import once
from accounts.api.throttling import PerStranger
from accounts.http import open_door
from accounts.models import Answer, Connection, User
from kernel.api.scopes import Area
from kernel.api.versions import shown
from kernel.refusals import BadInput, NotPermitted, Refused


class Asked(Request):
    """A request behind the door: somebody asks who is known."""

    user: User


class OutOfScope(NotPermitted):
    """The token was not given for this."""

    def __init__(self, scope: str) -> None:
        super().__init__(_("The token was not given for “%(scope)s”.") % {"scope": scope})
        self.more = {"scope": scope}


class InScope(BasePermission):
    """A token reaches no further than its scopes; what its person may do is asked elsewhere."""

    def has_permission(self, request: Request, view: Any) -> bool:
        connection, area = request.auth, view.area
        if view.action is None:
            return True  # no door of this method; the scope of one that is not there is none
        if isinstance(connection, Connection) and area is not None:
            needed = area.needed(request.method)
            if needed not in connection.scopes:
                raise OutOfScope(needed)
        return True


class Door(GenericViewSet[Any]):
    """A set of things of one area. Selectors read them and services change them, as in the pages.

    A POST runs in one transaction with the memory of its `Idempotency-Key`; one that is refused
    leaves nothing, so the same key may be sent again.
    """

    area: Area | None = None
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]
    permission_classes = [IsAuthenticated, InScope]
    _answer: Answer | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or once.HEADER not in request.headers:
            return super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            response = super().dispatch(request, *args, **kwargs)
            if response.status_code >= 400:
                transaction.set_rollback(True)
            elif self._answer is not None and isinstance(response, Response):
                once.keep(self._answer, response.render())
        return response

    @property
    def asked(self) -> Asked:
        """The request, once it is known who asks."""
        return cast(Asked, self.request)

    @classmethod
    def as_view(cls, actions: Any = None, **kwargs: Any) -> Any:
        """It asks for credentials itself, and answers a stranger by a problem, not by a page."""
        return open_door(super().as_view(actions, **kwargs))

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self._answer = once.claim(request)

    def perform_authentication(self, request: Request) -> None:
        """Whoever is not let in is counted, too: nobody tries tokens without end."""
        try:
            super().perform_authentication(request)
        except (AuthenticationFailed, Refused):
            self._count_stranger(request)
            raise
        if not request.user.is_authenticated:
            self._count_stranger(request)

    def _count_stranger(self, request: Request) -> None:
        throttle = PerStranger()
        if not throttle.allow_request(request, self):
            self.throttled(request, throttle.wait() or 0)

    def page(self, rows: Any, serializer: Any = None) -> Response:
        """A page of rows, each as the serializer shows it."""
        chosen = self.paginate_queryset(rows)
        made = serializer or self.get_serializer_class()
        return self.listed(made(chosen, many=True, context=self.get_serializer_context()).data)

    def listed(self, rows: Any) -> Response:
        """A page of what `paginate_queryset` chose, with the ETag of all that it says."""
        return shown(self.request, self.get_paginated_response(rows).data)

    def sent(self, serializer: Any) -> dict[str, Any]:
        """What was sent, checked; raises ValidationError with every fault."""
        if self.request.data is None:
            raise BadInput(_("Nothing was sent."))
        read = serializer(data=self.request.data, context=self.get_serializer_context())
        read.is_valid(raise_exception=True)
        found: dict[str, Any] = read.validated_data
        return found

    def made(
        self, thing: Any, serializer: Any, name: str, status: int = 201, **at: Any
    ) -> Response:
        """What was made, and the address at which it is found from now on."""
        response = self.one(thing, serializer, status)
        response["Location"] = reverse(name, kwargs=at)
        return response

    def one(self, thing: Any, serializer: Any = None, status: int = 200) -> Response:
        """One thing with its ETag."""
        made = serializer or self.get_serializer_class()
        data = made(thing, context=self.get_serializer_context()).data
        return shown(self.request, data, status)
