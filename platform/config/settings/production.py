"""A province's servers: TLS in front, every secret from the environment or no start at all."""

from config.settings.api import *
from config.settings.base import *
from config.settings.database import database
from config.settings.library import *
from config.settings.required import database_url, domain, required, safe_login, secret
from config.settings.signing import *
from config.settings.sso import *
from config.settings.sso import CHUAN_LOCAL_LOGIN, CHUAN_SSO_HOST, OIDC_CLIENT_SECRET, OIDC_ISSUER
from config.settings.tasks import *

SECRET_KEY = secret("SECRET_KEY")
DATABASES = {"default": database(database_url())}
CELERY_BROKER_URL = required("BROKER_URL")
CHUAN_BASE_DOMAIN = domain("CHUAN_BASE_DOMAIN")
safe_login(
    issuer=OIDC_ISSUER,
    secret=OIDC_CLIENT_SECRET,
    local_login=CHUAN_LOCAL_LOGIN,
    callback=f"{CHUAN_SSO_HOST}.{CHUAN_BASE_DOMAIN}",
)
required("CACHE_URL")  # `tasks` has read it
SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002"]  # config.security sends these headers
SESSION_COOKIE_NAME = "__Host-chuan"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
}
