"""The description of the API (OpenAPI 3.1) with what every door answers when it refuses."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer

from kernel.problems import KINDS, MEDIA, problem

SAID = {
    400: _("What was sent cannot be read"),
    401: _("No credential, or one that is not valid here"),
    403: _("Not permitted, or outside the scopes of the token"),
    404: _("Nothing at this address that you may see"),
    409: _("Not now: the state is another one, or somebody was faster"),
    412: _("Changed meanwhile: read it again"),
    413: _("More than may be sent at once"),
    415: _("A kind of content that is not taken here"),
    422: _("Refused by a rule of the standard, or what was sent cannot be used"),
    428: _("Name the version that you change by If-Match"),
    429: _("Too many requests: wait as long as Retry-After says"),
    503: _("Away for a moment: Retry-After says how long"),
}
ALWAYS = (400, 401, 403, 404, 422, 429, 503)
WRITES = (409, 413, 415)
PROBLEM = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {
            "type": "string",
            "enum": [f"urn:chuan:problem:{kind}" for kind in KINDS.values()],
        },
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": _("The sentence for the person who asked")},
        "clause": {"type": "string", "description": _("The clause of the standard behind it")},
        "scope": {"type": "string", "description": _("The scope that the token lacks")},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": _("JSON pointer (RFC 6901)")},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
    "description": _("The ETag of what you change, as you read it"),
}
ONCE = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 100},
    "description": _("The same key within a day is done once and answered alike"),
}

_TEXT = {"schema": {"type": "string"}}
ETAG = {"ETag": {"description": _("The version of what is shown"), **_TEXT}}
LOCATION = {"Location": {"description": _("The address of what was made"), **_TEXT}}
RETRY = {"Retry-After": {"description": _("Seconds"), **_TEXT}}
ASKED = {"WWW-Authenticate": {"description": _("How one says who asks"), **_TEXT}}
HEADERS = {401: ASKED, 429: RETRY, 503: RETRY}


def looks_like(name: str, value: Any) -> Any:
    """Decorate the serializer of what comes in with how it looks."""
    return extend_schema_serializer(examples=[OpenApiExample(name, value=value, request_only=True)])


class Words(AutoSchema):
    """Docstrings are for those who write the code: a door says only what it is told to say."""

    def get_description(self) -> str | None:  # type: ignore[override]
        return None

    def get_operation_id(self) -> str:
        """`documents_draft_next`: the door and its act, as they are called in the code."""
        view: Any = self.view
        door = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(view).__name__).lower()
        return f"{door.removesuffix('_door')}_{view.action}"


def with_problems(result: dict[str, Any], **_more: Any) -> dict[str, Any]:
    """Add to every door the problems it may answer with, and the headers it heeds."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["responses"] = {
        f"Problem{status}": _response(status, said) for status, said in SAID.items()
    }
    for schema in components["schemas"].values():
        schema.pop("description", None)  # of the serializer's docstring, likewise
    for path, doors in result.get("paths", {}).items():
        for method, door in doors.items():
            _complete(path, method, door)
    return result


def _complete(path: str, method: str, door: dict[str, Any]) -> None:
    statuses = {*ALWAYS, *(WRITES if method != "get" else ())}
    if method == "patch" or (method in ("put", "delete") and path.endswith("}/")):
        statuses |= {412, 428}
        door.setdefault("parameters", []).append(MATCH)
    if method == "post":
        door.setdefault("parameters", []).append(ONCE)
    for status, said in door["responses"].items():
        if "application/json" in said.get("content", {}):
            said["headers"] = ETAG if status == "200" else ETAG | LOCATION
    if method == "get" and "headers" in door["responses"].get("200", {}):
        door["responses"]["304"] = {"description": _("Known already, by If-None-Match")}
    for number in sorted(statuses):
        door["responses"].setdefault(
            str(number), {"$ref": f"#/components/responses/Problem{number}"}
        )


def _response(status: int, said: Any) -> dict[str, Any]:
    headers = {"headers": HEADERS[status]} if status in HEADERS else {}
    schema = {"$ref": "#/components/schemas/Problem"}
    content = {MEDIA: {"schema": schema, "example": problem(status, said)}}
    return {"description": said, "content": content, **headers}
