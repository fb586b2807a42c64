"""The team of a contract, invitations, and the persons of the platform."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reciproque.accounts import actions
from reciproque.accounts.actions import Grant
from reciproque.accounts.choices import Role
from reciproque.accounts.models import Link, Membership, User, Visit
from reciproque.accounts.tests.factories import PASSWORD, LinkFactory, MembershipFactory, UserFactory
from reciproque.notices.models import Notice

TEAM = "/contrats/1/equipe/"


@pytest.fixture
def alice():
    return MembershipFactory(user__name="Alice", role=Role.TEAM, contract_id=1).user


@pytest.fixture
def steering(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def root(client):
    user = MembershipFactory(user__name="Rita", role=Role.ADMINISTRATOR).user
    client.force_login(user)
    return user


def people(page):
    return [row.th.get_text(strip=True) for row in page.select("table.grid tbody tr")]


def test_the_team_lists_its_own_contract_only(steering, read):
    MembershipFactory(user__name="Bob", role=Role.LEAD, contract_id=1, scope_id=11)
    MembershipFactory(user__name="Loin", role=Role.READER, contract_id=2)

    page = read(steering.get(TEAM))

    assert people(page) == ["Alice", "Bob"]
    assert "Accès aux soins" in page.select_one("table.grid").get_text()
    assert page.select_one(f'a[href="{TEAM}inviter/"]')


def test_readers_see_who_does_what_without_addresses_or_acts(client, alice, read):
    reader = MembershipFactory(user__name="Zoé", role=Role.READER, contract_id=1).user
    client.force_login(reader)

    page = read(client.get(TEAM))

    assert people(page) == ["Alice", "Zoé"]
    assert alice.email not in page.get_text()
    assert page.select(f'a[href^="{TEAM}"]:not([href="{TEAM}"])') == []


@pytest.mark.parametrize("contract", [2, 99])
def test_another_contract_or_none_is_not_there(steering, contract):
    for page in ("", "inviter/", "1/"):
        assert steering.get(f"/contrats/{contract}/equipe/{page}").status_code == 404


@pytest.mark.parametrize("role", [Role.READER, Role.FUNDER, Role.STATE, Role.COUNCILLOR])
def test_who_only_reads_neither_invites_nor_changes_nor_withdraws(client, alice, role):
    client.force_login(MembershipFactory(role=role, contract_id=1).user)
    own = f"{TEAM}{alice.memberships.get().pk}/"

    answers = [client.get(f"{TEAM}inviter/"), client.get(own), client.post(own, {"role": "reader"})]
    answers += [client.post(f"{TEAM}inviter/", {"email": "x@exemple.fr", "role": "team"})]
    answers += [client.post(f"{own}retirer/"), client.post(f"{own}renvoyer/")]

    assert {answer.status_code for answer in answers} == {403}
    assert Membership.objects.filter(user=alice, role=Role.TEAM).exists()


def test_a_lead_does_not_see_the_team(client):
    client.force_login(MembershipFactory(role=Role.LEAD, contract_id=1, scope_id=11).user)

    assert client.get(TEAM).status_code == 404


def test_a_role_of_another_contract_is_not_reached_through_ones_own(steering):
    other = MembershipFactory(role=Role.READER, contract_id=2)

    answers = [steering.get(f"{TEAM}{other.pk}/"), steering.post(f"{TEAM}{other.pk}/retirer/")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Membership.objects.filter(pk=other.pk).exists()


def test_inviting_from_the_page(steering, read):
    page = read(steering.get(f"{TEAM}inviter/"))
    assert "administrator" not in [option["value"] for option in page.select("select[name=role] option")]
    assert [o["value"] for o in page.select("select[name=scope] option")] == [
        "contract:1",
        "objective:11",
        "objective:12",
    ]

    response = steering.post(
        f"{TEAM}inviter/", {"email": "bob@exemple.fr", "name": "Bob", "role": "lead", "scope": "objective:11"}
    )

    assert response.url == TEAM
    bob = User.objects.get(email="bob@exemple.fr")
    assert (bob.memberships.get().scope_id, Notice.objects.get().to) == (11, "bob@exemple.fr")
    assert "invitation envoyée" in read(steering.get(TEAM)).get_text()


@pytest.mark.parametrize(
    "forged",
    [
        {"role": "administrator"},
        {"role": "observer"},
        {"role": "team", "scope": "contract:2"},
        {"role": "lead", "scope": "objective:21"},
        {"role": "lead", "scope": "contract:1"},
        {"role": "lead", "scope": "objective:zz"},
        {"email": "pas une adresse"},
    ],
)
def test_a_forged_invitation_is_refused_and_nothing_is_made(steering, forged):
    response = steering.post(
        f"{TEAM}inviter/", {"email": "bob@exemple.fr", "role": "reader", "scope": "contract:1", **forged}
    )

    assert response.status_code == 200
    assert (User.objects.count(), Notice.objects.count()) == (1, 0)


def test_changing_and_withdrawing_from_the_page(steering, read):
    bob = MembershipFactory(user__name="Bob", role=Role.READER, contract_id=1)
    page = f"{TEAM}{bob.pk}/"

    steering.post(page, {"role": "funder", "scope": "contract:1"})
    assert Membership.objects.get(pk=bob.pk).role == Role.FUNDER
    assert "a changé le rôle (lecture devient financeur)" in read(steering.get(page)).get_text()
    assert steering.get(f"{page}retirer/").status_code == 405
    steering.post(f"{page}retirer/")

    assert not Membership.objects.filter(pk=bob.pk).exists()
    assert "a retiré un rôle (financeur)" in read(steering.get(TEAM)).get_text()


def test_the_last_of_the_team_reads_why_she_cannot_go(steering, alice, read):
    page = read(steering.post(f"{TEAM}{alice.memberships.get().pk}/retirer/", follow=True))

    assert "dernière personne de l’équipe projet" in page.get_text()
    assert Membership.objects.filter(user=alice).exists()


def test_sending_an_invitation_again(steering, alice):
    invited = actions.invite(
        "bob@exemple.fr", "", Grant.in_contract(Role.READER, 1), by=alice, at=timezone.now()
    )

    steering.post(f"{TEAM}{invited.membership.pk}/renvoyer/")

    assert Notice.objects.count() == 2
    assert Client().get(f"/invitation/{invited.link.token}/").status_code == 410
    assert Client().get(Notice.objects.order_by("pk").last().url).status_code == 200


def test_the_list_of_a_team_costs_the_same_whatever_its_length(steering, query_count_is_flat):
    # 19: session, person, roles; rows, chips and count; titles; history; nothing by row.
    query_count_is_flat(TEAM, lambda: MembershipFactory(role=Role.READER, contract_id=1), at_most=19)


def test_accepting_an_invitation_from_its_page(client, alice, read):
    invited = actions.invite(
        "bob@exemple.fr", "", Grant.in_contract(Role.READER, 1), by=alice, at=timezone.now()
    )
    url = f"/invitation/{invited.link.token}/"
    page = read(client.get(url))
    assert "Contrat d’Alba" in page.get_text()
    assert Link.objects.get().used_at is None
    assert client.get("/mon-compte/").status_code == 302

    weak = client.post(url, {"name": "Bob", "password": "motdepasse2026", "again": "motdepasse2026"})
    assert weak.status_code == 200
    response = client.post(url, {"name": "Bob", "password": PASSWORD, "again": PASSWORD})

    assert response.url == "/"
    assert client.get("/mon-compte/").status_code == 200
    assert Visit.objects.get().user == invited.user
    assert Client().post(url, {"name": "E", "password": PASSWORD, "again": PASSWORD}).status_code == 410


def test_an_invitation_to_an_open_account_only_leads_to_the_door(client, read):
    link = LinkFactory(user=UserFactory(name="Déjà"))
    url = f"/invitation/{link.token}/"

    page = read(client.get(url))
    client.post(url, {"name": "E", "password": "autre-parapluie-vert-9", "again": "autre-parapluie-vert-9"})

    assert page.select("input[name=password]") == []
    assert User.objects.get().check_password(PASSWORD)
    assert not Visit.objects.exists()


def test_an_invitation_does_not_go_round_a_second_factor(client):
    invited = UserFactory(
        password=make_password(None), totp_secret="A" * 32, totp_confirmed_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    link = LinkFactory(user=invited)

    answer = client.post(f"/invitation/{link.token}/", {"name": "B", "password": PASSWORD, "again": PASSWORD})

    assert answer.url == "/connexion/code/"
    assert client.get("/mon-compte/").status_code == 302


def test_a_page_by_link_leaves_the_session_of_the_browser_alone(client, alice):
    client.force_login(alice)
    link = LinkFactory()

    client.get(f"/invitation/{link.token}/")

    assert client.session["_auth_user_id"] == str(alice.pk)


ADMINISTRATION = ["/personnes/", "/personnes/inviter/", "/journal/", "/messages/"]


@pytest.mark.parametrize("url", ADMINISTRATION)
def test_the_platform_is_for_administrators(client, url):
    for role in (Role.TEAM, Role.OBSERVER, Role.READER):
        contract = {} if role == Role.OBSERVER else {"contract_id": 1}
        client.force_login(MembershipFactory(role=role, **contract).user)
        assert client.get(url).status_code == 403

    client.force_login(MembershipFactory(role=Role.ADMINISTRATOR).user)
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("act", ["fermer", "rouvrir", "oublier", "second-facteur"])
def test_acts_on_persons_are_for_administrators(steering, act):
    bob = UserFactory(name="Bob")

    assert steering.post(f"/personnes/{bob.pk}/{act}/").status_code == 403
    bob.refresh_from_db()
    assert (bob.is_active, bob.forgotten_at) == (True, None)


def test_an_account_is_closed_and_opened_again(client, root):
    bob = UserFactory()
    other = Client()
    other.post("/connexion/", {"email": bob.email, "password": PASSWORD})

    client.post(f"/personnes/{bob.pk}/fermer/")
    assert other.get("/mon-compte/").status_code == 302
    client.post(f"/personnes/{bob.pk}/rouvrir/")

    assert Client().post("/connexion/", {"email": bob.email, "password": PASSWORD}).status_code == 302


def test_forgetting_is_explained_first_and_done_on_a_form(client, root, read):
    bob = UserFactory(name="Bob Secret", email="secret@exemple.fr")
    url = f"/personnes/{bob.pk}/oublier/"

    assert "ne se reprend pas" in read(client.get(url)).get_text()
    bob.refresh_from_db()
    assert bob.forgotten_at is None
    page = read(client.post(url, follow=True))

    assert "Secret" not in page.select_one("main").get_text()
    assert "Personne oubliée" in page.h1.get_text()


def test_persons_are_found_whatever_the_accents(client, root, read):
    UserFactory(name="Élodie Çetin")
    UserFactory(name="Autre")

    assert people(read(client.get("/personnes/", {"recherche": "elodie cetin"}))) == ["Élodie Çetin"]


def test_the_list_of_persons_costs_the_same_whatever_its_length(client, root, query_count_is_flat):
    query_count_is_flat("/personnes/", lambda: MembershipFactory(role=Role.READER, contract_id=1), at_most=8)


def test_an_administrator_names_another_and_may_then_go(client, root):
    own = root.memberships.get()
    url = reverse("accounts:withdraw_from_platform", args=[root.pk, own.pk])
    client.post(url)
    assert Membership.objects.filter(pk=own.pk).exists()
    other = UserFactory(email="bob@exemple.fr")

    client.post("/personnes/inviter/", {"email": "bob@exemple.fr", "role": "administrator"})
    client.post(url)

    assert list(User.objects.filter(memberships__role=Role.ADMINISTRATOR)) == [other]


def test_administrators_steer_every_contract(client, root, read):
    MembershipFactory(user__name="Bob", role=Role.TEAM, contract_id=2)

    assert people(read(client.get("/contrats/2/equipe/"))) == ["Bob"]
    assert client.get("/contrats/2/equipe/inviter/").status_code == 200


def test_a_role_given_after_midnight_in_paris_is_of_the_new_day(steering, read):
    half_past_midnight_in_paris = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    MembershipFactory(role=Role.READER, contract_id=1, since=half_past_midnight_in_paris)

    export = steering.get(TEAM, {"format": "csv"}).content.decode()

    assert "02/03/2026" in export
    assert "2 mars 2026" in read(steering.get(TEAM)).get_text()
