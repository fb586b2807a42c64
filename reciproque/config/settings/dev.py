"""A laptop: what `./run` serves."""

import os
from pathlib import Path

from reciproque.config.databases import database
from reciproque.config.settings.test import *  # noqa: F403 -- settings are one flat namespace

DATA = Path(os.environ.get("RECIPROQUE_DATA", str(ROOT / "var")))  # noqa: F405 -- from base, whose names are all taken
DATA.mkdir(parents=True, exist_ok=True)
DATABASES = {
    "default": database(os.environ.get("RECIPROQUE_DATABASE", f"sqlite://{DATA}/reciproque.sqlite3"))
}
MEDIA_ROOT = DATA / "media"
STATIC_ROOT = DATA / "static"
DEMO = os.environ.get("RECIPROQUE_DEMO", "1") == "1"
DEBUG = os.environ.get("RECIPROQUE_DEBUG", "0") == "1"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
SET_SPACES = True
# Mails of the demo stay in the house: the page of messages shows them.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
INSTANCE_ADDRESS = os.environ.get("RECIPROQUE_ADDRESS", "http://localhost:8000")
