"""The house as it is laid: two source roots, no script beside, models that say who and when."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from tomllib import loads

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

ROOT = Path(__file__).parents[2]
PROJECT = loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGES = PROJECT["tool"]["importlinter"]["root_packages"]


def test_platform_is_a_source_root_and_no_package() -> None:
    # With an __init__.py it would stand before the standard library's `platform`, which Django,
    # Celery and pytest import: all of them would fail when started from here (ADR 0002).
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert not (ROOT / "tests" / "platform").exists()
    asked = "import platform, kernel; print(platform.system(), platform.__file__)"
    answer = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = ['.', 'platform']; {asked}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(ROOT / "platform") not in answer.stdout


def test_no_view_writes_to_the_database() -> None:
    """Services are the only writers (ADR 0003)."""
    verbs = r"save|create|update|delete|bulk_create|bulk_update|get_or_create|update_or_create"
    written = re.compile(rf"(?:objects|user|\w+_set)\.(?:{verbs})\(|\.save\(update_fields")
    views = [
        path
        for package in PACKAGES
        for path in Path(import_module(package).__path__[0]).rglob("*.py")
        if "views" in (path.stem, path.parent.name)
    ]
    assert len(views) > 15
    assert {str(path) for path in views if written.search(path.read_text("utf-8"))} == set()


def test_the_command_line_is_installed_and_not_a_script_at_the_root() -> None:
    assert not list(ROOT.glob("*.py"))
    module, _, function = PROJECT["project"]["scripts"]["chuan"].partition(":")
    assert callable(getattr(import_module(module), function))


def test_no_migration_is_missing() -> None:
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    with translation.override(None):  # migrations keep the English labels
        changes = detector.changes(graph=loader.graph)
    ours = {label for label in changes if of_this_house(apps.get_app_config(label).name)}
    assert ours == set()


def test_migrations_of_one_app_stand_in_one_line() -> None:
    loader = MigrationLoader(None)
    assert loader.detect_conflicts() == {}


def of_this_house(module: str) -> bool:
    return module.partition(".")[0] in PACKAGES


def signed_fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every field that says who did something."""
    for model in apps.get_models():
        if of_this_house(model.__module__):
            for field in model._meta.concrete_fields:
                if field.name.endswith("_by"):
                    yield model, field


@pytest.mark.parametrize(
    ("model", "field"),
    [pytest.param(m, f, id=f"{m._meta.label}.{f.name}") for m, f in signed_fields()],
)
def test_who_and_when_travel_together(model: type[models.Model], field: models.Field) -> None:
    when = model._meta.get_field(field.name.removesuffix("_by") + "_at")
    assert isinstance(when, models.DateTimeField)
    assert when.null == field.null
    if field.null:
        name = f"{model._meta.label_lower.replace('.', '_')}_{field.name}_with_{when.name}"
        assert name in {constraint.name for constraint in model._meta.constraints}
