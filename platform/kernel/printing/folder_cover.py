"""The cover of a folder (bìa hồ sơ), as archives in Việt Nam know it (TCVN 9251:2012)."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_PAGE: Final = """<!doctype html><html lang="vi"><head><title>{title}</title><style>
@page {{ size: A4; margin: 18mm 15mm 18mm 25mm }}
body {{ margin: 0; font: 14pt/1.4 Tinos }}
main {{ box-sizing: border-box; height: 258mm; padding: 12mm; border: 1.5pt solid;
text-align: center; position: relative }}
p {{ margin: 0 0 2mm }} .b {{ font-weight: bold }} .what {{ margin: 38mm 0 10mm; font-size: 30pt;
font-weight: bold; letter-spacing: 2pt }} .name {{ font-size: 17pt;
font-weight: bold; margin: 0 8mm 14mm }}
.foot {{ position: absolute; left: 12mm; right: 12mm; bottom: 12mm; text-align: left }}
</style></head><body><main>{above}<p class="what">HỒ SƠ</p><p class="name">{name}</p>{lines}
<div class="foot">{foot}</div></main></body></html>"""


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on it: who above, its name, lines below the name, lines at the foot."""

    above: Sequence[str]
    name: str
    lines: Sequence[str]
    foot: Sequence[str]


def folder_cover(cover: Cover) -> bytes:
    """The cover as a PDF of one page."""
    from kernel.printing.pdf import laid_out

    page = _PAGE.format(
        title=html.escape(cover.name),
        above="".join(
            f"<p{' class=b' if n else ''}>{html.escape(each)}</p>"
            for n, each in enumerate(cover.above)
        ),
        name=html.escape(cover.name),
        lines=_said(cover.lines),
        foot=_said(cover.foot),
    )
    written: bytes = laid_out(page).write_pdf(pdf_variant="pdf/a-3u")
    return written


def _said(lines: Sequence[str]) -> str:
    return "".join(f"<p>{html.escape(each)}</p>" for each in lines)
