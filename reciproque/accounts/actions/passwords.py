"""Choosing, changing and replacing a password."""

from datetime import datetime

from django.db import transaction

from reciproque.accounts.actions.links import issue_link, revoke_links, use_link
from reciproque.accounts.actions.mails import tell_password, tell_password_changed
from reciproque.accounts.actions.visits import close_other_visits, may_send_another
from reciproque.accounts.choices import LinkPurpose
from reciproque.accounts.models import Link, User
from reciproque.accounts.rules.passwords import obstacles_to_password
from reciproque.core.engine import lock_one
from reciproque.core.refusals import refuse_if
from reciproque.core.text import fold
from reciproque.journal.actions import record


@transaction.atomic
def ask_new_password(email: str, *, at: datetime) -> Link | None:
    """Send a link to choose a new password if somebody has that address. The caller says the same in both cases."""
    user = User.objects.filter(email_key=fold(email), is_active=True).first()
    if user is None or not may_send_another(user, LinkPurpose.PASSWORD, at=at):
        return None
    link = issue_link(user, LinkPurpose.PASSWORD, at=at)
    tell_password(link)
    record("accounts.password_asked", user, by=None, at=at)
    return link


@transaction.atomic
def choose_password(user: User, password: str, *, keep: str, at: datetime) -> User:
    """Set one's own password. All other sessions end (`keep` is the key of this one); open links die."""
    user = lock_one(user)
    refuse_if(obstacles_to_password(password, user))
    user.set_password(password)
    user.save(update_fields=["password"])
    for purpose in (LinkPurpose.PASSWORD, LinkPurpose.SIGN_IN, LinkPurpose.INVITATION):
        revoke_links(user, at=at, purpose=purpose)
    close_other_visits(user, keep=keep, by=user, at=at)
    tell_password_changed(user)
    record("accounts.password_changed", user, by=user, at=at)
    return user


@transaction.atomic
def set_new_password(link: Link, password: str, *, at: datetime) -> User:
    """Set a password with the link that was asked for; the link is used up, and every session ends."""
    refuse_if(obstacles_to_password(password, link.user))
    use_link(link, at=at)
    return choose_password(link.user, password, keep="", at=at)
