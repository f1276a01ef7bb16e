"""What every page of the house shows around its content."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    return {"agency": getattr(request, "agency", None)}
