"""At the same instant: what may happen once happens once. Counts on PostgreSQL; SQLite has one writer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pyotp
import pytest

from reciproque.accounts import actions
from reciproque.accounts.actions import Grant
from reciproque.accounts.choices import Role
from reciproque.accounts.models import Membership, User
from reciproque.accounts.rules.codes import new_secret
from reciproque.accounts.tests.factories import PASSWORD, LinkFactory, MembershipFactory, UserFactory
from reciproque.core.engine import close_connections
from reciproque.core.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def at_once(*deeds):
    """Run these together; for each its answer, or None when it was refused."""
    start = Barrier(len(deeds))

    def run(deed):
        try:
            start.wait(timeout=10)
            return deed()
        except Refused:
            return None
        finally:
            close_connections()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_two_who_leave_the_team_together_do_not_both_go():
    first, second = MembershipFactory(), MembershipFactory()

    at_once(
        lambda: actions.withdraw(first, by=first.user, at=NOON),
        lambda: actions.withdraw(second, by=second.user, at=NOON),
    )

    assert Membership.objects.filter(role=Role.TEAM, contract_id=1).count() == 1


def test_two_accounts_closed_together_leave_one_administrator():
    first, second = (MembershipFactory(role=Role.ADMINISTRATOR).user for _ in range(2))

    at_once(
        lambda: actions.close_account(first, by=None, at=NOON),
        lambda: actions.close_account(second, by=None, at=NOON),
    )

    assert User.objects.filter(is_active=True).count() == 1


def test_an_invitation_is_accepted_once():
    link = LinkFactory(created_at=NOON)

    done = at_once(
        *(
            lambda name=name: actions.accept_invitation(link, name=name, password=PASSWORD, at=NOON)
            for name in ("Bob", "Eve", "Mallory")
        )
    )

    assert sum(one is not None for one in done) == 1


def test_a_code_opens_one_session_only():
    user = UserFactory(totp_secret=new_secret(), totp_confirmed_at=NOON)
    code = pyotp.TOTP(user.totp_secret).at(int(NOON.timestamp()))

    done = at_once(*[lambda: actions.check_second_factor(user, code, at=NOON)] * 4)

    assert sorted(done) == [False, False, False, True]


def test_two_colleagues_who_invite_the_same_person_make_one():
    alice, anna = MembershipFactory().user, MembershipFactory().user

    done = at_once(
        *(
            lambda by=by: actions.invite(
                "bob@exemple.fr", "", Grant.in_contract(Role.READER, 1), by=by, at=NOON
            )
            for by in (alice, anna)
        )
    )

    assert sum(one is not None for one in done) == 1
    assert User.objects.get(email="bob@exemple.fr").memberships.count() == 1
