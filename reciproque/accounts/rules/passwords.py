"""Whether a password would be guessed: by its length, and by what is left of it once the obvious is taken out."""

import re
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from reciproque.accounts.models import User
from reciproque.core.text import fold

ENOUGH = 8  # what must be left when each obvious piece counts as one character
ROWS = ["azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "abcdefghijklmnopqrstuvwxyz"]
DIGITS = "01234567890123456789"
SEQUENCES = [*ROWS, DIGITS, *(row[::-1] for row in [*ROWS, DIGITS])]
WORDS = re.findall(
    r"\w+",
    """
motdepasse password passe secret admin administrateur administration bonjour soleil doudou loulou chouchou
coucou azerty qwerty welcome bienvenue jetaime france paris marseille lyon football printemps automne hiver
janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi
vendredi samedi dimanche ville mairie contrat quartier quartiers commune prefecture politique reciproque chien
chat maman papa amour merci test compte utilisateur invite connexion agglo metropole demo
""",
)
LEET = str.maketrans("430157$@!", "aeoistsai")
YEAR = re.compile(r"(?:19|20)\d\d")
REPEATED = re.compile(r"(.{1,4}?)\1{2,}")
ONE = "\x00"  # an obvious piece, counted once


def left_to_guess(password: str, personal: list[str]) -> int:
    """How many characters somebody must still find who knows the person, the calendar and the keyboard."""
    text = fold(password).replace(" ", "")
    known = sorted({*WORDS, *personal}, key=len, reverse=True)
    text = REPEATED.sub(ONE, text)
    text = _without_sequences(text)
    text = YEAR.sub(ONE, text)
    for word in known:
        text = _without_word(text, word)
    return len(text)


def _without_sequences(text: str) -> str:
    for length in range(10, 3, -1):
        for row in SEQUENCES:
            for start in range(len(row) - length + 1):
                text = text.replace(row[start : start + length], ONE)
    return text


def _without_word(text: str, word: str) -> str:
    """Take the word out, also when some letters are written as digits ("m0td3passe")."""
    plain = text.translate(LEET)
    while (at := plain.find(word)) >= 0:
        text = text[:at] + ONE + text[at + len(word) :]
        plain = plain[:at] + ONE + plain[at + len(word) :]
    return text


def personal_words(user: Any) -> list[str]:
    """The words that somebody who knows the person would try first."""
    organisation = getattr(user, "organisation", None)
    said = " ".join(
        [getattr(user, "name", "") or "", getattr(user, "email", "") or "", settings.INSTANCE_NAME]
        + ([organisation.name, organisation.short_name] if organisation else [])
    )
    return [word for word in re.split(r"[^a-z0-9]+", fold(said)) if len(word) >= 3]


class GuessableValidator:
    """For AUTH_PASSWORD_VALIDATORS: refuse what looks long but is made of the obvious."""

    def validate(self, password: str, user: Any = None) -> None:
        if left_to_guess(password, personal_words(user)) < ENOUGH:
            raise ValidationError(
                "Ce mot de passe se devine : mots courants, nom, année, suites de touches ou répétitions. "
                "Prenez quatre mots sans rapport entre eux, par exemple.",
                code="guessable",
            )

    def get_help_text(self) -> str:
        return (
            "Au moins 12 caractères ; quatre mots sans rapport entre eux font un bon mot de passe. "
            "Ni votre nom, ni une année, ni une suite de touches."
        )


def obstacles_to_password(password: str, user: User) -> list[str]:
    """Why this password would not do for this person, in French."""
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return list(refused.messages)
    return []
