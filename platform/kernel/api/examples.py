"""How what comes in may look like: shown beside the doors in the description of the API."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer

ID = "0199f2a4-6c1e-7d33-9b1a-5d3f0c2e8a10"


def looks_like(name: str, value: Any) -> Any:
    """Decorate what comes in with how it looks."""
    return extend_schema_serializer(examples=[OpenApiExample(name, value=value, request_only=True)])
