"""Taking from the library, keeping up with it, and giving back to it."""

from apps.adoption.services.cloning import clone
from apps.adoption.services.deciding import decide, decide_rest, think_again
from apps.adoption.services.offering import offer, take_back
from apps.adoption.services.updating import adopt, refuse, undo

__all__ = [
    "adopt",
    "clone",
    "decide",
    "decide_rest",
    "offer",
    "refuse",
    "take_back",
    "think_again",
    "undo",
]
