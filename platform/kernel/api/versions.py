"""Two writers at once: a thing is changed only as the writer last saw it (RFC 9110, 13.1.1)."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.refusals import Refused


class Unnamed(Refused):
    """The version that is to be changed was not named."""

    status = 428


class Changed(Refused):
    """Somebody else has changed it meanwhile; nothing of theirs is overwritten."""

    status = 412


def etag_of(data: Any) -> str:
    """The version of what is shown: another one as soon as one character differs."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def require_same(request: Request, data: Any) -> None:
    """Refuse a change of anything but what is shown now as `data`."""
    named = request.headers.get("If-Match", "").strip()
    if not named:
        raise Unnamed(
            _("Send the header If-Match with the ETag that you read, so that nothing is lost.")
        )
    if named != "*" and etag_of(data) not in _tags(named):
        raise Changed(_("This was changed meanwhile. Read it again and repeat your change."))


def shown(request: Request, data: Any, status: int = 200) -> Response:
    """What is asked for with its ETag; nothing but that for whoever has it already."""
    tag = etag_of(data)
    known = _tags(request.headers.get("If-None-Match", ""))
    if request.method in ("GET", "HEAD") and {tag, "*"} & known:
        return Response(status=304, headers={"ETag": tag})
    return Response(data, status=status, headers={"ETag": tag})


def _tags(header: str) -> set[str]:
    """A proxy that compresses marks a tag as weak; it still stands for the same data."""
    return {each.strip().removeprefix("W/") for each in header.split(",")}
