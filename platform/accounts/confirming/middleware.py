"""Each request brings the proof of its own session; where it is too old, it is asked for."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.confirming.acts import put_off
from accounts.confirming.proof import source_of
from kernel import confirmation


class ConfirmationMiddleware:
    """After all others, so that its refusal is met before it becomes a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with confirmation.given(source_of(request)):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, confirmation.ConfirmationNeeded):
            return None
        address = f"{reverse('accounts:confirm')}?{urlencode(_waiting(request, error))}"
        if not request.headers.get("HX-Request"):
            return redirect(address)
        response = HttpResponse(status=error.status)
        response["HX-Redirect"] = response["X-Confirm"] = address  # a page, or a dialog over it
        return response


def _waiting(request: HttpRequest, error: confirmation.ConfirmationNeeded) -> dict[str, str]:
    """What goes on afterwards: the page that was asked for, or the form that was sent."""
    if request.method in ("GET", "HEAD"):
        return {"next": request.get_full_path()}
    return {"act": put_off(request, str(error.what)).key}
