"""What is due, holds, lists for destruction and hand-overs, for other systems."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.documents.http import pdf_named, zip_opened
from apps.records import permissions as may
from apps.records.api.keeping_shapes import (
    DisposalChange,
    DisposalInput,
    DisposalShape,
    DueFilters,
    DueShape,
    HandOverInput,
    HoldInput,
    HoldShape,
    KeepingReason,
    KeepInput,
    KeptListRow,
    ListSeenInput,
    PutOffInput,
    PutOffShape,
    SendListInput,
    TransferChange,
    TransferInput,
    TransferShape,
)
from apps.records.models import Disposal, DisposalItem, Folder, Hold, Transfer
from apps.records.selectors import keeping as due
from apps.records.selectors.disposals import disposals, visible_disposals
from apps.records.selectors.folders import visible_folders
from apps.records.selectors.holds import holds_in_effect, holds_of
from apps.records.selectors.keeping import WantedDue, chosen_folders
from apps.records.selectors.transfers import transfers, visible_transfers
from apps.records.services import disposals as lists
from apps.records.services import transfers as verbs
from apps.records.services.disposals_carrying import carry_out_disposal
from apps.records.services.disposals_paper import list_paper, minutes_paper
from apps.records.services.holds import lift_hold, place_hold
from apps.records.services.putting_off import put_off, put_off_no_more
from apps.records.services.transfers_package import ask_package
from apps.records.services.transfers_paper import list_paper as handed_paper
from apps.records.services.transfers_paper import minutes_paper as handed_minutes
from kernel import printing
from kernel.files.services import open_file

PDF: Any = {(200, "application/pdf"): OpenApiTypes.BINARY}
ZIP: Any = {(200, "application/zip"): OpenApiTypes.BINARY}


def _chosen(request: Asked, keys: list[UUID]) -> list[Folder]:
    """All of these folders; raises ValidationError where one is not to be seen."""
    found = list(chosen_folders(request.user, keys))
    there = {folder.pk for folder in found}
    if missing := [str(key) for key in keys if key not in there]:
        said = _("There is no such folder: %(ids)s.") % {"ids": ", ".join(missing)}
        raise serializers.ValidationError({"folders": [said]})
    return found


class Due(Door):
    """Folders whose day has come."""

    area = may.AREA
    serializer_class = DueShape

    @extend_schema(
        summary=_("Folders due for the archive, for destruction, or held back"),
        parameters=[DueFilters],
        responses=DueShape(many=True),
    )
    def list(self, request: Asked) -> Response:
        may.READ.require(request.user)
        asked = DueFilters(data=request.query_params)
        asked.is_valid(raise_exception=True)
        said = {name: str(value) for name, value in asked.validated_data.items()}
        return self.page(due.due_folders(request.user, WantedDue(**said)))


class Holds(Door):
    """What holds folders back from destruction."""

    area = may.AREA
    serializer_class = HoldShape

    @extend_schema(summary=_("All holds in effect"), responses=HoldShape(many=True))
    def list(self, request: Asked) -> Response:
        may.READ.require(request.user)
        return self.page(holds_in_effect().filter(folder__in=self._seen()))

    @extend_schema(summary=_("Every hold of a folder"), responses=HoldShape(many=True))
    def of_folder(self, request: Asked, pk: UUID) -> Response:
        return self.page(holds_of(self._folder(pk)).select_related("folder"))

    @extend_schema(summary=_("Hold a folder back"), request=HoldInput, responses={200: HoldShape})
    def create(self, request: Asked, pk: UUID) -> Response:
        may.HOLD.require(request.user)
        made = place_hold(self._folder(pk), by=request.user, **self.sent(HoldInput))
        return self.one(made)

    @extend_schema(summary=_("Lift a hold"), request=KeepingReason, responses=HoldShape)
    def lift(self, request: Asked, pk: UUID) -> Response:
        may.HOLD.require(request.user)
        rows = Hold.objects.filter(folder__in=self._seen()).select_related("folder")
        found = get_object_or_404(rows, pk=pk)
        return self.one(lift_hold(found, why=self.sent(KeepingReason)["why"], by=request.user))

    def _seen(self) -> Any:
        return visible_folders(self.asked.user).order_by().values("pk")

    def _folder(self, pk: UUID) -> Folder:
        may.READ.require(self.asked.user)
        found: Folder = get_object_or_404(visible_folders(self.asked.user), pk=pk)
        return found


class PutOff(Door):
    """Folders that stay with their unit beyond the day of the hand-over."""

    area = may.AREA
    serializer_class = PutOffShape

    @extend_schema(
        summary=_("Put the hand-over of a folder off by a consent in writing"),
        request=PutOffInput,
        responses=PutOffShape,
    )
    def create(self, request: Asked, pk: UUID) -> Response:
        may.DISPOSE.require(request.user)
        return self.one(put_off(self._folder(pk), by=request.user, **self.sent(PutOffInput)))

    @extend_schema(
        summary=_("Take the putting off of a hand-over back"), request=None, responses=PutOffShape
    )
    def end(self, request: Asked, pk: UUID) -> Response:
        may.DISPOSE.require(request.user)
        return self.one(put_off_no_more(self._folder(pk), by=request.user))

    def _folder(self, pk: UUID) -> Folder:
        found: Folder = get_object_or_404(visible_folders(self.asked.user), pk=pk)
        return found


class Disposals(Door):
    """Lists for destruction."""

    area = may.AREA
    serializer_class = DisposalShape

    @extend_schema(summary=_("Lists for destruction"), responses=KeptListRow(many=True))
    def list(self, request: Asked) -> Response:
        may.READ.require(request.user)
        return self.page(disposals(request.user), KeptListRow)

    @extend_schema(
        summary=_("Draw up a list of folders whose time is over"),
        request=DisposalInput,
        responses={201: DisposalShape},
    )
    def create(self, request: Asked) -> Response:
        may.DISPOSE.require(request.user)
        data = self.sent(DisposalInput)
        folders = _chosen(request, data.pop("folders"))
        made = lists.draft_disposal(folders, by=request.user, **data)
        return self.made(self._found(made.pk), DisposalShape, "api:disposal", pk=made.pk)

    @extend_schema(summary=_("One list for destruction"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("Change what stands above the list, or put folders on it"),
        request=DisposalChange,
        responses=DisposalShape,
    )
    def partial_update(self, request: Asked, pk: UUID) -> Response:
        found, data = self._found(pk), self.sent(DisposalChange)
        may.DISPOSE.require(request.user)
        folders = _chosen(request, data.pop("folders", []))
        lists.edit_disposal(found, by=request.user, **data)
        if folders:
            lists.add_to_disposal(found, folders, by=request.user)
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("Keep one folder of the list after all"),
        request=KeepInput,
        responses=DisposalShape,
    )
    def keep(self, request: Asked, pk: UUID, item: UUID) -> Response:
        rows: Any = self._found(pk).items.select_related("disposal", "folder")
        one: DisposalItem = get_object_or_404(rows, pk=item)
        lists.take_out(one, why=self.sent(KeepInput)["why"], by=request.user)
        return self.one(self._found(pk))

    @extend_schema(summary=_("Put it back on the list"), request=None, responses=DisposalShape)
    def put_back(self, request: Asked, pk: UUID, item: UUID) -> Response:
        rows: Any = self._found(pk).items.select_related("disposal", "folder")
        lists.put_back(get_object_or_404(rows, pk=item), by=request.user)
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("Submit the list to who is to approve it"),
        request=SendListInput,
        responses=DisposalShape,
    )
    def send(self, request: Asked, pk: UUID) -> Response:
        found = self._found(pk)
        to = self.sent(SendListInput)["to"]
        lists.send_disposal(found, to=to, by=request.user)
        return self.one(self._found(pk))

    @extend_schema(summary=_("Take the list back"), request=None, responses=DisposalShape)
    def recall(self, request: Asked, pk: UUID) -> Response:
        lists.recall_disposal(self._found(pk), by=request.user)
        return self.one(self._found(pk))

    @extend_schema(summary=_("Return the list"), request=KeepingReason, responses=DisposalShape)
    def give_back(self, request: Asked, pk: UUID) -> Response:
        reason = self.sent(KeepingReason)["why"]
        lists.give_back_disposal(self._found(pk), reason=reason, by=request.user)
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("Take the approval of a list back"),
        request=KeepingReason,
        responses=DisposalShape,
    )
    def reopen(self, request: Asked, pk: UUID) -> Response:
        reason = self.sent(KeepingReason)["why"]
        lists.reopen_disposal(self._found(pk), reason=reason, by=request.user)
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("Approve the destruction"),
        description=_("A person's own act: a token cannot."),
        request=ListSeenInput,
        responses=DisposalShape,
    )
    def approve(self, request: Asked, pk: UUID) -> Response:
        sha256 = self.sent(ListSeenInput)["sha256"]
        lists.approve_disposal(self._found(pk), sha256=sha256, by=request.user)
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("Carry out the destruction"),
        description=_("A person's own act: a token cannot."),
        request=ListSeenInput,
        responses=DisposalShape,
    )
    def carry_out(self, request: Asked, pk: UUID) -> Response:
        sha256 = self.sent(ListSeenInput)["sha256"]
        carry_out_disposal(self._found(pk), sha256=sha256, by=request.user)
        return self.one(self._found(pk))

    @extend_schema(summary=_("Give the list up"), request=None, responses=DisposalShape)
    def abandon(self, request: Asked, pk: UUID) -> Response:
        lists.abandon_disposal(self._found(pk), by=request.user)
        return self.one(self._found(pk))

    @extend_schema(summary=_("The list as PDF"), responses=PDF)
    def pdf(self, request: Asked, pk: UUID) -> HttpResponse:
        return pdf_named(printing.to_pdf(list_paper(self._found(pk))), "danh-muc-tieu-huy.pdf")

    @extend_schema(summary=_("The minutes as PDF"), responses=PDF)
    def minutes(self, request: Asked, pk: UUID) -> HttpResponse:
        found = self._found(pk)
        if found.minutes_id is None:
            raise Http404
        return pdf_named(printing.to_pdf(minutes_paper(found)), "bien-ban-tieu-huy.pdf")

    def _found(self, pk: UUID) -> Disposal:
        may.READ.require(self.asked.user)
        rows = visible_disposals(self.asked.user).select_related("minutes")
        found: Disposal = get_object_or_404(rows.prefetch_related("items__folder"), pk=pk)
        return found


class Transfers(Door):
    """Hand-overs to the archive."""

    area = may.AREA
    serializer_class = TransferShape

    @extend_schema(summary=_("Hand-overs to the archive"), responses=KeptListRow(many=True))
    def list(self, request: Asked) -> Response:
        may.READ.require(request.user)
        return self.page(transfers(request.user), KeptListRow)

    @extend_schema(
        summary=_("Draw up a hand-over"), request=TransferInput, responses={201: TransferShape}
    )
    def create(self, request: Asked) -> Response:
        may.DISPOSE.require(request.user)
        data = self.sent(TransferInput)
        folders = _chosen(request, data.pop("folders"))
        made = verbs.draft_transfer(folders, by=request.user, **data)
        return self.made(self._found(made.pk), TransferShape, "api:transfer", pk=made.pk)

    @extend_schema(summary=_("One hand-over"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("Change title and receiver, or put folders on the list"),
        request=TransferChange,
        responses=TransferShape,
    )
    def partial_update(self, request: Asked, pk: UUID) -> Response:
        found, data = self._found(pk), self.sent(TransferChange)
        may.DISPOSE.require(request.user)
        folders = _chosen(request, data.pop("folders", []))
        verbs.edit_transfer(found, by=request.user, **data)
        if folders:
            verbs.add_to_transfer(found, folders, by=request.user)
        return self.one(self._found(pk))

    @extend_schema(summary=_("Take a folder off the list"), request=None, responses=TransferShape)
    def remove(self, request: Asked, pk: UUID, item: UUID) -> Response:
        rows: Any = self._found(pk).items.select_related("transfer")
        verbs.remove_from_transfer(get_object_or_404(rows, pk=item), by=request.user)
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("Hand the folders over"), request=HandOverInput, responses=TransferShape
    )
    def hand_over(self, request: Asked, pk: UUID) -> Response:
        verbs.hand_over(self._found(pk), by=request.user, **self.sent(HandOverInput))
        return self.one(self._found(pk))

    @extend_schema(summary=_("Give the list up"), request=None, responses=TransferShape)
    def abandon(self, request: Asked, pk: UUID) -> Response:
        verbs.abandon_transfer(self._found(pk), by=request.user)
        return self.one(self._found(pk))

    @extend_schema(summary=_("Have the package made"), request=None, responses=TransferShape)
    def pack(self, request: Asked, pk: UUID) -> Response:
        ask_package(self._found(pk), by=request.user)
        return self.one(self._found(pk))

    @extend_schema(summary=_("The list of what is handed over as PDF"), responses=PDF)
    def pdf(self, request: Asked, pk: UUID) -> HttpResponse:
        return pdf_named(printing.to_pdf(handed_paper(self._found(pk))), "muc-luc-nop-luu.pdf")

    @extend_schema(summary=_("The minutes of the hand-over as PDF"), responses=PDF)
    def minutes(self, request: Asked, pk: UUID) -> HttpResponse:
        made = printing.to_pdf(handed_minutes(self._found(pk)))
        return pdf_named(made, "bien-ban-giao-nhan.pdf")

    @extend_schema(summary=_("The package of a hand-over"), responses=ZIP)
    def package(self, request: Asked, pk: UUID) -> HttpResponseBase:
        found = self._found(pk)
        if found.package is None:
            raise Http404
        return zip_opened(open_file(found.package), found.package.name)

    def _found(self, pk: UUID) -> Transfer:
        may.READ.require(self.asked.user)
        rows = visible_transfers(self.asked.user).prefetch_related("items__folder")
        found: Transfer = get_object_or_404(rows, pk=pk)
        return found
