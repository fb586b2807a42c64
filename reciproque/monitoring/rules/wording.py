"""What the wording of an indicator lets one guess. Shown as a proposal, never written by itself."""

import re
from datetime import date

from reciproque.core.text import fold
from reciproque.monitoring.choices import Aggregation, Direction, IndicatorKind, Periodicity

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

_THING = re.compile(
    r"\b(?:nombres?|nb|effectifs?|volumes?) (?:total |moyen |annuel )?(?:de |d['’]|du |des )(?:la |les |l['’])?"
    r"([^\W\d_][\w-]*)",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:delais?|absenteisme|chomage|chomeurs?|delinquance|agressions?|violences|decrochages?|vacance|impayes"
    r"|non[ -]recours|accidents?|incivilites?|expulsions?|vols?|plaintes?|exclusions?|ruptures?|attente|retards?"
    r"|surendettement|pauvrete|isolement|discriminations?|classes (?:e|f|g)|sans (?:emploi|medecin|diplome|toit))\b"
)
_BY = re.compile(r"\b(?:en|fin|avant|d'ici(?: a| fin)?|a l'horizon) (20\d\d)\b")
_SHARE = re.compile(r"\b(\d{1,3}(?:,\d+)?) ?%")
_ALL = re.compile(r"\b(?:integralement|totalement|en totalite|entierement)\b")
_SCHOOL = re.compile(
    r"\b(?:eleves?|ecoles?|scolaires?|scolarite|colleges?|collegiens?|lycees?|lyceens?|classes?)\b"
)


def unit_from_wording(wording: str) -> str:
    """« Nombre d’élèves suivis » counts « élèves »; a share is in per cent, an amount in euros; else ""."""
    kind = kind_from_wording(wording)
    if kind == IndicatorKind.RATIO:
        return "%"
    if kind == IndicatorKind.AMOUNT:
        return "euros"
    if kind == IndicatorKind.NUMBER and fold(wording).startswith(("delai", "le delai")):
        return "jours"
    found = _THING.search(wording) if kind == IndicatorKind.NUMBER else None
    return found[1].lower() if found else ""


def direction_from_wording(wording: str) -> str:
    """Whether one would rather see more or less of it; "" for what is not counted, and for money."""
    if kind_from_wording(wording) not in {IndicatorKind.NUMBER, IndicatorKind.RATIO, IndicatorKind.REGISTER}:
        return ""
    return str(Direction.FALL.value if _LESS.search(fold(wording)) else Direction.RISE.value)


def periodicity_from_wording(wording: str) -> str:
    """Each year; each school year for what happens at school."""
    return str((Periodicity.SCHOOL_YEAR if _SCHOOL.search(fold(wording)) else Periodicity.YEAR).value)


def target_from_wording(wording: str) -> tuple[float, date] | None:
    """« En 2022 l’enveloppe doit être consommée intégralement », « 80 % d’ici 2030 »: per cent, the end of a year."""
    folded = fold(wording)
    year = _BY.search(folded)
    if year is None:
        return None
    share = _SHARE.search(folded)
    if share is None and not _ALL.search(folded):
        return None
    return float(share[1].replace(",", ".")) if share else 100.0, date(int(year[1]), 12, 31)


def sums_from_wording(wording: str) -> tuple[str, str]:
    """How periods, and how places, are put together. People of two years may be the same ones: they do not add up."""
    kind = kind_from_wording(wording)
    if kind == IndicatorKind.RATIO:
        return Aggregation.RATIO.value, Aggregation.RATIO.value
    if kind == IndicatorKind.NUMBER and unit_from_wording(wording) == "jours":
        return Aggregation.MEAN.value, Aggregation.MEAN.value
    if kind in {IndicatorKind.NUMBER, IndicatorKind.AMOUNT, IndicatorKind.REGISTER}:
        over_time = Aggregation.NONE if counts_people(wording) else Aggregation.SUM
        return over_time.value, Aggregation.SUM.value
    return (Aggregation.LAST.value, Aggregation.NONE.value) if kind else ("", "")


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
