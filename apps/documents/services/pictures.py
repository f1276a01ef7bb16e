"""The pictures of a tree from the agency's files: found in one query, read one by one."""

from collections.abc import Iterable, Iterator, Mapping

from kernel.content.nodes import Node, images
from kernel.files.models import StoredFile
from kernel.files.services import read_file


class StoredPictures(Mapping[str, bytes]):
    """Bytes by SHA-256, read from disk when they are asked for: twenty large ones fit in memory."""

    def __init__(self, files: Mapping[str, StoredFile]) -> None:
        self._files = files

    def __getitem__(self, sha256: str) -> bytes:
        """The bytes; KeyError where the file is gone or was changed on disk."""
        try:
            return read_file(self._files[sha256])
        except OSError as error:
            raise KeyError(sha256) from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def stored_pictures(nodes: Iterable[Node]) -> Mapping[str, bytes]:
    """What a paper shows its pictures from; asks for nothing where there are none."""
    if not (wanted := images(nodes)):
        return {}
    found = StoredFile.objects.filter(sha256__in=wanted)
    return StoredPictures({stored.sha256: stored for stored in found})
