"""Settings of a process that is to be killed: the release with columns, as the owner."""

from config.settings.test import *  # noqa: F403

MIGRATION_MODULES = {
    "notices": "tests.tenants.releases.notices_column",
    "files": "tests.tenants.releases.files_column",
}
DATABASES["default"]["OPTIONS"]["options"] += " -c role=chuan_owner"  # noqa: F405
