"""Headers of every answer: nothing from elsewhere, no inline script, no framing."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.sso.configured import callback_address, is_on

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; "
    "frame-ancestors 'self'; base-uri 'none'; manifest-src 'self'"
)


class SecurityHeadersMiddleware:
    """Strict by default; a view that already set a header keeps its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", policy())
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("Referrer-Policy", "same-origin")
        response.setdefault("X-Frame-Options", "SAMEORIGIN")
        if _is_trustworthy(request):
            response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        seconds = getattr(settings, "SECURE_HSTS_SECONDS", 0)
        if seconds and request.is_secure():
            response.setdefault(
                "Strict-Transport-Security", f"max-age={seconds}; includeSubDomains"
            )
        return response


def policy() -> str:
    """A form may lead on to the identity provider, to log out there or to prove oneself anew."""
    beyond = [settings.OIDC_ISSUER, callback_address()] if is_on() else []
    addresses = (urlsplit(url) for url in beyond)
    forms = ["'self'", *(f"{address.scheme}://{address.netloc}" for address in addresses)]
    return f"{POLICY}; form-action {' '.join(forms)}"


def _is_trustworthy(request: HttpRequest) -> bool:
    """Where a browser heeds an opener policy; elsewhere it only complains on its console."""
    host = request.META.get("HTTP_HOST", "").rsplit(":", 1)[0]
    return request.is_secure() or host == "localhost" or host.endswith(".localhost")
