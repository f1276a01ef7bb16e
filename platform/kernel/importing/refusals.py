"""The one way an upload is refused: with a sentence for the person who uploaded it."""

from django.utils.functional import Promise


class ImportRefused(ValueError):
    """The file cannot be imported; `sentence` says why and what to do, `code` names the reason."""

    def __init__(self, sentence: str | Promise, *, code: str) -> None:
        super().__init__(code)
        self.sentence = sentence
        self.code = code

    def __str__(self) -> str:
        return str(self.sentence)
