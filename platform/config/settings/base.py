"""What holds everywhere; one heading per concern, secrets only from the environment."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DEBUG = False
ALLOWED_HOSTS = ["*"]  # the tenancy middleware answers only hosts it knows
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = sorted(
    path
    for source in ("platform", "tenants", "apps")
    for path in (ROOT / source).glob("**/locale")
    if "node_modules" not in path.parts
)
FORMAT_MODULE_PATH = ["config.formats"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"
WSGI_APPLICATION = "config.wsgi.application"

# -- who lives in which schema ------------------------------------------------
PUBLIC_ONLY = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "tenants",  # before django_tenants: the first app's command wins, and `migrate` is ours
    "django_tenants",
    "library",
    "oversight",
    "kernel.outbox",
]
EVERYWHERE = ["accounts", "kernel.trail", "kernel.files"]
AGENCY_ONLY = [
    "kernel.content",
    "kernel.notices",
    "kernel.search",
    "apps.organization",
    "apps.documents",
    "apps.records",
    "apps.compliance",
    "apps.adoption",
]
WITHOUT_TABLES = ["config", "kernel", "kernel.ui", "kernel.printing", "apps.work", "django_htmx"]
WITHOUT_TABLES += ["rest_framework", "drf_spectacular", "drf_spectacular_sidecar"]
SHARED_APPS = [*PUBLIC_ONLY, *EVERYWHERE]
TENANT_APPS = [*EVERYWHERE, *AGENCY_ONLY]
INSTALLED_APPS = [*SHARED_APPS, *AGENCY_ONLY, *WITHOUT_TABLES, "django.contrib.staticfiles"]
TENANT_MODEL = "tenants.Agency"
TENANT_DOMAIN_MODEL = "tenants.Domain"
TENANT_LIMIT_SET_CALLS = True
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]

# -- addresses ----------------------------------------------------------------
ROOT_URLCONF = "config.urls"
SSO_URLCONF = "tenants.urls"
PUBLIC_SCHEMA_URLCONF = "config.urls_public"
OPERATOR_URLCONF = "config.urls_operator"
CHUAN_BASE_DOMAIN = os.environ.get("CHUAN_BASE_DOMAIN", "localhost")
CHUAN_PORTAL = os.environ.get("CHUAN_PORTAL", "khanhhoa")
CHUAN_OPERATOR = "operator"  # where the platform is looked after
CHUAN_PROVINCE = os.environ.get("CHUAN_PROVINCE", "Khánh Hòa")
CHUAN_PORT = os.environ.get("CHUAN_PORT", "")
CHUAN_VAR = Path(os.environ.get("CHUAN_VAR", ROOT / "var"))
CHUAN_FILES_DIR = Path(os.environ.get("CHUAN_FILES_DIR", CHUAN_VAR / "files"))
APPEND_SLASH = True

# -- requests -----------------------------------------------------------------
MIDDLEWARE = [
    "config.health.HealthMiddleware",
    "config.security.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tenants.middleware.AgencyMiddleware",
    "accounts.middleware.SessionMiddleware",
    "accounts.middleware.PersonMiddleware",
    "kernel.language.LanguageMiddleware",
    "config.uploads.BodyLimitMiddleware",  # before anything parses the body
    "django.middleware.common.CommonMiddleware",
    "kernel.long_forms.LongFormMiddleware",  # before anything reads the form
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kernel.refusals.RefusalMiddleware",
    "accounts.confirming.middleware.ConfirmationMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "config.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
MESSAGE_TAGS = {25: "ok", 30: "soon", 40: "gap"}  # the marks of kernel.ui
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
CHUAN_UPLOAD_LIMIT = 20 * 1024 * 1024  # bytes; a larger manual is split or sent without pictures

# -- people -------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_NAME = "chuan"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # seconds; a working day, whatever happens
CHUAN_PRINT_AT_ONCE = int(os.environ.get("CHUAN_PRINT_AT_ONCE", "30"))  # pages; more: a worker
CHUAN_IDLE_MINUTES = 15  # NĐ 331/2026, level 3
CHUAN_LOGIN_FAILURES = 5
CHUAN_LOCK_MINUTES = 15
CSRF_COOKIE_NAME = "chuan_csrf"
CSRF_FAILURE_VIEW = "accounts.views.csrf_failure"
LOGIN_URL = "/login/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

# -- files people download ----------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = CHUAN_VAR / "static"
STATICFILES_FINDERS = ["config.collecting.Finder"]
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
}
