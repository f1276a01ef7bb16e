"""A small code at the foot of the first page that leads to a page telling whether this is in force.

It stands in the bottom margin, outside the components that NĐ 30/2020, Annex I gives a place.
"""

from io import BytesIO
from typing import Final

import segno

SIZE: Final = 12.5  # mm; with 37 modules and their quiet zone each is 0.28 mm, enough for a phone
DOTS: Final = 8  # of a PNG, for each module
WORDS: Final = "Kiểm tra hiệu lực"


def code_svg(url: str) -> str:
    """The code as an image of lines, for HTML."""
    return str(segno.make(url, error="m").svg_data_uri(border=2, omitsize=True, light="#fff"))


def code_png(url: str) -> bytes:
    """The code as dots, for DOCX."""
    drawn = BytesIO()
    segno.make(url, error="m").save(drawn, kind="png", scale=DOTS, border=2)
    return drawn.getvalue()


def typed(url: str) -> str:
    """The address as somebody without a camera would type it."""
    return url.removeprefix("https://").removeprefix("http://")
