"""Levels of engagement, links between objectives, kinds of levels."""

from django.db import models


class Engagement(models.TextChoices):
    NOT_STARTED = "not_started", "non démarré"
    LAUNCHING = "launching", "en cours de lancement"
    ROLLING_OUT = "rolling_out", "en cours de déploiement"
    DONE = "done", "réalisé"
    SUSPENDED = "suspended", "suspendu"
    ABANDONED = "abandoned", "abandonné"


class Applies(models.TextChoices):
    """Whether a measure concerns a contract. Without any of them, nobody has looked at it yet."""

    APPLIES = "applies", "s’applique"
    WILL = "will", "s’appliquera"
    NOT = "not", "ne s’applique pas"


class RecommendationState(models.TextChoices):
    """What became of a recommendation. Late is worked out from its date."""

    TO_EXAMINE = "to_examine", "à examiner"
    ACCEPTED = "accepted", "acceptée"
    PARTLY = "partly", "acceptée en partie"
    REFUSED = "refused", "refusée"
    DONE = "done", "mise en œuvre"


SETTLED = [RecommendationState.REFUSED, RecommendationState.DONE]
"""States in which nobody is awaited any more."""


class CellState(models.TextChoices):
    """How an objective stands to a line of a list. Only what is confirmed is kept; the rest is worked out."""

    CONFIRMED = "confirmed", "confirmé"
    SUGGESTED = "suggested", "suggéré"
    INHERITED = "inherited", "hérité"
    COVERED = "covered", "couvert"
    NOTHING = "", "rien"


class LinkKind(models.TextChoices):
    SPECIFIES = "specifies", "précise"
    REPEATS = "repeats", "reprend"
    REPLACES = "replaces", "remplace"
    CONTRIBUTES = "contributes", "contribue à"


SEEN_FROM_TARGET = {
    LinkKind.SPECIFIES: "est précisé par",
    LinkKind.REPEATS: "est repris par",
    LinkKind.REPLACES: "est remplacé par",
    LinkKind.CONTRIBUTES: "reçoit la contribution de",
}
"""A link as the page of the node that it leads to says it."""


DEEDS = {
    "node.added": "ajout de « {} »",
    "node.edited": "modification de « {} »",
    "node.reported": "avancement de « {} »",
    "node.moved": "déplacement de « {} »",
    "node.split": "scission de « {} »",
    "node.merged": "fusion dans « {} »",
    "node.archived": "archivage de « {} »",
    "node.restored": "restauration de « {} »",
    "node.linked": "lien depuis « {} »",
    "node.unlinked": "retrait d’un lien de « {} »",
    "part.added": "ajout de « {} »",
    "part.edited": "modification de « {} »",
    "part.archived": "archivage de « {} »",
    "part.restored": "restauration de « {} »",
    "tree.edited": "changement du cadre « {} »",
}
"""Acts that can be undone, as a button says them: « Annuler : déplacement de « … » »."""
