"""PDFs prepared for signing, taken back and verified, and sealed with a key in a token."""

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from kernel.signing.verdict import Check, Outcome, Role, Signed, Verdict

if TYPE_CHECKING:
    from kernel.signing.places import Place, Places, find_places
    from kernel.signing.preparing import (
        AGENCY,
        PERSON,
        SECRETARY,
        CannotPrepare,
        Field,
        prepare,
        usual_fields,
    )
    from kernel.signing.sealing import SealFailed, SealSigner, Token, check_seal, seal
    from kernel.signing.signatures import Expected
    from kernel.signing.trust import Trust, trust_in
    from kernel.signing.verifying import verify

__all__ = [
    "AGENCY",
    "PERSON",
    "SECRETARY",
    "CannotPrepare",
    "Check",
    "Expected",
    "Field",
    "Outcome",
    "Place",
    "Places",
    "Role",
    "SealFailed",
    "SealSigner",
    "Signed",
    "Token",
    "Trust",
    "Verdict",
    "check_seal",
    "find_places",
    "prepare",
    "seal",
    "trust_in",
    "usual_fields",
    "verify",
]

# What the library finds wrong with a file is a verdict here, and no news for the operator.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
# pyHanko takes a second to import, and most processes never sign.
HOMES: Final = {
    "places": {"Place", "Places", "find_places"},
    "preparing": {
        "AGENCY",
        "PERSON",
        "SECRETARY",
        "CannotPrepare",
        "Field",
        "prepare",
        "usual_fields",
    },
    "sealing": {"SealFailed", "SealSigner", "Token", "check_seal", "seal"},
    "signatures": {"Expected"},
    "trust": {"Trust", "trust_in"},
    "verifying": {"verify"},
}


def __getattr__(name: str) -> Any:
    home = next((home for home, names in HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{home}"), name)
