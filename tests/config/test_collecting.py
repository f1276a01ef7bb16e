"""The files that a province's servers send are collected as production does it."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

PAGE = (
    "drf_spectacular_sidecar/swagger-ui-dist/swagger-ui.css",
    "drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js",
    "config/api-browser.css",
    "config/api-browser.js",
)


@pytest.fixture
def collected(settings, tmp_path, monkeypatch):
    """Named by their content, as in production; packed they are there, where it takes no time."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_the_page_of_the_api_finds_its_files_under_the_name_of_their_content(collected):
    """Also those that lead to a map of their source, which must be there."""
    for name in PAGE:
        found = staticfiles_storage.url(name).removeprefix("/static/")
        assert found != name
        assert (collected / found).is_file()


def test_nothing_is_collected_that_no_page_names(collected):
    folders = {path.name for path in collected.rglob("*") if path.is_dir()}
    assert not folders & {"redoc", "rest_framework"}
    assert not list(collected.rglob("swagger-ui-standalone*"))
