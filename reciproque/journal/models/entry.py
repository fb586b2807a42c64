"""The entry, and the head of the chain that entries are sealed into."""

import json
from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from reciproque.core import registers
from reciproque.journal.models.chain import START, content_digest, name_digest, seal
from reciproque.journal.models.wording import Shown, Titles, shown_changes, shown_details


class AppendOnly(Exception):  # noqa: N818 -- reads as the sentence it is
    """Somebody tried to change or delete what the journal holds."""

    def __init__(self, *said: object) -> None:
        super().__init__(*(said or ("Le journal ne se modifie pas et ne s’efface pas.",)))


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads and adds; what would change or delete is refused."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def bulk_create(self, objs: Iterable["Entry"], *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("Une entrée du journal s’écrit par record().")

    update.alters_data = True  # type: ignore[attr-defined]  # a mark that templates of Django look for
    delete.alters_data = True  # type: ignore[attr-defined]  # a mark that templates of Django look for


class Entry(models.Model):
    """One act. Unsealed while `number` is empty (some seconds); then part of the chain.

    Personal data: the name of the person who acted, and what the body says of a person: to be able to say who
    did what to what, as long as the contract is accounted for. Forgetting a person erases name or content
    together with its salt; the digests stay, so that the chain remains provable.

    The subject is named by label and key, without a foreign key: the journal knows nobody.
    """

    act = models.CharField("acte", max_length=80)
    at = models.DateTimeField("le")
    by_id = models.BigIntegerField("personne", null=True, blank=True, db_index=True)
    by_name = models.TextField("nom de la personne", blank=True)
    subject_label = models.CharField("nature du sujet", max_length=80, blank=True)
    subject_key = models.BigIntegerField("sujet", null=True, blank=True)
    subject_title = models.TextField("intitulé du sujet", blank=True)
    contract_id = models.BigIntegerField("contrat", null=True, blank=True)
    organisation_id = models.BigIntegerField("organisme", null=True, blank=True)
    body = models.TextField("changements et précisions", blank=True)
    name_salt = models.CharField("sel du nom", max_length=32, blank=True)
    name_digest = models.CharField("empreinte du nom", max_length=64)
    content_salt = models.CharField("sel du contenu", max_length=32, blank=True)
    content_digest = models.CharField("empreinte du contenu", max_length=64)
    number = models.BigIntegerField("numéro scellé", null=True, blank=True)
    previous = models.CharField("sceau précédent", max_length=64, blank=True)
    hash = models.CharField("sceau", max_length=64, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "entrée du journal"
        verbose_name_plural = "entrées du journal"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["subject_label", "subject_key"], name="journal_entry_subject"),
            models.Index(fields=["contract_id", "id"], name="journal_entry_contract"),
            models.Index(fields=["organisation_id", "id"], name="journal_entry_organisation"),
            models.Index(fields=["id"], name="journal_entry_unsealed", condition=Q(number__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(number__isnull=False),
                name="journal_entry_number_once",
                violation_error_message="Ce numéro de journal est déjà pris.",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True, hash="") | (Q(number__gt=0) & ~Q(hash="")),
                name="journal_entry_sealed_has_a_number",
                violation_error_message="Une entrée scellée porte un numéro et un sceau.",
            ),
            models.CheckConstraint(
                condition=Q(subject_label="", subject_key__isnull=True)
                | (~Q(subject_label="") & Q(subject_key__isnull=False)),
                name="journal_entry_subject_has_a_key",
                violation_error_message="Un sujet se nomme par sa nature et sa clé.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who} {self.sentence}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def _said(self, part: str) -> dict[str, Any]:
        return json.loads(self.body).get(part, {}) if self.body else {}

    @property
    def changes(self) -> dict[str, list[Any]]:
        """{field: [before, after]} as kept: text, true/false, nothing, lists of these."""
        return self._said("changes")

    @property
    def details(self) -> dict[str, Any]:
        return self._said("details")

    @property
    def is_sealed(self) -> bool:
        return self.number is not None

    @property
    def is_name_forgotten(self) -> bool:
        return not self.name_salt

    @property
    def is_content_forgotten(self) -> bool:
        return not self.content_salt

    @property
    def who(self) -> str:
        if self.by_id is None:
            return "Réciproque"
        return self.by_name or "Une personne oubliée"

    @property
    def sentence(self) -> str:
        """What goes on after the name: « a archivé l’objectif ». An act that no app explains shows its key."""
        act = registers.acts.named(self.act)
        if act is None:
            return f"acte « {self.act.replace('.', ' : ').replace('_', ' ')} »"
        return act.sentence.format_map(shown_details(self.details))

    @property
    def changes_shown(self) -> list[Shown]:
        """(label, before, after) in French. Lists take their entries from `queries.for_history`: no query each."""
        titles = self.__dict__.setdefault("_titles", Titles())
        return shown_changes(self.subject_label, self.changes, titles)

    def intact(self) -> bool:
        """Whether name, content and seal are what was written (what was forgotten has only its digest left)."""
        name = self.is_name_forgotten or self.name_digest == name_digest(self.name_salt, self.by_name)
        content = self.is_content_forgotten or self.content_digest == content_digest(
            self.content_salt, self.subject_title, self.body
        )
        emptied = not (self.is_name_forgotten and self.by_name) and not (
            self.is_content_forgotten and (self.body or self.subject_title)
        )
        sealed = not self.is_sealed or self.hash == self.seal_after(self.previous)
        return name and content and emptied and sealed

    def seal_after(self, previous: str) -> str:
        return seal(
            previous,
            [
                self.act,
                self.at,
                self.by_id,
                self.subject_label,
                self.subject_key,
                self.contract_id,
                self.organisation_id,
                self.name_digest,
                self.content_digest,
            ],
        )


class Head(models.Model):
    """The last sealed number and its seal: a single row (key 1), so that a chain cut at its end is noticed."""

    number = models.BigIntegerField("dernier numéro scellé", default=0)
    hash = models.CharField("dernier sceau", max_length=64, default=START)

    class Meta:
        verbose_name = "tête du journal"
        verbose_name_plural = "têtes du journal"
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1), name="journal_head_is_alone", violation_error_message="Une seule tête."
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"
