"""How long a package is: `python -m library.reading.measuring` prints it for docs/library.md."""

from collections.abc import Sequence
from dataclasses import dataclass

from kernel.content.nodes import Node, text_of
from kernel.forms import blank
from library.reading.packages import Package, package_paths, read_package

HEAD = "| Bộ mẫu | Phiên bản | Tài liệu | Biểu mẫu | Chữ trong tài liệu | Chữ trong biểu mẫu |"


@dataclass(frozen=True, slots=True)
class Measure:
    """Words are counted as a word processor counts them: what stands between blanks.

    A form counts as it is printed to be filled in by hand, without its dots and boxes.
    """

    documents: int
    forms: int
    words: int
    words_of_forms: int


def measure(package: Package) -> Measure:
    """The documents of a package, its forms apart, with what they say."""
    forms = [document for document in package.documents if document.kind == "form"]
    others = [document for document in package.documents if document.kind != "form"]
    return Measure(
        documents=len(others),
        forms=len(forms),
        words=sum(_words(document.nodes) for document in others),
        words_of_forms=sum(_words(blank(document.nodes)) for document in forms),
    )


def table() -> str:
    """A row for every package, words to the hundred."""
    rows = [HEAD, "|---|---|---|---|---|---|"]
    packages = (read_package(path) for path in package_paths())
    for package in sorted(packages, key=lambda package: package.order):
        found = measure(package)
        cells = (
            f"`{package.key}` {package.name}",
            str(package.version),
            str(found.documents),
            str(found.forms),
            _rounded(found.words),
            _rounded(found.words_of_forms),
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _words(nodes: Sequence[Node]) -> int:
    said = (word for node in nodes for word in text_of(node).split())
    return sum(any(map(str.isalnum, word)) for word in said)


def _rounded(words: int) -> str:
    return f"{round(words, -2):,}".replace(",", ".")


if __name__ == "__main__":
    print(table())
