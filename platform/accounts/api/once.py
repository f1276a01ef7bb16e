"""A request sent twice with one `Idempotency-Key` is done once and answered twice alike."""

import hashlib
from datetime import timedelta
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.response import Response

from accounts.models import Answer
from kernel import clock
from kernel.api.handler import Answered
from kernel.refusals import BadInput

HEADER: Final = "Idempotency-Key"
KEPT: Final = ("Content-Type", "ETag", "Location")
KEPT_FOR: Final = timedelta(days=1)


def claim(request: Any) -> Answer | None:
    """A row for this key, written in the transaction of the act; raises Answered the second time.

    Whoever sends the same key at the same moment waits here until the first one has ended.
    """
    key = request.headers.get(HEADER, "")
    if request.method != "POST" or not key:
        return None
    if len(key) > 100 or not key.isprintable():
        raise BadInput(_("An Idempotency-Key has at most 100 printable characters."))
    asked, now = _digest(request), clock.now()
    mine = Answer(person=request.user, key=key, request=asked, at=now)
    Answer.objects.filter(person=request.user, key=key, at__lt=now - KEPT_FOR).delete()
    Answer.objects.bulk_create([mine], ignore_conflicts=True)
    kept = Answer.objects.get(person=request.user, key=key)
    if kept.pk == mine.pk:
        _forget()
        return kept
    if kept.request != asked:
        raise BadInput(_("This Idempotency-Key was sent before with another request."))
    raise Answered(_again(kept))


def keep(answer: Answer, response: Response) -> None:
    """What is to be said again; called before the transaction ends."""
    answer.status, answer.body = response.status_code, bytes(response.content)
    answer.headers = {name: response[name] for name in KEPT if response.has_header(name)}
    answer.save(update_fields=["status", "headers", "body"])


def _again(kept: Answer) -> HttpResponse:
    headers = {**kept.headers, "Idempotency-Replayed": "true"}
    return HttpResponse(bytes(kept.body), status=kept.status, headers=headers)


def _digest(request: Any) -> str:
    """Of method, address and body; of a form without its boundary, which differs each time."""
    said = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if not (request.content_type or "").lower().startswith("multipart/"):
        said.update(request._request.body)
        return said.hexdigest()
    for name, values in sorted(request.data.lists()):
        for value in values:
            is_file = isinstance(value, UploadedFile)
            content = b"".join(value.chunks()) if is_file else str(value).encode()
            said.update(f"{name} {getattr(value, 'name', '')} {len(content)}\n".encode() + content)
            if is_file:
                value.seek(0)
    return said.hexdigest()


def _forget() -> None:
    old = Answer.objects.filter(at__lt=clock.now() - KEPT_FOR).values_list("pk", flat=True)[:1000]
    Answer.objects.filter(pk__in=list(old)).delete()
