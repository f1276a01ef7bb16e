"""The doors of keeping: how long, holds, destruction, handing over."""

from kernel import clock
from tests.architecture.doors.shapes import Door, of

_DUE, _HOLD = of(pk="due_folder"), of(pk="hold")
_DISPOSAL, _SENT = of(pk="disposal"), of(pk="disposal_sent")
_ON_LIST = of(pk="disposal", item="disposal_item")
_TRANSFER, _HANDED = of(pk="transfer"), of(pk="transfer_done")
PUT_OFF = {
    "until": "30/06/2021",
    "number": "12/UBND-VP",
    "on": "20/06/2019",
    "agreed_by": "Ông Trần Quốc Bảo, Chủ tịch",
}
KEEPING = {
    "records:keeping GET": Door("auditor", "staff"),
    "records:keeping-export GET": Door("auditor", "staff"),
    "records:keeping-terms GET": Door("secretary", "clerk"),
    "records:keeping-terms POST": Door(
        "admin",
        "clerk",
        typed=lambda ids: {
            "least_years": "5",
            "months": "12",
            "soon_days": "60",
            "more_years": "2",
        },
        answers=302,
    ),
    "records:hold GET": Door("secretary", "clerk", 403, _DUE),
    "records:hold POST": Door(
        "top_management", "clerk", 403, _DUE, lambda ids: {"reason": "Thanh tra"}, 302
    ),
    "records:hold-lift GET": Door("secretary", "clerk", 403, _HOLD),
    "records:hold-lift POST": Door(
        "quality_manager", "clerk", 403, _HOLD, lambda ids: {"why": "Đã xong"}, 302
    ),
    "records:folder-put-off GET": Door("clerk", "auditor", 403, _DUE),
    "records:folder-put-off POST": Door(
        "secretary", "auditor", 403, _DUE, lambda ids: PUT_OFF, 302
    ),
    "records:disposals GET": Door("auditor", "staff"),
    "records:disposal-new GET": Door("clerk", "auditor"),
    "records:disposal-new POST": Door(
        "clerk",
        "top_management",
        typed=lambda ids: {"title": "Đợt mới", "pick": [ids["spare_due"]]},
        answers=302,
    ),
    "records:disposal GET": Door("auditor", "staff", 404, _DISPOSAL),
    "records:disposal-edit GET": Door("clerk", "auditor", 403, _DISPOSAL),
    "records:disposal-edit POST": Door(
        "clerk", "auditor", 403, _DISPOSAL, lambda ids: {"title": "Tên khác"}, 302
    ),
    "records:disposal-back GET": Door("top_management", "secretary", 403, _SENT),
    "records:disposal-back POST": Door(
        "top_management", "secretary", 403, _SENT, lambda ids: {"why": "Thiếu căn cứ"}, 302
    ),
    "records:disposal-step POST": Door(
        "clerk",
        "auditor",
        403,
        _DISPOSAL | {"name": "send"},
        lambda ids: {"to": ids["leader"]},
        302,
    ),
    "records:disposal-item GET": Door("clerk", "auditor", 403, _ON_LIST),
    "records:disposal-item POST": Door(
        "clerk", "auditor", 403, _ON_LIST, lambda ids: {"why": "Còn cần"}, 302
    ),
    "records:disposal-print GET": Door("auditor", "staff", 404, _DISPOSAL | {"ending": "xlsx"}),
    "records:transfers GET": Door("auditor", "staff"),
    "records:transfer-new GET": Door("clerk", "auditor"),
    "records:transfer-new POST": Door(
        "clerk",
        "quality_manager",
        typed=lambda ids: {"title": "Đợt mới", "pick": [ids["spare_archive"]]},
        answers=302,
    ),
    "records:transfer GET": Door("auditor", "staff", 404, _TRANSFER),
    "records:transfer-edit GET": Door("clerk", "auditor", 403, _TRANSFER),
    "records:transfer-edit POST": Door(
        "clerk", "auditor", 403, _TRANSFER, lambda ids: {"title": "Tên khác"}, 302
    ),
    "records:transfer-hand-over GET": Door("clerk", "auditor", 403, _TRANSFER),
    "records:transfer-hand-over POST": Door(
        "clerk",
        "auditor",
        403,
        _TRANSFER,
        lambda ids: {"on": f"{clock.today():%d/%m/%Y}", "receiver": "Lưu trữ cơ quan"},
        302,
    ),
    "records:transfer-abandon POST": Door("clerk", "auditor", 403, _TRANSFER, answers=302),
    "records:transfer-remove POST": Door(
        "clerk", "auditor", 403, of(pk="transfer", item="transfer_item"), answers=302
    ),
    "records:transfer-pack POST": Door("clerk", "auditor", 403, _TRANSFER, answers=302),
    "records:transfer-file GET": Door("auditor", "staff", 404, _HANDED),
    "records:transfer-print GET": Door("auditor", "staff", 404, _TRANSFER | {"ending": "xlsx"}),
}
