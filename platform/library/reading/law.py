"""Reader of the law that documents should no longer cite: symbol → what replaced it."""

from pathlib import Path

from library.reading.located import load_mapping
from library.reading.packages import CONTENT


def read_repealed(content: Path = CONTENT) -> dict[str, str]:
    """Texts no longer in force with their successors, "" where nothing replaced them.

    Raises ReadingError where the file is not names and texts.
    """
    path = content / "law" / "repealed.yaml"
    found = load_mapping(path.read_text("utf-8"), path)
    if not all(isinstance(value, str) for value in found.values()):
        raise found.error("a successor is not a text")
    return dict(found)
