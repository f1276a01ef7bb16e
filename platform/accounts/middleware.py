"""From the cookie to the person, and nobody past the door without one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from accounts.models import Session, User
from kernel import clock

SessionMiddleware = DjangoSessionMiddleware
TOUCH_EVERY = timedelta(minutes=1)  # one write a minute, not one a request


class PersonMiddleware:
    """Put `request.user` there, lazily: a page that does not ask costs no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: person_of(request))  # type: ignore[assignment]
        return self.get_response(request)


def person_of(request: HttpRequest) -> User | AnonymousUser:
    """The person of this session, if the session is alive and the password still the same."""
    session: Any = request.session
    key = session.get("person")
    if not key or _is_idle(request):
        return AnonymousUser()
    person = User.objects.filter(pk=key, is_active=True).first()
    if person is None or not constant_time_compare(
        session.get("stamp", ""), person.get_session_auth_hash()
    ):
        return AnonymousUser()
    return person


def _is_idle(request: HttpRequest) -> bool:
    """Fifteen minutes without a request end the session; background polling does not count."""
    row: Session | None = getattr(request.session, "row", None)
    now = clock.now()
    if row is None or row.seen_at is None:
        return False
    if now - row.seen_at > timedelta(minutes=settings.CHUAN_IDLE_MINUTES):
        return True
    polled = request.headers.get("X-Background") == "1"
    if not polled and now - row.seen_at > TOUCH_EVERY:
        Session.objects.filter(pk=row.pk).update(seen_at=now)
    return False


class LoginRequiredMiddleware:
    """Closed by default; a view says `@open_door` when it is for everyone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if getattr(view, "open_door", False) or request.user.is_authenticated:
            return None
        if request.headers.get("HX-Request") or request.headers.get("X-Autosave"):
            return render(request, "accounts/_login_dialog.html", status=401)
        if request.method != "GET":
            return render(request, "accounts/session_ended.html", status=401)
        return redirect(f"{settings.LOGIN_URL}?next={quote(request.get_full_path())}")


def open_door(view: Any) -> Any:
    """Mark a view as needing no login."""
    view.open_door = True
    return view
