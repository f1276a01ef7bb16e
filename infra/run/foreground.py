"""One command whose words go straight to the person, ended when we are told to end."""

import signal
import subprocess
from pathlib import Path

from infra.run.run_as import die_with_parent


def run(command: list[str], environment: dict[str, str], cwd: Path) -> int:
    """Its exit code. It shares our terminal, so Ctrl-C reaches it by itself."""
    process = subprocess.Popen(
        command, env=environment, cwd=cwd, preexec_fn=die_with_parent(signal.SIGTERM)
    )
    try:
        return process.wait()
    except BaseException:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        raise
