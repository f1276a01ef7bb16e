"""Reader of a package: a folder with package.yaml and one Markdown file per document."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kernel.content.nodes import Node
from kernel.content.placeholders import used
from kernel.printing import subject
from library.reading.dialect import read_nodes
from library.reading.errors import ReadingError
from library.reading.located import Located, load_mapping

CONTENT: Final = Path(__file__).resolve().parent.parent / "content"

KINDS: Final = (
    "policy",
    "manual",
    "objectives_plan",
    "objectives_report",
    "procedure",
    "form",
    "risk_table",
    "decision",
)
LAYOUTS: Final = ("system", "administrative")
LEVELS: Final = ("I", "II", "III", "IV")

_PACKAGE: Final = {
    "key": str,
    "kind": str,
    "name": str,
    "version": int,
    "order": int,
    "description": str,
    "standard": str,
    "edition": str,
    "documents": list,
}
_DOCUMENT: Final = {"key": str, "kind": str, "code": str, "title": str, "level": str}
_DOCUMENT_MORE: Final = {
    "layout": str,
    "kind_name": str,
    "clauses": list,
    "parent": str,
    "distribution": list,
    "grounds": list,
    "authority": list,
}


@dataclass(frozen=True, slots=True)
class PackageDocument:
    """A template. `parent` is the code of a form's procedure; texts are in the light notation.

    `layout`, `kind_name`, `grounds` and `authority` are those of `kernel.printing.Paper`.
    """

    key: str
    kind: str
    code: str
    title: str
    level: str
    layout: str
    kind_name: str
    clauses: tuple[str, ...]
    parent: str
    distribution: tuple[str, ...]
    grounds: tuple[str, ...]
    authority: tuple[str, ...]
    nodes: tuple[Node, ...]
    path: Path

    @property
    def subject(self) -> str:
        """The trích yếu: the title without the name of the kind that is printed above it."""
        return subject(self.kind_name, self.title)


@dataclass(frozen=True, slots=True)
class Package:
    """A version of a set of templates for one kind of agency, its documents in their order."""

    key: str
    kind: str
    name: str
    version: int
    order: int
    description: str
    standard: str
    edition: str
    documents: tuple[PackageDocument, ...]

    def document(self, key: str) -> PackageDocument:
        """The document of this key; raises KeyError."""
        for document in self.documents:
            if document.key == key:
                return document
        raise KeyError(key)


def package_paths(content: Path = CONTENT) -> tuple[Path, ...]:
    """The folders of the packages we ship."""
    return tuple(sorted(found.parent for found in content.glob("packages/*/package.yaml")))


def read_placeholders(content: Path = CONTENT) -> dict[str, str]:
    """The placeholders templates may use: key → Vietnamese label."""
    path = content / "placeholders.yaml"
    found = load_mapping(path.read_text("utf-8"), path)
    return {key: row["label"] for key, row in found.items()}


def read_package(path: Path) -> Package:
    """The package in a folder, or whose package.yaml this is; raises ReadingError."""
    path = path / "package.yaml" if path.is_dir() else path
    head = load_mapping(path.read_text("utf-8"), path)
    head.refuse_unknown(_PACKAGE, {})
    placeholders = frozenset(read_placeholders())
    files = sorted(path.parent.glob("*.md"))
    documents = {file.stem: read_document(file, placeholders) for file in files}
    ordered = head.texts("documents")
    if astray := set(ordered) ^ set(documents):
        raise head.error(
            f"“{min(astray)}” is listed without a file, or a file without being listed"
        )
    package = Package(
        **{name: head[name] for name in _PACKAGE if name != "documents"},
        documents=tuple(documents[key] for key in ordered),
    )
    _refuse_wrong_references(package)
    return package


def read_document(path: Path, placeholders: Iterable[str] | None = None) -> PackageDocument:
    """A template from its Markdown file; its key is the name of the file. Raises ReadingError."""
    lines = path.read_text("utf-8").split("\n")
    if lines[0] != "---" or "---" not in lines[1:]:
        raise ReadingError(path, 1, "the file begins with what it is, between two lines ---")
    end = lines.index("---", 1)
    head = load_mapping("\n".join(lines[1:end]), path, first=2)
    _check_head(head, path)
    nodes = read_nodes("\n".join(lines[end + 1 :]), path, first=end + 2)
    document = PackageDocument(
        **{name: head[name] for name in _DOCUMENT},
        layout=head.get("layout", "system"),
        kind_name=head.get("kind_name", ""),
        parent=head.get("parent", ""),
        clauses=head.texts("clauses"),
        distribution=head.texts("distribution"),
        grounds=head.texts("grounds"),
        authority=head.texts("authority"),
        nodes=nodes,
        path=path,
    )
    if placeholders is not None:
        _refuse_unknown_placeholders(document, frozenset(placeholders), lines)
    return document


def _check_head(head: Located, path: Path) -> None:
    head.refuse_unknown(_DOCUMENT, _DOCUMENT_MORE)
    allowed = {"kind": KINDS, "layout": LAYOUTS, "level": LEVELS, "key": (path.stem,)}
    for name, values in allowed.items():
        if name in head and head[name] not in values:
            raise head.error(f"“{name}” is one of: {', '.join(values)}")


def _refuse_unknown_placeholders(
    document: PackageDocument, known: frozenset[str], lines: list[str]
) -> None:
    for name in used(document.nodes):
        if name not in known:
            at = next((n for n, line in enumerate(lines, 1) if f"{{{{{name}" in line), 1)
            raise ReadingError(document.path, at, f"nothing is called “{{{{{name}}}}}”")


def _refuse_wrong_references(package: Package) -> None:
    seen: set[str] = set()
    codes = {document.code for document in package.documents}
    for document in package.documents:
        if document.code in seen:
            raise ReadingError(document.path, 1, f"the code {document.code} stands twice")
        seen.add(document.code)
        if document.parent and document.parent not in codes:
            raise ReadingError(document.path, 1, f"there is no procedure {document.parent}")
