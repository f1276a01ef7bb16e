"""The migrations of notices, and one more."""

from pathlib import Path

import kernel.notices.migrations

__path__.append(str(Path(kernel.notices.migrations.__file__).parent))
