"""Invitations that a calendar takes over: iCalendar files (RFC 5545), one event each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from reciproque.core.text import clean

MEDIA_TYPE = "text/calendar; charset=utf-8"
USUAL = timedelta(hours=2)
LONGEST = 75  # octets of a line, its end apart


@dataclass(frozen=True)
class Invitation:
    """What is to be put into a calendar. `key` stays the same when the event is moved: calendars then move it too.

    `sequence` grows with each change of the event. `whole_day`: no hour is told.
    """

    key: str
    title: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    text: str = ""
    url: str = ""
    sequence: int = 0
    whole_day: bool = False


def write_calendar(one: Invitation, *, at: datetime) -> str:
    """The text of a file of one event."""
    return write_calendars([one], at=at)


def write_calendars(many: Iterable[Invitation], *, at: datetime) -> str:
    """The text of the file, lines folded, moments in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Réciproque//FR", "METHOD:PUBLISH"]
    for one in many:
        lines += _event(one, at)
    return "".join(_folded(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(one: Invitation, at: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(one.key)}",
        f"DTSTAMP:{_moment(at)}",
        *_when(one),
        f"SEQUENCE:{one.sequence}",
        f"SUMMARY:{_text(one.title)}",
        *(
            f"{name}:{_text(said)}"
            for name, said in (("LOCATION", one.place), ("DESCRIPTION", one.text))
            if said
        ),
        *([f"URL:{one.url}"] if one.url else []),
        "END:VEVENT",
    ]


def _when(one: Invitation) -> list[str]:
    if one.whole_day:
        return [f"DTSTART;VALUE=DATE:{one.starts_at:%Y%m%d}"]
    ends_at = one.ends_at or one.starts_at + USUAL
    return [f"DTSTART:{_moment(one.starts_at)}", f"DTEND:{_moment(ends_at)}"]


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(said: str) -> str:
    escaped = clean(said).strip().replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Cut after 75 octets, never inside a letter; what follows begins with a space."""
    parts: list[str] = []
    current = ""
    for letter in line:
        limit = LONGEST - (1 if parts else 0)
        if len((current + letter).encode()) > limit:
            parts.append(current)
            current = ""
        current += letter
    return "\r\n ".join([*parts, current])
