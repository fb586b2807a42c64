"""Codes of the second factor: six digits from a telephone, or a recovery code from a drawer."""

import hashlib
import re
import secrets
from datetime import datetime

import pyotp
from django.utils.crypto import constant_time_compare

STEP = 30  # seconds
RECOVERY_CODES = 10
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without what the eye confuses


def matching_step(secret: str, code: str, *, at: datetime, after: int) -> int | None:
    """The step of time that the code belongs to (now, just before or just after), if later than the last used."""
    code = re.sub(r"\s", "", code)
    if not re.fullmatch(r"[0-9]{6}", code) or not secret:
        return None
    now = int(at.timestamp()) // STEP
    totp = pyotp.TOTP(secret)
    for step in (now, now - 1, now + 1):
        if step > after and constant_time_compare(totp.at(step * STEP), code):
            return step
    return None


def enrolment_address(secret: str, email: str, instance: str) -> str:
    """What the telephone reads in the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=instance)


def new_secret() -> str:
    return pyotp.random_base32()


def spaced(secret: str) -> str:
    """The secret in groups of four, to be typed by hand."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def new_recovery_code() -> str:
    letters = [secrets.choice(ALPHABET) for _ in range(12)]
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def recovery_hash(code: str) -> str:
    """60 random bits, asked behind a password and a lock-out: a plain hash is enough."""
    bare = re.sub(r"[^a-z0-9]", "", code.lower())
    return hashlib.sha256(f"reciproque recovery {bare}".encode()).hexdigest()
