"""Stakes, orientations and aims numbered I., A., 1., a); the parties named at the head."""

from reciproque.intake.tests.unseen.expectation import Expected

NESTED = Expected(
    "nested.txt",
    territory="Tonnay-Avire",
    period=("2020", "2022"),
    tree="""
    ? un tissu associatif ancien et vivant
    ? des espaces verts nombreux
    ? un chômage deux fois plus élevé qu'en ville
    ? des logements mal isolés
    I | Enjeu : la cohésion sociale
        A | Soutenir les familles et les jeunes
            1 | Développer la réussite éducative
                a | Accompagner la scolarité des élèves de primaire
                b | Mobiliser les parents autour de l'école
            2 | Favoriser l'accès de tous à la culture
                a | Décentraliser les spectacles dans le quartier
                b | Ouvrir l'école de musique
        B | Promouvoir la santé
            1 | Faciliter l'accès aux soins
            2 | Prévenir les conduites à risque
    II | Enjeu : le cadre de vie
        A | Améliorer l'habitat
            1 | Rénover les cent vingt logements des tours
            2 | Lutter contre la précarité énergétique
        B | Désenclaver le quartier
            1 | Créer une liaison cyclable vers la gare
    III | Enjeu : l'emploi
        A | Insérer par l'activité économique
            1 | Généraliser les clauses sociales
    """,
    governance=[
        ("comité de pilotage", 1),
        ("comité technique", 4),
        ("conseil citoyen des Trois-Moulins", None),
    ],
    commitments=[
        "La Communauté de communes désigne un chef de projet à temps plein.",
        "Les parties s'engagent à mobiliser en priorité leurs moyens de droit commun.",
    ],
    signatories=[
        "État",
        "Communauté de communes du Tonnay-Avire",
        "Commune de Tonnay",
        "Région Val-Atlantique",
        "Office public de l'habitat de l'Avire",
    ],
    documents=["délibération du 3 décembre 2019"],
)
