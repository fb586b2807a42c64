"""What was signed: the contract, its texts, their adoption, and the passages that everything points to."""

from django.db import models
from django.db.models import F, Q

from reciproque.contracts.choices import Generation, SignatureState, StepKind, TextKind
from reciproque.core.edits import Versioned


class Contract(Versioned):
    name = models.TextField("nom")
    generation = models.CharField("génération", max_length=4, choices=Generation)
    epci = models.ForeignKey(
        "territories.Epci",
        models.PROTECT,
        verbose_name="intercommunalité",
        related_name="contracts",
        null=True,
        blank=True,
    )
    communes = models.ManyToManyField(
        "territories.Commune", verbose_name="communes", related_name="contracts", blank=True
    )
    neighbourhoods = models.ManyToManyField(
        "territories.Neighbourhood", verbose_name="quartiers", related_name="contracts", blank=True
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="décline le contrat",
        related_name="children",
        null=True,
        blank=True,
    )
    listed_code = models.CharField("code national", max_length=10, blank=True)
    starts_on = models.DateField("début", null=True, blank=True)
    ends_on = models.DateField("fin", null=True, blank=True)
    archived_at = models.DateTimeField("archivé le", null=True, blank=True)
    search_key = models.TextField("clé de recherche", db_index=True)
    sort_key = models.TextField("clé de tri", db_index=True)

    class Meta:
        verbose_name = "contrat"
        verbose_name_plural = "contrats"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="contracts_contract_ends_after_it_starts",
                violation_error_message="La fin du contrat vient après son début.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="contracts_contract_is_not_its_parent",
                violation_error_message="Un contrat ne se décline pas lui-même.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Text(Versioned):
    """A signed or proposed text of the contract. A newer one adds or re-prioritises; nothing is overwritten.

    `source_json` is the neutral structure of the document that it was read from (`office.document`), for the
    passages to be shown in their context; empty when the text was typed.
    """

    contract = models.ForeignKey(Contract, models.PROTECT, verbose_name="contrat", related_name="texts")
    kind = models.CharField("nature", max_length=12, choices=TextKind)
    title = models.TextField("titre")
    starts_on = models.DateField("début", null=True, blank=True)
    ends_on = models.DateField("fin", null=True, blank=True)
    file = models.ForeignKey(
        "office.StoredFile",
        models.PROTECT,
        verbose_name="fichier",
        related_name="texts",
        null=True,
        blank=True,
    )
    source_json = models.TextField("document lu", blank=True)
    archived_at = models.DateTimeField("archivé le", null=True, blank=True)

    class Meta:
        verbose_name = "texte"
        verbose_name_plural = "textes"
        ordering = [F("starts_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="contracts_text_ends_after_it_starts",
                violation_error_message="La fin du texte vient après son début.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Passage(models.Model):
    """The words of a text that an item came from, and where they stand."""

    text = models.ForeignKey(Text, models.CASCADE, verbose_name="texte", related_name="passages")
    anchor = models.CharField("ancre", max_length=60)
    line = models.PositiveIntegerField("ligne", default=0)
    page = models.PositiveIntegerField("page", null=True, blank=True)
    quote = models.TextField("mots du texte")

    class Meta:
        verbose_name = "passage"
        verbose_name_plural = "passages"
        ordering = ["text", "line", "pk"]
        indexes = [models.Index(fields=["text", "anchor"], name="contracts_passage_place")]

    def __str__(self) -> str:
        return self.quote[:80]


class AdoptionStep(Versioned):
    """A step of the adoption of a text: expected, or done on a day by a body."""

    text = models.ForeignKey(Text, models.CASCADE, verbose_name="texte", related_name="steps")
    kind = models.CharField("étape", max_length=12, choices=StepKind)
    by_whom = models.TextField("instance ou assemblée", blank=True)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        verbose_name="organisme",
        related_name="+",
        null=True,
        blank=True,
    )
    on = models.DateField("date", null=True, blank=True)
    reference = models.TextField("référence de l’acte", blank=True)
    passage = models.ForeignKey(
        Passage, models.SET_NULL, verbose_name="passage d’origine", related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = "étape d’adoption"
        verbose_name_plural = "étapes d’adoption"
        ordering = [F("on").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.by_whom}".strip()


class Signature(Versioned):
    """A party of a text: who signs, as what, and when it did. `printed` is how the document names it."""

    text = models.ForeignKey(Text, models.CASCADE, verbose_name="texte", related_name="signatures")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        verbose_name="organisme",
        related_name="signatures",
        null=True,
        blank=True,
    )
    printed = models.TextField("nommé dans le texte", blank=True)
    person = models.TextField("signataire", blank=True)
    role = models.TextField("en qualité de", blank=True)
    state = models.CharField("état", max_length=10, choices=SignatureState, default=SignatureState.EXPECTED)
    on = models.DateField("signé le", null=True, blank=True)
    passage = models.ForeignKey(
        Passage, models.SET_NULL, verbose_name="passage d’origine", related_name="+", null=True, blank=True
    )
    archived_at = models.DateTimeField("archivée le", null=True, blank=True)

    class Meta:
        verbose_name = "signature"
        verbose_name_plural = "signatures"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SignatureState.SIGNED, on__isnull=False)
                | (~Q(state=SignatureState.SIGNED) & Q(on__isnull=True)),
                name="contracts_signature_signed_has_a_date",
                violation_error_message="Une signature donnée porte une date, et elle seule.",
            )
        ]

    def __str__(self) -> str:
        return self.printed or str(self.organisation)


class CitedDocument(Versioned):
    """A law, pact, plan or report that a text leans on."""

    text = models.ForeignKey(Text, models.CASCADE, verbose_name="texte", related_name="cited_documents")
    title = models.TextField("titre")
    passage = models.ForeignKey(
        Passage, models.SET_NULL, verbose_name="passage d’origine", related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = "document de référence"
        verbose_name_plural = "documents de référence"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Term(Versioned):
    """A word that a text explains."""

    text = models.ForeignKey(Text, models.CASCADE, verbose_name="texte", related_name="terms")
    word = models.TextField("terme")
    meaning = models.TextField("sens")
    passage = models.ForeignKey(
        Passage, models.SET_NULL, verbose_name="passage d’origine", related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = "terme du glossaire"
        verbose_name_plural = "termes du glossaire"
        ordering = ["word", "pk"]

    def __str__(self) -> str:
        return self.word
