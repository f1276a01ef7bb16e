"""How long records are kept, as offices write it: “Vĩnh viễn” or a number of years.

Its words stand on papers, so they are Vietnamese whatever language the page is in.
"""

import re
from typing import Final

from django.utils.translation import gettext_lazy as _

from kernel.alphabet import plain
from kernel.refusals import BadInput

FOR_EVER: Final = "Vĩnh viễn"
LONGEST: Final = 100
USUAL: Final = (FOR_EVER, "02 năm", "03 năm", "05 năm", "10 năm", "20 năm", "50 năm", "70 năm")
_EVER: Final = ("vinh vien", "vv", "for ever", "permanent")
_YEARS: Final = re.compile(r"(\d{1,3})\s*(nam|years?)?")


def retention_text(years: int | None) -> str:
    """ "05 năm", or "Vĩnh viễn" where no years are said."""
    return FOR_EVER if years is None else f"{years:02} năm"


def read_retention(text: str) -> int | None:
    """Years, None for ever. Raises BadInput for anything else."""
    said = plain(text).strip(" .")
    if said in _EVER:
        return None
    found = _YEARS.fullmatch(said)
    if found is None or not 1 <= int(found[1]) <= LONGEST:
        raise BadInput(
            _("“%(text)s” is no time to keep records: write “Vĩnh viễn” or a number of years.")
            % {"text": text[:40]}
        )
    return int(found[1])
