"""The index follows the text: whoever changes a text promises that it is read again."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from apps.documents.models import ExternalDocument, Version
from apps.documents.selectors import tree_of
from apps.documents.selectors.searching import (
    EXTERNAL,
    SOURCE,
    head_of,
    head_of_external,
    said_by,
)
from apps.documents.services.citations import cite_anew
from kernel import search
from kernel.files.models import StoredFile
from kernel.files.services import read_file
from kernel.importing import ImportRefused, read_manual
from kernel.search import Record, Said
from kernel.search.finding import texts_kept
from kernel.search.services import write_head


def text_changed(version: Version) -> None:
    """Its words, and what it cites, are looked at again once this transaction is through."""
    search.changed(SOURCE, version.pk, has_file=version.file_id is not None)
    cite_anew(version.pk)


def known_by_name(version: Version) -> None:
    """Found by code and title from this moment on; its text follows in a moment."""
    write_head(SOURCE, head_of(version))
    text_changed(version)


def external_changed(external: ExternalDocument) -> None:
    """Found by number and title from this moment on, by the text of its file soon after."""
    write_head(EXTERNAL, head_of_external(external))
    search.changed(EXTERNAL, external.pk, has_file=external.file_id is not None)


def read_version(key: UUID) -> Record | None:
    """A version as the index shall know it; None when there is none."""
    rows = Version.objects.select_related("document", "content", "sheet", "file")
    version = rows.filter(pk=key).first()
    if version is None:
        return None
    former = version.document.former_codes.order_by("changed_at").values_list("code", flat=True)
    said = list(said_by(tree_of(version), tuple(version.clauses)))
    if version.file is not None:
        said += _said_by_file(key, version.file)
    return replace(head_of(version, str(getattr(version, "sheet", "")), *former), said=said)


def read_external(key: UUID) -> Record | None:
    """An external document with the text of its file; None when there is none."""
    external = ExternalDocument.objects.select_related("file").filter(pk=key).first()
    if external is None:
        return None
    said = list(_said_by_file(key, external.file)) if external.file else []
    return replace(head_of_external(external), said=said)


def _said_by_file(key: UUID, file: StoredFile) -> Iterator[Said]:
    """The text of an uploaded file, else its name; what was read before is not read again."""
    mark = f"file-{file.sha256[:14]}"
    for text in texts_kept(key, mark) or [_text_of(file) or file.name]:
        yield Said("", text, mark, file.name)


def _text_of(file: StoredFile) -> str:
    """All that it says, "" where nothing can be read: a scan, a password, a picture."""
    try:
        return read_manual(read_file(file), file.name, ()).source
    except ImportRefused:
        return ""
