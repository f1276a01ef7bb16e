"""What else the register of outgoing documents asks for, and the register on paper."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import IssueSheet
from apps.documents.selectors.outgoing import HEADS, columns
from kernel import clock, printing
from kernel.content.nodes import Node
from kernel.db import present_agency
from kernel.files.models import StoredFile
from kernel.printing import PageSettings
from kernel.refusals import BadInput, WrongState
from kernel.trail import record

WIDTHS = [12, 11, 18, 10, 12, 10, 6, 11, 5, 5]
SMALL = PageSettings(table=8, margin_left=20, margin_right=10)


@transaction.atomic
def note_sheet(
    sheet: IssueSheet,
    *,
    by: User,
    copies: int | None = None,
    keeper: str = "",
    sent_on: date | None = None,
    note: str = "",
    signed_copy: StoredFile | None = None,
) -> IssueSheet:
    """How many copies went out when, and who keeps the file copy; number and date stay."""
    may.ISSUE.require(by)
    sheet = IssueSheet.objects.select_for_update().get(pk=sheet.pk)
    if sent_on is not None and sent_on < sheet.signed_on:
        raise BadInput(_("It was sent on its own date or later."))
    if signed_copy is not None and sheet.signed_copy_id is not None:
        raise WrongState(_("The signed copy is kept already; it is not exchanged."))
    sheet.copies, sheet.keeper = copies, keeper.strip()[:200]
    sheet.sent_on, sheet.note = sent_on, note.strip()[:300]
    sheet.signed_copy = sheet.signed_copy or signed_copy
    sheet.save(update_fields=["copies", "keeper", "sent_on", "note", "signed_copy"])
    record("documents.outgoing_note", sheet, by=by, note=sheet.note, copies=copies)
    return sheet


def paper_of_register(rows: Sequence[IssueSheet], year: int) -> printing.Paper:
    """ "Sổ đăng ký văn bản đi" of a year, ten columns."""
    agency = present_agency()
    cells = [list(HEADS), *([_text(cell) for cell in columns(row)] for row in rows)]
    table = [
        {"id": f"dong-{n}", "cells": [{"text": [{"text": c}] if c else []} for c in row]}
        for n, row in enumerate(cells)
    ]
    body: dict[str, Any] = {"header": 1, "widths": WIDTHS, "rows": table}
    return printing.Paper(
        layout="administrative",
        issuer=printing.Issuer(
            name=agency.full_name.upper(),
            parent=agency.parent_name.upper(),
            place=agency.place_name,
            full_name=agency.full_name,
        ),
        kind_name="Sổ đăng ký văn bản đi",
        title=f"Năm {year}",
        code="",
        nodes=[Node("so", "table", body)],
        issued_on=clock.today(),
        authority=("VĂN THƯ",),
        settings=SMALL,
        distribution=("Lưu: VT",),
    )


def _text(cell: str | date | int) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)
