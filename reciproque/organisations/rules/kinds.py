"""What kind of body a printed name speaks of: general rules of French administration, first match wins."""

import re

from reciproque.core.text import fold
from reciproque.organisations.choices import OrganisationKind as Kind

_RULES: list[tuple[Kind, str]] = [
    (Kind.COUNCIL, r"\bconseils? citoyens?\b|\btables? de quartiers?\b|\bconseils? de quartiers?\b"),
    # Associations of elected members, landlords … are associations, whatever they gather.
    (
        Kind.LANDLORD,
        r"\bunion sociale pour l'habitat\b|\b(?:ar|association regionale|union regionale|federation)[- ](?:des )?(?:organismes )?(?:hlm|oph|esh)\b|\baorif\b",
    ),
    (
        Kind.ASSOCIATION,
        r"^(?:l')?asso(?:ciation)?s?\b|^(?:la )?(?:federation|ligue|amicale|confederation)\b|\bassociation\b",
    ),
    (
        Kind.JUSTICE,
        r"\bprocureure?\b|\bparquet\b|\btribunal\b|\bcour d'appel\b|\bjustice\b|\bprotection judiciaire\b|\bpjj\b|\bd(?:t|ir)pjj\b|\bspip\b|\bpenitentiaire\b|\bbarreau\b",
    ),
    (
        Kind.EDUCATION,
        r"\beducation nationale\b|\brectorat\b|\brect(?:eur|rice)\b|\bacademi(?:e|que)\b|\bd[sa]?den\b|\binspection academique\b|\buniversite\b|\bcollege\b|\blycee\b|\becoles?\b|\breseau canope\b",
    ),
    (
        Kind.SOCIAL,
        r"\bcaisse (?:d'|des )?(?:allocations? familiales?|primaire|assurance|nationale d'assurance)|\bcaf\b|\bcpam\b|\bcarsat\b|\bassurance maladie\b|\bmutualite sociale agricole\b|\bmsa\b|\burssaf\b|\bcaisse de retraite\b|\bassurance retraite\b|\bprotection sociale\b|\bcnaf\b",
    ),
    (
        Kind.HEALTH,
        r"\bagence (?:regionale )?de (?:la )?sante\b|\bars\b|\bhopita(?:l|ux)\b|\bhospitali[eè]re?\b|\bch[ru]u?\b|\bgroupement hospitalier\b|\bcentre de sante\b|\bmaison de sante\b|\bassistance publique\b|\bsanitaire\b|\bsante\b",
    ),
    (
        Kind.EMPLOYMENT,
        r"\bpole[- ]emploi\b|\bfrance travail\b|\bmissions? locales?\b|\bcap emploi\b|\bplie\b|\bmaison de l'emploi\b|\binsertion (?:par|professionnelle)\b|\bapec\b|\bafpa\b|\bservice public de l'emploi\b",
    ),
    (
        Kind.STATE,
        r"\bchambre regionale des comptes\b|\bagence nationale\b|\banru\b|\banct\b|\banah\b|\bcget\b|\bacse\b|\bademe\b|\boffice francais\b|\bofii\b",
    ),
    (
        Kind.CHAMBER,
        r"\bchambres? (?:de|des|d'|regionale|departementale|consulaire|territoriale|syndicale)|\bcompagnies? consulaires?\b|\bc(?:c|m)i(?:r|t)?\b|\bcma\b|\bcress\b",
    ),
    (
        Kind.STATE,
        r"^(?:l')?etat\b|\bprefe(?:t|te|cture|ctures)\b|\bprefectora(?:l|le)\b|\bsous[- ]prefe|\bministere\b|\bpolice nationale\b|\bgendarmerie\b|\bd[dr](?:cs(?:pp)?|ets(?:pp)?|eets|t(?:m|es)?|ac|jscs|eal|pp|sp|aaf|fip|dfe|i?hl)\b|\bdireccte\b|\bdrdjscs\b|\bdirections? (?:departementale|regionale|interdepartementale|interregionale|generale des finances)|\bdirection de la securite publique\b|\bdroits des femmes\b|\bdelegue(?:e)? (?:du|de la) (?:prefet|gouvernement)|\bservices? de l'etat\b|\btresor(?:ier|erie)|\bfinances publiques\b",
    ),
    (
        Kind.LANDLORD,
        r"\bhabitat\b|\bhabitations?\b|\bh\.?l\.?m\b|\boph\b|\bopac\b|\bopdhlm\b|\besh\b|\bbailleurs?\b|\blogements?\b|\blogis\b|\bfoyer (?:moderne|remois)\b|\bimmobiliere?\b|\bresidences?\b|\badoma\b|\bbatigere\b|\bresidetape\b|\bsonacotra\b|\berilia\b|\bhabitation\b|\blogirem\b|\blogeo\b|\bdomofrance\b|\bpluralis\b|\bicf\b|\bvilogia\b|\bpoliceur\b",
    ),
    (
        Kind.ASSOCIATION,
        r"\bcentres? soci(?:al|aux)\b|\bregies? de quartiers?\b|\bmjc\b|\bmaison des jeunes\b|\bsecours (?:catholique|populaire)\b|\bcroix[- ]rouge\b|\bcidff\b|\budaf\b|\badie\b|\bunis[- ]cite\b|\bfoyer de jeunes|\bligue\b|\bcomite departemental\b|\bmedef\b|\bcpme\b|\bplanning familial\b|\bmouvement\b|\bcollectif\b|\bamicale\b|\bunion (?:departementale|locale|regionale)\b|\bcompagnie\b|\batd quart monde\b|\bemmaus\b",
    ),
    (
        Kind.COMMUNE,
        r"\bccas\b|\bcentre communal\b|\bpolice municipale\b|\bville[s]? (?:de|d'|du|des)\b|\bcommunes? (?:de|d'|du|des|associees)\b|^(?:la )?mairie\b|^(?:le )?maire\b|\bcaisse des ecoles\b|^communes?$|^villes?$",
    ),
    (
        Kind.EPCI,
        r"\bcommunaute (?:de communes|d'agglo|urbaine|metropolitaine|intercommunale)|^c[acu] (?:de|du|des|d')|\bmetropole\b|\bagglo(?:meration)?\b|\bepci\b|\betablissement public (?:territorial|de cooperation)|\bept\b|\bsyndicat (?:intercommunal|mixte|d'agglomeration)|\bintercommunalite\b|^(?:le )?grand (?!est\b|port\b)|\bconseil de territoire\b|\bcommunaute\b",
    ),
    (
        Kind.REGION,
        r"^(?:la )?region\b|\bconseil regional\b|\bcollectivite (?:territoriale )?de corse\b|\bcollectivite territoriale de (?:guyane|martinique)\b|^grand est$|\bregion (?:bretagne|hauts|ile|pays|grand|nouvelle|centre|bourgogne|auvergne|occitanie|provence|sud|normandie)",
    ),
    (
        Kind.DEPARTMENT,
        r"^(?:le )?departement\b|\bconseil (?:departemental|general)\b|\bcollectivite europeenne d'alsace\b|^cd ?\d|\bdepartement (?:de|du|des|d')",
    ),
    (
        Kind.COMPANY,
        r"\bsncf\b|\bratp\b|\bedf\b|\bengie\b|\benedis\b|\bgrdf\b|\bla poste\b|\bkeolis\b|\btransdev\b|\borange\b|\bs\.?a\.?(?:s|s\.u)?\b|\bsarl\b|\beurl\b|\bscic\b|\bscop\b|\bsociete\b|\bentreprises?\b|\bgroupe\b|\bspl\b|\bsem\b|\btransports?\b|\bbanque (?:populaire|postale)\b|\bcredit (?:agricole|mutuel)\b|\bcaisse d'epargne\b",
    ),
]
_PATTERNS = [(kind, re.compile(pattern)) for kind, pattern in _RULES]
_SIGNED_FOR = re.compile(r"^(?:pour|par) (?=l'|la |le |les )")


def kind_from_name(name: str) -> Kind:
    """Guess the kind of a body from its printed name; OTHER when nothing in the name says it."""
    said = re.sub(r"\s*'\s*", "'", _SIGNED_FOR.sub("", fold(name))).strip(" .,;:-")
    return next((kind for kind, pattern in _PATTERNS if pattern.search(said)), Kind.OTHER)
