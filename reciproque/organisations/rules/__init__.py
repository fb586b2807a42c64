"""What must be true of a body, and what its printed name says. Nothing here writes or asks the database."""

from reciproque.organisations.rules.kinds import kind_from_name
from reciproque.organisations.rules.names import Likeness, likeness, match_key
from reciproque.organisations.rules.siret import bare_siret, obstacles_to_siret

__all__ = ["Likeness", "bare_siret", "kind_from_name", "likeness", "match_key", "obstacles_to_siret"]
