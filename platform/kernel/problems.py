"""A refusal as other systems read it: a problem of RFC 9457, whatever part of us says it."""

from typing import Any, Final

from django.utils.functional import Promise

MEDIA: Final = "application/problem+json"
API: Final = "/api/"
KINDS: Final = {
    400: "bad-request",
    401: "not-logged-in",
    403: "not-permitted",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    409: "conflict",
    412: "changed-meanwhile",
    413: "too-large",
    415: "unsupported-media-type",
    422: "refused",
    428: "version-required",
    429: "too-many-requests",
    500: "broken",
    503: "away",
}


def is_api(path: str) -> bool:
    """Whether another system asks, which reads no pages."""
    return path.startswith(API)


def problem(status: int, detail: str | Promise, *, clause: str = "", **more: Any) -> dict[str, Any]:
    """What is wrong, by a name that does not change (`type`), and in a sentence (`detail`).

    `clause` is the clause of the standard behind the refusal, `more` what helps to mend it.
    """
    kind = KINDS.get(status, "refused")
    said: dict[str, Any] = {
        "type": f"urn:chuan:problem:{kind}",
        "title": kind.replace("-", " ").capitalize(),
        "status": status,
        "detail": str(detail),
    }
    if clause:
        said["clause"] = clause
    return said | more
