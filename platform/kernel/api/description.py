"""The description of the API (OpenAPI 3.1) with what every door answers when it refuses."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.openapi import AutoSchema

from kernel.problems import KINDS, MEDIA

SAID = {
    400: _("What was sent cannot be read"),
    401: _("No credential, or one that is not valid here"),
    403: _("Not permitted, or outside the scopes of the token"),
    404: _("Nothing at this address that you may see"),
    409: _("Not now: the state is another one, or somebody was faster"),
    412: _("Changed meanwhile: read it again"),
    422: _("Refused by a rule of the standard, or what was sent cannot be used"),
    428: _("Name the version that you change by If-Match"),
    429: _("Too many requests: wait as long as Retry-After says"),
    503: _("Away for a moment: Retry-After says how long"),
}
ALWAYS = (401, 403, 429)
WRITES = (400, 409, 422)
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
    "examples": [
        {
            "type": "urn:chuan:problem:conflict",
            "title": "Conflict",
            "status": 409,
            "detail": "Mã “QT.HT.09” đã được dùng; hãy chọn mã khác.",
            "clause": "7.5.2 a)",
        }
    ],
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
    components["responses"] = {f"Problem{status}": _response(said) for status, said in SAID.items()}
    for schema in components["schemas"].values():
        schema.pop("description", None)  # of the serializer's docstring, likewise
    for path, doors in result.get("paths", {}).items():
        for method, door in doors.items():
            _complete(path, method, door)
    return result


def _complete(path: str, method: str, door: dict[str, Any]) -> None:
    writes = method != "get"
    statuses = [*ALWAYS, *(WRITES if writes else ())]
    if "{" in path or not writes:
        statuses.append(404)
    if not writes and door.get("parameters"):
        statuses.append(422)
    if method == "patch" or (method in ("put", "delete") and path.endswith("}/")):
        statuses += [412, 428]
        door.setdefault("parameters", []).append(MATCH)
    if method == "post":
        door.setdefault("parameters", []).append(ONCE)
    for status in sorted(set(statuses)):
        door["responses"].setdefault(
            str(status), {"$ref": f"#/components/responses/Problem{status}"}
        )
    door["responses"]["503"] = {"$ref": "#/components/responses/Problem503"}


def _response(said: Any) -> dict[str, Any]:
    return {
        "description": said,
        "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
