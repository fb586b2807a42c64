"""An amendment in articles: recitals, pillars as n.n titles, nested glyphs, bodies as titles, signatures in pairs."""

from reciproque.intake.tests.unseen.expectation import Expected

AMENDMENT = Expected(
    "amendment.md",
    territory="Méranges Métropole",
    period=(None, "2022-12-31"),
    tree="""
    3.1 | Pilier « cohésion sociale »
        Lutter contre le non-recours aux droits
        Soutenir la fonction parentale
        Développer les pratiques sportives féminines
    3.2 | Pilier « cadre de vie et renouvellement urbain »
        Réussir le relogement des familles de Montjoie
        Pacifier les circulations
    3.3 | Pilier « emploi et développement économique »
        Multiplier les périodes de stage
        Implanter une pépinière d'entreprises au Grand-Clos
    # Nombre de dossiers instruits par le bus des services publics
    # Nombre de familles relogées
    # Nombre de stages signés
    """,
    neighbourhoods=[
        ("Beaulieu", "QPV", None),
        ("Les Poètes", "QPV", None),
        ("Le Grand-Clos", "QPV", None),
        ("Montjoie", "QPV", None),
    ],
    neighbourhoods_optional=True,
    governance=[
        ("comité de pilotage", 2),
        ("comité technique", 6),
        ("commissions thématiques", 4),
        ("conseils citoyens", None),
    ],
    commitments=[
        "L'État maintient ses crédits au niveau de 2019.",
        "Il s'engage à renforcer les effectifs de la police de sécurité du quotidien.",
        "La Métropole créera un fonds de soutien aux initiatives d'habitants doté de 60 000 €.",
        "Les bailleurs sociaux s'engagent à valoriser dans leurs bilans l'abattement de taxe foncière.",
    ],
    signatories=[
        "État",
        "Méranges Métropole",
        "Ville de Méranges",
        "Région Trois-Vallées",
        "Caisse des dépôts",
        "Agence régionale de santé",
        "Méranges Habitat",
        "Parquet de Méranges",
    ],
    documents=[
        "loi n° 2014-173 du 21 février 2014 de programmation pour la ville et la cohésion urbaine",
        "article 181 de la loi n° 2018-1317 du 28 décembre 2018 de finances pour 2019",
        "circulaire n° 6057/SG du 22 janvier 2019",
        "délibération du conseil de Méranges Métropole du 17 octobre 2019",
    ],
)
