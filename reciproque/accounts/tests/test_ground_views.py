"""Pages of the floors below: messages, long work, journal; and the commands."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from reciproque.accounts import access, actions
from reciproque.accounts.actions import Grant
from reciproque.accounts.choices import LinkPurpose, Role
from reciproque.accounts.models import User
from reciproque.accounts.tests.factories import PASSWORD, LinkFactory, MembershipFactory, UserFactory
from reciproque.core import registers
from reciproque.jobs.actions import ask
from reciproque.jobs.models import Job
from reciproque.notices.actions import post, send_due
from reciproque.notices.models import Notice, Stopped
from reciproque.notices.queries import stop_token

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def bob():
    return UserFactory(name="Bob", email="bob@exemple.fr")


@pytest.fixture
def root(client):
    user = MembershipFactory(user__name="Rita", role=Role.ADMINISTRATOR).user
    client.force_login(user)
    return user


@pytest.fixture
def reminders(monkeypatch):
    """A kind of message that one may stop, and a long work."""
    kinds = [*registers.notice_kinds, registers.NoticeKind("test.reminder", "rappels", stoppable=True)]
    monkeypatch.setattr(registers.notice_kinds, "_entries", kinds)
    works = [*registers.job_kinds, registers.JobKind("test.count", "Compte long", lambda work: None)]
    monkeypatch.setattr(registers.job_kinds, "_entries", works)


def test_administrators_read_messages_without_the_personal_links(client, root, bob, read):
    link = actions.ask_sign_in_link(bob.email, at=timezone.now())
    notice = Notice.objects.get()

    page = read(client.get("/messages/"))
    detail = client.get(f"/messages/{notice.pk}/")

    assert notice.subject in page.get_text()
    assert link.token not in detail.content.decode()
    assert "Voici le lien que vous avez demandé" in read(detail).get_text()


def test_in_the_demo_everybody_signed_in_follows_the_links_of_the_mails(client, bob, settings, read):
    link = actions.ask_sign_in_link(bob.email, at=timezone.now())
    url = f"/messages/{Notice.objects.get().pk}/"
    client.force_login(UserFactory())
    assert client.get(url).status_code == 403
    settings.DEMO = True

    assert read(client.get(url)).select_one(f'a[href$="/connexion/lien/{link.token}/"]')
    client.logout()
    assert client.get(url).url == f"/connexion/?next={url}"


def test_a_failed_message_is_sent_again_by_an_administrator(client, root, bob):
    actions.ask_sign_in_link(bob.email, at=timezone.now())
    Notice.objects.update(failed_at=timezone.now(), error="refusé")
    url = f"/messages/{Notice.objects.get().pk}/renvoyer/"

    assert client.get(url).status_code == 405
    client.post(url)
    assert Notice.objects.get().failed_at is None
    client.force_login(bob)
    assert client.post(url).status_code == 403


def test_the_link_at_the_foot_of_a_mail_stops_only_when_the_button_is_pressed(client, bob, reminders, read):
    url = f"/messages/arreter/{stop_token(bob.pk, 'test.reminder')}/"

    assert "rappels" in read(client.get(url)).get_text()
    assert not Stopped.objects.exists()
    client.post(url)

    assert list(Stopped.objects.values_list("person_id", "kind")) == [(bob.pk, "test.reminder")]


@pytest.mark.parametrize("forged", ["x", "W10:1uAAAA:zzz"])
def test_a_forged_stop_link_is_not_there(client, forged, reminders):
    assert client.get(f"/messages/arreter/{forged}/").status_code == 404
    assert client.post(f"/messages/arreter/{forged}/").status_code == 404


def test_messages_that_cannot_be_stopped_have_no_such_link(client, bob):
    assert client.post(f"/messages/arreter/{stop_token(bob.pk, 'accounts.security')}/").status_code == 404


def test_stopping_and_taking_up_again_from_ones_account(client, bob, reminders, read):
    client.force_login(bob)
    assert "rappels : reçus" in read(client.get("/mon-compte/")).get_text()

    client.post("/mon-compte/messages/test.reminder/")
    assert Stopped.objects.count() == 1
    client.post("/mon-compte/messages/test.reminder/")
    assert Stopped.objects.count() == 0
    assert client.post("/mon-compte/messages/accounts.security/").status_code == 404


def test_a_long_work_is_for_who_asked_for_it(client, bob, reminders, read):
    job = ask("test.count", {}, by=bob, at=timezone.now())
    url = f"/travaux/{job.pk}/"
    client.force_login(bob)

    page = client.get(url)
    part = client.get(url, headers={"HX-Request": "true"})
    assert "Compte long" in read(page).get_text()
    assert read(part).select("h1") == []
    client.post(f"{url}annuler/")
    assert Job.objects.get().is_over

    client.force_login(UserFactory())
    assert (client.get(url).status_code, client.post(f"{url}annuler/").status_code) == (404, 404)


@pytest.mark.parametrize(
    ("url", "shown"), [("/contrats/1/", True), ("//evil.example/", False), ("https://e.x", False)]
)
def test_the_result_of_a_work_leads_only_into_the_house(client, bob, reminders, read, url, shown):
    job = ask("test.count", {}, by=bob, at=timezone.now())
    Job.objects.update(state="done", ended_at=timezone.now(), result={"url": url})
    client.force_login(bob)

    assert bool(read(client.get(f"/travaux/{job.pk}/")).select(f'a[href="{url}"]')) == shown


@pytest.fixture
def history(bob):
    """Two acts of March and one of April."""
    eve = UserFactory(name="Ève Été")
    actions.edit_person(
        bob, {"name": "Bob B."}, seen=None, by=bob, at=datetime(2026, 3, 31, 21, 59, tzinfo=UTC)
    )
    actions.edit_person(
        eve, {"name": "Ève É."}, seen=None, by=eve, at=datetime(2026, 3, 31, 22, 1, tzinfo=UTC)
    )
    actions.prepare_second_factor(bob, at=datetime(2026, 4, 2, 8, tzinfo=UTC))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, 3),
        ({"act": "accounts.second_factor_prepared"}, 1),
        ({"person": "bob"}, 2),
        ({"person": "EVE e"}, 1),
        ({"until": "2026-03-31"}, 1),
        ({"since": "2026-04-01"}, 2),
        ({"since": "2026-04-01", "until": "2026-04-01"}, 1),
        ({"since": "n’importe quoi"}, 3),
        ({"act": "inventé"}, 3),
    ],
)
def test_the_journal_is_filtered_by_act_person_and_day_of_paris(client, root, history, read, wanted, found):
    page = read(client.get("/journal/", wanted))

    assert len(page.select("table.grid tbody tr")) == found


def test_the_journal_costs_the_same_whatever_its_length(client, root, bob, query_count_is_flat):
    names = iter("ABCDEFGH")
    query_count_is_flat(
        "/journal/",
        lambda: actions.edit_person(bob, {"name": next(names)}, seen=None, by=bob, at=NOON),
        at_most=6,
    )


def test_an_invitation_reads_well_as_a_mail():
    alice = MembershipFactory(user__name="Alice Martin", contract_id=1).user
    invited = actions.invite("bob@exemple.fr", "Bob", Grant.in_contract(Role.READER, 1), by=alice, at=NOON)

    send_due(NOON)

    [sent] = mail.outbox
    assert sent.to == ["bob@exemple.fr"]
    assert [line for line in sent.body.splitlines() if line] == [
        "Bonjour Bob,",
        "Alice Martin vous invite à rejoindre Réciproque pour « Contrat d’Alba ». Votre rôle : lecture.",
        "Pour accepter, choisissez un mot de passe sur la page ci-dessous avant le 1er avril 2026 à "
        "14\u00a0h\u00a000. Ce lien est personnel. Si cette invitation ne vous dit rien, ne faites rien.",
        f"http://localhost:8000/invitation/{invited.link.token}/",
        "--",
        "Réciproque · http://localhost:8000",
    ]


def test_a_name_cannot_bend_the_subject_of_a_mail():
    alice = MembershipFactory(user__name="Alice\nBcc: tous@exemple.fr", contract_id=1).user

    actions.invite("bob@exemple.fr", "Bob\r\nX: y", Grant.in_contract(Role.READER, 1), by=alice, at=NOON)
    send_due(NOON)

    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].to == ["bob@exemple.fr"]


def test_the_first_administrator_comes_from_the_console(monkeypatch, capsys):
    monkeypatch.setenv("RECIPROQUE_ADMIN_PASSWORD", PASSWORD)

    call_command("create_admin", "Chef@exemple.fr", "--name", "Chef")

    user = User.objects.get()
    assert access.is_administrator(user)
    assert user.check_password(PASSWORD)
    assert "administre la plateforme" in capsys.readouterr().out


def test_a_weak_password_makes_no_administrator(monkeypatch):
    monkeypatch.setenv("RECIPROQUE_ADMIN_PASSWORD", "motdepasse2026")

    with pytest.raises(CommandError, match="se devine"):
        call_command("create_admin", "chef@exemple.fr")

    assert not User.objects.exists()


def test_forgetting_from_the_console(bob, root):
    call_command("forget", "BOB@exemple.fr", "--yes")

    bob.refresh_from_db()
    assert bob.forgotten_at
    with pytest.raises(CommandError, match="Personne n’a l’adresse"):
        call_command("forget", "bob@exemple.fr", "--yes")


def test_the_guard_of_a_link_serves_other_apps_too(bob):
    @access.by_link("answer")
    def sheet(request, row):
        return HttpResponse(f"{request.user} {request.link.subject_key} {row}")

    link = actions.issue_link(
        bob, "answer", at=timezone.now(), expires_at=timezone.now() + timedelta(days=20)
    )
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    answers = [sheet(request, token=link.token, row=4) for _ in range(2)]

    assert [answer.content.decode() for answer in answers] == ["Bob None 4"] * 2
    assert sheet.guard == "by_link(answer)"
    assert sheet(request, token=LinkFactory(purpose=LinkPurpose.SIGN_IN).token, row=4).status_code == 404


def test_a_posted_message_of_ours_is_known_by_its_kind():
    known = {kind.key for kind in registers.notice_kinds}

    assert post("accounts.security", "x", "y", to="a@exemple.fr").kind in known
