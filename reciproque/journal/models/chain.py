"""Digests: what makes a change visible. Pure functions of text."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from reciproque.core.edits import plain
from reciproque.core.text import clean

START = "0" * 64  # what the first entry follows


def canonical(value: Any) -> str:
    """One text for one value, on every engine and in every version: sorted keys, numbers as strings."""
    return json.dumps(_worded(plain(value)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _worded(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, dict):
        return {clean(str(key)): _worded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_worded(one) for one in value]
    return clean(str(value))


def _digest(parts: list[Any]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def name_digest(salt: str, name: str) -> str:
    return _digest([salt, name])


def content_digest(salt: str, title: str, body: str) -> str:
    return _digest([salt, title, body])


def seal(previous: str, facts: list[Any]) -> str:
    """The seal of an entry: it holds the seal of the one before, and so all that came before."""
    return _digest([previous, *(_fact(one) for one in facts)])


def _fact(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value
