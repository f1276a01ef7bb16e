"""What must never come into this system: state secrets and denunciations (product.md 2.4).

A stamp of secrecy stands alone on its line, in capitals (Luật Bảo vệ bí mật nhà nước 29/2018/QH14,
art. 8 and 10); a denunciation names itself in its title (Luật Tố cáo 25/2018/QH14). A text that
speaks about either, such as a procedure or an empty form, comes in.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from django.utils.translation import gettext_lazy as _

from kernel.refusals import BadInput

STAMPS: Final = frozenset({"TUYỆT MẬT", "TỐI MẬT", "MẬT"})
DENUNCIATIONS: Final = (
    "đơn tố cáo",
    "quyết định thụ lý tố cáo",
    "thông báo thụ lý tố cáo",
    "kết luận nội dung tố cáo",
)
TOP: Final = 40  # lines among which a stamp or a title stands; a long text is not searched
_PARTS: Final = re.compile(r"[\n\t|]")
_AROUND: Final = re.compile(r"^[\W_]+|[\W_]+$")
_TO_FILL_IN: Final = re.compile(r"[.…]{5,}|_{5,}")


class KeptOut(BadInput):
    """Refused at the door: not even its bytes may stay here."""


def refuse_secrets(lines: Iterable[str], *, name: str = "") -> None:
    """Raise KeptOut for a text that bears a stamp of secrecy or is a denunciation.

    `lines` are the lines of the text from its beginning, in any form of Unicode; `name` is that of
    the file, for the sentence.
    """
    top = list(islice(_filled(lines), TOP))
    if any(part in STAMPS for part in top):
        raise KeptOut(
            _(
                "“%(name)s” bears a stamp of secrecy. State secrets must not come into this "
                "system; keep it as the law on state secrets says."
            )
            % {"name": name or _shortened(top)},
            clause="29/2018/QH14",
        )
    if _is_denunciation(top):
        raise KeptOut(
            _(
                "“%(name)s” belongs to a denunciation. Denunciations are not kept in this system, "
                "so that who denounces is protected; of complaints, keep only the number."
            )
            % {"name": name or _shortened(top)},
            clause="25/2018/QH14",
        )


def _is_denunciation(top: list[str]) -> bool:
    titles = any(part.casefold().startswith(DENUNCIATIONS) for part in top)
    return titles and not any(_TO_FILL_IN.search(part) for part in top)


def _filled(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        for part in _PARTS.split(unicodedata.normalize("NFC", line)):
            words = " ".join(part.split())
            bare = words if _TO_FILL_IN.search(words) else _AROUND.sub("", words)
            if bare:
                yield bare


def _shortened(top: list[str]) -> str:
    return top[0][:60]
