"""The documents' migrations and the pending one beside them."""

from pathlib import Path

import apps.documents.migrations

RELEASED = Path(apps.documents.migrations.__file__).parent
__path__.append(str(RELEASED))
