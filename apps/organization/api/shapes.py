"""People with their posts and roles, and units, as JSON."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.api.shapes import NamedShape, PersonShape
from apps.organization.selectors import active_units
from apps.organization.services import PROVINCE_ROLES
from kernel.api.description import looks_like
from kernel.permissions import Role

ROLES = [(role.value, role.label) for role in Role if role not in PROVINCE_ROLES]
A_UNIT = "0199f2a4-6c1e-7d33-9b1a-5d3f0c2e8a10"
LOGIN = r"^[A-Za-z0-9._-]+$"


def unit_field(**more: Any) -> Any:
    """A unit of today, by its id; null stands for the agency itself."""
    of_today = {"queryset": active_units(), "pk_field": serializers.UUIDField()}
    usual: dict[str, Any] = of_today | {"required": False, "allow_null": True}
    return serializers.PrimaryKeyRelatedField(**usual | more)


class HoldingShape(serializers.Serializer[Any]):
    """A person in a post, from a day, until a day or until further notice."""

    id = serializers.UUIDField()
    title = serializers.CharField(source="post.title")
    unit = NamedShape(source="post.unit", allow_null=True)
    leads = serializers.BooleanField(source="post.is_head")
    start = serializers.DateField()
    end = serializers.DateField(allow_null=True)


class RoleShape(serializers.Serializer[Any]):
    """What a person may act as: in the whole agency (`unit` null), or in one unit and below."""

    id = serializers.UUIDField()
    role = serializers.ChoiceField(ROLES)
    unit = NamedShape(allow_null=True)
    start = serializers.DateField()
    end = serializers.DateField(allow_null=True)


class PersonRow(serializers.Serializer[Any]):
    """A person as the list shows one: post and roles of today."""

    id = serializers.UUIDField(source="person.id")
    username = serializers.CharField(source="person.username")
    full_name = serializers.CharField(source="person.full_name")
    active = serializers.BooleanField(source="person.is_active")
    invited = serializers.BooleanField(
        source="person.invited", help_text=_("Has not come in yet by the account of the province")
    )
    machine = serializers.BooleanField(
        source="person.is_machine", help_text=_("Another system, not a human")
    )
    post = HoldingShape(allow_null=True)
    roles = RoleShape(many=True)


class PersonDetail(PersonRow):
    """A person with every post and role there ever was."""

    email = serializers.CharField(
        source="person.email", help_text=_("Empty for whoever does not manage people")
    )
    posts = HoldingShape(many=True)


class UnitShape(serializers.Serializer[Any]):
    """A unit; `depth` is 0 for those of the agency itself."""

    id = serializers.UUIDField(source="unit.id")
    name = serializers.CharField(source="unit.name")
    parent = NamedShape(source="unit.parent", allow_null=True)
    depth = serializers.IntegerField(source="unit.depth")
    closed_on = serializers.DateField(source="unit.closed_on", allow_null=True)
    lead = PersonShape(allow_null=True, help_text=_("Who leads it today"))


@looks_like("a unit", {"name": "Phòng Kinh tế"})
class UnitInput(serializers.Serializer[Any]):
    """A new unit, below another one or of the agency itself."""

    name = serializers.CharField(max_length=200)
    parent: Any = unit_field()


class Placed(serializers.Serializer[Any]):
    """The first post of somebody new."""

    full_name = serializers.CharField(max_length=150)
    post = serializers.CharField(max_length=150, required=False, default="", allow_blank=True)
    unit = unit_field(default=None)
    leads = serializers.BooleanField(default=False, help_text=_("Leads the unit"))


@looks_like(
    "a member of staff",
    {"full_name": "Lê Thị Minh Hạnh", "username": "hanh.le", "post": "Chuyên viên"},
)
class PersonInput(Placed):
    """Somebody new, without a password: an administrator sets the first one on the page."""

    username = serializers.RegexField(LOGIN, max_length=100)
    email = serializers.EmailField(max_length=254, required=False, default="", allow_blank=True)


@looks_like(
    "the secretary",
    {
        "full_name": "Lê Thị Minh Hạnh",
        "email": "hanh.le@tanhai.example",
        "post": "Chuyên viên",
        "roles": ["secretary"],
    },
)
class InviteInput(Placed):
    """Somebody who comes in by the account of the province, known by the address there."""

    email = serializers.EmailField(max_length=254)
    roles = serializers.ListField(
        child=serializers.ChoiceField(ROLES), required=False, max_length=len(ROLES)
    )


@looks_like("another name", {"full_name": "Lê Thị Minh Hạnh"})
class RenameInput(serializers.Serializer[Any]):
    """Another name or address; what is left out stays as it is."""

    full_name = serializers.CharField(max_length=150, required=False)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)


@looks_like("head of a unit", {"post": "Trưởng phòng", "unit": A_UNIT, "leads": True})
class PostInput(serializers.Serializer[Any]):
    """A post, from a day on; without a day from today."""

    post = serializers.CharField(max_length=150)
    unit = unit_field()
    leads = serializers.BooleanField(default=False, help_text=_("Leads the unit"))
    start = serializers.DateField(required=False, allow_null=True)


@looks_like("for a year", {"role": "auditor", "start": "2026-12-01", "end": "2027-11-30"})
class RoleInput(serializers.Serializer[Any]):
    """A role, from a day, until a day; without them from today, until further notice."""

    role = serializers.ChoiceField(ROLES)
    unit = unit_field()
    start = serializers.DateField(required=False, allow_null=True)
    end = serializers.DateField(required=False, allow_null=True)


class PeopleFilters(serializers.Serializer[Any]):
    """Whom the list shows; the same as on the page."""

    q = serializers.CharField(
        required=False, max_length=100, help_text=_("Name or user name, with or without tone marks")
    )
    role = serializers.ChoiceField(ROLES, required=False)
    unit = serializers.UUIDField(required=False)
    closed = serializers.BooleanField(
        default=False, help_text=_("Those whose account is closed, and no others")
    )

    def wanted(self) -> dict[str, Any]:
        """What was asked for, checked, as `people_listed` takes it."""
        self.is_valid(raise_exception=True)
        found: dict[str, Any] = dict(self.validated_data)
        return {"words": found.pop("q", "")} | found
