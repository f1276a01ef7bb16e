"""The owner of the database at work, and releases that are still to come."""

import pytest
from django.db import connection

from kernel.outbox.services import run_all
from tenants.middleware import forget_hosts
from tenants.services import open_agency
from tenants.versions import agency_migrations, current_version
from tests.databases import ALPHA


def forget_versions():
    agency_migrations.cache_clear()
    current_version.cache_clear()


@pytest.fixture
def committed_owner(fresh_database):
    """A database of its own, in which every connection is `chuan_owner`'s and commits."""
    options = connection.settings_dict["OPTIONS"]
    before = options["options"]
    options.pop("assume_role")
    options["options"] = f"{before} -c role=chuan_owner"
    connection.close()
    forget_hosts()
    yield fresh_database
    options.update(options=before, assume_role="chuan_app")
    connection.close()
    forget_hosts()


@pytest.fixture
def release(settings):
    """`release(notices="notices_column")`: the code of a later release is installed."""

    def install(**packages):
        settings.MIGRATION_MODULES = {
            app: f"tests.tenants.releases.{package}" for app, package in packages.items()
        }
        forget_versions()

    yield install
    settings.MIGRATION_MODULES = {}
    forget_versions()


@pytest.fixture
def agencies(committed_owner):
    """Two agencies beside alpha and beta; every slug, in the order of migrating."""
    for n in range(2):
        open_agency(**ALPHA | {"slug": f"phuong-{n}", "name": f"UBND phường Số {n}"})
        connection.set_schema_to_public()
    run_all(leaving=["documents.render"])
    return ["alpha", "beta", *(f"phuong-{n}" for n in range(2))]
