"""A published version as one signed file, for the library of another province.

JSON Lines in UTF-8. The first line says what the file is, then follow a line for each document,
record type and set of rules; the last line holds the signature of all bytes before it.
"""

from library.signed.keys import fingerprint_of, new_key, own_key, trusted
from library.signed.reading import Read, read_file
from library.signed.taking import take_in
from library.signed.writing import write_file

__all__ = [
    "Read",
    "fingerprint_of",
    "new_key",
    "own_key",
    "read_file",
    "take_in",
    "trusted",
    "write_file",
]
