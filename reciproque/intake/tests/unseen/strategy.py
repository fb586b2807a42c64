"""One HTML table with merged cells for the whole strategy, commitments as a table, signatures in running lines."""

from reciproque.intake.tests.unseen.expectation import Expected

STRATEGY = Expected(
    "strategy.md",
    territory="Grand Aubrac-Mer",
    period=("2024", "2030"),
    tree="""
    ? Une population jeune
    ? Un port en plein essor
    ? 46 % de taux de pauvreté
    ? Une offre de soins insuffisante
    Plein emploi
        OS1 | Lever les freins à l'emploi
            OO1 | Développer les modes de garde en horaires décalés
                # Nombre de places créées
                # Nombre de parents ayant repris un emploi
            OO2 | Faciliter la mobilité vers le port
                # Nombre de navettes
        OS2 | Attirer les employeurs
            OO3 | Organiser des visites d'entreprises
                # Nombre de visites
    Transition écologique
        OS3 | Adapter les quartiers au climat
            OO4 | Végétaliser les cours d'école
                # Nombre de cours végétalisées
            OO5 | Rénover les logements énergivores
                # Nombre de logements rénovés
                # Baisse moyenne des charges
    """,
    neighbourhoods=[("Le Port-Neuf", "QPV", 5120), ("Les Dunes", "QPV", 1480)],
    neighbourhood_types=False,
    governance=[("comité de pilotage", 1), ("comité des financeurs", 6), ("atelier citoyen", 2)],
    commitments=[
        "Réserver 20 % des crédits de droit commun de l'emploi aux habitants des quartiers",
        "Porter l'ingénierie du contrat pendant sept ans",
        "Cofinancer les places de formation",
    ],
    signatories=["État", "Grand Aubrac-Mer", "Ville d'Aubrac", "Région Grand-Ponant"],
    documents=["rapport « Ensemble, refaire ville » de 2013", "loi Lamy"],
    glossary=["Droit commun", "Adulte-relais", "NPNRU"],
)
