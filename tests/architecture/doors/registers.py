"""The doors of the registers around documents: external ones, uploads, reviews, codes."""

from tests.architecture.doors.shapes import Door, of

_LAW = {"code": "77/2026/NĐ-CP", "title": "Nghị định mới"}
REGISTERS = {
    "documents:externals GET": Door("staff", "admin"),
    "documents:external-export GET": Door("auditor", "admin"),
    "documents:external-print GET": Door("staff", "admin"),
    "documents:external-new GET": Door("clerk", "staff"),
    "documents:external-new POST": Door(
        "focal_point", "auditor", typed=lambda ids: dict(_LAW), answers=302
    ),
    "documents:external-check POST": Door(
        "clerk", "staff", typed=lambda ids: {"pick": [ids["external"]]}, answers=302
    ),
    "documents:external-import GET": Door("secretary", "staff"),
    "documents:external-import POST": Door("secretary", "auditor", answers=422),
    "documents:external-plan GET": Door("secretary", "staff", 403, of(pk="sheet")),
    "documents:external-plan POST": Door("secretary", "staff", 403, of(pk="sheet")),
    "documents:external GET": Door("staff", "admin", 403, of(pk="external")),
    "documents:external-edit GET": Door("clerk", "staff", 403, of(pk="external")),
    "documents:external-edit POST": Door(
        "secretary", "staff", 403, of(pk="external"), lambda ids: dict(_LAW), 302
    ),
    "documents:external-replace GET": Door("clerk", "staff", 403, of(pk="external")),
    "documents:external-replace POST": Door(
        "secretary",
        "auditor",
        403,
        of(pk="external"),
        lambda ids: {"successor": ids["newer"]},
        302,
    ),
    "documents:external-file GET": Door("staff", "admin", 403, of(pk="external")),
    "documents:many GET": Door("focal_point", "clerk"),
    "documents:many POST": Door(
        "secretary",
        "staff",
        typed=lambda ids: {"do": "review", "pick": [ids["issued"]]},
    ),
    "documents:upload-new GET": Door("secretary", "clerk"),
    "documents:upload-new POST": Door("secretary", "staff", answers=422),
    "documents:upload GET": Door("secretary", "clerk", 403, of(pk="uploaded")),
    "documents:upload POST": Door("secretary", "clerk", 403, of(pk="uploaded"), answers=422),
    "documents:file GET": Door("clerk", "staff", 404, of(pk="uploaded")),
    "documents:write-out POST": Door("secretary", "clerk", 403, of(pk="uploaded"), answers=302),
    "documents:review GET": Door("focal_point", "clerk", 403, of(pk="issued")),
    "documents:review POST": Door(
        "secretary", "clerk", 403, of(pk="issued"), lambda ids: {"outcome": "keep"}, 302
    ),
    "documents:impacts GET": Door("clerk", "staff", 404, of(pk="uploaded")),
    "documents:impacts POST": Door(
        "secretary", "clerk", 403, of(pk="uploaded"), lambda ids: {"pick": []}, 302
    ),
    "documents:impact-settle POST": Door(
        "secretary", "clerk", 403, of(pk="impact"), lambda ids: {"how": "Đã xem"}, 302
    ),
    "documents:codes GET": Door("staff", "admin"),
    "documents:recode GET": Door("quality_manager", "clerk", 403, of(pk="document")),
    "documents:recode POST": Door(
        "secretary",
        "unit_head",
        403,
        of(pk="document"),
        lambda ids: {"code": "QT.ZZ", "why": "Sắp xếp lại"},
        302,
    ),
    "documents:catalogue GET": Door("staff", "admin"),
    "documents:catalogue-print GET": Door("staff", "admin", at={"ending": "pdf"}),
}
