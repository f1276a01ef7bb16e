"""The doors of documents: lists, writing, sending, issuing, reading, copies."""

from uuid import UUID

from kernel import clock
from tests.architecture.doors.shapes import NARROWS, Door, of

_BLOCK = of(pk="draft", node_id="node")
_TO_DRAFT = {"answers": 302, "opens": "secretary", "shuts": "clerk", "status": 403}
DOCUMENTS = {
    "documents:index GET": Door("auditor", "admin", NARROWS),
    "documents:export GET": Door("auditor", "admin", NARROWS),
    "documents:new GET": Door("secretary", "staff"),
    "documents:new POST": Door(
        "focal_point",
        "staff",
        typed=lambda ids: {"kind": "form", "code": "BM.77", "title": "Biểu mẫu mới"},
        answers=302,
    ),
    "documents:decisions GET": Door("secretary", "admin", NARROWS),
    "documents:decide POST": Door(
        "secretary", "clerk", typed=lambda ids: {"pick": [ids["approved"]]}, answers=302
    ),
    "documents:send-many GET": Door("focal_point", "clerk"),
    "documents:send-many POST": Door(
        "secretary",
        "clerk",
        typed=lambda ids: {
            "pick": [ids["spare"]],
            "checker": ids["checker"],
            "approver": ids["approver"],
        },
    ),
    "documents:check-many GET": Door("quality_manager", "secretary"),
    "documents:check-many POST": Door("unit_head", "clerk", answers=422),
    "documents:approve-many GET": Door("top_management", "iso_head"),
    "documents:approve-many POST": Door("top_management", "quality_manager", answers=422),
    "documents:drift GET": Door("secretary", "staff"),
    "documents:version-drift GET": Door("staff", "admin", 404, of(pk="issued")),
    "documents:prints GET": Door("staff", "admin"),
    "documents:prints POST": Door("staff", "admin", answers=422),
    "documents:print GET": Door("secretary", "clerk", 404, of(pk="print")),
    "documents:print-file GET": Door("secretary", "clerk", 404, of(pk="print")),
    "documents:print-again POST": Door("secretary", "clerk", 404, of(pk="print"), answers=409),
    "documents:import GET": Door("secretary", "staff"),
    "documents:import POST": Door("secretary", "staff", answers=422),
    "documents:import-job GET": Door("secretary", "staff", 404, of(pk="job")),
    "documents:import-batch GET": Door("secretary", "clerk", 404, of(pk="batch")),
    "documents:import-batch POST": Door("secretary", "clerk", 404, of(pk="batch"), answers=409),
    "documents:import-again POST": Door("secretary", "clerk", 403, of(pk="job"), answers=409),
    "documents:by-code GET": Door("secretary", "admin", 404, of(code="code"), answers=302),
    "documents:document GET": Door("secretary", "admin", 404, of(pk="document"), answers=302),
    "documents:version GET": Door("clerk", "staff", 404, of(pk="draft")),
    "documents:pdf GET": Door("iso_head", "auditor", 404, of(pk="checking")),
    "documents:docx GET": Door("clerk", "visitor", 404, of(pk="issued")),
    "documents:signed-copy GET": Door("auditor", "admin", 404, of(pk="signed")),
    "documents:signing GET": Door("auditor", "admin", 404, of(pk="issued")),
    "documents:take-to-sign POST": Door("clerk", "auditor", 403, of(pk="issued")),
    "documents:hand-in POST": Door("secretary", "staff", 403, of(pk="issued"), answers=422),
    "documents:check-again POST": Door("clerk", "auditor", 403, of(pk="issued"), answers=409),
    "documents:put-seal POST": Door("clerk", "secretary", 403, of(pk="issued"), answers=422),
    "documents:signed-file GET": Door("clerk", "staff", 404, of(pk="issued", copy="try")),
    "documents:seals GET": Door("admin", "clerk"),
    "documents:seals POST": Door("admin", "clerk", answers=422),
    "documents:end-seal POST": Door("admin", "clerk", answers=302),
    "documents:step POST": Door(
        "secretary", "clerk", 403, of(pk="spare") | {"name": "send"}, answers=302
    ),
    "documents:next POST": Door("secretary", "staff", 403, of(pk="issued"), answers=302),
    "documents:items GET": Door("secretary", "clerk", 403, of(pk="deciding")),
    "documents:items POST": Door(
        at=of(pk="deciding"), typed=lambda ids: {"pick": [ids["approved"]]}, **_TO_DRAFT
    ),
    "documents:issue GET": Door("clerk", "secretary", 403, of(pk="decision")),
    "documents:issue POST": Door(
        "clerk",
        "top_management",
        403,
        of(pk="decision"),
        lambda ids: {"number": "7", "symbol": "QĐ", "signed_on": "1/1/2020"},
        answers=422,
    ),
    "documents:names GET": Door("secretary", "clerk", 403, of(pk="draft")),
    "documents:names POST": Door("secretary", "clerk", 403, of(pk="spare"), answers=422),
    "documents:send GET": Door("secretary", "clerk", 403, of(pk="draft")),
    "documents:send POST": Door(
        at=of(pk="spare"),
        typed=lambda ids: {
            "checker": ids["checker"],
            "approver": ids["approver"],
            "title": "Tên sau khi sửa",
        },
        **_TO_DRAFT,
    ),
    "documents:reading GET": Door("secretary", "staff"),
    "documents:reading-export GET": Door("secretary", "staff"),
    "documents:to-read GET": Door("staff", "visitor"),
    "documents:new-meeting GET": Door("unit_head", "staff"),
    "documents:new-meeting POST": Door(
        "secretary",
        "staff",
        typed=lambda ids: {
            "title": "Họp giao ban",
            "held_on": f"{clock.today():%d/%m/%Y}",
            "version": [ids["issued"]],
            "person": [ids["person"]],
        },
        answers=302,
    ),
    "documents:meeting GET": Door("clerk", "staff", 403, of(pk="meeting")),
    "documents:meeting-minutes GET": Door("clerk", "staff", 403, of(pk="meeting")),
    "documents:read GET": Door("staff", "admin", 403, of(pk="issued")),
    "documents:read POST": Door(
        "staff",
        "admin",
        403,
        of(pk="issued"),
        lambda ids: {"sha256": ids["issued_sha256"]},
        answers=302,
    ),
    "documents:readers GET": Door("clerk", "staff", 403, of(pk="issued")),
    "documents:readers POST": Door(
        "secretary", "staff", 403, of(pk="issued"), lambda ids: {"people": [ids["person"]]}, 302
    ),
    "documents:remind POST": Door("secretary", "staff", 403, of(pk="issued"), answers=302),
    "documents:readers-pdf GET": Door("clerk", "staff", 403, of(pk="issued")),
    "documents:copies GET": Door("secretary", "staff", 403, of(pk="issued")),
    "documents:copies POST": Door(
        "clerk",
        "quality_manager",
        403,
        of(pk="issued"),
        lambda ids: {"units": [ids["office"]], "each": "2", "on": f"{clock.today():%d/%m/%Y}"},
        answers=302,
    ),
    "documents:all-copies GET": Door("clerk", "staff"),
    "documents:copies-export GET": Door("clerk", "staff"),
    "documents:recall-copies POST": Door("clerk", "staff", answers=422),  # all are still valid
    "documents:copy-pdf GET": Door("secretary", "staff", 403, of(pk="copy")),
    "documents:end-copy GET": Door("secretary", "staff", 403, of(pk="copy")),
    "documents:end-copy POST": Door(
        "secretary",
        "staff",
        403,
        of(pk="copy"),
        lambda ids: {"how": "returned", "on": f"{clock.today():%d/%m/%Y}"},
        answers=302,
    ),
    "documents:write GET": Door("secretary", "staff", 404, of(pk="draft")),
    "documents:add POST": Door(at=of(pk="draft"), **_TO_DRAFT),
    "documents:blocks GET": Door("secretary", "clerk", 403, of(pk="draft")),
    "documents:blocks POST": Door(
        "secretary", "clerk", 403, of(pk="draft"), lambda ids: {"changes": "{}"}
    ),
    "documents:present POST": Door(
        "secretary", "clerk", 403, of(pk="draft"), lambda ids: {"tab": "a"}
    ),
    "documents:beside GET": Door("secretary", "clerk", 403, of(pk="draft")),
    "documents:find GET": Door("secretary", "clerk", 403, of(pk="draft")),
    "documents:register GET": Door("secretary", "clerk", 403, of(pk="draft") | {"source": "units"}),
    "documents:pictures POST": Door("secretary", "clerk", 403, of(pk="draft"), answers=422),
    "documents:image GET": Door("clerk", "staff", 404, of(pk="draft", sha256="picture")),
    "documents:node GET": Door("clerk", "staff", 404, _BLOCK),
    "documents:edit GET": Door("secretary", "clerk", 403, _BLOCK),
    "documents:edit POST": Door(
        at=_BLOCK, typed=lambda ids: {"text": "Câu mới.", "revision": "1"}, **_TO_DRAFT
    ),
    "documents:remove POST": Door(at=_BLOCK, **_TO_DRAFT),
    "documents:restore POST": Door("secretary", "clerk", 403, _BLOCK, answers=422),
    "documents:move POST": Door(at=_BLOCK, **_TO_DRAFT),
    "documents:turn POST": Door("secretary", "clerk", 403, _BLOCK, answers=422),  # no form
    "documents:turn-all POST": Door("secretary", "clerk", 403, of(pk="draft"), answers=422),
    "documents:turn-undo POST": Door(
        "secretary", "clerk", 403, of(pk="draft") | {"turning": str(UUID(int=1))}, answers=422
    ),
    "documents:try GET": Door("clerk", "staff", 404, of(pk="draft")),
    "documents:try POST": Door("clerk", "staff", 404, of(pk="draft"), lambda ids: {"done": "1"}),
    "documents:comment GET": Door("clerk", "auditor", 404, of(pk="draft")),
    "documents:comment POST": Door(
        "clerk", "auditor", 404, of(pk="draft"), lambda ids: {"text": "Vì sao?"}, answers=302
    ),
    "documents:tray GET": Door("secretary", "clerk", 403, of(pk="draft")),
    "documents:answer POST": Door(
        "clerk", "auditor", 404, of(pk="comment"), lambda ids: {"text": "Vì thế."}, answers=302
    ),
    "documents:resolve POST": Door("secretary", "clerk", 403, of(pk="comment"), answers=302),
    "documents:place POST": Door(
        at=of(pk="tray"), typed=lambda ids: {"after": ids["node"]}, **_TO_DRAFT
    ),
}
