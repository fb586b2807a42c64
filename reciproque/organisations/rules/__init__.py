"""What must be true of a body, and what its printed name says. Nothing here writes or asks the database."""

from reciproque.organisations.rules.keeping import obstacles_to_keeping, obstacles_to_succession
from reciproque.organisations.rules.kinds import kind_from_name
from reciproque.organisations.rules.names import (
    SAME,
    Likeness,
    ReadName,
    likeness,
    match_key,
    read_key,
    read_name,
)
from reciproque.organisations.rules.siret import bare_siret, check_siret, obstacles_to_siret

__all__ = [
    "SAME",
    "Likeness",
    "ReadName",
    "bare_siret",
    "check_siret",
    "kind_from_name",
    "likeness",
    "match_key",
    "obstacles_to_keeping",
    "obstacles_to_siret",
    "obstacles_to_succession",
    "read_key",
    "read_name",
]
