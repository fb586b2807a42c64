"""Real headings, the objective above a table of actions, bodies and glossary as tables, two-column signatures."""

from reciproque.intake.tests.unseen.expectation import Expected

HEADINGS = Expected(
    "headings.md",
    territory="Communauté d'agglomération Val-de-Mauve",
    period=("2024", "2030"),
    tree="""
    1 | Emploi et développement économique
        1.1 | Accompagner vers l'emploi les personnes qui en sont le plus éloignées
            Tenir une permanence de l'emploi au pied des immeubles
                # Nombre de personnes reçues
            Financer des permis de conduire
                # Nombre de permis obtenus
                # Part des femmes parmi les bénéficiaires
        1.2 | Faire naître et grandir des entreprises
            Ouvrir un lieu de fabrication partagé
                # Nombre d'utilisateurs
    2 | Éducation et jeunesse
        2.1 | Assurer la continuité éducative de 2 à 18 ans
            Labelliser une cité éducative
                # Labellisation obtenue
            Accueillir les collégiens exclus
                # Nombre de collégiens accueillis
    Axe transversal | Égalité et lutte contre les discriminations
        Former les agents d'accueil de tous les signataires
        Vérifier que chaque action profite autant aux femmes qu'aux hommes
    """,
    neighbourhoods=[("Le Bois-Joli", "QPV", 3610), ("Les Vignes-Rouges – Pasteur", "QPV", 2045)],
    governance=[
        ("Comité de pilotage", 1),
        ("Comité technique", 4),
        ("Conférence des financeurs", 2),
        ("Assemblée citoyenne des quartiers", 3),
    ],
    commitments=[
        "La communauté d'agglomération s'engage à dédier une équipe de quatre agents à l'animation du contrat.",
        "Le bailleur Mauve Habitat s'engage à réserver un local associatif par résidence.",
        "Chaque signataire transmettra avant le 31 mars le bilan de ses crédits de droit commun.",
    ],
    commitments_optional=["Une évaluation à mi-parcours sera conduite en 2027."],
    signatories=[
        "État",
        "communauté d'agglomération Val-de-Mauve",
        "ville de Mauve",
        "ville de Saint-Ouen-sur-Mauve",
        "CAF des Deux-Rives",
        "Mauve Habitat",
    ],
    documents=[
        "loi n° 2014-173 du 21 février 2014",
        "circulaire du 31 août 2023",
        "Plan climat-air-énergie territorial 2022-2027",
        "convention territoriale globale 2023-2026",
        "décret n° 2023-1314 du 28 décembre 2023",
    ],
    glossary=["CAF", "PLIE", "QPV"],
)
