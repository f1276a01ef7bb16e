"""Forms and slips for other systems: begin, fill in, hand in, sign, read."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.documents.http import pdf_named, print_named
from apps.documents.selectors import tree_of
from apps.records import permissions as may
from apps.records.api.slips_shapes import (
    STEPS,
    FormFieldShape,
    FormShape,
    SlipAboutInput,
    SlipAnswersInput,
    SlipFileInput,
    SlipFileShape,
    SlipFilters,
    SlipLinkInput,
    SlipLinkShape,
    SlipShape,
    SlipShort,
    SlipStartInput,
    SlipStepInput,
    SubstituteInput,
)
from apps.records.models import Slip, SlipFile, SlipLink, SlipSignature
from apps.records.selectors.slips import (
    files_of,
    fillable,
    form_in_force,
    links_of,
    slips_found,
    visible_slips,
)
from apps.records.selectors.slips_turns import with_turns
from apps.records.services.filling import save_slip
from apps.records.services.filling_merge import Change
from apps.records.services.filling_unread import as_shown
from apps.records.services.signing import (
    give_back_slip,
    recall_slip,
    sign_slip,
    substitute_signer,
)
from apps.records.services.slips import (
    cancel_slip,
    describe_slip,
    move_slip,
    slip_to_go_on,
    start_slip,
)
from apps.records.services.slips_attaching import (
    attach_file,
    detach_file,
    link_slip,
    unlink_slip,
)
from apps.records.services.slips_finishing import finish_slip, submit_slip
from apps.records.services.slips_parts import return_part
from apps.records.services.slips_printing import slip_docx, slip_pdf
from kernel.files.services import read_file
from kernel.files.types import DOCX
from kernel.forms import fields_of
from kernel.refusals import BadInput, Conflict

NAME = OpenApiParameter("name", OpenApiTypes.STR, "path", enum=list(STEPS))


class Forms(Door):
    """The forms in force that can be filled in."""

    area = may.AREA
    serializer_class = FormShape

    @extend_schema(summary=_("Forms that can be filled in"), responses=FormShape(many=True))
    def list(self, request: Asked) -> Response:
        may.FILL.require(request.user)
        return self.page(fillable(request.user))

    @extend_schema(summary=_("The questions of a form"), responses=FormFieldShape(many=True))
    def fields(self, request: Asked, pk: UUID) -> Response:
        version = form_in_force(pk, request.user)
        if version is None:
            raise Http404
        return self.page(fields_of(tree_of(version)), FormFieldShape)


class Slips(Door):
    """Filled forms. Only what one may see is there."""

    area = may.AREA
    serializer_class = SlipShape

    @extend_schema(summary=_("Slips"), parameters=[SlipFilters], responses=SlipShort(many=True))
    def list(self, request: Asked) -> Response:
        asked = SlipFilters(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = slips_found(request.user, **asked.validated_data)
        return self.page(with_turns(found), SlipShort)

    @extend_schema(summary=_("Begin a slip"), request=SlipStartInput, responses={201: SlipShape})
    def create(self, request: Asked) -> Response:
        may.FILL.require(request.user)
        data, after = self.sent(SlipStartInput), None
        if form_in_force(data["form"], request.user) is None:
            raise BadInput(_("This form is not in force. Choose another one."))
        if data.get("after"):
            after = slip_to_go_on(data["form"], data["after"], request.user)
            if after is None:
                raise BadInput(_("The earlier slip is not there any more. Begin an empty one."))
        made = start_slip(data["form"], by=request.user, after=after, title=data["title"])
        return self.made(self._found(made.pk), SlipShape, "api:slip", pk=made.pk)

    @extend_schema(summary=_("One slip"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        return self.one(self._found(pk))

    @extend_schema(summary=_("Say what it is about"), request=SlipAboutInput, responses=SlipShape)
    def partial_update(self, request: Asked, pk: UUID) -> Response:
        found, data = self._found(pk), self.sent(SlipAboutInput)
        names = {"title": "title", "unit": "unit_id", "period_from": "period_from"}
        names |= {"period_until": "period_until"}
        said = {name: data.get(name, getattr(found, kept)) for name, kept in names.items()}
        describe_slip(found, by=request.user, **said)
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("Fill in fields"),
        description=_("Refused where somebody else saved meanwhile: read the slip again."),
        request=SlipAnswersInput,
        responses=SlipShape,
    )
    def fill(self, request: Asked, pk: UUID) -> Response:
        found, data = self._found(pk), self.sent(SlipAnswersInput)
        may.FILL.require(request.user, over=found)
        if data["revision"] != found.revision:
            raise Conflict(_("This was changed meanwhile. Read it again and repeat your change."))
        seen = as_shown(found)
        changes = {n: Change(seen.get(n), v) for n, v in data["values"].items()}
        saved = save_slip(found, changes, by=request.user, typed=False)
        unknown = sorted(changes.keys() - {each.id for each in saved.fields})
        if unknown:
            raise BadInput(_("The form has no field “%(name)s”.") % {"name": unknown[0][:64]})
        if saved.problems:
            raise BadInput(" ".join(each.sentence for each in saved.problems[:5]))
        if saved.clashes:
            raise Conflict(_("This was changed meanwhile. Read it again and repeat your change."))
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("Take a step: hand in, take back, sign …"),
        description=_("A token can hand in and take back; to sign is a person's own."),
        parameters=[NAME],
        request=SlipStepInput,
        responses=SlipShape,
    )
    def step(self, request: Asked, pk: UUID, name: str) -> Response:
        found = self._found(pk)
        if name not in STEPS:
            raise Http404
        said = self.sent(SlipStepInput)
        by, note = request.user, said["note"]
        if name == "send":
            submit_slip(found, by=by, signers=said.get("signers", {}))
        elif name == "finish":
            finish_slip(found, by=by)
        elif name == "sign":
            sign_slip(found, by=by, sha256=said["sha256"])
        elif name == "give_back":
            give_back_slip(found, by=by, reason=note)
        elif name == "return_part":
            return_part(found, by=by, reason=note)
        elif name == "recall":
            recall_slip(found, by=by)
        elif name == "cancel":
            cancel_slip(found, by=by, reason=note)
        else:
            move_slip(found, by=by)
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("The slip as PDF/A"), responses={(200, "application/pdf"): OpenApiTypes.BINARY}
    )
    def pdf(self, request: Asked, pk: UUID) -> HttpResponse:
        found = self._found(pk)
        return pdf_named(slip_pdf(found), f"{found.number or found.pk}.pdf")

    @extend_schema(summary=_("The slip as DOCX"), responses={(200, DOCX): OpenApiTypes.BINARY})
    def docx(self, request: Asked, pk: UUID) -> HttpResponse:
        found = self._found(pk)
        return print_named(slip_docx(found), f"{found.number or found.pk}.docx", "docx")

    @extend_schema(summary=_("Ask another to sign"), request=SubstituteInput, responses=SlipShape)
    def substitute(self, request: Asked, pk: UUID) -> Response:
        seen = visible_slips(request.user).order_by().values("pk")
        found = SlipSignature.objects.filter(pk=pk, slip__in=seen).first()
        if found is None:
            raise Http404
        substitute_signer(found, by=request.user, person=self.sent(SubstituteInput)["person"])
        return self.one(self._found(found.slip_id))

    def _found(self, pk: UUID) -> Slip:
        return slip_of(self.asked, pk)


def slip_of(request: Asked, pk: UUID) -> Slip:
    """The slip, if whoever asks may see it."""
    rows = visible_slips(request.user).select_related("version__content", "content")
    found = with_turns(rows).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class SlipFiles(Door):
    """Files attached to a slip."""

    area = may.AREA
    serializer_class = SlipFileShape
    parser_classes = [MultiPartParser, JSONParser]

    @extend_schema(summary=_("The files of a slip"), responses=SlipFileShape(many=True))
    def list(self, request: Asked, pk: UUID) -> Response:
        return self.page(files_of(slip_of(request, pk)))

    @extend_schema(
        summary=_("Attach a file"),
        request={"multipart/form-data": SlipFileInput},
        responses={201: SlipFileShape},
    )
    def create(self, request: Asked, pk: UUID) -> Response:
        found = slip_of(request, pk)
        may.FILL.require(request.user, over=found)
        file = self.sent(SlipFileInput)["file"]
        made = attach_file(found, file.read(), file.name or "", by=request.user)
        return self.made(made, SlipFileShape, "api:slip-file", pk=made.pk)

    @extend_schema(
        summary=_("An attached file"),
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def retrieve(self, request: Asked, pk: UUID) -> HttpResponse:
        found = self._file(pk)
        response = HttpResponse(read_file(found.file), content_type="application/octet-stream")
        response["Content-Disposition"] = "attachment"
        return response

    @extend_schema(summary=_("Take a file away"), responses={204: None})
    def destroy(self, request: Asked, pk: UUID) -> Response:
        detach_file(self._file(pk), by=request.user)
        return Response(status=204)

    def _file(self, pk: UUID) -> SlipFile:
        seen = visible_slips(self.asked.user).order_by().values("pk")
        found = SlipFile.objects.select_related("file", "slip").filter(pk=pk, slip__in=seen)
        if (file := found.first()) is None:
            raise Http404
        return file


class SlipLinks(Door):
    """What a slip belongs to."""

    area = may.AREA
    serializer_class = SlipLinkShape

    @extend_schema(summary=_("The links of a slip"), responses=SlipLinkShape(many=True))
    def list(self, request: Asked, pk: UUID) -> Response:
        return self.page(links_of(slip_of(request, pk)))

    @extend_schema(summary=_("Link a slip"), request=SlipLinkInput, responses={201: SlipLinkShape})
    def create(self, request: Asked, pk: UUID) -> Response:
        data = self.sent(SlipLinkInput)
        made = link_slip(slip_of(request, pk), by=request.user, **data)
        return self.one(made, status=201)

    @extend_schema(summary=_("Take a link away"), responses={204: None})
    def destroy(self, request: Asked, pk: UUID) -> Response:
        seen = visible_slips(request.user).order_by().values("pk")
        found = SlipLink.objects.select_related("slip").filter(pk=pk, slip__in=seen).first()
        if found is None:
            raise Http404
        unlink_slip(found, by=request.user)
        return Response(status=204)
