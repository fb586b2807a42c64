"""Inviting, accepting, changing and taking away roles: who may, what is refused, which trace is left."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from reciproque.accounts import actions
from reciproque.accounts.access import link_of, token_hash
from reciproque.accounts.actions import Grant
from reciproque.accounts.choices import LinkPurpose, Role
from reciproque.accounts.models import Link, Membership, User
from reciproque.accounts.tests.factories import PASSWORD, LinkFactory, MembershipFactory, UserFactory
from reciproque.core.refusals import Refused
from reciproque.journal.models import Entry
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


def test_inviting_makes_a_person_a_role_a_link_and_a_mail(alice):
    invited = actions.invite("Bob@Exemple.fr", "Bob", Grant.in_contract(Role.READER, 1), by=alice, at=NOON)

    assert (invited.user.email, invited.user.has_account) == ("Bob@Exemple.fr", False)
    assert (invited.membership.role, invited.membership.contract_id) == (Role.READER, 1)
    notice = Notice.objects.get()
    assert (notice.kind, notice.to) == ("accounts.invitation", "Bob@Exemple.fr")
    assert notice.url == f"/invitation/{invited.link.token}/"
    assert notice.subject == "Invitation à rejoindre Réciproque, à accepter avant le 1er avril 2026 à 14 h 00"
    assert notice.body.startswith(
        "Alice Team vous invite à rejoindre Réciproque pour « Contrat d’Alba ». Votre rôle : lecture."
    )
    assert invited.link.token not in notice.body
    assert acts() == ["accounts.person_created", "accounts.role_given", "accounts.invited"]
    assert {entry.contract_id for entry in Entry.objects.filter(act="accounts.invited")} == {1}


def test_the_secret_of_a_link_is_kept_nowhere_but_in_its_mail(alice):
    link = actions.invite("bob@exemple.fr", "", Grant.in_contract(Role.READER, 1), by=alice, at=NOON).link

    stored = Link.objects.filter(pk=link.pk).values().get()
    assert link.token not in str(stored)
    assert stored["token_hash"] == token_hash(link.token)
    assert link_of(link.token, LinkPurpose.INVITATION) == link
    assert link_of(link.token, LinkPurpose.PASSWORD) is None
    assert link_of(link.token[:-1], LinkPurpose.INVITATION) is None


def test_who_has_an_account_gets_the_role_at_once_and_no_link(alice):
    bob = UserFactory(email="bob@exemple.fr", name="Bob")

    invited = actions.invite("BOB@exemple.fr", "Un autre nom", Grant.lead_of(11), by=alice, at=NOON)

    bob.refresh_from_db()
    assert (invited.user, invited.link, bob.name) == (bob, None, "Bob")
    assert Notice.objects.get().url == "/connexion/"
    assert not Link.objects.exists()


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.ADMINISTRATOR, Role.OBSERVER, Role.LEAD}])
def test_the_team_invites_to_any_role_of_its_contract(alice, role):
    actions.invite("bob@exemple.fr", "", Grant.in_contract(role, 1), by=alice, at=NOON)

    assert Membership.objects.filter(role=role, contract_id=1).exists()


@pytest.mark.parametrize(
    "grant",
    [
        Grant.everywhere(Role.ADMINISTRATOR),
        Grant.everywhere(Role.OBSERVER),
        Grant.in_contract(Role.READER, 2),
        Grant(Role.LEAD, "objective", 21, 2),
        Grant(Role.ADMINISTRATOR, "platform", 0, 1),
    ],
)
def test_the_team_invites_nobody_beyond_its_contract(alice, grant):
    with pytest.raises(PermissionDenied):
        actions.invite("bob@exemple.fr", "", grant, by=alice, at=NOON)

    assert (User.objects.count(), Notice.objects.count(), acts()) == (1, 0, [])


def test_a_forged_scope_of_another_contract_is_refused(alice):
    with pytest.raises(Refused):
        actions.invite("bob@exemple.fr", "", Grant(Role.LEAD, "objective", 21, 1), by=alice, at=NOON)


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.ADMINISTRATOR, Role.TEAM}])
def test_nobody_else_invites(role):
    member = MembershipFactory(role=role, contract_id=None if role == Role.OBSERVER else 1)

    with pytest.raises(PermissionDenied):
        actions.invite("bob@exemple.fr", "", Grant.in_contract(Role.READER, 1), by=member.user, at=NOON)


def test_administrators_invite_to_everything(root):
    for number, grant in enumerate([Grant.everywhere(Role.ADMINISTRATOR), Grant.in_contract(Role.TEAM, 2)]):
        actions.invite(f"bob{number}@exemple.fr", "", grant, by=root, at=NOON)

    assert Membership.objects.exclude(user=root).count() == 2


def test_the_same_role_is_not_given_twice(alice):
    grant = Grant.in_contract(Role.READER, 1)
    actions.invite("bob@exemple.fr", "", grant, by=alice, at=NOON)

    with pytest.raises(Refused, match="déjà ce rôle"):
        actions.invite("bob@exemple.fr", "", grant, by=alice, at=NOON)

    assert Notice.objects.count() == 1


def test_a_closed_account_is_not_invited(alice):
    UserFactory(email="bob@exemple.fr", is_active=False)

    with pytest.raises(Refused, match="compte est fermé"):
        actions.invite("bob@exemple.fr", "", Grant.in_contract(Role.READER, 1), by=alice, at=NOON)


def test_accepting_opens_the_account_and_spends_every_invitation(alice):
    first = actions.invite("bob@exemple.fr", "", Grant.in_contract(Role.READER, 1), by=alice, at=NOON)
    other = actions.invite("bob@exemple.fr", "", Grant.in_contract(Role.FUNDER, 1), by=alice, at=NOON)

    bob = actions.accept_invitation(first.link, name="  Bob  Martin ", password=PASSWORD, at=NOON)

    bob.refresh_from_db()
    assert (bob.name, bob.check_password(PASSWORD), bob.has_account) == ("Bob Martin", True, True)
    assert [Link.objects.get(pk=link.link.pk).is_open(NOON) for link in (first, other)] == [False, False]
    with pytest.raises(Refused):
        actions.accept_invitation(first.link, name="Eve", password="autre-parapluie-vert-9", at=NOON)


def test_an_invitation_never_replaces_the_password_of_an_open_account():
    link = LinkFactory(user=UserFactory())

    with pytest.raises(Refused, match="déjà ouvert"):
        actions.accept_invitation(link, name="Eve", password="autre-parapluie-vert-9", at=NOON)

    assert User.objects.get().check_password(PASSWORD)


def test_a_weak_password_leaves_the_invitation_open():
    link = LinkFactory(created_at=NOON)

    with pytest.raises(Refused):
        actions.accept_invitation(link, name="Bob", password="motdepasse2026", at=NOON)

    assert Link.objects.get().is_open(NOON)


def test_sending_again_kills_the_former_link(alice):
    invited = actions.invite("bob@exemple.fr", "", Grant.in_contract(Role.READER, 1), by=alice, at=NOON)

    link = actions.resend_invitation(invited.membership, by=alice, at=NOON)

    assert not Link.objects.get(pk=invited.link.pk).is_open(NOON)
    assert Link.objects.get(pk=link.pk).is_open(NOON)
    assert Notice.objects.count() == 2


def test_taking_the_role_away_kills_the_invitation(alice):
    invited = actions.invite("bob@exemple.fr", "", Grant.in_contract(Role.READER, 1), by=alice, at=NOON)

    actions.withdraw(invited.membership, by=alice, at=NOON)

    assert not Link.objects.get().is_open(NOON)
    assert not Membership.objects.filter(user=invited.user).exists()


def test_the_last_of_the_team_can_neither_leave_nor_change_nor_be_closed(alice, root):
    MembershipFactory(role=Role.TEAM, contract_id=2)
    own = alice.memberships.get()

    for attempt in (
        lambda: actions.withdraw(own, by=alice, at=NOON),
        lambda: actions.change_role(own, Grant.in_contract(Role.READER, 1), by=alice, at=NOON),
        lambda: actions.close_account(alice, by=root, at=NOON),
        lambda: actions.forget_person(alice, by=root, at=NOON),
    ):
        with pytest.raises(Refused, match="dernière personne de l’équipe"):
            attempt()

    assert own.role == Membership.objects.get(pk=own.pk).role == Role.TEAM


def test_the_last_administrator_stays(root):
    with pytest.raises(Refused, match="administre la plateforme"):
        actions.withdraw(root.memberships.get(), by=root, at=NOON)


def test_a_role_of_another_contract_is_out_of_reach(alice):
    other = MembershipFactory(role=Role.READER, contract_id=2)

    with pytest.raises(PermissionDenied):
        actions.withdraw(other, by=alice, at=NOON)
    with pytest.raises(PermissionDenied):
        actions.change_role(other, Grant.in_contract(Role.TEAM, 1), by=alice, at=NOON)


def test_nobody_moves_a_role_into_what_she_does_not_steer(alice):
    own = MembershipFactory(role=Role.READER, contract_id=1)

    for grant in (Grant.everywhere(Role.ADMINISTRATOR), Grant.in_contract(Role.TEAM, 2)):
        with pytest.raises(PermissionDenied):
            actions.change_role(own, grant, by=alice, at=NOON)


def test_changing_a_role_says_from_what_to_what(alice):
    bob = MembershipFactory(role=Role.READER, contract_id=1)

    actions.change_role(bob, Grant.lead_of(12), by=alice, at=NOON)

    bob.refresh_from_db()
    assert (bob.role, bob.scope_kind, bob.scope_id, bob.contract_id) == (Role.LEAD, "objective", 12, 1)
    assert Entry.objects.get().sentence == "a changé le rôle (lecture devient pilote d’objectif)"


def test_who_has_no_role_is_forgotten_two_years_after_the_last_visit(alice):
    old = UserFactory(created_at=NOON - timedelta(days=2000), last_login=NOON - timedelta(days=800))
    seen = UserFactory(created_at=NOON - timedelta(days=2000), last_login=NOON - timedelta(days=10))
    demo = UserFactory(created_at=NOON - timedelta(days=2000), is_demo=True)

    assert actions.forget_inactive(NOON) == 1

    assert list(User.objects.exclude(forgotten_at=None)) == [old]
    assert {seen, demo, alice} == set(User.objects.filter(forgotten_at=None))
