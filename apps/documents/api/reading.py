"""Who is to know what, who has read it, and saying that one has, for other systems."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.documents import permissions as may
from apps.documents.api.examples import ID
from apps.documents.api.versions import version_of
from apps.documents.forms.readers import WHOLE_WORDS
from apps.documents.models import Acknowledgement, ReadingMeeting, Version
from apps.documents.selectors import visible_versions
from apps.documents.selectors.readers import readable_by, recipients_of
from apps.documents.selectors.reading import progress, readers_of, to_read
from apps.documents.services.meetings import record_meeting
from apps.documents.services.readers import add_readers, set_readers
from apps.documents.services.reading import acknowledge, remind
from apps.organization.selectors import active_units
from kernel.api.description import looks_like
from kernel.api.versions import shown

if TYPE_CHECKING:
    from apps.organization.models import Unit


class ToReadShape(serializers.Serializer[Any]):
    """A version that waits to be read by whoever asks."""

    version = serializers.UUIDField(source="version_id")
    code = serializers.CharField()
    title = serializers.CharField()
    number = serializers.CharField()
    due = serializers.DateField()


class ProgressShape(ToReadShape):
    """How far its reading has come."""

    in_force_from = serializers.DateField(allow_null=True)
    total = serializers.IntegerField(help_text=_("Must read"))
    read = serializers.IntegerField(help_text=_("Have read"))
    late = serializers.IntegerField(help_text=_("Overdue"))


class ReadingFilters(serializers.Serializer[Any]):
    """What narrows the overview."""

    unit = serializers.UUIDField(required=False, help_text=_("People of"))
    late = serializers.BooleanField(default=False, help_text=_("Only overdue ones"))


class ReaderShape(serializers.Serializer[Any]):
    """Somebody who must read a version."""

    person = serializers.UUIDField(source="person_id")
    name = serializers.CharField()
    unit = serializers.CharField()
    due = serializers.DateField()
    read_on = serializers.DateField(allow_null=True)
    how = serializers.ChoiceField(Acknowledgement.How.choices, allow_blank=True)


class RecipientShape(serializers.Serializer[Any]):
    """An entry of the distribution list; with neither unit nor person it is the whole agency."""

    unit = serializers.UUIDField(source="unit_id", allow_null=True)
    person = serializers.UUIDField(source="person_id", allow_null=True)
    name = serializers.SerializerMethodField()
    added_on = serializers.DateField(
        allow_null=True, help_text=_("Added later; not part of what was approved:")
    )

    def get_name(self, recipient: Any) -> str:
        return str(recipient) or str(WHOLE_WORDS)


class ReadersShape(serializers.Serializer[Any]):
    """The list of a version, and who must read it by it today."""

    must_read = serializers.BooleanField()
    recipients = RecipientShape(many=True)
    readers = ReaderShape(many=True)


class ListInput(serializers.Serializer[Any]):
    """Units with those below them, single people, or everyone."""

    whole = serializers.BooleanField(default=False, help_text=_("The whole agency"))
    units = serializers.ListField(child=serializers.UUIDField(), default=list, max_length=500)
    people = serializers.ListField(child=serializers.UUIDField(), default=list, max_length=500)


@looks_like("the whole agency", {"whole": True})
class MoreReaders(ListInput):
    """Who shall know it, too."""


@looks_like("everyone, to be confirmed", {"whole": True, "must_read": True})
class ReadersInput(ListInput):
    """The distribution list of a draft, in place of the one it has."""

    must_read = serializers.BooleanField(default=True)
    why_unread = serializers.CharField(default="", allow_blank=True, max_length=500)


@looks_like("what was read", {"sha256": "0" * 64})
class ReadInput(serializers.Serializer[Any]):
    """The hash of the text that was shown to the person."""

    sha256 = serializers.RegexField(r"^[0-9a-f]{64}$")


class AcknowledgementShape(serializers.Serializer[Any]):
    """That a person has read exactly this text."""

    sha256 = serializers.CharField()
    how = serializers.ChoiceField(Acknowledgement.How.choices)
    recorded_at = serializers.DateTimeField()


class RemindedShape(serializers.Serializer[Any]):
    """How many people were told."""

    reminded = serializers.IntegerField()


@looks_like(
    "a meeting",
    {"title": "Họp giao ban", "held_on": "2026-11-20", "versions": [ID], "people": [ID]},
)
class MeetingInput(serializers.Serializer[Any]):
    """What was made known to whom."""

    title = serializers.CharField(max_length=300)
    held_on = serializers.DateField()
    place = serializers.CharField(default="", allow_blank=True, max_length=200)
    versions = serializers.ListField(child=serializers.UUIDField(), max_length=500)
    people = serializers.ListField(child=serializers.UUIDField(), max_length=2000)


class MeetingShape(serializers.Serializer[Any]):
    """A meeting as it was entered."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    held_on = serializers.DateField()
    place = serializers.CharField()
    recorded_at = serializers.DateTimeField()


class Reading(Door):
    """Following up, and reading."""

    area = may.AREA
    serializer_class = ToReadShape

    @extend_schema(
        summary=_("How far the reading of each version has come"),
        parameters=[ReadingFilters],
        responses=ProgressShape(many=True),
    )
    def list(self, request: Asked) -> Response:
        may.DISTRIBUTE.require(request.user)
        asked = ReadingFilters(data=request.query_params)
        asked.is_valid(raise_exception=True)
        reach, unit = may.DISTRIBUTE.units_of(request.user), asked.validated_data.get("unit")
        if unit:
            reach = frozenset({unit} if reach is None or unit in reach else set())
        rows = progress(reach)
        late = asked.validated_data["late"]
        return self.page([each for each in rows if each.late or not late], ProgressShape)

    @extend_schema(summary=_("What you still have to read"), responses=ToReadShape(many=True))
    def mine(self, request: Asked) -> Response:
        may.READ.require(request.user)
        return self.page(to_read(request.user))

    @extend_schema(
        summary=_("Say that you have read and understood it"),
        request=ReadInput,
        responses=AcknowledgementShape,
    )
    def acknowledge(self, request: Asked, pk: UUID) -> Response:
        found = version_of(request, pk)
        made = acknowledge(found, by=request.user, sha256=self.sent(ReadInput)["sha256"])
        return self.one(made, AcknowledgementShape)

    @extend_schema(
        summary=_("Enter a meeting at which versions were made known"),
        request=MeetingInput,
        responses={201: MeetingShape},
    )
    def meet(self, request: Asked) -> Response:
        may.DISTRIBUTE.require(request.user)
        data = self.sent(MeetingInput)
        chosen = visible_versions(request.user).in_bulk(data["versions"])
        all_there(data, versions=chosen, people=readable_by(data["people"]))
        said = data | {"versions": [*chosen.values()]}
        made = record_meeting(by=request.user, **said)
        return self.made(made, MeetingShape, "api:meeting", pk=made.pk)

    @extend_schema(summary=_("One meeting"), responses=MeetingShape)
    def meeting(self, request: Asked, pk: UUID) -> Response:
        may.DISTRIBUTE.require(request.user)
        found = ReadingMeeting.objects.filter(pk=pk).first()
        if found is None:
            raise Http404
        return self.one(found, MeetingShape)


class Readers(Door):
    """The distribution list of one version."""

    area = may.AREA
    serializer_class = ReadersShape

    @extend_schema(summary=_("Who is to know it, and who has read it"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        found = version_of(request, pk)
        may.DISTRIBUTE.require(request.user)
        return self._shown(found)

    @extend_schema(
        summary=_("Lay down who is to know a draft"), request=ReadersInput, responses=ReadersShape
    )
    def update(self, request: Asked, pk: UUID) -> Response:
        found, data = version_of(request, pk), self.sent(ReadersInput)
        return self._shown(set_readers(found, by=request.user, **_known(data)))

    @extend_schema(
        summary=_("Add readers to a version that was sent or issued"),
        request=MoreReaders,
        responses=ReadersShape,
    )
    def add(self, request: Asked, pk: UUID) -> Response:
        found, data = version_of(request, pk), self.sent(MoreReaders)
        add_readers(found, by=request.user, **_known(data))
        return self._shown(found)

    @extend_schema(
        summary=_("Remind those who have not read it"), request=None, responses=RemindedShape
    )
    def remind(self, request: Asked, pk: UUID) -> Response:
        found = version_of(request, pk)
        may.DISTRIBUTE.require(request.user)
        told = remind(found, by=request.user, units=may.DISTRIBUTE.units_of(request.user))
        return self.one({"reminded": told}, RemindedShape)

    def _shown(self, found: Version) -> Response:
        reach = may.DISTRIBUTE.units_of(self.asked.user)
        said = {
            "must_read": found.must_read,
            "recipients": recipients_of(found),
            "readers": readers_of([found], reach, drafts=found.is_open and found.must_read),
        }
        return shown(self.request, ReadersShape(said).data)


def _known(data: dict[str, Any]) -> dict[str, Any]:
    """Units and people by their ids: all of them, or a sentence naming those that are not there."""
    units: dict[UUID, Unit] = active_units().in_bulk(data["units"])
    people = readable_by(data["people"])
    all_there(data, units=units, people=people)
    return data | {"units": [*units.values()], "people": [*people.values()]}


def all_there(data: dict[str, Any], **known: Collection[UUID]) -> None:
    """Refuse ids that name nothing here, field by field; nothing is left out in silence."""
    said = _("There is nobody or nothing by these ids: %(ids)s.")
    missing = {
        name: [str(pk) for pk in data[name] if pk not in there] for name, there in known.items()
    }
    faults = {name: [said % {"ids": ", ".join(ids)}] for name, ids in missing.items() if ids}
    if faults:
        raise serializers.ValidationError(faults)
