"""The fields of a sheet as they are named in its form, and the mark that says what a page was drawn from."""

import hashlib
from dataclasses import dataclass
from typing import Any

from reciproque.core.text import key_in
from reciproque.enquiries.choices import AnswerStatus
from reciproque.enquiries.rules.sheets import Place

NOTHING_YET = 0


def field_name(place: Place) -> str:
    """What follows the letter in the names of a place's inputs: « v-12-r:1 », « c-12-r:1 » …"""
    return f"{place.question.pk}-{place.item}"


def mark_of(answer: Any | None) -> str:
    """The version of an answer and a digest of what it says: « 3.1a2b3c4d5e »."""
    if answer is None:
        return f"{NOTHING_YET}.{digest_of('', '', AnswerStatus.GIVEN)}"
    return f"{answer.version}.{digest_of(answer.value, answer.comment, answer.status)}"


def digest_of(value: str, comment: str, status: str) -> str:
    said = "\x1f".join((value, comment, str(status)))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def seen_in(mark: str) -> tuple[int | None, str]:
    """The version and the digest that a mark holds; no version for what is no mark."""
    version, _dot, digest = mark.partition(".")
    return key_in(version), digest


@dataclass(frozen=True)
class Typed:
    """What was typed in one place. `mark`: of the answer that the page was drawn from; "" checks nothing."""

    place: Place
    value: str
    comment: str = ""
    status: str = AnswerStatus.GIVEN
    mark: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of it: the answer as it stands now, why it was not kept, what somebody else wrote meanwhile."""

    answer: Any | None = None
    error: str = ""
    elsewhere: Any | None = None
    typed: Typed | None = None
