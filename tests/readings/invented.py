"""A contract of the 2024-2030 kind that no town has signed, and what a person reads in it.

It has what the five older documents lack: real headings, a cross-cutting base (« socle transversal »),
projects of neighbourhoods instead of pillars, a table with pipes, letters as codes.
"""

from __future__ import annotations

from typing import Any

Gold = dict[str, Any]

TEXT = """# Contrat de ville « Engagements Quartiers 2030 » de Vernoise Agglomération

2024-2030

## Sommaire

1. Préambule 2
2. Le socle transversal 3
3. Les projets de quartier 5
4. La gouvernance 8

## Préambule

Le présent contrat succède au contrat de ville 2015-2023. Il répond à la circulaire du 31 août 2023,
et reprend ce que les habitants ont demandé.

### Les documents de référence

- la loi du 21 février 2014 de programmation pour la ville et la cohésion urbaine,
- le décret n° 2023-1314 du 28 décembre 2023,
- la convention territoriale globale 2022-2026.

### Constats partagés

- Un habitant sur trois n'a pas de moyen de transport.
- Les démarches en ligne éloignent les plus âgés des services.

## La géographie prioritaire

| Commune | Quartier prioritaire | Population |
| --- | --- | --- |
| Vernoise | Les Tilleuls | 4 210 |
| Vernoise | La Briqueterie | 1 875 |
| Oulmes-sur-Arce | Champ Rond | 2 040 |

## Le socle transversal

### Axe A : Garantir l'égalité entre les femmes et les hommes

- A.1 Former les accueillants des services publics
- A.2 Ouvrir les équipements sportifs aux filles

### Axe B : Accompagner la transition écologique

- B.1 Planter dans les cours d'école
- B.2 Rénover les pieds d'immeuble

## Les projets de quartier

### Les Tilleuls

| Orientations | Objectifs opérationnels | Résultats attendus | Indicateurs |
| --- | --- | --- | --- |
| Rapprocher de l'emploi | Tenir une permanence d'insertion | La permanence est connue | Nombre de personnes reçues |
| | Lever les freins de la garde d'enfants | Les horaires sont élargis | Nombre de places ouvertes |
| Embellir les espaces publics | Réaménager la place du marché | La place est ombragée | Surface plantée |

### Champ Rond

| Orientations | Objectifs opérationnels | Résultats attendus | Indicateurs |
| --- | --- | --- | --- |
| Soutenir la réussite scolaire | Aider les collégiens le soir | Les devoirs sont finis | Nombre d'élèves inscrits |

## La gouvernance

- **Comité de pilotage** : il réunit tous les signataires et se réunit deux fois par an.
- **Comité technique** : il prépare les décisions et se réunit quatre fois par an.

## Les engagements des signataires

Vernoise Agglomération s'engage à maintenir une équipe de projet de cinq personnes.
L'État mobilisera les crédits du programme 147 jusqu'en 2030.

## Signataires

Pour l'État
Le Préfet
Camille ORSEL

Pour Vernoise Agglomération
La Présidente
Dominique TARDY

Pour la Caisse d'allocations familiales
Le Directeur
Claude MERLIN

## Glossaire

CAF : Caisse d'allocations familiales.

QPV : Quartier prioritaire de la politique de la ville.
"""


def _line(words: str, after: int = 0) -> int:
    """The line, from 1, on which these words stand for the first time after another line."""
    lines = TEXT.split("\n")
    return next(number for number, line in enumerate(lines, 1) if number > after and words in line)


def _frame() -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []

    def add(title: str, parent: int | None = None, code: str | None = None, after: int = 0) -> int:
        made.append({"title": title, "parent": parent, "code": code, "source_line": _line(title, after)})
        return len(made) - 1

    axis = add("Garantir l'égalité entre les femmes et les hommes", code="Axe A")
    add("Former les accueillants des services publics", axis, "A.1")
    add("Ouvrir les équipements sportifs aux filles", axis, "A.2")
    axis = add("Accompagner la transition écologique", code="Axe B")
    add("Planter dans les cours d'école", axis, "B.1")
    add("Rénover les pieds d'immeuble", axis, "B.2")
    projects = _line("## Les projets de quartier")
    place = add("Les Tilleuls", after=projects)
    aim = add("Rapprocher de l'emploi", place)
    add("Tenir une permanence d'insertion", aim)
    add("Lever les freins de la garde d'enfants", aim)
    aim = add("Embellir les espaces publics", place)
    add("Réaménager la place du marché", aim)
    place = add("Champ Rond", after=projects)
    aim = add("Soutenir la réussite scolaire", place)
    add("Aider les collégiens le soir", aim)
    return made


def gold() -> Gold:
    frame = _frame()
    at = {node["title"]: index for index, node in enumerate(frame)}

    def under(pairs: list[tuple[str, str | None]]) -> list[dict[str, Any]]:
        return [
            {"text": text, "parent": at[up] if up else None, "source_line": _line(text)} for text, up in pairs
        ]

    def named(key: str, names: list[str], after: int = 0, **facts: Any) -> list[dict[str, Any]]:
        return [{key: name, "source_line": _line(name, after), **facts} for name in names]

    return {
        "framework": frame,
        "results": under(
            [
                ("La permanence est connue", "Tenir une permanence d'insertion"),
                ("Les horaires sont élargis", "Lever les freins de la garde d'enfants"),
                ("La place est ombragée", "Réaménager la place du marché"),
                ("Les devoirs sont finis", "Aider les collégiens le soir"),
            ]
        ),
        "indicators": under(
            [
                ("Nombre de personnes reçues", "Tenir une permanence d'insertion"),
                ("Nombre de places ouvertes", "Lever les freins de la garde d'enfants"),
                ("Surface plantée", "Réaménager la place du marché"),
                ("Nombre d'élèves inscrits", "Aider les collégiens le soir"),
            ]
        ),
        "leads": [],
        "findings": under(
            [
                ("Un habitant sur trois n'a pas de moyen de transport.", None),
                ("Les démarches en ligne éloignent les plus âgés des services.", None),
            ]
        ),
        "commitments": named(
            "text",
            [
                "Vernoise Agglomération s'engage à maintenir une équipe de projet de cinq personnes.",
                "L'État mobilisera les crédits du programme 147 jusqu'en 2030.",
            ],
        ),
        "neighbourhoods": [
            {"name": name, "type": "QPV", "population": people, "source_line": _line(name)}
            for name, people in (("Les Tilleuls", 4210), ("La Briqueterie", 1875), ("Champ Rond", 2040))
        ],
        "signatories": named(
            "organisation",
            ["État", "Vernoise Agglomération", "Caisse d'allocations familiales"],
            after=_line("## Signataires"),
        ),
        "governance": [
            *named("body", ["Comité de pilotage"], meetings_per_year=2),
            *named("body", ["Comité technique"], meetings_per_year=4),
            *named("body", ["équipe de projet"], meetings_per_year=None, optional=True),
        ],
        "reference_documents": [
            *named(
                "text",
                [
                    "contrat de ville 2015-2023",
                    "circulaire du 31 août 2023",
                    "loi du 21 février 2014 de programmation pour la ville et la cohésion urbaine",
                    "décret n° 2023-1314 du 28 décembre 2023",
                    "convention territoriale globale 2022-2026",
                ],
            ),
            *named("text", ["programme 147"], optional=True),
        ],
        "glossary": named("term", ["CAF", "QPV"]),
    }
