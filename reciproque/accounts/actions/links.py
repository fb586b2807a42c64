"""Personal links: a secret is made once, given to one person, and kept as a hash only."""

import secrets
from datetime import datetime

from django.db import models, transaction

from reciproque.accounts.access import token_hash
from reciproque.accounts.choices import LIFETIMES, LinkPurpose
from reciproque.accounts.models import Link, User
from reciproque.core.refusals import Refused

DEAD = "Ce lien a déjà servi ou n’est plus valable. Demandez-en un nouveau."


@transaction.atomic
def issue_link(
    user: User,
    purpose: str,
    *,
    at: datetime,
    subject: models.Model | None = None,
    address: str = "",
    expires_at: datetime | None = None,
) -> Link:
    """Make a personal link. Its secret is `link.token`, known now and never again: put it into a message.

    A purpose of `LIFETIMES` needs no `expires_at`. No entry of its own: the act that sends the link has one.
    """
    token = secrets.token_urlsafe(32)
    link = Link.objects.create(
        user=user,
        purpose=purpose,
        token_hash=token_hash(token),
        subject_label=subject._meta.label_lower if subject is not None else "",
        subject_key=subject.pk if subject is not None else None,
        address=address,
        created_at=at,
        expires_at=expires_at or at + LIFETIMES[LinkPurpose(purpose)],
    )
    link.token = token
    return link


def use_link(link: Link, *, at: datetime) -> None:
    """Take the one use of a single-use link; refuse when somebody was quicker, also at the same instant."""
    taken = Link.objects.filter(
        pk=link.pk, used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at
    ).update(used_at=at)
    if not taken:
        raise Refused([DEAD])


def revoke_links(user: User, *, at: datetime, purpose: str = "", subject: models.Model | None = None) -> int:
    """Make the person's open links worthless: all, those of a purpose, those on a subject. Returns how many."""
    links = Link.objects.filter(user=user, used_at__isnull=True, revoked_at__isnull=True)
    if purpose:
        links = links.filter(purpose=purpose)
    if subject is not None:
        links = links.filter(subject_label=subject._meta.label_lower, subject_key=subject.pk)
    return links.update(revoked_at=at)
