"""What ties an indicator of a contract to that of a library, and what has come apart since."""

from typing import Any

from reciproque.core.text import fold
from reciproque.monitoring.models import Indicator, Library, Standard
from reciproque.monitoring.models.describing import DESCRIBED

BROKEN_DOWN = ["by_sex", "by_age", "by_place", "by_commune"]
COMPARED = ["kind", "unit", "periodicity"]
"""What must be the same for figures of several contracts to be put together."""


def taken_from(standard: Standard) -> dict[str, Any]:
    """The fields of an indicator that adopts this one, as they stand today."""
    return {name: getattr(standard, name) for name in DESCRIBED}


def differing(indicator: Indicator, standard: Standard) -> list[str]:
    """The names of the fields in which an indicator is not (or no longer) as the library says.

    A contract may break its values down more than the library asks.
    """
    return [
        name
        for name in DESCRIBED
        if getattr(indicator, name) != getattr(standard, name)
        and not (name in BROKEN_DOWN and getattr(indicator, name))
        and not (name == "age_bands" and not standard.by_age)
    ]


def taken_over(indicator: Indicator, standard: Standard) -> dict[str, Any]:
    """The fields of an indicator that is brought to what the library says: its own further breakdowns stay."""
    return {name: getattr(standard, name) for name in differing(indicator, standard)}


def is_behind(indicator: Indicator) -> bool:
    """Whether the library has changed since somebody of the contract last looked."""
    standard = indicator.standard
    return standard is not None and indicator.standard_version != standard.version


def is_counted_alike(indicator: Indicator, standard: Standard) -> bool:
    """Whether its figures may stand beside those of other contracts in one total."""
    return all(_same(getattr(indicator, name), getattr(standard, name)) for name in COMPARED)


def _same(one: str, other: str) -> bool:
    return fold(one) == fold(other)


def obstacles_to_publishing(library: Library, standards: int) -> list[str]:
    return [] if standards else [f"« {library.name} » ne contient encore aucun indicateur."]


def obstacles_to_standard(values: dict[str, Any]) -> list[str]:
    """What a common indicator cannot do without: several contracts must count the same thing."""
    wanted = {"code": "un code", "wording": "un libellé", "kind": "une nature"}
    return [
        f"Un indicateur commun a {word}."
        for name, word in wanted.items()
        if name in values and not str(values[name]).strip()
    ]


def obstacles_to_adopting(standard: Standard, adopted: bool) -> list[str]:
    obstacles = []
    library = standard.library
    if standard.archived_at is not None or library.published_at is None or library.archived_at is not None:
        obstacles.append(f"« {standard.code} » n’est pas ou plus publié.")
    if adopted:
        obstacles.append(f"Le contrat suit déjà « {standard.code} ».")
    return obstacles


def obstacles_to_taking_over(indicator: Indicator, standard: Standard, *, has_values: bool) -> list[str]:
    """Another unit changes what the values say that are already there: a person decides that on the definition."""
    if has_values and standard.unit != indicator.unit:
        return [
            f"L’unité n’est plus la même (« {indicator.unit} », « {standard.unit} ») et des valeurs sont déjà là : "
            "changez d’abord l’unité dans la définition, en disant ce qu’elles deviennent."
        ]
    return []
