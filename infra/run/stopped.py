"""The two ways in which a command ends early: a sentence for the person, or their own Ctrl-C."""


class Stopped(Exception):
    """Ends the command with a Vietnamese sentence that says what to do; `code` is for the shell."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


class Interrupted(BaseException):
    """Ctrl-C or SIGTERM while something was still being prepared."""
