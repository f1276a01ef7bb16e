"""`/healthz` (alive) and `/readyz` (able to serve), on any host and before tenancy."""

from collections.abc import Callable
from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from kernel import clock
from tenants.models import Blueprint
from tenants.versions import current_version

HEARTBEAT = "heartbeat"
STALE = timedelta(seconds=45)


class HealthMiddleware:
    """Answers before anything that may be broken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return HttpResponse("ok", content_type="text/plain")
        if request.path == "/readyz":
            return readiness()
        return self.get_response(request)


def readiness() -> JsonResponse:
    """Each part by name; 503 only while no page could be served.

    Without broker or worker people go on working, and what they cause waits in the outbox.
    """
    parts = {
        "database": _answers(_database),
        "schema": _answers(_schema),
        "broker": _answers(_broker),
        "worker": _answers(_worker),
    }
    serves = parts["database"] and parts["schema"]
    said = {"ready": serves, **parts, "schema_version": current_version()}
    return JsonResponse(said, status=200 if serves else 503)


def _answers(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:
        return False


def _database() -> bool:
    connection.set_schema_to_public()  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _schema() -> bool:
    """This release's shape is there; an agency still behind it gets a page of its own."""
    return Blueprint.objects.filter(version=current_version()).exists()


def _broker() -> bool:
    from config.celery import app

    with app.connection_for_read() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)
    return True


def _worker() -> bool:
    connection.set_schema_to_public()  # type: ignore[attr-defined]
    seen = cache.get(HEARTBEAT)
    return seen is not None and clock.now() - seen < STALE
