"""A province's servers: TLS in front, every secret from the environment or no start at all."""

import os

from config.settings.base import *
from config.settings.base import CHUAN_VAR
from config.settings.database import chosen_url, database
from config.settings.tasks import *

SECRET_KEY = os.environ["SECRET_KEY"]
DATABASES = {"default": database(chosen_url(CHUAN_VAR))}
SESSION_COOKIE_NAME = "__Host-chuan"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
}
