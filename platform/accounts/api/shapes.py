"""People and named things as JSON, wherever one is mentioned."""

from typing import Any

from rest_framework import serializers


class PersonShape(serializers.Serializer[Any]):
    """Who it is, in a list or beside an act."""

    id = serializers.UUIDField()
    full_name = serializers.CharField()


class NamedShape(serializers.Serializer[Any]):
    """Something that goes by its name: a unit, wherever one is mentioned."""

    id = serializers.UUIDField()
    name = serializers.CharField()
