"""Reader of a package: a folder with package.yaml and one Markdown file per document.

What is the same for several kinds of body stands once, in the folder COMMON beside the packages: a
key that package.yaml names is looked up in the package's own folder first, then there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kernel.content.nodes import Node
from kernel.content.placeholders import used
from kernel.printing import subject
from library.reading.dialect import read_nodes
from library.reading.errors import ReadingError
from library.reading.located import Located, load_mapping
from library.reading.records import RecordType, read_records

CONTENT: Final = Path(__file__).resolve().parent.parent / "content"

COMMON: Final = "chung"
RECORDS: Final = "records.yaml"

KINDS: Final = (
    "policy",
    "manual",
    "objectives_plan",
    "objectives_report",
    "procedure",
    "instruction",
    "regulation",
    "form",
    "risk_table",
    "decision",
    "letter",
    "paper",
    "other",
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
    def meta(self) -> dict[str, Any]:
        """What its paper shows around the text, as it is frozen."""
        return {
            "key": self.key,
            "kind": self.kind,
            "code": self.code,
            "title": self.title,
            "level": self.level,
            "layout": self.layout,
            "kind_name": self.kind_name,
            "clauses": list(self.clauses),
            "parent": self.parent,
            "distribution": list(self.distribution),
            "grounds": list(self.grounds),
            "authority": list(self.authority),
        }

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
    records: tuple[RecordType, ...] = ()

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
    package = Package(
        **{name: head[name] for name in _PACKAGE if name != "documents"},
        documents=tuple(read_document(file, placeholders) for file in _files_of(head)),
        records=_records_of(head),
    )
    _refuse_wrong_references(package)
    return package


def _records_of(head: Located) -> tuple[RecordType, ...]:
    """Those of COMMON in their order, then the own ones; an own one replaces its namesake."""
    own = {each.code: each for each in _records_in(head.path.parent)}
    common = [own.pop(c.code, c) for c in _records_in(head.path.parent.parent / COMMON)]
    return (*common, *own.values())


def _records_in(folder: Path) -> tuple[RecordType, ...]:
    path = folder / RECORDS
    return read_records(path) if path.exists() else ()


def _files_of(head: Located) -> list[Path]:
    """The file of each document in the order of package.yaml, the package's own before COMMON's."""
    folder, ordered = head.path.parent, head.texts("documents")
    own = {file.stem: file for file in folder.glob("*.md")}
    common = {file.stem: file for file in (folder.parent / COMMON).glob("*.md")}
    for number, key in enumerate(ordered):
        if key not in own and key not in common:
            raise head.error(f"“{key}” is listed without a file, here and in {COMMON}/")
        if key in ordered[:number]:
            raise head.error(f"“{key}” is listed twice")
    return [own.get(key) or common[key] for key in ordered]


def read_document(path: Path, placeholders: Iterable[str] | None = None) -> PackageDocument:
    """A template from its Markdown file; its key is the name of the file. Raises ReadingError."""
    return read_document_text(path.read_text("utf-8"), path, placeholders)


def read_document_text(
    text: str, path: Path, placeholders: Iterable[str] | None = None
) -> PackageDocument:
    """As `read_document`, of a text; `path` is what a refusal calls it, and its stem the key."""
    lines = text.split("\n")
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
    for each in package.records:
        if astray := each.named - codes:
            said = f"{each.code} names a form {min(astray)} that is not there"
            raise ReadingError(each.path, each.line, said)
