"""Sơ đồ cơ cấu tổ chức: drawn from the rows of a register, in lines that any size keeps sharp."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kernel.printing.fonts import MM_PER_POINT, wrapped
from kernel.printing.runs import plain

SOURCE: Final = "org_chart"
WIDTH: Final = 165.0  # mm, the text of a usual page
COLUMNS: Final = 4  # boxes beside each other; an even number leaves the middle to the trunk
ROOT: Final = 80.0  # mm
BESIDE: Final = 4.0  # mm between boxes
BELOW: Final = 5.0
DEEPER: Final = 5.0
INSET: Final = 1.5
SIZE: Final = 10.5  # pt
LINE: Final = SIZE * MM_PER_POINT * 1.25  # mm


@dataclass(frozen=True, slots=True)
class Box:
    """A unit at its place in mm; the last line is who leads it, if anybody does."""

    x: float
    y: float
    width: float
    lines: tuple[str, ...]
    lead: tuple[str, ...]

    @property
    def height(self) -> float:
        return (len(self.lines) + len(self.lead)) * LINE + 2 * INSET

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


Stroke = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Chart:
    """All boxes and the lines between them; height in mm."""

    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    height: float


def is_chart(body: Mapping[str, Any]) -> bool:
    """Whether a register is drawn instead of set as a table."""
    return body["source"] == SOURCE and len(body.get("frozen", {}).get("rows", ())) > 1


def chart(table: Mapping[str, Any]) -> Chart:
    """Lay out rows of (unit, belongs to, led by) below their header; the first is the root."""
    rows = [tuple(plain(cell["text"]) for cell in row["cells"]) for row in table["rows"][1:]]
    (name, _above, lead), *others = rows
    top = _box(name, lead, (WIDTH - ROOT) / 2, 0, ROOT)
    names = {row[0] for row in others}
    below: dict[str, list[tuple[str, ...]]] = {}
    for row in others:
        below.setdefault(row[1] if row[1] in names and row[1] != row[0] else name, []).append(row)
    boxes, strokes, y = [top], [], top.height
    first = below.pop(name, [])
    for start in range(0, len(first), COLUMNS):
        bus = y + BELOW
        strokes.append((WIDTH / 2, top.height, WIDTH / 2, bus))
        abreast = first[start : start + COLUMNS]
        wide = WIDTH / (COLUMNS if len(first) > COLUMNS else len(abreast))
        columns = [
            _column(one, below, at * wide + BESIDE / 2, bus + BELOW, wide - BESIDE)
            for at, one in enumerate(abreast)
        ]
        middles = [column[0][0].middle for column in columns]
        strokes.append((min(*middles, WIDTH / 2), bus, max(*middles, WIDTH / 2), bus))
        strokes += [(middle, bus, middle, bus + BELOW) for middle in middles]
        for made, lines in columns:
            boxes += made
            strokes += lines
        y = max(box.y + box.height for made, _ in columns for box in made) + BELOW
    return Chart(tuple(boxes), tuple(strokes), max(box.y + box.height for box in boxes) + 1)


def _column(
    row: tuple[str, ...],
    below: dict[str, list[tuple[str, ...]]],
    x: float,
    y: float,
    width: float,
) -> tuple[list[Box], list[Stroke]]:
    """A unit with those that belong to it, one under the other; each is drawn once."""
    own = _box(row[0], row[2], x, y, width)
    boxes, strokes = [own], list[Stroke]()
    bottom = own.y + own.height
    for child in below.pop(row[0], []):
        inner = max(width - DEEPER, 20.0)
        made, lines = _column(child, below, x + DEEPER, bottom + BELOW / 2, inner)
        middle = made[0].y + made[0].height / 2
        strokes += [(x + DEEPER / 2, own.y + own.height, x + DEEPER / 2, middle)]
        strokes += [(x + DEEPER / 2, middle, x + DEEPER, middle), *lines]
        boxes += made
        bottom = max(box.y + box.height for box in made)
    return boxes, strokes


def _box(name: str, lead: str, x: float, y: float, width: float) -> Box:
    room = width - 2 * INSET
    lines = wrapped(name, SIZE, room, bold=True)
    return Box(x, y, width, tuple(lines), tuple(wrapped(lead, SIZE, room)) if lead else ())


def chart_svg(table: Mapping[str, Any]) -> SafeString:
    """The drawing; it is as wide as the text and says all its words as text."""
    drawn = chart(table)
    return format_html(
        '<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}mm"'
        ' height="{}mm" font-family="{}" role="img" aria-label="{}">'
        '<g fill="none" stroke="#000" stroke-width=".25">{}{}</g>{}</svg>',
        f"{WIDTH:g}",
        f"{drawn.height:.2f}",
        f"{WIDTH:g}",
        f"{drawn.height:.2f}",
        "Tinos, 'Times New Roman', serif",
        "Sơ đồ cơ cấu tổ chức",
        format_html_join(
            "",
            '<path d="M{} {}L{} {}"/>',
            (tuple(f"{at:.2f}" for at in stroke) for stroke in drawn.strokes),
        ),
        format_html_join(
            "",
            '<rect x="{}" y="{}" width="{}" height="{}"/>',
            (
                tuple(f"{at:.2f}" for at in (box.x, box.y, box.width, box.height))
                for box in drawn.boxes
            ),
        ),
        format_html_join("", "{}", ((_words(box),) for box in drawn.boxes)),
    )


def _words(box: Box) -> SafeString:
    said: Sequence[tuple[str, str]] = [
        *((line, 'font-weight="bold"') for line in box.lines),
        *((line, 'font-style="italic"') for line in box.lead),
    ]
    return format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle" font-size="{}" {}>{}</text>',
        (
            (
                f"{box.middle:.2f}",
                f"{box.y + INSET + LINE * (at + 0.78):.2f}",
                f"{SIZE * MM_PER_POINT:.2f}",
                SafeString(look),
                line,
            )
            for at, (line, look) in enumerate(said)
        ),
    )
