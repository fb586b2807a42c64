"""What kind of body a printed name speaks of: general rules of French administration, first match wins."""

import re

from reciproque.core.text import fold
from reciproque.organisations.choices import OrganisationKind as Kind

# Whole words of the folded name (no case, no accents). What is narrow stands before what is wide:
# « protection judiciaire de la jeunesse » before the directions of the State, « Brest métropole habitat »
# before the métropoles, « Association des maires » before the communes.
_RULES: list[tuple[Kind, list[str]]] = [
    (Kind.COUNCIL, ["conseils? citoyens?", "tables? de quartiers?"]),
    (
        Kind.LANDLORD,
        [
            "union sociale pour l'habitat",
            "(?:union|federation|association) (?:regionale |departementale )?des (?:organismes |offices )?"
            "(?:hlm|oph|esh|publics de l'habitat|bailleurs sociaux)",
            "(?:union|association) (?:regionale )?hlm",
            "aorif",
        ],
    ),
    (
        Kind.ASSOCIATION,
        ["asso", "associations?", "^federation", "^ligue", "^amicale", "^confederation", "^fondation"],
    ),
    (
        Kind.JUSTICE,
        [
            "procureure?",
            "parquet",
            "tribunal",
            "cour d'appel",
            "justice",
            "protection judiciaire",
            "d?[tir]*pjj",
            "spip",
            "penitentiaire",
            "barreau",
        ],
    ),
    (
        Kind.EDUCATION,
        [
            "education nationale",
            "rectorat",
            "rect(?:eur|rice)",
            "academi(?:e|que)",
            "d[sa]?den",
            "universite",
            "college",
            "lycee",
            "ecole",
        ],
    ),
    (
        Kind.SOCIAL,
        [
            "caisses? (?:d'|des )?allocations? familiales?",
            "c ?a ?f",
            "c\\.a\\.f\\.?",
            "caisse (?:primaire|nationale)? ?(?:d'|de l')?assurances? (?:maladie|retraite|vieillesse).*",
            "assurance (?:maladie|retraite)",
            "cpam",
            "carsat",
            "mutualite sociale agricole",
            "msa",
            "urssaf",
            "cnaf",
            "caisse de retraite",
            "organismes? de protection sociale",
            "agirc|arrco",
        ],
    ),
    (
        Kind.HEALTH,
        [
            "sante",
            "ars",
            "hopita(?:l|ux)",
            "hospitali(?:er|ere|ers)",
            "ch[ru]u?",
            "assistance publique",
            "sanitaire",
        ],
    ),
    (
        Kind.EMPLOYMENT,
        [
            "pole emploi",
            "france travail",
            "missions? locales?",
            "cap emploi",
            "plie",
            "maison de l'emploi",
            "insertion (?:par|professionnelle).*",
            "apec",
            "afpa",
            "service public de l'emploi",
        ],
    ),
    (
        Kind.STATE,
        [
            "chambre regionale des comptes",
            "agence nationale",
            "an(?:ru|ct|ah)",
            "cget",
            "acse",
            "ademe",
            "ofii",
            "office francais",
        ],
    ),
    (
        Kind.CHAMBER,
        [
            "chambres? (?:de|des|regionale|departementale|consulaire|territoriale|syndicale)s?",
            "chambres? d'.*",
            "compagnies? consulaires?",
            "cci[rt]?",
            "cma",
            "cress",
        ],
    ),
    (
        Kind.STATE,
        [
            "^etat",
            "prefe(?:t|te|cture)s?",
            "prefectorale?",
            "ministere",
            "police nationale",
            "gendarmerie",
            "d[dr](?:cs(?:pp)?|ets(?:pp)?|eets|t(?:m|es)?|ac|jscs|eal|pp|sp|aaf|fip|dfe|i?hl)",
            "direccte",
            "directions? (?:departementale|regionale|interdepartementale|interregionale)s?",
            "direction de la securite publique",
            "droits des femmes(?: et.*)?",
            "deleguee? (?:du|de la|aux?) (?:prefet|prefete|gouvernement|droits)",
            "services? de l'etat",
            "tresor(?:ier|erie)",
            "finances publiques",
        ],
    ),
    (
        Kind.LANDLORD,
        [
            "habitat",
            "habitations?",
            "h\\.?l\\.?m\\.?",
            "oph",
            "opac",
            "opdhlm",
            "esh",
            "bailleurs?",
            "logements?",
            "logi(?:s|a|est|rem|rep|vie)",
            "immobiliere",
            "(?:adoma|batigere|erilia|icf|neolia|vilogia)",
        ],
    ),
    (
        Kind.ASSOCIATION,
        [
            "centres? soci(?:al|aux)",
            "regies? de quartiers?",
            "mjc",
            "maisons? des jeunes.*",
            "foyers? de jeunes.*",
            "secours (?:catholique|populaire)",
            "croix rouge",
            "cidff",
            "udaf",
            "adie",
            "unis cite",
            "comite (?:departemental|regional)",
            "union (?:departementale|locale|regionale|nationale)",
            "medef",
            "cpme",
            "planning familial",
            "mouvement",
            "collectif",
            "compagnie",
            "amicale",
            "ligue",
        ],
    ),
    (
        Kind.EPCI,
        [
            "communautes? (?:de|urbaine|metropolitaine|intercommunale)s?",
            "communautes? d'agglo.*",
            "^c[acu] (?:de|du|des)",
            "^c[acu] d'.*",
        ],
    ),
    (
        Kind.COMMUNE,
        [
            "ccas",
            "centre communal",
            "police municipale",
            "villes? (?:de|du|des)",
            "villes? d'.*",
            "communes? (?:de|du|des)",
            "communes? d'.*",
            "^mairie",
            "^(?:ville|commune|municipalite)s?",
            "^maire",
            "caisse des ecoles",
        ],
    ),
    (
        Kind.EPCI,
        [
            "metropole",
            "agglo(?:meration)?",
            "epci",
            "ept",
            "etablissement public (?:territorial|de cooperation)",
            "syndicat (?:intercommunal|mixte)",
            "syndicat d'agglo.*",
            "intercommunalite",
            "conseil de territoire",
            "^grand (?!est|port|theatre).*",
        ],
    ),
    (
        Kind.REGION,
        [
            "^region",
            "conseil regional",
            "^cr (?:de|du|des|d').*",
            "collectivite (?:territoriale )?de (?:corse|guyane|martinique)",
            "^grand est$",
            "president(?:e)? de (?:la )?region",
        ],
    ),
    (
        Kind.DEPARTMENT,
        [
            "^departement",
            "conseil (?:departemental|general)",
            "collectivite europeenne d'alsace",
            "^cd ?\\d\\w",
            "departement (?:de|du|des)",
            "departement (?:de l|d)'.*",
        ],
    ),
    (
        Kind.COMPANY,
        [
            "sncf",
            "ratp",
            "edf",
            "engie",
            "enedis",
            "grdf",
            "la poste",
            "poste",
            "keolis",
            "transdev",
            "orange",
            "s\\.?a\\.?(?:s\\.?)?(?:u\\.?)?",
            "sarl",
            "eurl",
            "scic",
            "scop",
            "spl",
            "sem",
            "societe",
            "entreprises?",
            "groupe",
            "transports?",
            "banque (?:populaire|postale)",
            "credit (?:agricole|mutuel)",
            "caisse d'epargne",
        ],
    ),
]
_PATTERNS = [
    (
        kind,
        re.compile(
            "|".join(rf"{'' if word[0] == '^' else '(?<![a-z0-9])'}(?:{word})(?![a-z0-9])" for word in words)
        ),
    )
    for kind, words in _RULES
]
_BEFORE_THE_NAME = re.compile(r"^(?:(?:pour|par)(?: |$))?(?:le |la |les |l')?")
_DASHES = re.compile(r"[‐‑–—_\-]+")


def kind_from_name(name: str) -> Kind:
    """Guess the kind of a body from its printed name; OTHER when nothing in the name says it."""
    said = _DASHES.sub(" ", re.sub(r"\s*'\s*", "'", fold(name)))
    said = _BEFORE_THE_NAME.sub("", re.sub(r"\s+", " ", said).strip(" .,;:«»\"'"))
    return next((kind for kind, pattern in _PATTERNS if pattern.search(said)), Kind.OTHER)
