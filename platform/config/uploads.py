"""A body larger than any file we take is refused by its announced length, before it is parsed."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kernel.refusals import BadInput, refuse

AROUND = 1024 * 1024  # bytes: what a form says beside its file
PIECE = 64 * 1024
READ_AWAY = 512 * 1024 * 1024  # bytes; whoever sends more does not wait for our sentence


class TooLarge(BadInput):
    """More than may be sent."""

    status = 413


class BodyLimitMiddleware:
    """Nothing of an oversized body is kept, in memory or on disk.

    It is read away in small pieces: a browser that is still sending would show a broken connection
    instead of the sentence.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = _announced(request)
        if announced <= settings.CHUAN_UPLOAD_LIMIT + AROUND:
            return self.get_response(request)
        _read_away(request, min(announced, READ_AWAY))
        limit = settings.CHUAN_UPLOAD_LIMIT // 1024 // 1024
        sentence = _("The file is larger than %(limit)s MB; it was not taken.") % {"limit": limit}
        return refuse(request, TooLarge(sentence))


def _announced(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else 0


def _read_away(request: HttpRequest, left: int) -> None:
    try:
        while left > 0 and (piece := request.read(min(PIECE, left))):
            left -= len(piece)
    except OSError:
        return  # the sender went away, and that is fine
