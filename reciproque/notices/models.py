"""What has still to be told to whom, and what was told."""

from django.db import models
from django.db.models import Q

from reciproque.core import registers
from reciproque.notices.choices import NoticeState


class Notice(models.Model):
    """A message to one person: posted with the act, sent later as a mail.

    Personal data: name, address and text of the message, to tell people what concerns them and to know later
    what they were told. The text is erased a year after it was sent, all of it when the person is forgotten.
    """

    kind = models.CharField("nature", max_length=60)
    to = models.EmailField("adresse", blank=True)
    name = models.TextField("nom", blank=True)
    person_id = models.BigIntegerField("personne", null=True, blank=True, db_index=True)
    subject = models.TextField("objet")
    body = models.TextField("texte")
    url = models.TextField("adresse de la page", blank=True)
    calendar = models.TextField("invitation pour l’agenda", blank=True)
    group = models.TextField("à envoyer avec", blank=True)
    contract_id = models.BigIntegerField("contrat", null=True, blank=True, db_index=True)
    created_at = models.DateTimeField("écrit le")
    due_at = models.DateTimeField("à envoyer le")
    claimed_at = models.DateTimeField("pris en charge le", null=True, blank=True)
    sending_at = models.DateTimeField("remis au serveur de courrier le", null=True, blank=True)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)
    failed_at = models.DateTimeField("abandonné le", null=True, blank=True)
    stopped_at = models.DateTimeField("arrêté le", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    error = models.TextField("ce qui a manqué", blank=True)
    mail_id = models.TextField("identifiant du courriel", blank=True)

    class Meta:
        verbose_name = "message"
        verbose_name_plural = "messages"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="notices_notice_to_send",
                condition=Q(sent_at__isnull=True, failed_at__isnull=True, stopped_at__isnull=True),
            ),
            models.Index(fields=["-created_at", "-id"], name="notices_notice_latest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, failed_at__isnull=True)
                | Q(sent_at__isnull=True, stopped_at__isnull=True)
                | Q(failed_at__isnull=True, stopped_at__isnull=True),
                name="notices_notice_one_end",
                violation_error_message="Un message est envoyé, abandonné ou arrêté, pas deux à la fois.",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(sending_at__isnull=False),
                name="notices_notice_sent_was_handed_over",
                violation_error_message="Un message envoyé a été remis au serveur de courrier.",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def state(self) -> NoticeState:
        for moment, state in (
            (self.sent_at, NoticeState.SENT),
            (self.failed_at, NoticeState.FAILED),
            (self.stopped_at, NoticeState.STOPPED),
            (self.claimed_at, NoticeState.SENDING),
        ):
            if moment is not None:
                return state
        return NoticeState.WAITING

    @property
    def kind_label(self) -> str:
        kind = registers.notice_kinds.named(self.kind)
        return kind.label if kind is not None else self.kind.replace(".", " : ").replace("_", " ")

    @property
    def is_groupable(self) -> bool:
        kind = registers.notice_kinds.named(self.kind)
        return kind is not None and kind.groupable

    @property
    def is_stoppable(self) -> bool:
        kind = registers.notice_kinds.named(self.kind)
        return kind is not None and kind.stoppable and self.person_id is not None


class Stopped(models.Model):
    """A person asked for no more messages of a kind. Kept until she asks for them again or is forgotten."""

    person_id = models.BigIntegerField("personne")
    kind = models.CharField("nature", max_length=60)
    at = models.DateTimeField("depuis")

    class Meta:
        verbose_name = "envoi arrêté"
        verbose_name_plural = "envois arrêtés"
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "kind"],
                name="notices_stopped_once",
                violation_error_message="Ces messages sont déjà arrêtés.",
            )
        ]

    def __str__(self) -> str:
        return self.kind
