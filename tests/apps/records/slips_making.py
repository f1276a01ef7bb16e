"""Forms that can be filled in, and slips at any point of their life, made through the services."""

from apps.documents import services
from apps.documents.models import Document, Version
from apps.documents.services.drafting import write_nodes
from apps.documents.services.freezing import freeze
from apps.records.services.filling import save_slip
from apps.records.services.filling_merge import Change
from apps.records.services.filling_unread import as_shown
from apps.records.services.slips import start_slip
from kernel import clock
from kernel.content.markup import to_inline
from kernel.content.nodes import Node


def entry(name, label, kind, **more):
    return Node(name, "entry", {"label": to_inline(label), "type": kind, **more})


OPTIONS = [{"id": "dat", "label": "Đạt"}, {"id": "khong", "label": "Không đạt"}]
COLUMNS = [
    {"id": "stt", "label": "STT", "type": "row"},
    {"id": "viec", "label": "Nội dung", "type": "text", "required": True},
    {"id": "so-luong", "label": "Số lượng", "type": "number"},
    {"id": "don-gia", "label": "Đơn giá", "type": "number"},
    {"id": "tien", "label": "Thành tiền", "type": "sum", "formula": "so-luong * don-gia"},
    {"id": "ai", "label": "Người làm", "type": "person"},
]
FORM = (
    Node("h", "heading", {"level": 1, "text": to_inline("PHIẾU ĐỀ XUẤT MUA SẮM")}),
    entry("noi-dung", "Nội dung đề xuất", "text", required=True, listed=True),
    entry("ngay", "Ngày đề xuất", "date", listed=True),
    entry("so-tien", "Dự toán", "number", listed=True, digits=0),
    entry("ket-qua", "Kết quả", "choice", options=OPTIONS),
    entry(
        "vi-sao", "Nguyên nhân", "long", when={"field": "ket-qua", "is": ["khong"]}, required=True
    ),
    entry("nguoi", "Người đề xuất", "person"),
    entry("bang", "Danh mục", "table", columns=COLUMNS),
    entry("tong", "Tổng cộng", "sum", formula="sum(bang.tien)"),
)
SIGNED = (
    *FORM,
    entry("ky-1", "Người lập", "signature", step=1, signer="NGƯỜI LẬP"),
    entry("ky-2", "Thủ trưởng", "signature", step=2, signer="CHỦ TỊCH", required=True),
)
CODE = "BM.HT.09.01"


def form(team, nodes=FORM, code=CODE, **facts):
    """The version in force of a form; how it came into force others test."""
    title = facts.pop("title", "Phiếu đánh giá đề xuất")
    draft = services.draft_document(
        code=code, title=title, kind="form", nodes=nodes, by=team[0], **facts
    )
    return _in_force(draft)


def next_form(team, before, nodes):
    """The next issue of a form, in force from today."""
    draft = services.draft_next_version(before.document, by=team[0], reason="Sửa mẫu")
    draft.nodes.all().delete()
    write_nodes(draft, nodes, by=team[0])
    Version.objects.filter(pk=before.pk).update(state="superseded", superseded_from=clock.today())
    return _in_force(draft)


def _in_force(draft):
    draft.content = freeze(draft)
    draft.state, draft.in_force_from = "issued", clock.today()
    draft.save(update_fields=["content", "state", "in_force_from"])
    return Version.objects.get(pk=draft.pk)


def withdraw(version):
    """No longer in force, as a withdrawal leaves it."""
    Version.objects.filter(pk=version.pk).update(
        state="withdrawn", superseded_from=clock.today(), in_force_from=None
    )


def begun(by, form_id=None, **more):
    """A slip of the form, still empty."""
    if form_id is None:
        form_id = Document.objects.get(code=CODE).pk
    return start_slip(form_id, by=by, **more)


def row(name, **cells):
    return {"id": name, "cells": {key.replace("_", "-"): value for key, value in cells.items()}}


def save(slip, by, *, typed=True, **values):
    """Save fields over what stands there now; `noi_dung` is the field `noi-dung`."""
    slip.refresh_from_db()
    seen = as_shown(slip)
    named = {key.replace("_", "-"): value for key, value in values.items()}
    changes = {name: Change(seen.get(name), value) for name, value in named.items()}
    return save_slip(slip, changes, by=by, typed=typed)


def filled(by, **values):
    """A slip with all that its form needs."""
    slip = begun(by)
    return save(slip, by, **{"noi_dung": "Mua máy quét", **values}).slip
