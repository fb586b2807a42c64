"""What the name of a body says of its place."""

import re

from reciproque.core.text import fold

_LEVELS = [
    ("Habitants", r"citoyen|habitant|assemblee des quartiers|usagers|locataires|conseil de quartier"),
    ("Pilotage", r"pilotage|copil|strategique|decision|plenier"),
    (
        "Technique",
        r"technique|cotech?|cotec|suivi|groupe|equipe|secretariat|commission|referent|cellule|instruction",
    ),
]


def level_of(name: str) -> str:
    """The level of a body in the diagram, from the words of its name; "Autres" when they do not say."""
    folded = fold(name)
    return next((level for level, words in _LEVELS if re.search(words, folded)), "Autres")
