"""Roles, what they can be limited to, and what personal links are for."""

from datetime import timedelta

from django.db import models


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", "administration de la plateforme"
    TEAM = "team", "équipe projet"
    STATE = "state", "État (délégué du préfet, DDETS)"
    FUNDER = "funder", "financeur"
    SIGNATORY = "signatory", "signataire"
    LEAD = "lead", "pilote d’objectif"
    ASSOCIATION = "association", "association"
    COUNCILLOR = "councillor", "conseil citoyen"
    READER = "reader", "lecture"
    OBSERVER = "observer", "observation entre contrats"


class ScopeKind(models.TextChoices):
    """What a role is limited to; the key is that of a row of the app that owns the kind."""

    PLATFORM = "platform", "toute la plateforme"
    CONTRACT = "contract", "contrat"
    ORGANISATION = "organisation", "organisme"
    OBJECTIVE = "objective", "objectif"
    BODY = "body", "instance"
    NEIGHBOURHOOD = "neighbourhood", "quartier"
    COMMUNE = "commune", "commune"


SCOPES_OF_ROLE = {
    Role.ADMINISTRATOR: {ScopeKind.PLATFORM},
    Role.OBSERVER: {ScopeKind.PLATFORM},
    Role.TEAM: {ScopeKind.CONTRACT},
    Role.STATE: {ScopeKind.CONTRACT},
    Role.FUNDER: {ScopeKind.CONTRACT},
    Role.SIGNATORY: {ScopeKind.CONTRACT},
    Role.LEAD: {ScopeKind.OBJECTIVE},
    Role.ASSOCIATION: {ScopeKind.CONTRACT},
    Role.COUNCILLOR: {ScopeKind.CONTRACT, ScopeKind.BODY, ScopeKind.NEIGHBOURHOOD, ScopeKind.COMMUNE},
    Role.READER: {ScopeKind.CONTRACT, ScopeKind.ORGANISATION, ScopeKind.NEIGHBOURHOOD, ScopeKind.COMMUNE},
}


ROLES_OF_CONTRACT = [role for role in Role if ScopeKind.PLATFORM not in SCOPES_OF_ROLE[role]]


class LinkPurpose(models.TextChoices):
    INVITATION = "invitation", "invitation"
    SIGN_IN = "sign_in", "connexion par courriel"
    PASSWORD = "password", "nouveau mot de passe"
    ADDRESS = "address", "nouvelle adresse électronique"
    SHEETS = "sheets", "fiches à remplir"


SINGLE_USE = {LinkPurpose.INVITATION, LinkPurpose.SIGN_IN, LinkPurpose.PASSWORD, LinkPurpose.ADDRESS}

LIFETIMES = {
    LinkPurpose.INVITATION: timedelta(days=30),
    LinkPurpose.SIGN_IN: timedelta(minutes=30),
    LinkPurpose.PASSWORD: timedelta(hours=2),
    LinkPurpose.ADDRESS: timedelta(days=1),
}
"""Links to sheets have no lifetime of their own: they end with the round that they belong to."""

# The kinds of message that hold a personal link.
SECRET_KINDS = [
    "accounts.invitation",
    "accounts.sign_in",
    "accounts.password",
    "accounts.address",
    "enquiries.sheets",
    "enquiries.reminder",
]
