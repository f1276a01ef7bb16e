"""The one refusal of the readers: a shipped file that is not as it should be, by file and line."""

from pathlib import Path


class ReadingError(ValueError):
    """A shipped file cannot be read; the message begins with `file:line:`, lines counted from 1."""

    def __init__(self, path: Path, line: int, sentence: str) -> None:
        super().__init__(f"{path}:{line}: {sentence}")
        self.path = path
        self.line = line
        self.sentence = sentence
