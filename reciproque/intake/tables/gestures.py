"""What can be done with an item of a review, and by which key: one description for buttons, help and script."""

from dataclasses import dataclass

from reciproque.intake.choices import ItemKind
from reciproque.intake.rules import hangs_under


@dataclass(frozen=True)
class Gesture:
    """An act, its key, its words. `main` ones are on the first line of the buttons."""

    name: str
    key: str
    label: str
    help: str
    main: bool = False


CHECK = Gesture("check", "v", "C’est juste", "l’élément est juste (un élément écarté revient)", main=True)
TREE = Gesture(
    "tree",
    "t",
    "Juste, avec tout dessous",
    "juste, ainsi que tout ce qui est dessous, sauf les douteux",
    main=True,
)
GROUP = Gesture(
    "tree", "t", "Juste, avec tout le groupe", "juste, ainsi que ce qui dépend du même objectif", main=True
)
EDIT = Gesture("edit", "c", "Corriger", "corriger sur place", main=True)
DISCARD = Gesture("discard", "x", "Écarter", "laisser de côté", main=True)
JOIN = Gesture("join", "g", "Joindre au suivant", "joindre à celui qui suit")
SPLIT = Gesture("split", "s", "Séparer", "séparer : placez le curseur, puis Ctrl + Entrée")
OUTDENT = Gesture("outdent", "←", "Remonter d’un niveau", "remonter d’un niveau")
INDENT = Gesture("indent", "→", "Descendre d’un niveau", "descendre d’un niveau, sous celui du dessus")
UP = Gesture("up", "h", "Plus haut", "plus haut parmi ses voisins")
DOWN = Gesture("down", "b", "Plus bas", "plus bas parmi ses voisins")
HANG = Gesture("hang", "m", "Placer sous…", "choisir sous quel objectif, en tapant une partie de son titre")
RETYPE = Gesture("retype", "l", "Changer de liste", "mettre dans une autre liste")
LIKE = Gesture("like", "y", "Lignes semblables…", "appliquer la dernière correction aux lignes semblables")
PASSAGE = Gesture("passage", "p", "Voir le passage", "aller au passage dans le document (Échap : revenir)")
TAKE = Gesture("take", "r", "En faire…", "en faire un élément d’une liste", main=True)
NOTHING = Gesture("check", "v", "Rien à reprendre", "rien à reprendre dans ce passage", main=True)

GENERAL = [
    ("↓ j", "élément suivant"),
    ("↑ k", "élément précédent"),
    ("d", "prochain élément douteux"),
    ("T", "tout est juste dans la liste, sauf les douteux"),
    ("z", "annuler mon dernier acte (encore z : celui d’avant)"),
    ("f", "liste suivante"),
    ("F", "liste précédente"),
    ("Entrée", "corriger l’élément ; dans le document : en faire un élément"),
    ("Échap", "fermer, revenir à l’élément"),
    ("?", "cette aide"),
]


def gestures_for(kind: str) -> list[Gesture]:
    """What applies to the items of a list."""
    if kind == ItemKind.LEFTOVER:
        return [NOTHING, TAKE, PASSAGE]
    first = [CHECK, EDIT, DISCARD]
    rest = [JOIN, SPLIT, UP, DOWN, RETYPE, LIKE, PASSAGE]
    if kind == ItemKind.FRAMEWORK:
        return [
            CHECK,
            TREE,
            EDIT,
            DISCARD,
            JOIN,
            SPLIT,
            OUTDENT,
            INDENT,
            UP,
            DOWN,
            HANG,
            RETYPE,
            LIKE,
            PASSAGE,
        ]
    return [CHECK, GROUP, EDIT, DISCARD, HANG, *rest] if hangs_under(kind) else [*first, *rest]
