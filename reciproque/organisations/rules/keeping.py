"""What must be true of a body that is kept, and of a succession."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from reciproque.organisations.models import Organisation
from reciproque.organisations.rules.siret import obstacles_to_siret

NAME_LENGTH = 300
SHORT_NAME_LENGTH = 60


def obstacles_to_keeping(values: Mapping[str, str]) -> list[str]:
    """Judge the fields of a body as typed (cleaned of their spaces)."""
    obstacles = []
    if not any(letter.isalnum() for letter in values.get("name", "")):
        obstacles.append("Indiquez le nom de l’organisme.")
    if len(values.get("name", "")) > NAME_LENGTH:
        obstacles.append(f"Le nom dépasse {NAME_LENGTH} caractères.")
    if len(values.get("short_name", "")) > SHORT_NAME_LENGTH:
        obstacles.append(f"Le sigle dépasse {SHORT_NAME_LENGTH} caractères.")
    obstacles += obstacles_to_siret(values.get("siret", ""))
    if values.get("email") and not _is_address(values["email"]):
        obstacles.append("L’adresse électronique n’est pas valable.")
    return obstacles


def obstacles_to_succession(
    before: Organisation, after: Organisation, *, others: Sequence[Organisation], back: bool
) -> list[str]:
    """`others` already took over from `before`; `back` says that `after` leads back to it."""
    obstacles = []
    if before.pk == after.pk:
        return ["Un organisme ne se succède pas à lui-même."]
    if back:
        obstacles.append(
            f"« {before.name} » succède déjà à « {after.name} » : la succession tournerait en rond."
        )
    elif after.archived_at is not None:
        obstacles.append(f"« {after.name} » est archivé : choisissez un organisme en activité.")
    if others:
        names = ", ".join(f"« {body.name} »" for body in others)
        obstacles.append(f"« {before.name} » a déjà pour successeur {names} : notez une scission.")
    return obstacles


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
