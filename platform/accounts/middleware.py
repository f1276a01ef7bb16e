"""From the cookie to the person, and nobody past the door without one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.http import said_to_a_script
from accounts.models import Session, User
from accounts.sso.configured import provider
from accounts.sso.sessions import came_by_provider, goes_on, roles_of
from kernel import clock

SessionMiddleware = DjangoSessionMiddleware
TOUCH_EVERY = timedelta(minutes=1)  # one write a minute, not one a request
ENDED = _("The session has ended. Log in and go on where you were; what you typed is still here.")


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
    row: Session | None = getattr(session, "row", None)
    person = row.person if row and str(row.person_id) == key else None
    if person is None or not person.is_active:
        return AnonymousUser()
    if row and came_by_provider(session) and not goes_on(provider(), session, row):
        return AnonymousUser()
    if not constant_time_compare(session.get("stamp", ""), person.get_session_auth_hash()):
        return AnonymousUser()
    person.realm_roles = roles_of(session)
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
        if getattr(view, "open_door", False):
            return None
        if request.user.is_authenticated:
            return _must_choose(request, view)
        if request.headers.get("HX-Request") or request.headers.get("X-Autosave"):
            return said_to_a_script(request, ENDED, 401)
        if request.method not in ("GET", "HEAD"):
            return render(request, "accounts/session_ended.html", kept(request), status=401)
        return redirect(f"{settings.LOGIN_URL}?next={quote(request.get_full_path())}")


def _must_choose(request: HttpRequest, view: Any) -> HttpResponse | None:
    """A password that somebody else knows opens nothing but the page to choose another."""
    temporary = request.user.temporary  # type: ignore[union-attr]
    if not temporary or getattr(view, "opens_with_temporary", False):
        return None
    return redirect(f"{reverse('accounts:account')}?next={quote(request.get_full_path())}")


def kept(request: HttpRequest) -> dict[str, Any]:
    """What was sent too late, for sending it again after the login; a file must be chosen anew."""
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    return {
        "sent": sent,
        "texts": [value for _name, value in sent if " " in value.strip()],
        "files": [getattr(file, "name", "") for file in request.FILES.values()],
        "came_from": _page_before(request),
    }


def _page_before(request: HttpRequest) -> str:
    """The path of the form, where it is one of this house."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return "/"
    return urlsplit(before).path or "/"
