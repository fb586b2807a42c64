"""A yearly roadmap: numbered works above tab-separated tables, bodies as lines with their frequency, an annex."""

from reciproque.intake.tests.unseen.expectation import Expected

ROADMAP = Expected(
    "roadmap.md",
    territory="Lussan Agglomération",
    period=("2023", "2023"),
    tree="""
    1 | Aller vers les jeunes invisibles
        Repérer les jeunes sans solution
            Maraudes de soirée, présence sur les réseaux sociaux
            = Cent cinquante jeunes repérés dans l'année
            # Nombre de jeunes repérés
            # Nombre de jeunes orientés
        Proposer un parcours à chacun
            Bourse à la mobilité ; parrainage
            = Deux jeunes sur trois entrent en parcours
            # Taux d'entrée en parcours
    2 | Améliorer la tranquillité publique
        Occuper positivement l'espace public
            Animations de pied d'immeuble l'été
            = Une animation par semaine dans chaque quartier
            # Nombre d'animations
        Renforcer la médiation
            Recrutement de deux médiateurs
            = Présence de 17 h à 23 h
            # Nombre d'interventions
    3 | Faire participer les habitants
        Relancer les conseils citoyens
            Campagne de tirage au sort
            = Quatre conseils complets
            # Nombre de conseillers actifs
        ? La charge des équipes associatives
        ? Le calendrier des financements
    """,
    neighbourhoods=[("Les Terrasses", "QPV", 3480), ("Gambetta", "QPV", 1290), ("Le Clos", "QPV", 1015)],
    governance=[("Comité de pilotage", 2), ("Comité technique", 12), ("Groupes thématiques", 4)],
    documents=["contrat de ville 2015-2023"],
)
