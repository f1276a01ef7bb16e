"""The one refusal of this package: content that is not a proper tree."""


class ContentError(ValueError):
    """Content cannot be taken as it is; the message is a sentence for the person who wrote it."""

    def __init__(self, sentence: str, *, node_id: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.node_id = node_id
