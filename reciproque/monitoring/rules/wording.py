"""What the wording of an indicator lets one guess. Shown as a proposal, never written by itself."""

import re

from reciproque.core.text import fold
from reciproque.monitoring.choices import IndicatorKind

_KINDS = [
    (IndicatorKind.RATIO, r"^(?:le |la |les )?(?:taux|part|pourcentage|proportion|ratio)\b|%"),
    (
        IndicatorKind.AMOUNT,
        r"^(?:le |la |les )?(?:montant|budget|depense|cout|consommation|credits?)\b|euros?\b",
    ),
    (
        IndicatorKind.REGISTER,
        r"^(?:l'|le |la |les )?(?:identification|liste|inventaire|recensement|repertoire|exploitation|cartographie)\b",
    ),
    (
        IndicatorKind.JUDGEMENT,
        r"^(?:l'|le |la |les )?(?:effectivite|variete|diversification|diversite|qualite|existence|nature|elaboration"
        r"|mise en place|mise en oeuvre|lisibilite|amelioration)\b",
    ),
    (
        IndicatorKind.NUMBER,
        r"\bnombres?\b|\bnb\b|^(?:le |la |les |l')?(?:effectif|volume|frequentation|delai|evolution)\b",
    ),
]
_PEOPLE = re.compile(
    r"\b(?:personnes?|habitants?|habitantes?|jeunes?|enfants?|eleves?|femmes?|hommes?|parents?|familles?|beneficiaires?"
    r"|participants?|participantes?|publics?|demandeurs?|allocataires?|residents?|conseillers?|conseilleres?"
    r"|intervenants?|usagers?|menages?|victimes?|seniors?|adherents?|locataires?|salaries?)\b"
)


def kind_from_wording(wording: str) -> str:
    """The kind that the first words of an indicator announce, or "" when they announce none."""
    folded = fold(wording)
    return next((str(kind.value) for kind, words in _KINDS if re.search(words, folded)), "")


def counts_people(wording: str) -> bool:
    """Whether the indicator counts people, so that women and men must be told apart."""
    return kind_from_wording(wording) in {IndicatorKind.NUMBER, IndicatorKind.RATIO} and bool(
        _PEOPLE.search(fold(wording))
    )


def says_no_source(wording: str) -> bool:
    """« (Pas de données) »: the document itself says that nobody can feed the indicator."""
    return bool(
        re.search(
            r"pas de donnees?|donnees? (?:non[ -]?|in)disponibles?|aucune (?:donnee|source)", fold(wording)
        )
    )
