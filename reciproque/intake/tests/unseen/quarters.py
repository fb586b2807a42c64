"""A contract of 2024: a common base, one project per neighbourhood with what people say and what will be done."""

from reciproque.intake.tests.unseen.expectation import Expected

QUARTERS = Expected(
    "quarters.md",
    territory="Ville de Fontvieux",
    period=(None, "2030"),
    tree="""
    1 | Garantir à chacun un accueil de service public à moins de quinze minutes
    2 | Verdir les espaces publics
    3 | Soutenir les associations par des conventions pluriannuelles
    4 | Lutter contre toutes les discriminations
    Le projet du quartier de la Verrerie
        ? On attend deux mois pour un rendez-vous chez le médecin.
        ? Le bus s'arrête à vingt heures.
        ? Les jeunes n'ont pas de lieu à eux.
        Ouvrir un centre de santé municipal
        Prolonger la ligne 3 jusqu'à minuit
        Créer un local jeunes géré avec eux
        # Nombre de médecins installés
        # Fréquentation de la ligne 3 après vingt heures
    Le projet du quartier Saint-Éloi
        ? Les halls sont sales.
        ? Beaucoup de familles ne partent jamais en vacances.
        Renforcer la présence des gardiens
        Aider les familles à partir en vacances
        # Taux de satisfaction des locataires
    """,
    neighbourhoods=[("la Verrerie", "QPV", 2870), ("Saint-Éloi", "QPV", 1940)],
    governance=[
        ("comité de pilotage", 1),
        ("équipe projet", 12),
        ("conseils de quartier de la Verrerie et de Saint-Éloi", None),
    ],
    commitments=[
        "maintenir le nombre de postes d'adultes-relais",
        "simplifier ses appels à projets",
        "consacrer 1,2 M€ par an à ses quartiers prioritaires",
        "réserver la moitié des chantiers jeunes aux habitants de la Verrerie et de Saint-Éloi",
        "rénover 340 logements d'ici 2028",
    ],
    signatories=[
        "État",
        "Ville de Fontvieux",
        "Département du Haut-Cher",
        "Logis de la Fontaine",
        "CAF du Haut-Cher",
    ],
    documents=[],
)
