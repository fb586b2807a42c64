"""What leaves, when, in which mail; and what holds when something breaks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction

from reciproque.core.refusals import Refused
from reciproque.notices.actions import forget_old, forget_person, post, resume, send_due, stop
from reciproque.notices.choices import NoticeState
from reciproque.notices.models import Notice, Stopped
from reciproque.notices.queries import read_stop_token, sent_to_anyone, stop_token, stoppable_kinds

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)  # ten in the morning in Paris
NEXT_MORNING = datetime(2026, 3, 3, 6, tzinfo=UTC)  # seven
SERVERS = "reciproque.notices.tests.servers"


def person(name, someone):
    return type(someone).objects.create(
        email=f"{name}@exemple.fr", email_key=f"{name}@exemple.fr", name=name.title(), created_at=AT
    )


def states():
    return [notice.state for notice in Notice.objects.order_by("pk")]


def text_of(message):
    return message.body, message.alternatives[0][0]


def test_a_message_leaves_as_text_and_html_with_its_link(someone, settings):
    settings.INSTANCE_ADDRESS = "https://ville.example/"
    post(
        "test.link",
        "Votre lien\n de connexion",
        "Cliquez <ici>.\n\nÀ bientôt.",
        to=someone,
        at=AT,
        url="/ouvrir/1/",
    )

    assert send_due(AT) == 1

    [message] = mail.outbox
    body, html = text_of(message)
    assert (message.to, message.subject) == (["camille@exemple.fr"], "Votre lien de connexion")
    assert "Bonjour Camille Exemple," in body
    assert "Cliquez <ici>." in body
    assert "https://ville.example/ouvrir/1/" in body
    assert "<p>Cliquez &lt;ici&gt;.</p>" in html
    assert '<a href="https://ville.example/ouvrir/1/">Ouvrir la page</a>' in html
    assert "Ne plus recevoir" not in body + html
    assert states() == [NoticeState.SENT]


def test_an_address_alone_is_enough(someone):
    post("test.link", "Bienvenue", "Bonjour.", to="nouveau@exemple.fr", at=AT)

    send_due(AT)

    assert mail.outbox[0].to == ["nouveau@exemple.fr"]
    assert mail.outbox[0].body.startswith("Bonjour,\n")


def test_what_is_not_due_waits(someone):
    post("test.link", "Plus tard", "…", to=someone, at=AT, due_at=AT + timedelta(hours=1))

    assert [send_due(AT), send_due(AT + timedelta(hours=1)), send_due(AT + timedelta(hours=2))] == [0, 1, 0]


@pytest.mark.django_db(transaction=True)
def test_nothing_leaves_for_an_act_that_was_rolled_back(someone):
    @transaction.atomic
    def act():
        post("test.link", "Non", "…", to=someone, at=AT)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()

    assert send_due(AT) == 0


def test_reminders_of_one_day_leave_together_the_next_morning(someone):
    for number in (1, 2, 3):
        post(
            "test.reminder", f"Fiche {number}", f"Texte {number}", to=someone, at=AT, url=f"/fiches/{number}/"
        )

    assert send_due(NEXT_MORNING - timedelta(seconds=1)) == 0
    assert send_due(NEXT_MORNING) == 1

    [message] = mail.outbox
    body, html = text_of(message)
    assert message.subject == "3 messages : rappels"
    for number in (1, 2, 3):
        assert f"Texte {number}" in body
        assert f"Ouvrir : Fiche {number}" in html
    assert states() == [NoticeState.SENT] * 3


def test_what_must_not_be_mixed_leaves_apart(someone):
    other = person("alice", someone)
    post("test.reminder", "A", "a", to=someone, at=AT)
    post("test.reminder", "B", "b", to=someone, at=AT)
    post("test.reminder", "Autre personne", "c", to=other, at=AT)
    post("test.reminder", "Autre groupe", "d", to=someone, at=AT, group="fiches")
    post("test.reminder", "Autre jour", "e", to=someone, at=AT - timedelta(days=1))
    post("test.news", "Nouvelle 1", "f", to=someone, at=AT)
    post("test.news", "Nouvelle 2", "g", to=someone, at=AT)

    send_due(NEXT_MORNING)

    assert sorted(message.subject for message in mail.outbox) == [
        "2 messages : rappels",
        "Autre groupe",
        "Autre jour",
        "Autre personne",
        "Nouvelle 1",
        "Nouvelle 2",
    ]


def test_days_are_those_of_paris(someone):
    post("test.reminder", "Avant minuit", "a", to=someone, at=datetime(2026, 3, 2, 22, 30, tzinfo=UTC))
    post("test.reminder", "Après minuit", "b", to=someone, at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC))

    assert [notice.due_at for notice in Notice.objects.order_by("pk")] == [
        NEXT_MORNING,
        NEXT_MORNING + timedelta(days=1),
    ]


def test_a_stoppable_mail_says_how_to_stop(someone, settings):
    settings.INSTANCE_ADDRESS = "https://ville.example"
    post("test.news", "Nouvelle", "…", to=someone, at=AT)

    send_due(AT)

    [message] = mail.outbox
    link = message.extra_headers["List-Unsubscribe"].strip("<>")
    body, html = text_of(message)
    assert link in body
    assert link in html
    token = link.removeprefix("https://ville.example/messages/arreter/").rstrip("/")
    assert read_stop_token(token) == (someone.pk, "test.news")


@pytest.mark.parametrize("token", ["", "abc", "WzEsICJ4Il0:1:zzz", "x" * 500])
def test_a_stop_link_that_is_not_ours_stops_nothing(token):
    assert read_stop_token(token) is None


def test_an_altered_stop_link_stops_nothing(someone):
    token = stop_token(someone.pk, "test.news")

    assert read_stop_token("A" + token[1:]) is None


def test_a_stopped_kind_does_not_leave_until_it_is_wanted_again(someone):
    other = person("bob", someone)
    post("test.news", "Déjà écrite", "…", to=someone, at=AT)
    stop(someone.pk, "test.news", at=AT)
    stop(someone.pk, "test.news", at=AT)
    post("test.news", "À un autre", "…", to=other, at=AT)
    post("test.link", "Un lien", "…", to=someone, at=AT)

    send_due(AT)

    assert sorted(message.subject for message in mail.outbox) == ["Un lien", "À un autre"]
    assert states()[0] == NoticeState.STOPPED
    assert [(kind.key, stopped) for kind, stopped in stoppable_kinds(someone.pk)] == [
        ("test.reminder", False),
        ("test.news", True),
    ]

    resume(someone.pk, "test.news")
    post("test.news", "De nouveau", "…", to=someone, at=AT)
    send_due(AT)
    assert mail.outbox[-1].subject == "De nouveau"


@pytest.mark.parametrize("kind", ["test.link", "nobody.knows"])
def test_personal_links_cannot_be_stopped(someone, kind):
    with pytest.raises(Refused):
        stop(someone.pk, kind, at=AT)

    assert not Stopped.objects.exists()


def test_old_texts_are_erased_and_waiting_ones_kept(someone):
    post("test.link", "Ancien", "secret", to=someone, at=AT)
    send_due(AT)
    post("test.link", "Lointain", "à garder", to=someone, at=AT, due_at=AT + timedelta(days=1000))

    assert forget_old(AT + timedelta(days=365)) == 0
    assert forget_old(AT + timedelta(days=366)) == 1

    assert [(n.body, n.to) for n in Notice.objects.order_by("pk")] == [
        ("(texte effacé)", ""),
        ("à garder", "camille@exemple.fr"),
    ]


def test_forgetting_a_person_erases_what_she_was_told(someone):
    other = person("charlie", someone)
    post("test.link", "Parti", "secret", to=someone, at=AT)
    post("test.link", "À un autre", "reste", to=other, at=AT)
    send_due(AT)
    post("test.link", "En attente", "secret", to=someone, at=AT)

    forget_person(someone.pk, at=AT)

    assert send_due(AT) == 0
    assert [(n.body, n.state) for n in sent_to_anyone().order_by("pk")] == [
        ("(texte effacé)", NoticeState.SENT),
        ("reste", NoticeState.SENT),
        ("(texte effacé)", NoticeState.STOPPED),
    ]
