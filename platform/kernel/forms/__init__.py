"""Forms to be filled in: what is asked, what was answered, and how both stand on paper.

Pure: the design is a tree with blocks of the kind `entry`, an answer is plain JSON. Decimals are
text with a point, dates ISO, references {"id", "label"} with their label of the day, rows have ids.
"""

from kernel.forms.answers import why_not
from kernel.forms.cleaning import Cleaned, Problem, clean
from kernel.forms.computing import computed
from kernel.forms.conditions import shown
from kernel.forms.fields import Column, Field, Option
from kernel.forms.layout import blank, filled
from kernel.forms.listing import Listed, listed_of, said
from kernel.forms.parts import blocks_in_parts, fields_of, parts_in, upto
from kernel.forms.pasting import Pasted, pasted

__all__ = [
    "Cleaned",
    "Column",
    "Field",
    "Listed",
    "Option",
    "Pasted",
    "Problem",
    "blank",
    "blocks_in_parts",
    "clean",
    "computed",
    "fields_of",
    "filled",
    "listed_of",
    "parts_in",
    "pasted",
    "said",
    "shown",
    "upto",
    "why_not",
]
