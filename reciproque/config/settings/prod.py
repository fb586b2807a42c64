"""A real deployment: everything that differs comes from the environment, and what lacks is said at once."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from reciproque.config.databases import database
from reciproque.config.settings.base import *  # noqa: F403 -- settings are one flat namespace


def _needed(name: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"La variable d’environnement {name} manque.")
    return value


def _hard_to_guess(secret: str) -> str:
    """It signs the links of mails: whoever guesses it signs them too."""
    if len(secret) < SHORTEST_SECRET:
        raise ImproperlyConfigured(
            f"RECIPROQUE_SECRET_KEY compte moins de {SHORTEST_SECRET} caractères : tirez-la au hasard."
        )
    return secret


SHORTEST_SECRET = 50
SECRET_KEY = _hard_to_guess(_needed("RECIPROQUE_SECRET_KEY"))
INSTANCE_ADDRESS = _needed("RECIPROQUE_ADDRESS")
ALLOWED_HOSTS = _needed("RECIPROQUE_HOSTS").split(",")
DATA = Path(_needed("RECIPROQUE_DATA"))
DATABASES = {
    "default": database(os.environ.get("RECIPROQUE_DATABASE", f"sqlite://{DATA}/reciproque.sqlite3"))
}
MEDIA_ROOT = DATA / "media"
STATIC_ROOT = DATA / "static"
DEBUG = False
INSTANCE_NAME = os.environ.get("RECIPROQUE_NAME", "Réciproque")
INSTANCE_PUBLISHER = os.environ.get("RECIPROQUE_PUBLISHER", "")
INSTANCE_CONTACT = os.environ.get("RECIPROQUE_CONTACT", "")
INSTANCE_HOST = os.environ.get("RECIPROQUE_HOSTED_BY", "")

SECURE_SSL_REDIRECT = os.environ.get("RECIPROQUE_HTTPS", "1") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
TRUSTED_PROXIES = int(os.environ.get("RECIPROQUE_PROXIES", "1" if SECURE_SSL_REDIRECT else "0"))
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

SMALL_COUNTS = int(os.environ.get("RECIPROQUE_SMALL_COUNTS", "5"))
OPEN_DATA_FOLDER = os.environ.get("RECIPROQUE_OPEN_DATA", "")
READING_MEMORY = int(os.environ.get("RECIPROQUE_READING_MEMORY", "500"))
READING_SECONDS = int(os.environ.get("RECIPROQUE_READING_SECONDS", "120"))

EMAIL_HOST = os.environ.get("RECIPROQUE_MAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("RECIPROQUE_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("RECIPROQUE_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("RECIPROQUE_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("RECIPROQUE_MAIL_TLS", "0") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("RECIPROQUE_MAIL_FROM", DEFAULT_FROM_EMAIL)  # noqa: F405 -- from base, whose names are all taken
