"""How holds, lists for destruction and hand-overs look to other systems."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.api.shapes import NamedShape, PersonShape
from apps.records.api.slips_shapes import ID
from apps.records.api.types_shapes import person_named
from apps.records.models import Folder
from apps.records.models.keeping import Packing
from apps.records.selectors.folders_due import hand_over_by, terms
from apps.records.selectors.keeping import MOST, VIEWS
from apps.records.workflow import DisposalState, FolderState, TransferState
from kernel.api.description import looks_like

SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class KeptFolder(serializers.Serializer[Any]):
    """A folder by what stays of it for ever."""

    id = serializers.UUIDField()
    symbol = serializers.CharField()
    title = serializers.CharField()
    year = serializers.IntegerField()
    state = serializers.ChoiceField(FolderState.choices)
    years = serializers.IntegerField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)


class DueShape(KeptFolder):
    """A folder whose day has come."""

    unit = NamedShape(allow_null=True)
    papers = serializers.IntegerField()
    held = serializers.BooleanField()
    listed = serializers.BooleanField()


class DueFilters(serializers.Serializer[Any]):
    """What narrows it."""

    view = serializers.ChoiceField(VIEWS, required=False)
    q = serializers.CharField(required=False, max_length=100)
    unit = serializers.UUIDField(required=False)
    year = serializers.IntegerField(required=False, min_value=1900, max_value=2200)


class HoldShape(serializers.Serializer[Any]):
    """Why a folder is held back, and until when."""

    id = serializers.UUIDField()
    folder = serializers.UUIDField(source="folder_id")
    symbol = serializers.CharField(source="folder.symbol")
    reason = serializers.CharField()
    until = serializers.DateField(allow_null=True)
    placed_at = serializers.DateTimeField()
    lifted_at = serializers.DateTimeField(allow_null=True)
    why_lifted = serializers.CharField()


@looks_like("an inspection", {"reason": "Thanh tra tỉnh đang kiểm tra", "until": "2027-06-30"})
class HoldInput(serializers.Serializer[Any]):
    """Why, and until when; without a day, until further notice."""

    reason = serializers.CharField(max_length=500)
    until = serializers.DateField(required=False, allow_null=True)


@looks_like(
    "two years",
    {
        "until": "2028-11-20",
        "number": "12/UBND-VP",
        "on": "2026-11-20",
        "agreed_by": "Ông Trần Quốc Bảo, Chủ tịch",
    },
)
class PutOffInput(serializers.Serializer[Any]):
    """Until when a folder stays with its unit, and the paper that consents to it."""

    until = serializers.DateField()
    number = serializers.CharField(max_length=80)
    on = serializers.DateField()
    agreed_by = serializers.CharField(max_length=200)


class PutOffShape(KeptFolder):
    """When it goes to the archive, and by which consent later than usual."""

    hand_over_by = serializers.SerializerMethodField()
    stays_until = serializers.DateField(allow_null=True)
    consent_number = serializers.CharField()
    consent_on = serializers.DateField(allow_null=True)
    consenter = serializers.CharField()

    def get_hand_over_by(self, folder: Folder) -> date | None:
        return hand_over_by(folder, terms())


@looks_like("a reason", {"why": "Đã có kết luận thanh tra"})
class KeepingReason(serializers.Serializer[Any]):
    """A reason."""

    why = serializers.CharField(max_length=500)


@looks_like("why it stays", {"why": "Còn liên quan một vụ khiếu nại"})
class KeepInput(serializers.Serializer[Any]):
    """Why a folder of the list is kept."""

    why = serializers.CharField(max_length=300)


class KeptListRow(serializers.Serializer[Any]):
    """A list, and how many folders stand on it."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    state = serializers.CharField()
    folders = serializers.IntegerField()
    drafted_by = PersonShape()
    drafted_at = serializers.DateTimeField()


class DisposalItemShape(serializers.Serializer[Any]):
    """A folder on a list for destruction; `shown` is what was submitted of it."""

    id = serializers.UUIDField()
    folder = KeptFolder()
    due_on = serializers.DateField()
    taken_out = serializers.CharField()
    shown = serializers.DictField()


class DisposalShape(serializers.Serializer[Any]):
    """A list for destruction; `sha256` is what is approved."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    reason = serializers.CharField()
    council = serializers.CharField()
    way = serializers.CharField()
    state = serializers.ChoiceField(DisposalState.choices)
    sha256 = serializers.CharField()
    drafted_by = PersonShape()
    drafted_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    asked = PersonShape(allow_null=True, help_text=_("Who is to approve it"))
    approver = PersonShape(allow_null=True)
    approved_at = serializers.DateTimeField(allow_null=True)
    done_at = serializers.DateTimeField(allow_null=True)
    minutes = serializers.CharField(source="minutes_id", allow_null=True)
    items = DisposalItemShape(many=True, source="items.all")


class DisposalWords(serializers.Serializer[Any]):
    """What stands above a list."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=4000)
    council = serializers.CharField(required=False, allow_blank=True, max_length=4000)
    way = serializers.CharField(required=False, allow_blank=True, max_length=300)


@looks_like(
    "one folder",
    {
        "title": "Hồ sơ hết thời hạn bảo quản, đợt năm 2026",
        "reason": "Căn cứ Luật Lưu trữ số 33/2024/QH15",
        "council": "Ông Trần Quốc Bảo, Chủ tịch Hội đồng",
        "folders": [ID],
    },
)
class DisposalInput(DisposalWords):
    """A list of folders whose time is over."""

    title = serializers.CharField(max_length=300)
    folders = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=MOST
    )


@looks_like("other words", {"council": "Bà Lê Thị Minh Hạnh, Thư ký ISO"})
class DisposalChange(DisposalWords):
    """What is changed; further folders are put on the list."""

    title = serializers.CharField(required=False, max_length=300)
    folders = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=MOST)


@looks_like("where only one may", {})
class SendListInput(serializers.Serializer[Any]):
    """Who is to approve the list; it may be left out where only one person may."""

    to = serializers.UUIDField(required=False, allow_null=True, default=None)

    def validate_to(self, pk: UUID | None) -> Any:
        return person_named(pk)


@looks_like("the list that was read", {"sha256": SHA256})
class ListSeenInput(serializers.Serializer[Any]):
    """The hash of the list that was looked at."""

    sha256 = serializers.RegexField(r"^[0-9a-f]{64}$")


class TransferItemShape(serializers.Serializer[Any]):
    """A folder that is handed over."""

    id = serializers.UUIDField()
    folder = KeptFolder()
    position = serializers.IntegerField()
    sheets = serializers.IntegerField(allow_null=True)
    pages = serializers.IntegerField(allow_null=True)
    note = serializers.CharField()


class TransferShape(serializers.Serializer[Any]):
    """A hand-over to the archive."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    receiver = serializers.CharField()
    state = serializers.ChoiceField(TransferState.choices)
    drafted_by = PersonShape()
    drafted_at = serializers.DateTimeField()
    handed_on = serializers.DateField(allow_null=True)
    packing = serializers.ChoiceField(Packing.choices, allow_blank=True)
    items = TransferItemShape(many=True, source="items.all")


@looks_like("one folder", {"title": "Hồ sơ nộp lưu năm 2026", "folders": [ID]})
class TransferInput(serializers.Serializer[Any]):
    """Which folders are handed over, and to whom."""

    title = serializers.CharField(max_length=300)
    receiver = serializers.CharField(required=False, allow_blank=True, max_length=300)
    folders = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=MOST
    )


@looks_like("who receives", {"receiver": "Bà Nguyễn Thị Lan, Lưu trữ cơ quan"})
class TransferChange(serializers.Serializer[Any]):
    """What is changed; further folders are put on the list."""

    title = serializers.CharField(required=False, max_length=300)
    receiver = serializers.CharField(required=False, allow_blank=True, max_length=300)
    folders = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=MOST)


@looks_like("today", {"on": "2026-11-20", "receiver": "Bà Nguyễn Thị Lan, Lưu trữ cơ quan"})
class HandOverInput(serializers.Serializer[Any]):
    """When, and to whom."""

    on = serializers.DateField()
    receiver = serializers.CharField(required=False, allow_blank=True, max_length=300)
