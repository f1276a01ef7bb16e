"""Why a file cannot be read, for the person who wrote it: the readers speak to programmers."""

import re
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# what a reader says, and what a librarian is told; names in the first fill the second
_REASONS: Final[tuple[tuple[str, Promise], ...]] = (
    (
        r"the \w+ ends without its id",
        _("the block ends without its id: put {#id} at the end of the line"),
    ),
    (r"the item ends without its id", _("the item ends without its id {#…}")),
    (r"a row ends with \|", _("a row of a table ends with | and its id {#…}")),
    (
        r"the id \{#(?P<id>.+)\} stands twice",
        _("the id {#%(id)s} stands twice in the document: give the second one another id"),
    ),
    (
        r"nothing is called “\{\{(?P<name>.+)\}\}”",
        _("there is no placeholder {{%(name)s}}: choose one of the list"),
    ),
    (
        r"nothing here is called “(?P<name>.+)”",
        _("“%(name)s” is not known at this place: look for a mistake in writing"),
    ),
    (r"“(?P<name>.+)” is missing", _("“%(name)s” is missing")),
    (r"“(?P<name>.+)” is empty", _("“%(name)s” is empty")),
    (r"“(?P<name>.+)” is one of: (?P<values>.+)", _("“%(name)s” is one of: %(values)s")),
    (
        r"“(?P<name>.+)” is not a list of texts",
        _("“%(name)s” is a list of texts; numbers stand in quotes"),
    ),
    (r"“(?P<name>.+)” is not (?P<type>\w+)", _("“%(name)s” is of the wrong type")),
    (r"this is not YAML", _("this part is not valid YAML: look at indents, colons and quotes")),
    (
        r"the file begins with what it is",
        _("the file begins with its head between two lines ---"),
    ),
    (
        r"the file does not hold names|names and values were expected",
        _("names with values were expected here (name: value)"),
    ),
    (r"a name stands twice", _("a name stands twice")),
    (r"a block is not closed", _("a block was opened and not closed")),
    (r"the (?P<name>\w+) are not closed", _("the part “%(name)s” is not closed with ```")),
    (r"a list begins with a line", _("a list begins with a line of its own: {#id}")),
    (r"\{#id\} on a line of its own", _("a line with {#id} alone is followed by a list or table")),
    (r"a heading is one to four", _("a heading is one to four # and a blank")),
    (r"a clause begins with", _("a clause begins with “::: clause 7.1.2. Title {#id}”")),
    (
        r"after @ stands|the only blocks in ```",
        _("this kind of block is not known: see the description of the notation"),
    ),
    (
        r"\d+ cells, where the first row has (?P<n>\d+)",
        _("the row has another number of cells than the first one (%(n)s)"),
    ),
    (
        r"has no cell to belong to|belongs to the row above|is not a rectangle",
        _("the merged cells of the table do not fit"),
    ),
    (r"either “years” or", _("a record type has either “years” or “permanent: true”")),
    (r"“years” is between 1 and (?P<n>\d+)", _("“years” is between 1 and %(n)s")),
    (r"the code (?P<code>.+) stands twice", _("the code %(code)s stands twice")),
    (r"there is no kind of rule “(?P<kind>.+)”", _("there is no kind of rule “%(kind)s”")),
)
_OTHERWISE: Final = _("it is not written as the description of the notation says")


def reason_of(sentence: str) -> str:
    """The sentence of a reader in the words of who wrote the file; sentences of texts stay."""
    for pattern, said in _REASONS:
        if found := re.search(pattern, sentence):
            return str(said) % found.groupdict() if found.groupdict() else str(said)
    return sentence if sentence.startswith("{#") else str(_OTHERWISE)
