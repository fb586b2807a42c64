"""The second factor: a telephone that shows six digits, and ten recovery codes for the day it is lost."""

from datetime import datetime

from django.db import transaction

from reciproque.accounts.actions.mails import tell_second_factor
from reciproque.accounts.models import RecoveryCode, User
from reciproque.accounts.rules.codes import (
    RECOVERY_CODES,
    matching_step,
    new_recovery_code,
    new_secret,
    recovery_hash,
)
from reciproque.core.engine import lock_one
from reciproque.core.refusals import Refused
from reciproque.journal.actions import record

WRONG = "Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant et recommencez."


@transaction.atomic
def prepare_second_factor(user: User, *, at: datetime) -> User:
    """Make a new secret, to be confirmed by a first code. Refused while a confirmed one is in use."""
    user = lock_one(user)
    if user.has_second_factor:
        raise Refused(["Le second facteur est déjà actif : retirez-le avant d’en installer un autre."])
    user.totp_secret, user.totp_last_step = new_secret(), 0
    user.save(update_fields=["totp_secret", "totp_last_step"])
    record("accounts.second_factor_prepared", user, by=user, at=at)
    return user


@transaction.atomic
def confirm_second_factor(user: User, code: str, *, at: datetime) -> list[str]:
    """Switch the second factor on with a first good code. Returns the recovery codes, shown this once."""
    user = lock_one(user)
    step = matching_step(user.totp_secret, code, at=at, after=user.totp_last_step)
    if user.has_second_factor or step is None:
        raise Refused([WRONG])
    user.totp_confirmed_at, user.totp_last_step = at, step
    user.save(update_fields=["totp_confirmed_at", "totp_last_step"])
    codes = _new_codes(user)
    tell_second_factor(user, added=True)
    record("accounts.second_factor_added", user, by=user, at=at)
    return codes


@transaction.atomic
def check_second_factor(user: User, code: str, *, at: datetime) -> bool:
    """Use up a code of the telephone or a recovery code; each is good once, also at the same instant."""
    user = lock_one(user)
    step = matching_step(user.totp_secret, code, at=at, after=user.totp_last_step)
    if step is not None:
        return User.objects.filter(pk=user.pk, totp_last_step__lt=step).update(totp_last_step=step) == 1
    spent = RecoveryCode.objects.filter(user=user, code_hash=recovery_hash(code), used_at__isnull=True)
    if not spent.update(used_at=at):
        return False
    left = RecoveryCode.objects.filter(user=user, used_at__isnull=True).count()
    record("accounts.recovery_code_used", user, by=user, at=at, left=left)
    return True


@transaction.atomic
def renew_recovery_codes(user: User, *, at: datetime) -> list[str]:
    """Ten new recovery codes; the old ones are worth nothing any more."""
    user = lock_one(user)
    if not user.has_second_factor:
        raise Refused(["Installez d’abord le second facteur."])
    codes = _new_codes(user)
    record("accounts.recovery_codes_renewed", user, by=user, at=at)
    return codes


@transaction.atomic
def remove_second_factor(user: User, *, by: User | None, at: datetime) -> User:
    """Back to the password alone: by the person (who has just typed it again) or by the house (lost telephone)."""
    user = lock_one(user)
    user.totp_secret, user.totp_confirmed_at, user.totp_last_step = "", None, 0
    user.save(update_fields=["totp_secret", "totp_confirmed_at", "totp_last_step"])
    RecoveryCode.objects.filter(user=user).delete()
    tell_second_factor(user, added=False)
    record("accounts.second_factor_removed", user, by=by, at=at)
    return user


def _new_codes(user: User) -> list[str]:
    RecoveryCode.objects.filter(user=user).delete()
    codes = [new_recovery_code() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, code_hash=recovery_hash(code)) for code in codes)
    return codes
