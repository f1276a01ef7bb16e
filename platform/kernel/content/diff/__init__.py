"""Two versions compared, block by block and word by word."""

from kernel.content.diff.blocks import Change, Status, compare
from kernel.content.diff.patch import apply
from kernel.content.diff.words import Sign, Word, compare_words

__all__ = ["Change", "Sign", "Status", "Word", "apply", "compare", "compare_words"]
