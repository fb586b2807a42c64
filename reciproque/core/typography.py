"""The spaces of French, as printers set them: a template is typed with plain ones, and served with no-break ones.

Only the words of templates are touched, when they are loaded: never what a person typed.
"""

import re

from django.conf import settings
from django.template import Origin
from django.template.loaders import app_directories

NO_BREAK = "\u00a0"
AFTER = re.compile(r"« ")
BEFORE = re.compile(r" (?=(?:»|[:;?!](?=[\s<\"{)]|$)))")


class Loader(app_directories.Loader):
    """The templates of the apps, their spaces set. `SET_SPACES` is off in tests, which read French as it is typed."""

    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        return spaced(contents) if settings.SET_SPACES else contents


def spaced(text: str) -> str:
    """No-break spaces inside « » and before : ; ? ! where they end a word of a sentence."""
    return BEFORE.sub(NO_BREAK, AFTER.sub(f"«{NO_BREAK}", text))
