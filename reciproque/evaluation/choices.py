"""Kinds and states of campaigns, verdicts, what sessions decide: with the table of moves."""

from django.db import models

from reciproque.core.refusals import Moves
from reciproque.office.choices import Format

KIND = "evaluation.campaign"
"""The kind of the rounds that campaigns ask by."""


class CampaignKind(models.TextChoices):
    ANNUAL = "annual", "annuelle"
    MIDTERM = "midterm", "à mi-parcours"
    FINAL = "final", "finale"


class CampaignState(models.TextChoices):
    PREPARING = "preparing", "en préparation"
    ASKING = "asking", "fiches en cours"
    VALIDATING = "validating", "en validation"
    FROZEN = "frozen", "figée"


CAMPAIGN_MOVES: Moves = {
    CampaignState.PREPARING: {CampaignState.ASKING},
    CampaignState.ASKING: {CampaignState.VALIDATING},
    CampaignState.VALIDATING: {CampaignState.ASKING, CampaignState.FROZEN},
    CampaignState.FROZEN: set(),
}


class SheetsOn(models.TextChoices):
    """What gets a sheet in a campaign."""

    LEVEL = "level", "les objectifs d’un niveau du cadre"
    LEAVES = "leaves", "les objectifs du dernier niveau"
    ACTIONS = "actions", "les chantiers"
    CHOSEN = "chosen", "les objectifs choisis un par un"


class Voice(models.TextChoices):
    """Who gives a verdict on an expected result: they stand side by side, none overwrites another."""

    LEAD = "lead", "pilote"
    INHABITANTS = "inhabitants", "habitants"
    SESSION = "session", "séance de validation"


class VerdictValue(models.TextChoices):
    REACHED = "reached", "atteint"
    PARTLY = "partly", "en partie"
    NOT_REACHED = "no", "non atteint"
    UNKNOWN = "unknown", "on ne sait pas"


class Outcome(models.TextChoices):
    """What a validation session makes of a sheet."""

    ACCEPTED = "accepted", "validée"
    AMENDED = "amended", "validée avec corrections"
    RETURNED = "returned", "renvoyée au pilote"
    POSTPONED = "postponed", "reportée"


class Presence(models.TextChoices):
    PRESENT = "present", "présent"
    EXCUSED = "excused", "excusé"
    ABSENT = "absent", "absent"


class ProposalKind(models.TextChoices):
    """What a session may decide about the contract."""

    REWORD_OBJECTIVE = "reword_objective", "reformuler l’objectif"
    DROP_OBJECTIVE = "drop_objective", "retirer l’objectif"
    ADD_INDICATOR = "add_indicator", "ajouter un indicateur"
    REWORD_INDICATOR = "reword_indicator", "reformuler l’indicateur"
    DROP_INDICATOR = "drop_indicator", "retirer l’indicateur"
    SET_ENGAGEMENT = "set_engagement", "changer le niveau d’engagement"
    OTHER = "other", "autre décision"


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", "à appliquer"
    APPLIED = "applied", "appliquée"
    DROPPED = "dropped", "abandonnée"


PROPOSAL_MOVES: Moves = {
    ProposalState.PROPOSED: {ProposalState.APPLIED, ProposalState.DROPPED},
    ProposalState.DROPPED: {ProposalState.PROPOSED},
    ProposalState.APPLIED: set(),
}


class PartKind(models.TextChoices):
    """What the law wants in an annual report, in the order of the paper. `EVOLUTION` comes once per legal objective."""

    ORIENTATIONS = "orientations", "Orientations du contrat et projet de territoire"
    EVOLUTION = "evolution", "Évolution de la situation dans les quartiers"
    ACTIONS = "actions", "Actions menées dans l’année"
    PERSPECTIVES = "perspectives", "Perspectives et améliorations"
    ARTICULATION = (
        "articulation",
        "Articulation des volets social, économique et urbain, et renouvellement urbain",
    )
    DSU = "dsu", "Actions de développement social urbain (dotation de solidarité urbaine)"
    SEXES = "sexes", "Données présentées par sexe"


class PartState(models.TextChoices):
    TO_WRITE = "to_write", "à écrire"
    WRITTEN = "written", "écrite"
    NOT_APPLICABLE = "na", "sans objet"


class CouncilKind(models.TextChoices):
    MUNICIPAL = "municipal", "conseil municipal"
    CITIZENS = "citizens", "conseil citoyen"


class OpinionKind(models.TextChoices):
    """What a council said. That it said nothing is worked out from dates: never a kind."""

    FAVOURABLE = "favourable", "favorable"
    WITH_REMARKS = "with_remarks", "favorable avec observations"
    RESERVED = "reserved", "réservé"
    UNFAVOURABLE = "unfavourable", "défavorable"


WITH_WORDS = [OpinionKind.WITH_REMARKS, OpinionKind.RESERVED, OpinionKind.UNFAVOURABLE]
"""Opinions that say something to be answered."""


class AssemblyKind(models.TextChoices):
    MUNICIPAL = "municipal", "conseil municipal"
    COMMUNITY = "community", "conseil communautaire"


class PaperKind(models.TextChoices):
    """What comes out of a campaign; the values are those of the kinds that a team dresses."""

    REPORT = "evaluation", "rapport d’évaluation"
    SLIDES = "diaporama", "diaporama du comité de pilotage"
    SHEETS = "tableaux", "tout en tableaux"


PAPER_FORMATS: dict[str, list[Format]] = {
    PaperKind.REPORT: [Format.DOCX, Format.ODT, Format.PDF, Format.MARKDOWN],
    PaperKind.SLIDES: [Format.PPTX],
    PaperKind.SHEETS: [Format.XLSX, Format.ODS],
}
