"""`make run`: everything on this machine, plain http on *.localhost."""

import os

from config.settings.api import *
from config.settings.base import *
from config.settings.base import CHUAN_VAR
from config.settings.database import chosen_url, database, running
from config.settings.library import *
from config.settings.signing import *
from config.settings.sso import *
from config.settings.tasks import *

SECRET_KEY = os.environ.get("SECRET_KEY") or running(CHUAN_VAR).get("secret_key", "") or "chưa chạy"
DATABASES = {"default": database(chosen_url(CHUAN_VAR))}
CHUAN_PORT = os.environ.get("CHUAN_PORT") or str(running(CHUAN_VAR).get("port", ""))
CHUAN_GALLERY = True  # the living style page
