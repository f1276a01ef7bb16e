"""What the libraries raise on files that are damaged, or that somebody broke on purpose."""

import struct
import zlib
from typing import Final

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.errors import SignatureValidationError, ValidationInfoReadingError

UNREADABLE: Final = (
    PdfError,
    SigningError,
    SignatureValidationError,
    ValidationInfoReadingError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    struct.error,
    zlib.error,
)
