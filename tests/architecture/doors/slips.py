"""The doors of forms that are filled, and of slips."""

from tests.architecture.doors.shapes import NARROWS, Door, of

_SLIP, _SIGNED = of(pk="slip"), of(pk="slip_signing")
_FILLABLE, _SEES_SLIP = of(pk="fillable"), ("secretary", "focal_point", 404)
SLIPS = {
    "records:index GET": Door("staff", "admin", NARROWS),
    "records:form GET": Door("staff", "admin", 404, _FILLABLE),
    "records:form-export GET": Door("staff", "admin", 404, _FILLABLE),
    "records:start POST": Door("staff", "admin", 404, _FILLABLE, answers=302),
    "records:blank GET": Door("staff", "admin", 404, _FILLABLE | {"what": "pdf"}),
    "records:linked GET": Door("secretary", "admin", NARROWS, {"kind": "clause", "key": "9.2"}),
    "records:slip GET": Door(*_SEES_SLIP, _SLIP),
    "records:fill GET": Door(*_SEES_SLIP, _SLIP),
    "records:fill POST": Door(
        *_SEES_SLIP, _SLIP, lambda ids: {"seen": "{}", "act": "save"}, answers=302
    ),
    "records:save POST": Door(*_SEES_SLIP, _SLIP, lambda ids: {"changes": "{}"}),
    "records:paste POST": Door(*_SEES_SLIP, _SLIP, lambda i: {"field": "bang", "text": "a\t1"}),
    "records:present POST": Door(*_SEES_SLIP, _SLIP, lambda ids: {"tab": "x"}),
    "records:about POST": Door(*_SEES_SLIP, _SLIP, lambda ids: {"title": "Tên"}, 302),
    "records:finish GET": Door(*_SEES_SLIP, _SLIP),
    "records:finish POST": Door(
        *_SEES_SLIP, _SLIP, lambda ids: {"signer:ky": ids["approver"]}, 302
    ),
    "records:step POST": Door(*_SEES_SLIP, _SIGNED | {"name": "recall"}, answers=302),
    "records:slip-pdf GET": Door(*_SEES_SLIP, of(pk="slip_done")),
    "records:slip-docx GET": Door(*_SEES_SLIP, of(pk="slip_done")),
    "records:attach POST": Door(*_SEES_SLIP, _SLIP, answers=422),
    "records:link POST": Door(*_SEES_SLIP, _SLIP, lambda ids: {"to": "9.1"}, 302),
    "records:slip-file GET": Door(*_SEES_SLIP, of(pk="slip_file")),
    "records:detach POST": Door(*_SEES_SLIP, of(pk="slip_file"), answers=302),
    "records:unlink POST": Door(*_SEES_SLIP, of(pk="slip_link"), answers=302),
    "records:substitute POST": Door(
        *_SEES_SLIP, of(pk="slip_signature"), lambda ids: {"person": ids["checker"]}, 302
    ),
}
