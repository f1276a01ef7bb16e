"""Slips of a furnished house: one being filled in, one being signed, one that is done."""

from django.db.models import Model

from apps.documents import services as documents
from apps.documents.models import Document, Version
from apps.documents.services.freezing import freeze
from apps.records.models import Slip
from apps.records.services.filling import save_slip
from apps.records.services.filling_merge import Change
from apps.records.services.slips import start_slip
from apps.records.services.slips_attaching import attach_file, link_slip
from apps.records.services.slips_finishing import finish_slip, submit_slip
from kernel import clock
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from tests.architecture.furnishing.house import House

COLUMNS = [
    {"id": "viec", "label": "Việc", "type": "text"},
    {"id": "so", "label": "Số", "type": "number"},
]


def lay_out_slips(house: House, word: str) -> None:
    """A form in force, and its slips by a member of the staff."""
    staff = house.people["staff"]
    form = _form(house, word, "BM.21", signed=True)
    slip = _slip(form, house, f"Đang lập {word}")
    _note(house, "fillable", form)
    _note(house, "slip", slip)
    attached = attach_file(slip, f"%PDF-1.7 phieu {word}".encode(), f"{word}.pdf", by=staff)
    _note(house, "slip_file", attached)
    _note(house, "slip_link", link_slip(slip, kind="clause", key="9.2", by=staff))
    waiting = _slip(form, house, f"Chờ ký {word}")
    waiting = submit_slip(waiting, by=staff, signers={"ky": house.people["iso_head"].pk})
    _note(house, "slip_signing", waiting)
    _note(house, "slip_signature", waiting.signatures.get())
    done = _slip(_form(house, word, "BM.22"), house, f"Đã xong {word}")
    _note(house, "slip_done", finish_slip(done, by=staff))


def _note(house: House, name: str, thing: Model) -> None:
    house.ids[name] = str(thing.pk)


def _form(house: House, word: str, code: str, *, signed: bool = False) -> Document:
    nodes = [
        Node("noi-dung", "entry", _body(f"Nội dung {word}", "text", listed=True)),
        Node("bang", "entry", _body("Bảng", "table", columns=COLUMNS)),
    ]
    if signed:
        nodes.append(Node("ky", "entry", _body("Ký", "signature", required=True)))
    draft = documents.draft_document(
        code=code, title=f"Phiếu {word}", kind="form", nodes=nodes, by=house.people["secretary"]
    )
    draft.content, draft.state, draft.in_force_from = freeze(draft), "issued", clock.today()
    draft.must_read = False
    draft.save(update_fields=["content", "state", "in_force_from", "must_read"])
    return Version.objects.get(pk=draft.pk).document


def _body(label: str, kind: str, **more: object) -> dict[str, object]:
    return {"label": to_inline(label), "type": kind, **more}


def _slip(form: Document, house: House, said: str) -> Slip:
    staff = house.people["staff"]
    slip = start_slip(form.pk, by=staff, title=said)
    rows = [{"id": "r1", "cells": {"viec": said, "so": "2"}}]
    changes = {"noi-dung": Change(None, said), "bang": Change(None, rows)}
    return save_slip(slip, changes, by=staff).slip
