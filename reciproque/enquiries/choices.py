"""States of rounds and sheets, kinds of questions, parts that people play: with the table of moves."""

from django.db import models

from reciproque.core.refusals import Moves


class RoundState(models.TextChoices):
    DRAFT = "draft", "en préparation"
    OPEN = "open", "ouverte"
    CLOSED = "closed", "close"


ROUND_MOVES: Moves = {
    RoundState.DRAFT: {RoundState.OPEN},
    RoundState.OPEN: {RoundState.CLOSED},
    RoundState.CLOSED: {RoundState.OPEN},
}


class SheetState(models.TextChoices):
    """From the sending to the acceptance. Late is worked out from dates: never a state."""

    READY = "ready", "à envoyer"
    SENT = "sent", "envoyée"
    BEGUN = "begun", "commencée"
    CHECKING = "checking", "à relire par l’organisme"
    RETURNED = "returned", "à reprendre"
    SUBMITTED = "submitted", "rendue"
    ACCEPTED = "accepted", "validée"
    REFUSED = "refused", "refusée"
    EXCUSED = "excused", "dispensée"


SHEET_MOVES: Moves = {
    SheetState.READY: {SheetState.SENT, SheetState.BEGUN, SheetState.SUBMITTED, SheetState.EXCUSED},
    SheetState.SENT: {
        SheetState.BEGUN,
        SheetState.CHECKING,
        SheetState.SUBMITTED,
        SheetState.REFUSED,
        SheetState.EXCUSED,
    },
    SheetState.BEGUN: {SheetState.CHECKING, SheetState.SUBMITTED, SheetState.REFUSED, SheetState.EXCUSED},
    SheetState.CHECKING: {SheetState.RETURNED, SheetState.SUBMITTED},
    SheetState.RETURNED: {SheetState.CHECKING, SheetState.SUBMITTED, SheetState.REFUSED, SheetState.EXCUSED},
    SheetState.SUBMITTED: {SheetState.RETURNED, SheetState.ACCEPTED},
    SheetState.ACCEPTED: {SheetState.SUBMITTED},
    SheetState.REFUSED: {SheetState.SENT, SheetState.EXCUSED},
    SheetState.EXCUSED: {SheetState.SENT},
}
FILLABLE = [SheetState.SENT, SheetState.BEGUN, SheetState.RETURNED]
"""States in which the person who answers may write."""
AWAITED = [*FILLABLE, SheetState.CHECKING]
"""States that still wait for somebody of the body: reminders go out in these only."""
TYPABLE = [SheetState.READY, *FILLABLE]
"""States in which the team may type what came on paper or by spreadsheet: also before anything was sent."""
SHEET_BADGES: dict[str, str] = {
    SheetState.READY: "draft",
    SheetState.SENT: "waiting",
    SheetState.BEGUN: "running",
    SheetState.CHECKING: "partial",
    SheetState.RETURNED: "doubtful",
    SheetState.SUBMITTED: "done",
    SheetState.ACCEPTED: "accepted",
    SheetState.REFUSED: "refused",
    SheetState.EXCUSED: "cancelled",
}
ROUND_BADGES: dict[str, str] = {
    RoundState.DRAFT: "draft",
    RoundState.OPEN: "open",
    RoundState.CLOSED: "closed",
}
RETURNED_TO_TEAM = [SheetState.SUBMITTED, SheetState.ACCEPTED]
"""States in which the answer is with whoever asked."""


class QuestionKind(models.TextChoices):
    SHORT = "short", "réponse courte"
    LONG = "long", "réponse libre"
    NUMBER = "number", "nombre"
    AMOUNT = "amount", "montant en euros"
    YES_NO = "yes_no", "oui / non"
    CHOICE = "choice", "un choix"
    SEVERAL = "several", "plusieurs choix"
    DATE = "date", "date"
    PEOPLE = "people", "personnes, femmes et hommes"
    FILE = "file", "pièce jointe"
    EACH = "each", "un choix et ses raisons pour chaque élément de la fiche"


WITH_OPTIONS = [QuestionKind.CHOICE, QuestionKind.SEVERAL, QuestionKind.EACH]


class AnswerStatus(models.TextChoices):
    """No row: nothing was said. An answer of zero is given."""

    GIVEN = "given", "renseignée"
    NOT_APPLICABLE = "na", "sans objet"
    UNKNOWN = "unknown", "ne sait pas"


class Part(models.TextChoices):
    """What a person does on a sheet."""

    ANSWERS = "answers", "répond"
    HELPS = "helps", "complète"
    CHECKS = "checks", "relit pour l’organisme"


class Step(models.TextChoices):
    """What happened to a sheet, in the order in which it can."""

    PREPARED = "prepared", "préparée"
    SENT = "sent", "envoyée"
    OPENED = "opened", "ouverte par son lien"
    BEGUN = "begun", "commencée"
    FORWARDED = "forwarded", "partagée avec un collègue"
    REASSIGNED = "reassigned", "confiée à une autre personne"
    ASKED_CHECK = "asked_check", "transmise pour relecture"
    RETURNED = "returned", "renvoyée à reprendre"
    APPROVED = "approved", "approuvée par l’organisme"
    SUBMITTED = "submitted", "rendue"
    ACCEPTED = "accepted", "validée"
    REOPENED = "reopened", "rouverte"
    REFUSED = "refused", "refusée"
    EXCUSED = "excused", "dispensée"
    RESUMED = "resumed", "redemandée"
    EXTENDED = "extended", "date repoussée"
    PAUSED = "paused", "relances suspendues"
    UNPAUSED = "unpaused", "relances reprises"
    REMINDED = "reminded", "relancée"
    REVOKED = "revoked", "lien révoqué"
    TYPED = "typed", "saisie depuis le papier"
    IMPORTED = "imported", "saisie depuis un tableur"
