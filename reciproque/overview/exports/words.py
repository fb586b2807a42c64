"""How the things that leave are said: once, for every format."""

from __future__ import annotations

from reciproque.contracts.models import Signature
from reciproque.core.text import fold, one_line
from reciproque.framework.models import Node
from reciproque.governance.models import Body
from reciproque.partners.models import Commitment
from reciproque.territories.models import Neighbourhood


def places_of(node: Node) -> str:
    """Where an objective is pursued; nothing when nothing is said, which is not « everywhere »."""
    return ", ".join(str(one) for one in (*node.communes.all(), *node.neighbourhoods.all()))


def partners_of(node: Node) -> str:
    return ", ".join(str(one) for one in node.partners.all())


def party_of(commitment: Commitment) -> str:
    return one_line(commitment.party or str(commitment.organisation or ""))


def meetings_of(body: Body) -> str:
    """« 3 réunions par an »; nothing when the number is not known."""
    count = body.meetings_per_year
    if count is None:
        return ""
    return f"{count} réunion{'s' if count > 1 else ''} par an"


def organisation_of(signature: Signature) -> str:
    return one_line(signature.printed or str(signature.organisation or ""))


def population_of(place: Neighbourhood) -> int | None:
    """The newest figure for the whole neighbourhood, or the sum of its communes of that date."""
    rows = list(place.populations.all())
    whole = next((row for row in rows if row.commune_id is None), None)
    if whole is not None or not rows:
        return whole.count if whole is not None else None
    newest = [row for row in rows if (row.as_of, row.source) == (rows[0].as_of, rows[0].source)]
    return sum(row.count for row in newest)


def communes_of(place: Neighbourhood) -> str:
    return ", ".join(str(one) for one in place.communes.all())


_ARTICLES = (
    (
        "la ",
        "commune ville metropole region prefecture caisse communaute chambre maison mission banque direction mairie",
    ),
    (
        "le ",
        "departement conseil procureur centre prefet maire president rectorat parquet groupe groupement syndicat",
    ),
    ("les ", "villes communes bailleurs chambres"),
    (
        "l’",
        "etat agence agglomeration academie association office union education eurometropole hopital inspection",
    ),
)
_BY_WORD = {word: article for article, words in _ARTICLES for word in words.split()}


def with_article(name: str) -> str:
    """« la Commune de X », « l’État »: documents name a party without its article, a signature wants one."""
    first = fold(name).split(" ", 1)[0]
    return f"{_BY_WORD.get(first, '')}{name}"
