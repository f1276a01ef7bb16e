"""The one refusal of this package."""


class NumberingError(ValueError):
    """A pattern, a code or a number cannot be used; the message is a sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
