"""A SIRET: fourteen figures, of which the first nine are the SIREN; both carry a check digit (Luhn)."""

import re

from django.core.exceptions import ValidationError

LA_POSTE = "356000000"
_SEPARATORS = re.compile(r"[\s.\-/\u00a0\u202f]+")


def bare_siret(typed: str) -> str:
    """The figures alone, as typed by hand or copied from a letterhead."""
    return _SEPARATORS.sub("", typed)


def obstacles_to_siret(typed: str) -> list[str]:
    """Say what is wrong with a SIRET. Empty means that it may be kept; no SIRET at all is not wrong."""
    siret = bare_siret(typed)
    if not siret:
        return []
    if not (siret.isascii() and siret.isdigit()) or len(siret) != 14:
        return ["Un SIRET compte 14 chiffres."]
    if siret == "0" * 14 or not _luhn(siret[:9]):
        return ["Ce SIRET n’existe pas : vérifiez les neuf premiers chiffres (le SIREN)."]
    if not _luhn(siret) and not _is_a_post_office(siret):
        return ["Ce SIRET n’existe pas : vérifiez les cinq derniers chiffres."]
    return []


def check_siret(typed: str) -> None:
    """The same, for the validators of a form field."""
    if obstacles := obstacles_to_siret(typed):
        raise ValidationError(obstacles)


def _is_a_post_office(siret: str) -> bool:
    """The establishments of La Poste outgrew the check digit: the sum of their figures is a multiple of five."""
    return siret.startswith(LA_POSTE) and sum(map(int, siret)) % 5 == 0


def _luhn(figures: str) -> bool:
    total = 0
    for place, figure in enumerate(reversed(figures)):
        value = int(figure) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
