"""The migrations of notices, one that runs Python, and one that is plain SQL after it."""

from pathlib import Path

import kernel.notices.migrations

__path__.append(str(Path(kernel.notices.migrations.__file__).parent))
