"""The lines above a signature: quyền hạn, chức vụ (NĐ 30/2020/NĐ-CP, art. 13 and annex I, 7a)."""

from collections.abc import Sequence
from typing import Protocol

FOR_THE_HEAD = ("KT.", "TL.", "TUQ.")  # who signs so signs for somebody else
PREFIXES = ("TM.", "Q.", *FOR_THE_HEAD)
LINE = "/"  # what parts the lines of a post or of a name that is typed on one


class Signs(Protocol):
    """What the lines are made of."""

    capacity: str
    on_behalf_of: str
    post: str
    agency_seal: bool


def block(row: Signs, head: Sequence[str]) -> tuple[str, ...]:
    """The lines in capitals; `head` is how the head of the agency signs when nothing is laid down.

    A deputy signs below what the head signs below: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH". By order and by written authority only the head's post is named. Without the
    seal of the agency only the first post is: the one within the body (annex I, 7c).
    """
    whose, posts = lines_of(row.on_behalf_of), lines_of(row.post)
    if not row.agency_seal:
        posts = posts[:1]
    match row.capacity:
        case "TM.":
            collective = whose or lines_of(_agency_of(head))
            return (*(f"TM. {bare(line)}" for line in collective[:1]), *collective[1:], *posts)
        case "Q.":
            above = [f"TM. {bare(line)}" for line in whose[:1]]
            return (*above, f"Q. {bare(posts[0])}", *posts[1:])
        case "KT.":
            *above, named = whose or head
            return (*above, f"KT. {bare(named)}", *posts)
        case "TL." | "TUQ.":
            named = (whose or list(head))[-1]
            return (f"{row.capacity} {bare(named)}", *posts)
        case _:
            return tuple(posts)


def lines_of(typed: str) -> list[str]:
    """ "Trưởng ban / Chủ tịch" as two lines in capitals."""
    return [part.strip().upper() for part in typed.split(LINE) if part.strip()]


def bare(line: str) -> str:
    """A line without the capacity that stands before it."""
    for prefix in PREFIXES:
        if line.startswith(prefix):
            return line.removeprefix(prefix).strip()
    return line


def signs_for_another(lines: Sequence[str]) -> str:
    """The capacity among these lines that needs an authority of its own; "" where none does."""
    found = (p for line in lines for p in FOR_THE_HEAD if line.strip().upper().startswith(p))
    return next(found, "")


def _agency_of(head: Sequence[str]) -> str:
    return bare(head[0]) if len(head) > 1 else ""
