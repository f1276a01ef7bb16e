"""The doors of signing: sets before the leader, authority, opinions, corrections."""

from tests.architecture.doors.shapes import Door, of

_SET = {"at": of(pk="submission")}
_ONE_OF_SET = {"at": of(pk="submission", item="submitted")}
SIGNING = {
    "documents:submissions GET": Door("top_management", "staff"),
    "documents:new-submission GET": Door("secretary", "clerk"),
    "documents:new-submission POST": Door("secretary", "clerk", answers=422),
    "documents:submission GET": Door("top_management", "staff", 404, **_SET),
    "documents:submission POST": Door(
        "top_management",
        "secretary",
        typed=lambda ids: {"pick": [f"{ids['approving']}:{'0' * 64}"]},
        answers=409,
        **_SET,
    ),
    "documents:submission-pdf GET": Door("secretary", "staff", 404, **_SET),
    "documents:recall-submission POST": Door("secretary", "top_management", answers=302, **_SET),
    "documents:return-item GET": Door("top_management", "secretary", 404, **_ONE_OF_SET),
    "documents:return-item POST": Door(
        "top_management", "secretary", 404, answers=422, **_ONE_OF_SET
    ),
}
SIGNING |= {
    "documents:authorities GET": Door("clerk", "secretary"),
    "documents:new-authority GET": Door("admin", "secretary"),
    "documents:new-authority POST": Door("clerk", "top_management", answers=422),
    "documents:end-authority POST": Door("clerk", "secretary", at=of(pk="authority"), answers=302),
}
_ASKED, _REMARK, _LETTER = of(pk="asked"), of(pk="remark"), of(pk="letter")
SIGNING |= {
    "documents:opinions GET": Door("clerk", "staff", 404, of(pk="opined")),
    "documents:ask-opinions GET": Door("secretary", "clerk", at=of(pk="opined")),
    "documents:ask-opinions POST": Door("secretary", "clerk", at=of(pk="opined"), answers=422),
    "documents:opinions-export GET": Door("secretary", "staff", 404, of(pk="opined")),
    "documents:opinions-pdf GET": Door("secretary", "staff", 404, of(pk="opined")),
    "documents:opine GET": Door("staff", "secretary", 404, _ASKED),
    "documents:opine POST": Door(
        "staff", "secretary", 404, _ASKED, lambda ids: {"text": "Nên ghi rõ."}, 302
    ),
    "documents:letter GET": Door("secretary", "clerk", at=_LETTER),
    "documents:letter POST": Door("secretary", "clerk", at=_LETTER, answers=422),
    "documents:letter-file GET": Door("clerk", "staff", 404, of(pk="answered")),
    "documents:answer-opinion GET": Door("secretary", "clerk", at=_REMARK),
    "documents:answer-opinion POST": Door("secretary", "clerk", at=_REMARK, answers=422),
    "documents:close-round POST": Door("secretary", "clerk", at=of(pk="round"), answers=302),
}
_NO_ROWS = {"rows-TOTAL_FORMS": "0", "rows-INITIAL_FORMS": "0"}
SIGNING |= {
    "documents:correct GET": Door("secretary", "clerk", at=of(pk="issued")),
    "documents:correct POST": Door(
        "secretary", "clerk", 403, of(pk="issued"), lambda ids: _NO_ROWS, 422
    ),
    "documents:outgoing GET": Door("secretary", "staff"),
    "documents:outgoing-export GET": Door("clerk", "staff"),
    "documents:outgoing-pdf GET": Door("clerk", "staff"),
    "documents:outgoing-note GET": Door("clerk", "secretary", at=of(pk="numbered")),
    "documents:outgoing-note POST": Door(
        "clerk", "secretary", 403, of(pk="numbered"), lambda ids: {"copies": "5"}, 302
    ),
}
