"""States of clauses for the ring and the heat map of the style page."""

from django.core.paginator import Page, Paginator

from kernel.ui.heatmap import Chapter, HeatMap, Row
from kernel.ui.ring import Cell
from kernel.ui.trend import Course

CHAPTERS = (
    Chapter("4 Bối cảnh", ("4.1", "4.2", "4.3", "4.4")),
    Chapter("5 Lãnh đạo", ("5.1", "5.2", "5.3")),
    Chapter("6 Hoạch định", ("6.1", "6.2", "6.3")),
    Chapter("7 Hỗ trợ", ("7.1", "7.2", "7.3", "7.4", "7.5")),
    Chapter("8 Thực hiện", ("8.1", "8.2", "8.3", "8.4", "8.5", "8.6", "8.7")),
    Chapter("9 Đánh giá", ("9.1", "9.2", "9.3")),
    Chapter("10 Cải tiến", ("10.1", "10.2", "10.3")),
)
CLAUSES = [clause for chapter in CHAPTERS for clause in chapter.clauses]
LETTERS = {
    ".": "ok",
    "s": "soon",
    "x": "gap",
    "o": "wait",
    "-": "na",
    "a": "unassessed",
    "?": "unknown",
    "/": "unreported",
}
AGENCIES = (
    ("Sở Nội vụ", "....s..s.........-s........s"),
    ("Sở Tài chính", "....sx...........-..ss..s..."),
    ("Sở Xây dựng", ".......s.........-.s...xo..."),
    ("Sở Y tế", "......xx...xsx.xx-..x......x"),
    ("Sở Công Thương", ".............s..s-....x....."),
    ("Sở Giáo dục và Đào tạo", "..s......s.....sx-......o..."),
    ("Sở Nông nghiệp và Môi trường", "...s..ss........s-...sx.oxs."),
    ("Thanh tra tỉnh", "....s............-......o..."),
    ("Phường Tân Hải", ".......s......s..-.....xo..."),
    ("Phường Đông Vĩnh", "............s..s.-......o..."),
    ("Phường Hòn Sơn", "x...x............-.x...xx..."),
    ("Xã Suối Lam", ".s...........x...-.........."),
    ("Xã Ninh Trung", "x....x.sx.xs.x..x-x.x......."),
    ("Xã Diên Hòa Tây", "////////////////////////////"),
    ("Phường Cam Bình", "aa......s.s..aaa.-ss...so..."),
    ("Xã Khánh Sơn Hạ", "..............s.s-.?..?so..."),
    ("Đặc khu Đảo Yến", "////////////////////////////"),
)


def cells() -> list[Cell]:
    """The ring of a ward before its report is approved."""
    states = dict.fromkeys(CLAUSES, "ok") | {"6.1": "soon", "7.5": "soon", "9.2": "gap"}
    states |= {"9.3": "wait", "8.3": "na"}
    return [Cell(clause, state) for clause, state in states.items()]


def cells_of_every_state() -> list[Cell]:
    """A ring in which each state occurs."""
    states = dict.fromkeys(CLAUSES, "ok") | {"4.2": "unassessed", "5.3": "unknown", "6.1": "soon"}
    states |= {"9.2": "gap", "9.3": "wait", "8.3": "na"}
    return [Cell(clause, state) for clause, state in states.items()]


def _row(index: int, name: str, letters: str) -> Row:
    states = [LETTERS[letter] for letter in letters]
    applicable = sum(state != "na" for state in states)
    total = "–" if states[0] == "unreported" else f"{states.count('ok')}/{applicable}"
    return Row(f"a{index}", name, "#agency", states, total)


def province() -> HeatMap:
    """Seventeen agencies, one of them chosen."""
    return HeatMap(
        caption="Tình trạng bằng chứng của 17 cơ quan theo 28 điều khoản",
        chapters=CHAPTERS,
        rows=[_row(i, name, letters) for i, (name, letters) in enumerate(AGENCIES)],
        open_url="?row={row}&clause={clause}",
        target="#drill",
        chosen=("a2", "9.2"),
    )


def paged() -> "Page[int]":
    """Seventeen of seventy-eight agencies."""
    return Paginator(range(78), len(AGENCIES)).page(1)


def course() -> Course:
    """How the province did this year and last year."""
    return Course(
        now=(61, 63, 66, 68, 67, 71, 74, 75, 79, 80, 82),
        before=(55, 56, 58, 60, 62, 63, 65, 66, 70, 71, 72, 74),
        year="2026",
        year_before="2025",
        label="Tỷ lệ đủ bằng chứng: từ 61 % tháng 1 lên 82 % tháng 11/2026; cuối năm 2025 là 74 %",
    )
