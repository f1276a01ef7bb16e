"""Tests: a database of their own; the connection steps down to `chuan_app` as the web does."""

import os
import tempfile
from pathlib import Path

from config.settings.api import *
from config.settings.base import *
from config.settings.database import database
from config.settings.library import *
from config.settings.signing import *
from config.settings.sso import *
from config.settings.tasks import *

SECRET_KEY = "only-for-tests-0000000000000000000000000000000000000000"  # noqa: S105
TEST_DATABASE_URL = os.environ.get(
    "TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:54329/postgres"
)
DATABASES = {"default": database(TEST_DATABASE_URL)}
CHUAN_TEST_TAG = os.environ.get("CHUAN_TEST_TAG", "tests")
CHUAN_VAR = (
    Path(os.environ.get("CHUAN_TEST_VAR", tempfile.gettempdir()))
    / f"chuan-{CHUAN_TEST_TAG}"
    / os.environ.get("PYTEST_XDIST_WORKER", "gw0")  # agencies bear the same ids in every worker
)
CHUAN_FILES_DIR = CHUAN_VAR / "files"
STATIC_ROOT = CHUAN_VAR / "static"
CHUAN_GALLERY = True
CHUAN_BASE_DOMAIN = "test"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "django_tenants.cache.make_key",
    }
}
if "BROKER_URL" not in os.environ:
    CELERY_BROKER_URL = "memory://"
