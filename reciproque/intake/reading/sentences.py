"""Running text cut into sentences, each with the place where it stands."""

from __future__ import annotations

import re
from functools import lru_cache

_END = re.compile(
    r"(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\bM\.)(?<!\bart\.)(?<!\bArt\.)(?<!\bcf\.)(?<!\bCf\.)(?<!\bex\.)(?<!\bEx\.)(?<!\bn°\.)"
    r"\s+(?=[«\"(“]?\s?[A-ZÀ-ÖØ-ÝŒ0-9])"
)


@lru_cache(maxsize=4096)
def sentences_of(text: str) -> tuple[str, ...]:
    """Cut at full stops before a capital; « M. », « art. » and initials do not end a sentence."""
    return tuple(part.strip() for part in _END.split(text) if part.strip())
