"""The request as views know it: with a person."""

from typing import Any

from django.http import HttpRequest

from accounts.models import User


class UserRequest(HttpRequest):
    """A request behind the login."""

    user: User  # type: ignore[assignment]
    htmx: Any
