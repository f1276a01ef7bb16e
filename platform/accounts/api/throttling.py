"""How often one may ask; a system that asks more often is told when to go on."""

from typing import Any

from django.conf import settings
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle


class PerPerson(UserRateThrottle):
    """Each person and each connection by itself."""

    scope = "person"

    def get_rate(self) -> str:
        rate: str = settings.CHUAN_API_RATES[self.scope]
        return rate

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        if request.auth is None:
            return super().get_cache_key(request, view)
        return self.cache_format % {"scope": self.scope, "ident": f"c{request.auth.pk}"}


class PerStranger(AnonRateThrottle):
    """Whoever shows no valid credential, by address."""

    scope = "stranger"

    def get_rate(self) -> str:
        rate: str = settings.CHUAN_API_RATES[self.scope]
        return rate
