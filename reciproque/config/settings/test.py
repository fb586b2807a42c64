"""Complete by itself: what the tests run on, and what a laptop inherits."""

import os
import tempfile
from pathlib import Path

from reciproque.config.databases import database
from reciproque.config.settings.base import *  # noqa: F403 -- settings are one flat namespace

SECRET_KEY = "only-for-tests-and-laptops"  # noqa: S105 -- production reads its own from the environment
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]

_scratch = Path(tempfile.gettempdir()) / f"reciproque-tests-{os.getuid()}"
_scratch.mkdir(exist_ok=True)
DATABASES = {
    "default": database(os.environ.get("RECIPROQUE_TEST_DATABASE", f"sqlite://{_scratch}/db.sqlite3"))
}
# A file, not memory: threads of one test share it.
DATABASES["default"]["TEST"] = (
    {"NAME": str(_scratch / f"test-{os.getpid()}.sqlite3")}
    if "sqlite" in DATABASES["default"]["ENGINE"]
    else {"NAME": f"test_{os.getpid()}", "TEMPLATE": "template0"}
)
DATABASES["default"]["CONN_MAX_AGE"] = 0

MEDIA_ROOT = _scratch / "media"
STATIC_ROOT = _scratch / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SET_SPACES = False  # what tests look for is written with plain ones
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_COOKIE_SECURE = False
AXES_ENABLED = True
