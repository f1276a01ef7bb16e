"""`make test`: the whole suite on a PostgreSQL and a Valkey of its own (`ARGS=` goes to pytest)."""

import os
import shlex

from infra.run import foreground, shell, throwaway
from infra.run.console import Console
from infra.run.place import Place


def main(
    place: Place, console: Console, arguments: list[str], began: float, missing: list[str]
) -> int:
    """pytest's own exit code; what this machine could not run is said after its closing line."""
    wanted = arguments + shlex.split(os.environ.get("ARGS", ""))
    with throwaway.servers(place, console) as environment:
        with console.step("Tệp tĩnh"):
            collect = [str(place.bin / "chuan"), "collectstatic", "--noinput", "--verbosity", "0"]
            log = place.logs / "setup.log"
            shell.to_log(collect, log, cwd=place.root, environment=environment)
        console.say("")
        command = [str(place.python), "-m", "pytest", *pytest_arguments(place, wanted)]
        code = foreground.run(command, environment, place.root)
    for sentence in missing:
        console.warn(sentence)
    return code


def pytest_arguments(place: Place, wanted: list[str]) -> list[str]:
    """Two processes and all tests, unless the person names files or another number."""
    named = any(
        (place.root / word.partition("::")[0]).exists() for word in wanted if word[:1] != "-"
    )
    return ["-n", "2", *([] if named else ["tests"]), *wanted]
