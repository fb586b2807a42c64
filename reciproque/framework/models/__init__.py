"""What is aimed at: trees of objectives in the contract's own words, and what hangs on them."""

from django.db import models
from django.db.models import F, Q

from reciproque.core.edits import Versioned
from reciproque.core.text import shorten
from reciproque.framework.choices import DEEDS, SEEN_FROM_TARGET, Engagement, LinkKind
from reciproque.framework.models.recommendations import Recommendation
from reciproque.framework.models.ties import DismissedTie, Judgement, Localisation


class Tree(Versioned):
    """One framework of a contract; a contract can hold several at once (founding tree, later priorities)."""

    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="trees"
    )
    text = models.ForeignKey(
        "contracts.Text",
        models.PROTECT,
        verbose_name="texte",
        related_name="trees",
        null=True,
        blank=True,
    )
    title = models.TextField("titre")
    position = models.PositiveIntegerField("rang", default=0)
    archived_at = models.DateTimeField("archivé le", null=True, blank=True)

    class Meta:
        verbose_name = "cadre stratégique"
        verbose_name_plural = "cadres stratégiques"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Node(Versioned):
    """An objective, axis, ambition, priority … : a node of a tree, with the words and the code of the document.

    `contract` repeats the tree's, so that one condition narrows every question. Codes can repeat in a tree
    (a real protocol has 1.5.3 twice). Siblings are ordered by `position`.
    """

    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="nodes"
    )
    tree = models.ForeignKey(Tree, models.PROTECT, verbose_name="cadre", related_name="nodes")
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="dépend de", related_name="children", null=True, blank=True
    )
    position = models.PositiveIntegerField("rang", default=0)
    label = models.TextField("niveau")
    code = models.CharField("code", max_length=40, blank=True)
    title = models.TextField("intitulé")
    notes = models.TextField("précisions", blank=True)
    engagement = models.CharField("niveau d’engagement", max_length=12, choices=Engagement, blank=True)
    lead_organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        verbose_name="organisme pilote",
        related_name="led_nodes",
        null=True,
        blank=True,
    )
    partners = models.ManyToManyField(
        "organisations.Organisation", verbose_name="partenaires", related_name="partner_nodes", blank=True
    )
    neighbourhoods = models.ManyToManyField(
        "territories.Neighbourhood", verbose_name="quartiers", related_name="nodes", blank=True
    )
    communes = models.ManyToManyField(
        "territories.Commune", verbose_name="communes", related_name="nodes", blank=True
    )
    references = models.ManyToManyField(
        "references.Reference",
        verbose_name="repères",
        related_name="nodes",
        through="Tie",
        blank=True,
    )
    passage = models.ForeignKey(
        "contracts.Passage",
        models.SET_NULL,
        verbose_name="passage d’origine",
        related_name="+",
        null=True,
        blank=True,
    )
    archived_at = models.DateTimeField("archivé le", null=True, blank=True)
    search_key = models.TextField("clé de recherche", db_index=True)

    class Meta:
        verbose_name = "objectif"
        verbose_name_plural = "objectifs"
        ordering = ["tree", "position", "pk"]
        indexes = [models.Index(fields=["contract", "archived_at"], name="framework_node_contract")]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="framework_node_is_not_its_parent",
                violation_error_message="Un objectif ne dépend pas de lui-même.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()


class Tie(Judgement):
    """An objective serves a line of a list: a person confirmed it. Suggestions are computed, never kept."""

    node = models.ForeignKey(Node, models.CASCADE, verbose_name="objectif", related_name="ties")
    reference = models.ForeignKey(
        "references.Reference", models.PROTECT, verbose_name="repère", related_name="ties"
    )

    class Meta:
        verbose_name = "rattachement"
        verbose_name_plural = "rattachements"
        constraints = [
            models.UniqueConstraint(
                fields=["node", "reference"],
                name="framework_tie_once",
                violation_error_message="Cet objectif est déjà rattaché à ce repère.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.node} – {self.reference}"


class NodeLink(models.Model):
    """A tie between two nodes: of two trees of a contract, or upward to the parent contract."""

    source = models.ForeignKey(Node, models.CASCADE, verbose_name="objectif", related_name="links_out")
    target = models.ForeignKey(Node, models.CASCADE, verbose_name="objectif lié", related_name="links_in")
    kind = models.CharField("nature du lien", max_length=12, choices=LinkKind)

    class Meta:
        verbose_name = "lien entre objectifs"
        verbose_name_plural = "liens entre objectifs"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "kind"],
                name="framework_nodelink_once",
                violation_error_message="Ce lien existe déjà.",
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="framework_nodelink_to_another",
                violation_error_message="Un objectif ne se lie pas à lui-même.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"

    @property
    def seen_from_target(self) -> str:
        """The kind of the link, said from its other end."""
        return SEEN_FROM_TARGET[LinkKind(self.kind)]


class NodePart(Versioned):
    """What hangs on a node, in words, with its passage of origin."""

    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="%(class)ss"
    )
    tree = models.ForeignKey(
        Tree, models.PROTECT, verbose_name="cadre", related_name="%(class)ss", null=True, blank=True
    )
    node = models.ForeignKey(
        Node, models.PROTECT, verbose_name="objectif", related_name="%(class)ss", null=True, blank=True
    )
    position = models.PositiveIntegerField("rang", default=0)
    wording = models.TextField("libellé")
    passage = models.ForeignKey(
        "contracts.Passage",
        models.SET_NULL,
        verbose_name="passage d’origine",
        related_name="+",
        null=True,
        blank=True,
    )
    archived_at = models.DateTimeField("archivé le", null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.wording


class Result(NodePart):
    """An expected result, with a target and a year where the document gives them."""

    target = models.TextField("cible", blank=True)
    year = models.PositiveSmallIntegerField("année visée", null=True, blank=True)

    class Meta(NodePart.Meta):
        verbose_name = "résultat attendu"
        verbose_name_plural = "résultats attendus"


class Track(NodePart):
    """A way of working that is envisaged (*piste de travail*)."""

    class Meta(NodePart.Meta):
        verbose_name = "piste de travail"
        verbose_name_plural = "pistes de travail"


class Finding(NodePart):
    """What was found before anything was decided (*constat*)."""

    class Meta(NodePart.Meta):
        verbose_name = "constat"
        verbose_name_plural = "constats"


class Action(NodePart):
    """Something that is done (*chantier*), whether or not a subsidy pays for it."""

    lead_organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        verbose_name="organisme pilote",
        related_name="led_actions",
        null=True,
        blank=True,
    )
    engagement = models.CharField("niveau d’engagement", max_length=12, choices=Engagement, blank=True)
    starts_on = models.DateField("début", null=True, blank=True)
    ends_on = models.DateField("fin", null=True, blank=True)
    notes = models.TextField("précisions", blank=True)

    class Meta(NodePart.Meta):
        verbose_name = "chantier"
        verbose_name_plural = "chantiers"
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="framework_action_ends_after_it_starts",
                violation_error_message="La fin du chantier vient après son début.",
            )
        ]


PART_KINDS: dict[str, type[NodePart]] = {
    "resultats": Result,
    "pistes": Track,
    "constats": Finding,
    "chantiers": Action,
}
"""By the word that stands in addresses."""


class Deed(models.Model):
    """An act of a person on a tree that she may still undo: each row that it touched, before and after.

    The journal tells what was done; it does not keep enough to put everything back (places of siblings, what
    hung on an absorbed node). Personal data: who acted, for some days, then deleted. Oldest first.
    """

    tree = models.ForeignKey(Tree, models.CASCADE, verbose_name="cadre", related_name="deeds")
    by = models.ForeignKey("accounts.User", models.CASCADE, verbose_name="personne", related_name="deeds")
    at = models.DateTimeField("le", db_index=True)
    act = models.CharField("acte", max_length=20)
    subject_label = models.CharField("nature du sujet", max_length=80)
    subject_key = models.BigIntegerField("sujet")
    title = models.TextField("intitulé du sujet")
    body = models.TextField("lignes avant et après")
    undone_at = models.DateTimeField("annulé le", null=True, blank=True)

    class Meta:
        verbose_name = "acte annulable"
        verbose_name_plural = "actes annulables"
        ordering = ["pk"]
        indexes = [models.Index(fields=["by", "tree"], name="framework_deed_of_person")]

    def __str__(self) -> str:
        return DEEDS[self.act].format(shorten(self.title, 60))


__all__ = [
    "PART_KINDS",
    "Action",
    "Deed",
    "DismissedTie",
    "Finding",
    "Localisation",
    "Node",
    "NodeLink",
    "NodePart",
    "Recommendation",
    "Result",
    "Tie",
    "Track",
    "Tree",
]
