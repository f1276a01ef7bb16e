"""`python3 -m infra.run <command>`: the door behind every target of the Makefile."""

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEWER = ("python3.13", "python3.12", "python3.11")

if sys.version_info < (3, 11):  # noqa: UP036  an older Python must still be able to say so
    for name in NEWER:
        if shutil.which(name):
            os.execvp(name, [name, *sys.argv])
    sys.exit("CHUẨN cần Python 3.11 trở lên; hãy cài python3.11 rồi chạy lại lệnh này.")

if __name__ == "__main__":
    # Started by its path, the first entry would be this folder and its modules would be top-level.
    sys.path[0] = str(ROOT)
    from infra.run.dispatch import main

    sys.exit(main(ROOT, sys.argv[1:]))
