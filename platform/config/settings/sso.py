"""Single sign-on: where the identity provider is, and what this product is to it."""

import os

from config.settings.base import CHUAN_VAR
from config.settings.database import running

_run = running(CHUAN_VAR)
OIDC_ISSUER = os.environ.get("OIDC_ISSUER") or _run.get("oidc_issuer", "")  # empty: local login
OIDC_CLIENT_ID = os.environ.get("OIDC_CLIENT_ID", "chuan-web")
OIDC_CLIENT_SECRET = os.environ.get("OIDC_CLIENT_SECRET") or _run.get("oidc_client_secret", "")
# The client that makes organizations and people there; without a secret they are made by hand.
OIDC_ADMIN_CLIENT_ID = os.environ.get("OIDC_ADMIN_CLIENT_ID", "chuan-admin")
OIDC_ADMIN_CLIENT_SECRET = os.environ.get("OIDC_ADMIN_CLIENT_SECRET") or _run.get(
    "oidc_admin_client_secret", ""
)
OIDC_API_AUDIENCE = os.environ.get("OIDC_API_AUDIENCE", "chuan-api")  # of other systems' tokens
_said = os.environ.get("CHUAN_LOCAL_LOGIN", "")
CHUAN_LOCAL_LOGIN = {"on": True, "off": False}.get(_said)  # empty: on where there is no provider
CHUAN_SSO_HOST = os.environ.get("CHUAN_SSO_HOST", "sso")  # the one address that logins come back to
CHUAN_CHECKED_FOR = 45  # seconds that a session goes on without asking the provider
OIDC_STEP_UP_ACR = os.environ.get("OIDC_STEP_UP_ACR", "")  # level asked for; empty: any
CHUAN_STEP_UP_MINUTES = 5  # how long ago one may have logged in before one approves
