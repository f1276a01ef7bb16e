"""`make test`: the whole suite on a PostgreSQL and a Valkey of its own (`ARGS=` goes to pytest)."""

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.run import foreground, shell, throwaway
from infra.run.children import Child
from infra.run.console import Console
from infra.run.keycloak import beside
from infra.run.place import Place


def main(
    place: Place, console: Console, arguments: list[str], began: float, missing: list[str]
) -> int:
    """pytest's own exit code; what this machine could not run is said after its closing line."""
    wanted = arguments + shlex.split(os.environ.get("ARGS", ""))
    with throwaway.servers(place, console) as environment:
        with _provider(place, environment, at_once=not names_tests(place, wanted)) as folder:
            with console.step("Tệp tĩnh"):
                collect = ["collectstatic", "--noinput", "--verbosity", "0"]
                command = [str(place.bin / "chuan"), *collect]
                log = place.logs / "setup.log"
                shell.to_log(command, log, cwd=place.root, environment=environment)
            console.say("")
            command = [str(place.python), "-m", "pytest", *pytest_arguments(place, wanted)]
            environment |= {"CHUAN_TEST_IDP": str(folder)}
            code = foreground.run(command, environment, place.root)
            verdict = beside.verdict(folder)
    for sentence in missing:
        console.warn(sentence)
    console.say(verdict)
    return code


@contextmanager
def _provider(place: Place, environment: dict[str, str], *, at_once: bool) -> Iterator[Path]:
    """The identity provider comes up while other tests run; for a few named tests when wanted."""
    folder = Path(environment["CHUAN_TEST_VAR"]) / "identity-provider"
    folder.mkdir()
    if at_once:
        (folder / beside.WANTED).touch()
    job = beside.Job(folder, environment["TEST_DATABASE_URL"], "keycloak")
    child = Child("provider", "Máy chủ đăng nhập", job.command, folder / beside.LOG, cwd=place.root)
    child.start()
    try:
        yield folder
    finally:
        child.kill()


def names_tests(place: Place, wanted: list[str]) -> bool:
    """Whether the person names files or folders."""
    return any(
        (place.root / word.partition("::")[0]).exists() for word in wanted if word[:1] != "-"
    )


def pytest_arguments(place: Place, wanted: list[str]) -> list[str]:
    """Two processes and all tests, unless the person names files or another number."""
    return ["-n", "2", *([] if names_tests(place, wanted) else ["tests"]), *wanted]
