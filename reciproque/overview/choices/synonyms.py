"""Words of the trade that stand for each other in contracts, each family with its reason. Shown, and removable."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Family:
    """Whoever asks one of `heads` is also shown what says one of `also`."""

    heads: tuple[str, ...]
    also: tuple[str, ...]
    reason: str


FAMILIES = (
    Family(
        ("non-recours", "non-recours aux droits", "non-recours aux soins"),
        ("accès aux droits", "renoncement", "renoncer aux soins", "ouverture de droits"),
        "Les textes disent le but (l’accès) plus souvent que le manque (le non-recours).",
    ),
    Family(
        ("renoncement aux soins",), ("accès aux soins", "non-recours"), "Le renoncement est un non-recours."
    ),
    Family(
        ("accès aux droits",),
        (
            "non-recours",
            "point-justice",
            "maison de la justice et du droit",
            "France Services",
            "écrivain public",
        ),
        "Les lieux où l’on accède à ses droits.",
    ),
    Family(
        ("illectronisme", "fracture numérique", "exclusion numérique"),
        (
            "inclusion numérique",
            "médiation numérique",
            "fracture numérique",
            "illectronisme",
            "accès au numérique",
        ),
        "L’illectronisme est le nom récent de la fracture numérique ; on y répond par l’inclusion.",
    ),
    Family(
        ("décrochage", "décrochage scolaire", "décrocheurs"),
        (
            "décrochage",
            "absentéisme",
            "déscolarisation",
            "rupture scolaire",
            "persévérance scolaire",
            "décrocheurs",
        ),
        "L’absentéisme précède le décrochage ; la persévérance y répond.",
    ),
    Family(
        ("illettrisme", "apprentissage du français"),
        ("maîtrise de la langue", "savoirs de base", "sociolinguistique", "analphabétisme", "illettrisme"),
        "Trois publics voisins, que les textes nomment ensemble.",
    ),
    Family(
        ("égalité femmes-hommes", "égalité entre les femmes et les hommes", "égalité hommes femmes"),
        ("égalité entre les femmes et les hommes", "égalité femmes hommes", "égalité hommes femmes"),
        "La même priorité transversale, écrite de plusieurs façons.",
    ),
    Family(
        ("violences conjugales", "violences intrafamiliales", "violences faites aux femmes"),
        (
            "violences conjugales",
            "violences intrafamiliales",
            "violences faites aux femmes",
            "violences sexistes",
        ),
        "Notions voisines, souvent traitées par les mêmes lieux.",
    ),
    Family(
        ("discriminations", "lutte contre les discriminations"),
        ("discriminations", "racisme", "égalité de traitement", "antisémitisme", "laïcité"),
        "Les plans de lutte les traitent ensemble.",
    ),
    Family(("prévention",), ("prévenir",), "Le nom et le verbe."),
    Family(("prévenir",), ("prévention",), "Le nom et le verbe."),
    Family(("création",), ("créer",), "Le nom et le verbe."),
    Family(("inclusion",), ("inclure",), "Le nom et le verbe."),
    Family(
        ("chômage", "demandeurs d’emploi"),
        (
            "demandeurs d’emploi",
            "accès à l’emploi",
            "retour à l’emploi",
            "insertion professionnelle",
            "chômage",
        ),
        "On écrit le but (l’emploi) plus que le manque (le chômage).",
    ),
    Family(
        ("insertion",), ("retour à l’emploi", "accès à l’emploi"), "L’insertion visée est celle par l’emploi."
    ),
    Family(
        ("création d’entreprise", "entrepreneuriat", "création d’activité"),
        ("création d’entreprise", "création d’activité", "entrepreneuriat"),
        "Le même acte, selon qui l’accompagne.",
    ),
    Family(
        ("petite enfance", "crèches", "garde d’enfants"),
        ("mode de garde", "accueil du jeune enfant", "petite enfance", "garde d’enfants", "crèche"),
        "Le mode de garde conditionne l’emploi et l’égalité.",
    ),
    Family(
        ("parentalité", "soutien à la parentalité"),
        ("parentalité", "accompagnement des parents", "familles monoparentales", "fonction parentale"),
        "L’appui aux parents sous ses noms habituels.",
    ),
    Family(
        ("réussite éducative", "réussite scolaire"),
        ("réussite éducative", "réussite scolaire", "accompagnement à la scolarité", "cité éducative"),
        "Les dispositifs de la réussite à l’école.",
    ),
    Family(
        ("santé mentale", "souffrance psychique"),
        (
            "santé mentale",
            "souffrance psychique",
            "souffrance psychosociale",
            "conseil local de santé mentale",
        ),
        "Le conseil local de santé mentale traite la souffrance psychique.",
    ),
    Family(
        ("désert médical", "démographie médicale"),
        ("accès aux soins", "offre de soins", "maison de santé", "centre de santé", "démographie médicale"),
        "On y répond par l’offre de soins.",
    ),
    Family(
        ("conseil citoyen", "participation des habitants", "démocratie participative"),
        ("conseils citoyens", "participation des habitants", "participation citoyenne", "pouvoir d’agir"),
        "La participation sous ses noms légaux et militants.",
    ),
    Family(
        ("tranquillité publique", "insécurité", "délinquance"),
        ("tranquillité publique", "prévention de la délinquance", "sécurité", "incivilités", "délinquance"),
        "Compétences voisines du même conseil local (CLSPD).",
    ),
    Family(
        ("gestion urbaine", "gestion urbaine de proximité", "cadre de vie"),
        ("gestion urbaine", "GUP", "GUSP", "cadre de vie", "propreté"),
        "La gestion de proximité est le volet quotidien du cadre de vie.",
    ),
    Family(
        ("rénovation urbaine", "renouvellement urbain"),
        ("renouvellement urbain", "rénovation urbaine", "NPNRU", "PRU", "ANRU"),
        "Les deux programmes nationaux et leurs sigles.",
    ),
    Family(
        ("précarité énergétique",), ("rénovation énergétique", "charges locatives"), "La cause et le remède."
    ),
    Family(
        ("mobilité", "transports"),
        ("déplacements", "permis de conduire", "transports", "mobilité"),
        "La mobilité dite par ses moyens.",
    ),
    Family(
        ("isolement", "personnes âgées"),
        ("personnes âgées", "lien social", "isolement", "vieillissement", "seniors"),
        "L’isolement visé est surtout celui des aînés.",
    ),
    Family(
        ("pauvreté", "précarité"),
        ("pauvreté", "précarité", "minima sociaux", "aide alimentaire"),
        "Ce qui la mesure et ce qui y répond.",
    ),
)

LIGHT = ("quartier", "quartiers", "prioritaire", "prioritaires", "QPV", "action", "actions", "politique", "habitants",
         "territoire", "développer", "favoriser", "renforcer", "lutter", "lutte", "prévention", "prévenir", "améliorer",
         "mettre", "œuvre",
         "public", "publics", "dispositif", "dispositifs", "permettre", "soutenir", "projet", "projets", "place",
         "accompagner", "accompagnement", "objectif", "objectifs", "personnes", "aide", "aider")  # fmt: skip
"""Words that stand on every page of such contracts: they weigh little beside the others of a question."""
