"""What is done with people and roles: who may, what is refused, which trace and which mail is left."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.functional import SimpleLazyObject

from reciproque.accounts import actions
from reciproque.accounts.access import steers_contract
from reciproque.accounts.actions import Grant
from reciproque.accounts.choices import Role
from reciproque.accounts.models import Link, Membership, User
from reciproque.accounts.tests.factories import PASSWORD, MembershipFactory, UserFactory
from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.journal.models import Entry
from reciproque.journal.queries import prove
from reciproque.notices.models import Notice

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def alice():
    """Of the project team of contract 1."""
    return MembershipFactory(user__name="Alice Team", role=Role.TEAM, contract_id=1).user


@pytest.fixture
def root():
    return MembershipFactory(user__name="Rita Racine", role=Role.ADMINISTRATOR).user


def acts():
    return list(Entry.objects.order_by("pk").values_list("act", flat=True))


def test_a_role_that_one_is_given_counts_in_the_same_request(alice, root):
    """The person of a request is wrapped: what it remembers of the roles must be forgotten all the same."""
    person = SimpleLazyObject(lambda: alice)
    assert not steers_contract(person, 2)

    actions.grant_role(person, Grant.in_contract(Role.TEAM, 2), by=root, at=NOON)

    assert steers_contract(person, 2)


def test_an_edit_from_an_old_version_is_not_kept_over_a_newer_one(alice):
    actions.edit_person(alice, {"name": "Alice B."}, seen=1, by=alice, at=NOON)

    with pytest.raises(Overtaken):
        actions.edit_person(alice, {"name": "Alice C."}, seen=1, by=alice, at=NOON)

    assert User.objects.get().name == "Alice B."


def test_nobody_edits_the_name_of_another(alice):
    with pytest.raises(PermissionDenied):
        actions.edit_person(UserFactory(), {"name": "Moi"}, seen=None, by=alice, at=NOON)


def test_a_new_address_counts_when_it_is_confirmed(alice):
    before = alice.email
    link = actions.ask_address_change(alice, "alice@neuve.fr", at=NOON)
    alice.refresh_from_db()
    assert alice.email == before
    assert sorted(Notice.objects.values_list("to", flat=True)) == sorted([before, "alice@neuve.fr"])
    assert Notice.objects.get(to=before).url == "/mon-compte/"

    actions.confirm_address(link, at=NOON)

    assert User.objects.get_by_natural_key("ALICE@neuve.fr") == alice
    with pytest.raises(Refused):
        actions.confirm_address(link, at=NOON)


def test_the_address_of_somebody_else_is_never_taken(alice):
    UserFactory(email="bob@exemple.fr")
    assert actions.ask_address_change(alice, "Bob@exemple.fr", at=NOON) is None
    link = actions.ask_address_change(alice, "libre@exemple.fr", at=NOON)
    UserFactory(email="libre@exemple.fr")

    with pytest.raises(Refused):
        actions.confirm_address(link, at=NOON)

    assert Link.objects.get(pk=link.pk).is_open(NOON)


def test_nobody_fills_the_mailbox_of_another():
    bob = UserFactory()

    links = [actions.ask_sign_in_link(bob.email, at=NOON + timedelta(minutes=n)) for n in range(6)]
    later = actions.ask_sign_in_link(bob.email, at=NOON + timedelta(hours=1))

    assert [link is not None for link in [*links, later]] == [True] * 3 + [False] * 3 + [True]
    assert Notice.objects.count() == 4


def test_a_chosen_password_ends_what_was_open(alice):
    link = actions.ask_sign_in_link(alice.email, at=NOON)
    other = actions.ask_new_password(alice.email, at=NOON)

    actions.set_new_password(other, "autre-parapluie-vert-9", at=NOON)

    alice.refresh_from_db()
    assert alice.check_password("autre-parapluie-vert-9")
    assert [Link.objects.get(pk=one.pk).is_open(NOON) for one in (link, other)] == [False, False]
    with pytest.raises(Refused):
        actions.set_new_password(other, "encore-un-autre-chat-8", at=NOON)


def test_a_closed_account_has_no_way_in(root):
    bob = UserFactory()
    link = actions.ask_sign_in_link(bob.email, at=NOON)

    actions.close_account(bob, by=root, at=NOON)

    assert not Link.objects.get(pk=link.pk).is_open(NOON)
    assert actions.ask_sign_in_link(bob.email, at=NOON) is None
    assert actions.ask_new_password(bob.email, at=NOON) is None


def test_only_administrators_close_reopen_and_forget(alice):
    bob = UserFactory()

    for act in (actions.close_account, actions.reopen_account, actions.forget_person):
        with pytest.raises(PermissionDenied):
            act(bob, by=alice, at=NOON)


def test_forgetting_erases_the_name_everywhere_and_the_chain_holds(root, alice):
    invited = actions.invite("bob.secret@exemple.fr", "Bob Secret", Grant.lead_of(11), by=alice, at=NOON)
    bob = actions.accept_invitation(invited.link, name="Bob Secret", password=PASSWORD, at=NOON)

    actions.forget_person(bob, by=root, at=NOON)

    bob.refresh_from_db()
    assert (bob.is_active, bob.name, bob.forgotten_at) == (False, "Personne oubliée", NOON)
    rows = [
        row
        for model in (User, Membership, Link, Notice, Entry)
        for row in model._default_manager.values_list()
    ]
    assert "secret" not in str(rows).lower()
    assert prove().faults == []
    with pytest.raises(Refused, match="déjà oubliée"):
        actions.forget_person(bob, by=root, at=NOON)
    with pytest.raises(Refused, match="oubliée"):
        actions.reopen_account(bob, by=root, at=NOON)


def test_the_first_administrator_is_made_from_nothing():
    user = actions.create_administrator("chef@exemple.fr", "Chef", PASSWORD, at=NOON)

    assert user.check_password(PASSWORD)
    assert user.memberships.get().role == Role.ADMINISTRATOR


def test_secrets_leave_the_outbox_once_sent(settings):
    link = actions.ask_sign_in_link(UserFactory().email, at=NOON)
    waiting = actions.ask_sign_in_link(UserFactory().email, at=NOON)
    Notice.objects.filter(url__contains=link.token).update(sending_at=NOON, sent_at=NOON)
    settings.DEMO = True
    assert actions.scrub_secrets(NOON) == 0
    settings.DEMO = False

    assert actions.scrub_secrets(NOON) == 1

    assert list(Notice.objects.exclude(url="").values_list("url", flat=True)) == [
        f"/connexion/lien/{waiting.token}/"
    ]
