"""The table “Ý kiến | Tiếp thu, giải trình” on paper and as a spreadsheet, written by us."""

from collections.abc import Sequence
from typing import Any

from apps.documents.models import Opinion, Version
from apps.documents.selectors.opinions import Line, tally
from apps.organization.selectors import posts_of
from kernel import clock, printing
from kernel.content.nodes import Node
from kernel.db import present_agency

TITLE = "Bảng tổng hợp ý kiến, tiếp thu, giải trình"
WHOLE = "Toàn văn"
AGREES, NO_OPINION, WAITING = "Thống nhất", "Không có ý kiến", "Chưa trả lời"
RESULTS = {Opinion.Outcome.TAKEN: "Tiếp thu", Opinion.Outcome.EXPLAINED: "Giải trình"}
HEADS = ("STT", "Cơ quan, cá nhân", "Nội dung được góp ý", "Ý kiến", "Tiếp thu, giải trình")


def lines_of(rounds: Sequence[Any]) -> list[Line]:
    """A row for each remark, and one for each who agreed or was silent."""
    lines = []
    people = [each.person for one in rounds for each in one.asked if each.person]
    posts = posts_of(people)
    today = clock.today()
    for one in rounds:
        for each in one.asked:
            who = _named(each, posts)
            if each.agrees or not each.answered_at:
                over = one.closed_at is not None or one.due < today
                silence = NO_OPINION if over else WAITING
                said = AGREES if each.agrees else silence
                lines.append(Line(who, said, "", "", request=each))
            for opinion in each.said:
                place = opinion.quote or WHOLE
                lines.append(Line(who, opinion.text, place, _result(opinion), opinion, each))
    return lines


def _named(request: Any, posts: dict[Any, str]) -> str:
    if request.person is None:
        return f"{request.body} ({request.letter})" if request.letter else str(request.body)
    post = posts.get(request.person_id, "")
    return f"{request.person.full_name}, {post}" if post else str(request.person.full_name)


def _result(opinion: Opinion) -> str:
    if opinion.outcome is None:
        return ""
    return f"{RESULTS[Opinion.Outcome(opinion.outcome)]}: {opinion.answer}"


def sheet_rows(rounds: Sequence[Any]) -> list[list[str | int]]:
    """The same rows, numbered, for a spreadsheet."""
    return [
        [n, line.who, line.place, line.remark, line.result]
        for n, line in enumerate(lines_of(rounds), start=1)
    ]


def paper_of_opinions(version: Version, rounds: Sequence[Any]) -> printing.Paper:
    """The table as it is put into the file of the draft, signed by the drafter."""
    agency, counted = present_agency(), tally(rounds, clock.today())
    document, author = version.document, version.author
    told = (
        f"Số cơ quan, cá nhân được lấy ý kiến: {counted.asked:02}; đã trả lời: "
        f"{counted.answered:02}, trong đó thống nhất {counted.agreed:02}, có ý kiến khác "
        f"{counted.remarked:02}; không có ý kiến khi hết hạn: {counted.silent:02}."
    )
    nodes = [
        Node("tong-so", "paragraph", {"text": [{"text": told}]}),
        Node("bang", "table", {"header": 1, "widths": [7, 20, 21, 26, 26], "rows": _rows(rounds)}),
    ]
    post = posts_of([author]).get(author.pk, "")
    return printing.Paper(
        layout="administrative",
        issuer=printing.Issuer(
            name=agency.full_name.upper(),
            parent=agency.parent_name.upper(),
            place=agency.place_name,
            full_name=agency.full_name,
        ),
        kind_name=TITLE,
        title=f"Đối với dự thảo {version.title}, mã hiệu {document.code}",
        code="",
        nodes=nodes,
        issued_on=clock.today(),
        authority=(post.upper() or "NGƯỜI TỔNG HỢP",),
        signer=author.full_name,
        distribution=("Lưu: VT, hồ sơ dự thảo",),
    )


def _rows(rounds: Sequence[Any]) -> list[dict[str, Any]]:
    cells = [list(HEADS), *([str(cell) for cell in row] for row in sheet_rows(rounds))]
    return [
        {"id": f"dong-{n}", "cells": [{"text": [{"text": c}] if c else []} for c in row]}
        for n, row in enumerate(cells)
    ]
