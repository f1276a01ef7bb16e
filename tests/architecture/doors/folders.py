"""The doors of record types, the list of the year, and folders."""

from tests.architecture.doors.shapes import Door, of

_TYPE = {"code": "HS.77", "name": "Hồ sơ mới", "years": "05 năm"}
_ROW = {"symbol": "77", "title": "Hồ sơ mới", "years": "5"}
_FOLDER = {"symbol": "77.X", "year": "2026", "title": "Hồ sơ mới", "years": "5"}
_LIST, _PAPER, _PLACE = of(pk="filelist"), of(pk="paper"), of(pk="place")
_OPEN, _CLOSED, _BUNDLE = of(pk="folder"), of(pk="closed_folder"), of(pk="bundle")
FOLDERS = {
    "records:types GET": Door("staff", "admin"),
    "records:types-export GET": Door("staff", "visitor"),
    "records:types-print GET": Door("staff", "admin", at={"ending": "pdf"}),
    "records:types-library GET": Door("clerk", "staff"),
    "records:types-library POST": Door("secretary", "unit_head", answers=302),
    "records:type-new GET": Door("clerk", "staff"),
    "records:type-new POST": Door("secretary", "staff", typed=lambda ids: dict(_TYPE), answers=302),
    "records:type GET": Door("staff", "admin", 403, of(pk="rtype")),
    "records:type POST": Door("clerk", "staff", 403, of(pk="rtype"), lambda ids: dict(_TYPE), 302),
    "records:type-end POST": Door("clerk", "auditor", 403, of(pk="rtype"), answers=302),
    "records:lists GET": Door("staff", "admin"),
    "records:list-begin POST": Door(
        "clerk", "staff", typed=lambda ids: {"year": "2031"}, answers=302
    ),
    "records:list GET": Door("staff", "admin", 403, _LIST),
    "records:list-save POST": Door("clerk", "staff", 403, _LIST, answers=302),
    "records:list-fill POST": Door("clerk", "staff", 403, _LIST, answers=302),
    "records:list-add GET": Door("clerk", "staff", 403, _LIST),
    "records:list-add POST": Door("secretary", "staff", 403, _LIST, lambda ids: dict(_ROW), 302),
    "records:list-order POST": Door("clerk", "staff", 403, _LIST, answers=302),
    "records:list-import GET": Door("clerk", "staff", 403, _LIST),
    "records:list-import POST": Door("clerk", "staff", 403, _LIST, answers=422),
    "records:list-issue GET": Door("clerk", "focal_point", 403, _LIST),
    "records:list-issue POST": Door("clerk", "focal_point", 403, _LIST, answers=422),
    "records:list-print GET": Door("staff", "admin", 403, _LIST | {"ending": "pdf"}),
    "records:entry GET": Door("clerk", "staff", 403, of(pk="spare_entry")),
    "records:entry POST": Door(
        "clerk", "staff", 403, of(pk="spare_entry"), lambda ids: dict(_ROW), 302
    ),
    "records:entry-remove POST": Door("clerk", "staff", 403, of(pk="spare_entry"), answers=302),
    "records:entry-shift POST": Door("clerk", "staff", 403, of(pk="spare_entry"), answers=302),
    "records:entry-open POST": Door("clerk", "staff", 403, of(pk="spare_entry"), answers=302),
    "records:folders GET": Door("auditor", "admin"),
    "records:folders-export GET": Door("auditor", "admin"),
    "records:folder-new GET": Door("clerk", "staff"),
    "records:folder-new POST": Door(
        "secretary", "auditor", typed=lambda ids: dict(_FOLDER), answers=302
    ),
    "records:folder GET": Door("auditor", "staff", 404, _OPEN),
    "records:folder-edit GET": Door("clerk", "auditor", 403, _OPEN),
    "records:folder-edit POST": Door("clerk", "auditor", 403, _OPEN, lambda i: dict(_FOLDER), 302),
    "records:folder-close GET": Door("clerk", "auditor", 403, _OPEN),
    "records:folder-close POST": Door("clerk", "auditor", 403, _OPEN, answers=422),
    "records:folder-reopen GET": Door("clerk", "auditor", 403, _CLOSED),
    "records:folder-reopen POST": Door(
        "clerk", "auditor", 403, _CLOSED, lambda ids: {"why": "Bổ sung"}, 302
    ),
    "records:folder-cover GET": Door("auditor", "staff", 404, _OPEN),
    "records:folder-index GET": Door("auditor", "staff", 404, _OPEN | {"ending": "pdf"}),
    "records:folder-zip POST": Door("auditor", "staff", 404, _OPEN),
    "records:bundle GET": Door("secretary", "clerk", 404, _BUNDLE),
    "records:bundle-again POST": Door("secretary", "clerk", 404, _BUNDLE, answers=409),
    "records:bundle-file GET": Door("secretary", "clerk", 404, _BUNDLE),
    "records:folder-add GET": Door("clerk", "auditor", 403, _OPEN),
    "records:folder-add POST": Door("clerk", "auditor", 403, _OPEN, answers=422),
    "records:folder-order POST": Door("clerk", "auditor", 403, _OPEN, answers=302),
    "records:folder-expect GET": Door("clerk", "auditor", 403, _OPEN),
    "records:folder-expect POST": Door(
        "clerk", "auditor", 403, _OPEN, lambda ids: {"title": "Phụ lục"}, 302
    ),
    "records:place-waive GET": Door("clerk", "auditor", 403, _PLACE),
    "records:place-waive POST": Door(
        "clerk", "auditor", 403, _PLACE, lambda ids: {"why": "Không có"}, 302
    ),
    "records:place-fill POST": Door("clerk", "staff", 404, _PLACE, answers=422),  # no such form
    "records:paper GET": Door("clerk", "auditor", 403, _PAPER),
    "records:paper POST": Door(
        "clerk", "auditor", 403, _PAPER, lambda ids: {"title": "Tên khác"}, 302
    ),
    "records:paper-scan GET": Door("clerk", "auditor", 403, _PAPER),
    "records:paper-scan POST": Door("clerk", "auditor", 403, _PAPER, answers=422),
    "records:paper-remove GET": Door("clerk", "auditor", 403, _PAPER),
    "records:paper-remove POST": Door(
        "clerk", "auditor", 403, _PAPER, lambda ids: {"why": "Đưa nhầm"}, 302
    ),
    "records:paper-move GET": Door("clerk", "auditor", 403, _PAPER),
    "records:paper-move POST": Door("clerk", "auditor", 403, _PAPER, answers=422),
    "records:paper-shift POST": Door("clerk", "auditor", 403, _PAPER, answers=302),
    "records:paper-file GET": Door("auditor", "staff", 404, _PAPER),
    "records:paper-scanned GET": Door("auditor", "staff", 404, _PAPER),
}
