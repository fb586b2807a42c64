"""Where the data live: one address, two engines."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database(address: str) -> dict[str, Any]:
    """Turn `sqlite:///path/to/file` or `postgresql://user:password@host:port/name?option=x` into settings.

    A PostgreSQL server on a socket is written `postgresql://user@/name?host=/folder`.
    """
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"adresse de base de données inconnue : {parts.scheme}://…")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def sqlite(path: Path) -> dict[str, Any]:
    """One file, in WAL; IMMEDIATE so that two writers wait instead of failing; FULL so that nothing is lost.

    Kept open between requests: to open it reads all that is said of the tables, which costs more than a page.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
            "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;",
        },
    }
