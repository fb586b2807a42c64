"""Who may do what, for whom. A person is always a `User` row, with or without a password."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from reciproque.accounts.choices import LinkPurpose, Role, ScopeKind
from reciproque.core.edits import Versioned
from reciproque.core.text import fold


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email_key=fold(username or ""))


class User(AbstractBaseUser, Versioned):
    """A person known by e-mail address.

    Personal data: name, address, organisation — to give access and to address messages. Kept as long as the
    person has a role, then forgotten two years after the last visit; the journal keeps the chain without the
    name.
    """

    email = models.EmailField("adresse électronique")
    email_key = models.CharField("adresse repliée", max_length=254, unique=True)
    name = models.TextField("nom", blank=True)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        verbose_name="organisme",
        related_name="people",
        null=True,
        blank=True,
    )
    is_active = models.BooleanField("compte ouvert", default=True)
    totp_secret = models.TextField("secret du second facteur", blank=True)
    totp_confirmed_at = models.DateTimeField("second facteur confirmé le", null=True, blank=True)
    totp_last_step = models.BigIntegerField("dernier code utilisé", default=0)
    created_at = models.DateTimeField("créé le")
    is_demo = models.BooleanField("compte de démonstration", default=False)
    search_key = models.TextField("clé de recherche", blank=True, default="", db_index=True)
    sort_key = models.TextField("clé de tri", blank=True, default="", db_index=True)
    forgotten_at = models.DateTimeField("oublié le", null=True, blank=True)

    USERNAME_FIELD = "email_key"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    objects = UserManager()

    class Meta:
        verbose_name = "personne"
        verbose_name_plural = "personnes"
        ordering = ["email_key"]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def has_second_factor(self) -> bool:
        return self.totp_confirmed_at is not None

    @property
    def has_account(self) -> bool:
        """Whether the person chose a password; without one, she comes by personal link only."""
        return self.is_active and self.has_usable_password()


class Membership(models.Model):
    """A role of a person in a scope, possibly on behalf of an organisation. `scope_id` is 0 for the whole platform."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name="personne", related_name="memberships")
    role = models.CharField("rôle", max_length=14, choices=Role)
    scope_kind = models.CharField("portée", max_length=14, choices=ScopeKind)
    scope_id = models.BigIntegerField("objet de la portée", default=0)
    contract_id = models.BigIntegerField("contrat de la portée", null=True, blank=True, db_index=True)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        verbose_name="au nom de",
        related_name="memberships",
        null=True,
        blank=True,
    )
    since = models.DateTimeField("depuis")

    class Meta:
        verbose_name = "rôle d’une personne"
        verbose_name_plural = "rôles des personnes"
        ordering = ["user", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "scope_kind", "scope_id"],
                name="accounts_membership_once",
                violation_error_message="Cette personne a déjà ce rôle ici.",
            ),
            models.CheckConstraint(
                condition=Q(scope_kind=ScopeKind.PLATFORM, scope_id=0)
                | (~Q(scope_kind=ScopeKind.PLATFORM) & Q(scope_id__gt=0)),
                name="accounts_membership_scope_has_a_key",
                violation_error_message="Un rôle limité dit à quoi il est limité.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} : {self.get_role_display()}"


class Link(models.Model):
    """A personal link sent by e-mail: for one purpose, expiring, revocable. A GET consumes nothing.

    The secret is kept as a hash; `token` holds it on the object that `issue_link` returns, and nowhere else.
    """

    token = ""

    token_hash = models.CharField("empreinte du jeton", max_length=64, unique=True)
    user = models.ForeignKey(User, models.CASCADE, verbose_name="personne", related_name="links")
    purpose = models.CharField("usage", max_length=20, choices=LinkPurpose)
    subject_label = models.CharField("nature du sujet", max_length=60, blank=True)
    subject_key = models.BigIntegerField("sujet", null=True, blank=True)
    address = models.EmailField("nouvelle adresse à confirmer", blank=True)
    created_at = models.DateTimeField("créé le")
    expires_at = models.DateTimeField("expire le")
    used_at = models.DateTimeField("utilisé le", null=True, blank=True)
    revoked_at = models.DateTimeField("révoqué le", null=True, blank=True)

    class Meta:
        verbose_name = "lien personnel"
        verbose_name_plural = "liens personnels"
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")),
                name="accounts_link_expires_later",
                violation_error_message="Un lien expire après sa création.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} pour {self.user}"

    def is_open(self, at: datetime) -> bool:
        return self.used_at is None and self.revoked_at is None and at < self.expires_at


class RecoveryCode(models.Model):
    """A way in when the telephone of the second factor is lost: ten codes, each good once, kept as a hash."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name="personne", related_name="recovery_codes")
    code_hash = models.CharField("empreinte du code", max_length=64)
    used_at = models.DateTimeField("utilisé le", null=True, blank=True)

    class Meta:
        verbose_name = "code de secours"
        verbose_name_plural = "codes de secours"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "code_hash"],
                name="accounts_recovery_code_once",
                violation_error_message="Ce code de secours existe déjà.",
            )
        ]

    def __str__(self) -> str:
        return f"Code de secours de {self.user}"


class Visit(models.Model):
    """A session of a person, listed so that it can be closed from elsewhere.

    Personal data: address and browser of the visit, so that a stranger's session can be recognised. Deleted
    with the session.
    """

    user = models.ForeignKey(User, models.CASCADE, verbose_name="personne", related_name="visits")
    session_key = models.CharField("session", max_length=40, unique=True)
    browser = models.TextField("navigateur", blank=True)
    address = models.CharField("adresse IP", max_length=45, blank=True)
    started_at = models.DateTimeField("début")
    seen_at = models.DateTimeField("dernière activité")

    class Meta:
        verbose_name = "session ouverte"
        verbose_name_plural = "sessions ouvertes"
        ordering = ["-seen_at", "pk"]

    def __str__(self) -> str:
        return f"{self.user}, {self.started_at:%d/%m/%Y}"
