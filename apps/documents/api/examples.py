"""What a first try may look like: shown beside the doors in the description of the API."""

from drf_spectacular.utils import OpenApiExample

ID = "0199f2a4-6c1e-7d33-9b1a-5d3f0c2e8a10"
TEXT = "Quy định cách tiếp nhận và trả kết quả hồ sơ."


A_PARAGRAPH = {"text": [{"text": TEXT}]}
A_PROCEDURE = OpenApiExample(
    "a procedure",
    summary="Một quy trình với hai khối",
    value={
        "code": "QT.HT.09",
        "title": "Quy trình tiếp nhận hồ sơ",
        "kind": "procedure",
        "clauses": ["8.2.1"],
        "blocks": [
            {"kind": "heading", "body": {"level": 1, "text": [{"text": "1. Mục đích"}]}},
            {"kind": "paragraph", "body": A_PARAGRAPH},
        ],
    },
    request_only=True,
)
A_DRAFT = OpenApiExample(
    "its first draft",
    value={
        "id": ID,
        "number": "01",
        "state": "drafting",
        "standing": "Đang soạn thảo",
        "in_force": False,
        "in_force_from": None,
        "superseded_from": None,
        "review_by": None,
        "document": {"id": ID, "code": "QT.HT.09", "title": "Quy trình tiếp nhận hồ sơ"},
        "title": "Quy trình tiếp nhận hồ sơ",
        "clauses": ["8.2", "8.5"],
        "reason": "",
        "impact": "",
        "distribution": [],
        "author": {"id": ID, "full_name": "Phần mềm một cửa"},
        "drafted_at": "2026-11-20T08:15:00+07:00",
        "sent_at": None,
        "checker": None,
        "checked_at": None,
        "approver": None,
        "approved_at": None,
        "sha256": None,
        "steps": ["send", "abandon"],
    },
    response_only=True,
    status_codes=["201"],
)
APPROVAL = OpenApiExample(
    "a check",
    summary="Xác nhận đã kiểm tra đúng nội dung này",
    value={
        "note": "Đã rà soát với NĐ 61/2018/NĐ-CP.",
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    },
    request_only=True,
)
CHOSEN_FILES = OpenApiExample(
    "files to make drafts of",
    summary="Hai tệp: một tài liệu mới, một phiên bản mới",
    value={
        "files": [
            {
                "id": ID,
                "code": "QT.HT.09",
                "title": "Quy trình tiếp nhận hồ sơ",
                "kind": "procedure",
                "way": "new",
                "forms": True,
            },
            {
                "id": "0199f2a4-6c1e-7d33-9b1a-5d3f0c2e8a11",
                "code": "QT.HT.04",
                "title": "Quy trình kiểm soát hồ sơ",
                "kind": "procedure",
                "way": "next",
            },
        ]
    },
    request_only=True,
)
