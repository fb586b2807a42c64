"""States of a reading and of its items, and the lists that a reading has."""

from django.db import models

from reciproque.core.refusals import Moves


class ReadingState(models.TextChoices):
    WAITING = "waiting", "en attente de lecture"
    READING = "reading", "lecture en cours"
    READY = "ready", "à relire"
    ACCEPTED = "accepted", "acceptée"
    FAILED = "failed", "illisible"
    DISCARDED = "discarded", "abandonnée"


READING_MOVES: Moves = {
    ReadingState.WAITING: {ReadingState.READING, ReadingState.FAILED, ReadingState.DISCARDED},
    ReadingState.READING: {
        ReadingState.READY,
        ReadingState.FAILED,
        ReadingState.WAITING,
        ReadingState.DISCARDED,
    },
    ReadingState.READY: {ReadingState.ACCEPTED, ReadingState.DISCARDED, ReadingState.WAITING},
    ReadingState.FAILED: {ReadingState.WAITING, ReadingState.DISCARDED},
}


class ItemKind(models.TextChoices):
    """The lists of a reading, in the order in which a person goes through them."""

    FRAMEWORK = "framework", "cadre stratégique"
    RESULT = "results", "résultats attendus"
    INDICATOR = "indicators", "indicateurs"
    TRACK = "leads", "pistes de travail"
    FINDING = "findings", "constats"
    COMMITMENT = "commitments", "engagements"
    NEIGHBOURHOOD = "neighbourhoods", "quartiers"
    SIGNATORY = "signatories", "signataires"
    BODY = "governance", "instances"
    AMOUNT = "amounts", "montants et chiffres"
    DATE = "signature_or_validation_dates", "dates"
    DOCUMENT = "reference_documents", "documents de référence"
    TERM = "glossary", "glossaire"
    ENGAGEMENT = "engagement_levels", "niveaux d’engagement"
    LEFTOVER = "not_understood", "non repris"


class ItemState(models.TextChoices):
    PROPOSED = "proposed", "proposé"
    CHECKED = "checked", "vérifié"
    CORRECTED = "corrected", "corrigé"
    ADDED = "added", "ajouté"
    DISCARDED = "discarded", "écarté"


KEPT = [ItemState.PROPOSED, ItemState.CHECKED, ItemState.CORRECTED, ItemState.ADDED]


class PointKind(models.TextChoices):
    CONTRADICTION = "contradiction", "contradiction"
    ANNEX = "annex", "annexe absente"


class PointState(models.TextChoices):
    OPEN = "open", "à trancher"
    SETTLED = "settled", "tranché"
    LATER = "later", "les deux, à trancher plus tard"
    ASKED = "asked", "demandée"
    NEEDLESS = "needless", "sans objet"


POINT_ANSWERS: dict[str, list[PointState]] = {
    PointKind.CONTRADICTION: [PointState.SETTLED, PointState.LATER, PointState.OPEN],
    PointKind.ANNEX: [PointState.ASKED, PointState.NEEDLESS, PointState.OPEN],
}
"""What a person may say of each kind of point; back to « à trancher » too."""
