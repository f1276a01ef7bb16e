"""A picture with its caption as HTML; the bytes are in the page, nothing is fetched."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from kernel.printing import wording
from kernel.printing.html.inline import inline_html
from kernel.printing.pictures import MM_PER_INCH, ON_SCREEN, picture


def figure(body: Mapping[str, Any], images: Mapping[str, bytes], room: float) -> SafeString:
    """A picture within a width in mm; where its file is missing a box says so."""
    caption = format_html("<figcaption>{}</figcaption>", inline_html(body.get("caption", [])))
    shown = picture(body, images, room)
    if shown is None:
        inner = format_html('<p class="lost">{}</p>', wording.no_picture(body["alt"]))
    else:
        inner = format_html(
            '<img src="data:{};base64,{}" alt="{}" width="{}" height="{}">',
            shown.media_type,
            b64encode(shown.data).decode(),
            body["alt"],
            *(f"{side / MM_PER_INCH * ON_SCREEN:.1f}" for side in (shown.width, shown.height)),
        )
    return format_html(
        "<figure>{}{}</figure>", inner, caption if body.get("caption") else SafeString("")
    )
