"""The fields that the items of each list have, as they are typed and shown."""

from dataclasses import dataclass

from reciproque.intake.choices import ItemKind

WORDS_OF = {
    ItemKind.FRAMEWORK: "title",
    ItemKind.NEIGHBOURHOOD: "name",
    ItemKind.SIGNATORY: "organisation",
    ItemKind.BODY: "body",
    ItemKind.TERM: "term",
    ItemKind.DATE: "event",
}
"""The field of a list's items that holds their words; "text" elsewhere."""

UNDER_THE_TREE = {ItemKind.RESULT, ItemKind.INDICATOR, ItemKind.TRACK, ItemKind.FINDING}
PLACE_FIELDS = {"source_line", "anchor", "anchors", "confidence", "reason", "parent", "index"}


def words_field(kind: str) -> str:
    return WORDS_OF.get(ItemKind(kind), "text")


@dataclass(frozen=True)
class ItemField:
    """A field of an item beside its words: its name in the reading's JSON, its label, how it is typed."""

    name: str
    label: str
    kind: str = "text"  # "text", "whole", "number", "date", "place"
    hint: str = ""


WORDS_LABEL = {
    ItemKind.FRAMEWORK: "Intitulé",
    ItemKind.NEIGHBOURHOOD: "Nom du quartier",
    ItemKind.SIGNATORY: "Organisme",
    ItemKind.BODY: "Nom de l’instance",
    ItemKind.TERM: "Terme",
    ItemKind.DATE: "Événement",
}

FIELDS_OF: dict[str, list[ItemField]] = {
    ItemKind.FRAMEWORK: [
        ItemField("label", "Niveau", hint="Le mot du contrat : axe, ambition, objectif, volet…"),
        ItemField("code", "Code"),
        ItemField("engagement_level", "Niveau d’engagement"),
    ],
    ItemKind.COMMITMENT: [ItemField("party", "Qui s’engage"), ItemField("phase", "Phase")],
    ItemKind.NEIGHBOURHOOD: [
        ItemField("type", "Statut", "place"),
        ItemField("commune", "Commune"),
        ItemField("population", "Population", "whole"),
    ],
    ItemKind.SIGNATORY: [ItemField("person", "Personne"), ItemField("role", "Qualité")],
    ItemKind.BODY: [
        ItemField("composition", "Composition"),
        ItemField("role", "Rôle"),
        ItemField("meetings_per_year", "Réunions par an", "number"),
        ItemField("scope", "Périmètre"),
    ],
    ItemKind.AMOUNT: [
        ItemField("value", "Valeur"),
        ItemField("unit", "Unité"),
        ItemField("what", "De quoi"),
    ],
    ItemKind.DATE: [ItemField("date", "Date", "date", hint="AAAA-MM-JJ, AAAA-MM ou AAAA.")],
    ItemKind.TERM: [ItemField("definition", "Définition")],
    ItemKind.ENGAGEMENT: [ItemField("code", "Code")],
}


def fields_of(kind: str) -> list[ItemField]:
    return FIELDS_OF.get(ItemKind(kind), [])


def words_label(kind: str) -> str:
    return WORDS_LABEL.get(ItemKind(kind), "Texte")


def hangs_under(kind: str) -> bool:
    """Whether items of this list hang on an item of the framework."""
    return kind == ItemKind.FRAMEWORK or kind in UNDER_THE_TREE
