"""The pages of the team: a survey from the first question to the last answer, the board, acts in bulk."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.registers import what_waits
from reciproque.enquiries import actions, queries
from reciproque.enquiries.choices import RoundState, SheetState
from reciproque.enquiries.models import Round, Sheet
from reciproque.enquiries.rules.pasting import Pasted, read_people
from reciproque.enquiries.tests.conftest import NOW
from reciproque.enquiries.tests.factories import RoundFactory, SheetFactory
from reciproque.notices.models import Notice


@pytest.fixture
def round_(round_):
    """Open today: pages ask the clock."""
    today = timezone.localdate()
    round_.opens_on, round_.due_on, round_.closes_on = (
        today,
        today + timedelta(days=5),
        today + timedelta(days=30),
    )
    round_.save()
    return round_


@pytest.fixture
def signed_in(client, team):
    client.force_login(team)
    return client


def at(name, *keys):
    return reverse(f"enquiries:{name}", args=keys)


def bulk(client, round_, gesture, sheets, **more):
    keys = " ".join(str(one.pk) for one in sheets)
    answer = client.post(
        at("act_on_sheets", round_.pk), {"acte": gesture, "fiches": keys, **more}, follow=True
    )
    return answer.content.decode()


def test_a_survey_from_the_first_question_to_the_mail(client):
    contract = ContractFactory()
    team = member_of(contract)
    councillor = member_of(contract, "councillor")
    client.force_login(team)
    today = timezone.localdate()

    client.post(
        at("add_round", contract.pk),
        {
            "title": "Conseils citoyens",
            "introduction": "Dites-nous.",
            "due_on": today + timedelta(days=10),
            "closes_on": today + timedelta(days=20),
            "reminder_days": "-3 1",
        },
    )
    round_ = Round.objects.get()
    page = client.get(at("round_detail", round_.pk)).content.decode()
    assert "n’a aucune question" in page
    assert "ne s’adresse à personne" in page
    client.post(at("add_question", round_.pk), {"wording": "Votre avis ?", "kind": "long", "required": "on"})
    client.post(at("choose_people", round_.pk), {"people": [councillor.pk], "pasted": "zoe@exemple.fr\tZoé"})
    preview = client.get(at("preview_round", round_.pk)).content.decode()
    assert "Votre avis" in preview
    assert "Un rappel, au cas où" in preview
    client.post(at("open_round", round_.pk))

    round_.refresh_from_db()
    assert round_.state == RoundState.OPEN
    told = set(Notice.objects.filter(kind="enquiries.sheets").values_list("to", flat=True))
    assert told == {councillor.email, "zoe@exemple.fr"}


def test_a_list_is_pasted_in_any_order():
    people, wrong = read_people(
        "Organisme;Nom;Courriel\nCAF;Ana Lopes;ana@caf.fr\n\nVille;Bo;BO@ville.fr\nVille;Bo;bo@ville.fr\nsans adresse;x"
    )

    assert people == [Pasted("ana@caf.fr", "Ana Lopes", "CAF"), Pasted("BO@ville.fr", "Bo", "Ville")]
    assert wrong == ["Ligne 6 : aucune adresse électronique dans « sans adresse;x »."]


def test_a_list_with_a_fault_prepares_nothing_and_keeps_what_was_pasted(signed_in, round_):
    page = signed_in.post(
        at("choose_people", round_.pk), {"pasted": "a@exemple.fr\nn’importe quoi"}
    ).content.decode()

    assert "Ligne 2" in page
    assert "a@exemple.fr" in page
    assert not User.objects.filter(email="a@exemple.fr").exists()


def test_questions_are_moved_and_removed_by_buttons(signed_in, round_, done, count):
    signed_in.post(at("change_question", count.pk), {"acte": "monter"})
    signed_in.post(at("change_question", done.pk), {"acte": "retirer"})
    signed_in.post(
        at("edit_question", count.pk),
        {"wording": "Combien de fois ?", "kind": "number", "version": count.version},
    )

    assert [one.wording for one in queries.live_questions(round_)] == ["Combien de fois ?"]
    assert signed_in.get(at("edit_question", done.pk)).status_code == 404


def test_the_board_filters_and_exports_exactly_what_is_shown(signed_in, round_, done):
    refused, other = SheetFactory(round=round_, group="Axe 1"), SheetFactory(round=round_, group="Axe 2")
    actions.refuse_sheet(refused, reason="=1+1", by=refused.recipient, at=timezone.now())
    url = at("round_detail", round_.pk)

    shown = signed_in.get(f"{url}?voir=refused").content.decode()
    exported = signed_in.get(f"{url}?voir=refused&colonnes=fiche&colonnes=raison&format=csv").content.decode(
        "utf-8-sig"
    )
    grouped = signed_in.get(f"{url}?par=groupe&groupe=Axe+2").content.decode()

    assert refused.title in shown
    assert f">{other.title}<" not in shown
    assert exported.splitlines()[0].startswith("Fiche;Raison")
    assert "'=1+1" in exported
    assert len(exported.splitlines()) == 2
    assert f">{other.title}<" in grouped
    assert f">{refused.title}<" not in grouped


def test_acts_in_bulk_are_on_what_was_shown(signed_in, round_, done):
    sheets = [SheetFactory(round=round_) for _ in range(3)]
    actions.save_answer(sheets[0], done, value="Fait", by=sheets[0].recipient, at=timezone.now())
    actions.submit_sheet(sheets[0], by=sheets[0].recipient, at=timezone.now())
    day = timezone.localdate() + timedelta(days=9)

    assert "Personnes relancées : 2" in bulk(signed_in, round_, "relancer", sheets)
    assert "Laissées tranquilles" in bulk(signed_in, round_, "relancer", sheets)
    assert "Fiches changées : 2" in bulk(signed_in, round_, "repousser", sheets, day=day.isoformat())
    assert "Fiches changées : 1" in bulk(signed_in, round_, "valider", sheets)
    assert "Fiches changées : 1" in bulk(signed_in, round_, "dispenser", sheets[1:2], reason="Hors sujet")
    assert "Cette date est passée" in bulk(signed_in, round_, "repousser", sheets[2:], day="2020-01-01")
    assert "Choisissez" in bulk(signed_in, round_, "tout brûler", sheets)
    stranger = SheetFactory()
    assert "Aucune fiche" in bulk(signed_in, round_, "dispenser", [stranger])

    states = dict(Sheet.objects.values_list("pk", "state"))
    assert [states[one.pk] for one in (*sheets, stranger)] == ["accepted", "excused", "sent", "sent"]
    assert Sheet.objects.get(pk=sheets[2].pk).due_on == day


def test_the_page_of_a_sheet_changes_the_person(signed_in, sheet):
    url, act = at("sheet_detail", sheet.pk), at("act_on_sheet", sheet.pk)

    signed_in.post(
        act, {"acte": "personne", "email": "elle@ailleurs.fr", "name": "Elle", "checker": "chef@ailleurs.fr"}
    )

    sheet.refresh_from_db()
    assert (sheet.recipient.name, sheet.checker.email) == ("Elle", "chef@ailleurs.fr")
    assert Notice.objects.filter(to="elle@ailleurs.fr").exists()
    signed_in.post(act, {"acte": f"retirer:{sheet.recipient.pk}"})
    sheet.refresh_from_db()
    assert sheet.recipient is None
    assert "sans personne" in signed_in.get(url).content.decode()


def test_what_waits_is_told_to_who_answers_and_to_who_asked(round_, sheet, done, team):
    on = timezone.localdate()
    assert [one.url for one in what_waits(sheet.recipient, on)] == [at("my_sheet", sheet.pk)]

    actions.save_answer(sheet, done, value="Fait", by=sheet.recipient, at=timezone.now())
    actions.submit_sheet(sheet, by=sheet.recipient, at=timezone.now())

    assert what_waits(sheet.recipient, on) == []
    assert [one.url for one in what_waits(team, on)] == [f"{at('round_detail', round_.pk)}?voir=submitted"]


def test_last_year_s_people_are_asked_again_with_their_answers_beside(round_, sheet, team):
    Sheet.objects.filter(pk=sheet.pk).update(subject_label="accounts.user", subject_key=sheet.recipient_id)
    again = actions.prepare_round(
        round_.contract,
        kind="enquiries.survey",
        title="Encore",
        due_on=date(2027, 3, 1),
        closes_on=date(2027, 4, 1),
        copy_of=round_,
        by=team,
        at=NOW,
    )

    new = actions.ask_people(again, [sheet.recipient], by=team, at=NOW)
    same = actions.ask_people(
        again, [sheet.recipient], pasted=[Pasted(sheet.recipient.email)], by=team, at=NOW
    )

    assert [one.previous_id for one in new] == [sheet.pk]
    assert [one.pk for one in same] == [one.pk for one in new]


def test_readers_see_the_board_and_not_what_was_not_accepted(client, round_, sheet, done):
    reader = member_of(round_.contract, "reader")
    client.force_login(reader)

    page = client.get(at("round_detail", round_.pk)).content.decode()

    assert sheet.title in page
    assert sheet.recipient.email not in page
    assert client.get(at("sheet_detail", sheet.pk)).status_code == 404
    assert client.post(at("act_on_sheets", round_.pk), {"acte": "relancer"}).status_code == 403
    client.force_login(UserFactory())
    assert client.get(at("round_detail", round_.pk)).status_code == 404


def test_the_board_page_asks_the_same_number_of_questions(signed_in, round_, done, query_count_is_flat):
    def add():
        sheet = SheetFactory(round=round_)
        actions.save_answer(sheet, done, value="Fait", by=sheet.recipient, at=timezone.now())

    query_count_is_flat(at("round_detail", round_.pk), add, at_most=36)


def test_a_sheet_that_was_not_sent_leaves_the_round(signed_in, round_):
    ready, sent = SheetFactory(round=round_, state=SheetState.READY, sent_at=None), SheetFactory(round=round_)

    for one in (ready, sent):
        signed_in.post(at("drop_sheet", one.pk))

    assert list(Sheet.objects.all()) == [sent]
    assert RoundFactory().sheets.count() == 0
