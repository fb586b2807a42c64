"""How a visit is shown to the person whose account it is."""

from dataclasses import dataclass
from datetime import timedelta

REFRESHED_EVERY = timedelta(minutes=5)
BROWSERS = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
]
SYSTEMS = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
]


@dataclass(frozen=True)
class Arrival:
    """Somebody who has just come in: with which session, instead of which, how, from where."""

    session_key: str
    replaces: str
    how: str
    browser: str
    address: str


def say_browser(agent: str) -> str:
    """« Firefox sur Windows », from what the browser says of itself."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "Navigateur inconnu")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return f"{browser} sur {system}" if system else browser
