"""The migrations of files, and one more."""

from pathlib import Path

import kernel.files.migrations

__path__.append(str(Path(kernel.files.migrations.__file__).parent))
