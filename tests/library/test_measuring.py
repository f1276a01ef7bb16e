"""What docs/library.md says of the size of the packages is what they hold."""

from pathlib import Path

from library.reading.measuring import HEAD, measure, table
from tests.library.packages import PACKAGES

DOC = Path(__file__).parents[2] / "platform/docs/library.md"
ROOM = 0.05  # a sentence mended is no reason to print the table anew


def rows(text):
    lines = text[text.index(HEAD) :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def number(cell):
    return int(cell.replace(".", ""))


def test_the_table_of_the_documentation_is_that_of_the_packages():
    told, true = rows(DOC.read_text("utf-8")), rows(table())
    assert [row[:4] for row in told] == [row[:4] for row in true], f"print anew:\n{table()}"
    for ours, counted in zip(told, true, strict=True):
        for said, is_so in zip(ours[4:], counted[4:], strict=True):
            assert abs(number(said) - number(is_so)) <= ROOM * number(is_so), counted


def test_every_package_says_several_thousand_words():
    for package in PACKAGES.values():
        found = measure(package)
        assert found.documents + found.forms == len(package.documents)
        assert found.words > 10_000
