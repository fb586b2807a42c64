"""Sheets of actions: one table each, « Objectif », « Constat », « Pilote » below each other in its first column."""

from reciproque.intake.tests.unseen.expectation import Expected

SHEETS = Expected(
    "sheets.md",
    territory="Carsac-Plaine",
    period=("2022", "2023-12-31"),
    tree="""
    1 | Maison des parents
        Soutenir la parentalité
            ? Les parents isolés ne trouvent pas de lieu où être écoutés
            = Cent familles fréquentent la maison chaque année
            # Nombre de familles accueillies
            # Nombre d'ateliers tenus
    2 | Sport à la porte
        Ouvrir les clubs sportifs aux filles
            ? Deux licences sur trois sont prises par des garçons
            = La part des filles licenciées atteint 45 %
            # Part des filles parmi les licenciés
    3 | Un numérique pour tous
        Réduire la fracture numérique
            ? La fermeture des guichets éloigne les personnes âgées de leurs droits
            = Chaque quartier dispose d'un point d'accès accompagné
            # Nombre de personnes accompagnées
            # Nombre de démarches abouties
    """,
    governance=[("comité technique", 2), ("comité de pilotage", None)],
    commitments=["Les signataires s'engagent à inscrire les crédits nécessaires à leur budget 2023."],
    signatories=["Préfet de la Dormelle", "agglomération Carsac-Plaine", "Carsac", "Plaine Logis"],
    documents=["contrat de ville signé le 30 septembre 2015"],
)
