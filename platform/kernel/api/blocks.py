"""Blocks of a text as JSON, in whichever app the text stands."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from kernel.content.nodes import Node, as_json


class BlockShape(serializers.Serializer[Any]):
    """A block of the text; what `body` holds depends on `kind`."""

    id = serializers.CharField()
    kind = serializers.CharField()
    body = serializers.DictField()
    children = serializers.ListField(child=serializers.DictField(), required=False)
    revision = serializers.IntegerField(
        required=False, help_text=_("Of a draft's block: rises with every save")
    )


def block(node: Node, revisions: Mapping[str, int]) -> dict[str, Any]:
    """A block as JSON, with its revision where it is one of a draft."""
    written = as_json(node)
    if node.children:
        written["children"] = [block(child, revisions) for child in node.children]
    return written | ({"revision": revisions[node.id]} if node.id in revisions else {})
