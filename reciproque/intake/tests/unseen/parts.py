"""Parts by letter, ambitions and orientations above labelled lists, signatories person by person in an annex."""

from reciproque.intake.tests.unseen.expectation import Expected

PARTS = Expected(
    "parts.md",
    territory="Communauté urbaine de Valgrande",
    period=("2024", "2030"),
    tree="""
    ? l'insécurité aux abords des écoles
    ? la saleté des espaces communs
    ? l'isolement des seniors
    1 | Des quartiers où l'on grandit bien
        1.1 | Soutenir la parentalité
            Créer des lieux d'accueil enfants-parents
            Renforcer les contrats locaux d'accompagnement à la scolarité
            = Les parents connaissent les lieux d'accueil
            # Nombre de lieux créés (cible : 3)
            # Nombre d'enfants accompagnés
        1.2 | Prévenir le décrochage
            Repérer plus tôt les élèves absents
    2 | Des quartiers où l'on travaille
        2.1 | Développer l'emploi des femmes
            Ouvrir une crèche à vocation d'insertion professionnelle
            Adapter les horaires des services
            # Taux d'emploi des femmes
    """,
    neighbourhoods=[("Bellevue", "QPV", 5400), ("Les Aulnes", "QPV", 2100), ("Mistral", "QPV", 1750)],
    governance=[("Comité de pilotage", 1), ("Comité technique", 6), ("Comités de quartier", 3)],
    commitments=[
        "La Communauté urbaine s'engage à financer l'ingénierie.",
        "Elle veillera à l'équité entre les communes.",
        "L'Éducation nationale affectera deux postes supplémentaires.",
        "Chacun des bailleurs présentera chaque année son bilan.",
    ],
    signatories=[
        "Préfet de la Valgrande",
        "Communauté urbaine de Valgrande",
        "Bellevue-sur-Gage",
        "CAF de la Valgrande",
    ],
    glossary=["CLAS", "GUSP"],
)
