"""The index: one folded, stemmed text for each thing that can be found. It knows nobody: labels and keys."""

from django.db import models


class Indexed(models.Model):
    """A thing as it can be found. Written from the rows of the apps above, never by people; can be rebuilt at any time.

    `words` are stems in their order, after the token of the contract (`rules.words.scope_token`); `context` those of
    what stands above it. `source` is the key of the register entry that gave it. `node_id` is the objective that it
    is or hangs on, for whoever sees only some; `text_id` and `place` say where it stands in a text.
    """

    source = models.CharField("origine", max_length=40)
    contract_id = models.BigIntegerField("contrat")
    label = models.CharField("nature du sujet", max_length=80)
    key = models.BigIntegerField("sujet")
    anchor = models.CharField("ancre", max_length=60, blank=True)
    kind = models.CharField("genre", max_length=12)
    position = models.PositiveIntegerField("rang", default=0)
    shown = models.TextField("texte affiché")
    words = models.TextField("mots ramenés à leur racine")
    context = models.TextField("mots de ce qui est au-dessus", blank=True)
    node_id = models.BigIntegerField("objectif", null=True, blank=True)
    text_id = models.BigIntegerField("texte", null=True, blank=True)
    place = models.CharField("passage", max_length=60, blank=True)

    class Meta:
        verbose_name = "entrée de l’index"
        verbose_name_plural = "entrées de l’index"
        ordering = ["pk"]
        indexes = [models.Index(fields=["contract_id", "source"], name="search_indexed_contract")]
        constraints = [
            models.UniqueConstraint(
                fields=["label", "key", "anchor"],
                name="search_indexed_once",
                violation_error_message="Cette chose est déjà dans l’index.",
            )
        ]

    def __str__(self) -> str:
        return self.shown[:80]


class Word(models.Model):
    """A stem that some text has had, and how it was first written: for the words nearest to one that is not there."""

    stem = models.CharField("racine", max_length=40, unique=True)
    shown = models.CharField("mot", max_length=60)

    class Meta:
        verbose_name = "mot connu"
        verbose_name_plural = "mots connus"
        ordering = ["stem"]

    def __str__(self) -> str:
        return self.shown


class Follower(models.Model):
    """How far the journal has been followed: a single row (key 1)."""

    number = models.BigIntegerField("dernier numéro suivi", default=0)

    class Meta:
        verbose_name = "suivi du journal"
        verbose_name_plural = "suivis du journal"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1),
                name="search_follower_is_alone",
                violation_error_message="Un seul suivi.",
            )
        ]

    def __str__(self) -> str:
        return str(self.number)
