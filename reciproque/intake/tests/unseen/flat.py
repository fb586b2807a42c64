"""Flat extraction of a PDF: running heads and page numbers, priorities as numbered lines above bullets."""

from reciproque.intake.tests.unseen.expectation import Expected

FLAT = Expected(
    "flat.txt",
    territory="agglomération de Brennes",
    period=("2020", "2022-12-31"),
    tree="""
    ? les crédits de droit commun ne sont pas suivis
    ? les habitants connaissent mal les équipements ouverts à quelques centaines de mètres de chez eux et hésitent à en pousser la porte
    ? les actions pour l'emploi touchent deux hommes pour une femme
    1 | Donner aux enfants les mêmes chances dès la maternelle
        Ouvrir un lieu passerelle entre la crèche et l'école dans chaque quartier
        Former ensemble les Atsem, les enseignants et les animateurs
        Prêter des livres aux familles par la bibliothèque de rue
    2 | Rapprocher les habitants de l'emploi
        Organiser chaque trimestre une rencontre avec les entreprises qui recrutent
        Lever les freins liés à la garde d'enfants, en particulier pour les femmes qui élèvent seules leurs enfants
        Faire découvrir les métiers de l'industrie aux collégiens
    3 | Mieux vivre dans son immeuble et dans sa rue
        Signer une convention de gestion urbaine de proximité par quartier
        Répondre sous quinze jours aux demandes des locataires
        Associer les habitants au choix des plantations
    4 | Prendre soin de sa santé
        Installer une équipe mobile de prévention
        Accompagner les aidants
    """,  # noqa: E501 -- a line of the invented document
    neighbourhoods=[
        ("Les Hauts de Brennes", "QPV", 4215),
        ("La Fontaine-aux-Loups", "QPV", 1870),
        ("Cité Jules-Guesde", "QPV", 1130),
    ],
    governance=[
        ("comité de pilotage", 2),
        ("comité technique", 6),
        ("groupe de suivi des crédits de droit commun", 4),
        ("conseils citoyens", None),
    ],
    commitments=[
        "L'agglomération de Brennes s'engage à maintenir 210 000 euros par an de crédits spécifiques.",
        "L'État s'engage à conserver quatre postes d'adultes-relais pendant la durée du protocole.",
        "Le Département mettra à disposition un travailleur social dans chaque maison de quartier.",
        "La Caisse d'allocations familiales entend ouvrir douze places de crèche supplémentaires.",
    ],
    commitments_optional=[
        "Les trois conseils citoyens désignent chacun deux représentants au comité de pilotage."
    ],
    signatories=[
        "État",
        "agglomération de Brennes",
        "commune de Brennes",
        "Département de la Haute-Orle",
        "Caisse d'allocations familiales de la Haute-Orle",
        "Orle Habitat",
    ],
    documents=[
        "contrat de ville de l'agglomération de Brennes a été signé le 8 juillet 2015",
        "loi de finances pour 2019",
        "circulaire du 22 janvier 2019",
    ],
)
