"""A yearly campaign, from its opening to the slides of the steering committee."""

from datetime import UTC, datetime, time, timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.utils import timezone
from docx import Document
from playwright.sync_api import expect
from pptx import Presentation

from reciproque.accounts.tests.factories import PASSWORD
from reciproque.enquiries.actions.reminding import send_reminders
from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.models import Answer, Sheet
from reciproque.evaluation.models import SessionSheet, ValidationSession
from tests.journeys import campaigning
from tests.journeys.browsing import let_the_worker_work, link_in
from tests.journeys.campaigning import DONE, JEAN, LEILA, ROSA, RUCHES, answer, open_sheet, saved
from tests.journeys.looking import look, not_valid

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def said_on(node) -> str:
    return Answer.objects.get(sheet__subject_key=node.pk, question__key="done").value


def state_of(node) -> str:
    return Sheet.objects.get(subject_key=node.pk).state


def test_the_team_prepares_looks_and_sends(visitor, tmp_path):
    story = campaigning.begin()
    alice = visitor()
    alice.sign_in(story.team.email, PASSWORD)
    alice.go(f"/contrats/{story.contract.pk}/campagnes/")
    wrong = look(alice)

    alice.follow("Préparer une campagne")
    alice.page.get_by_label("Message aux pilotes").fill("Dites-nous simplement ce qui a été fait.")
    wrong += look(alice)
    alice.press("Voir les fiches avant de les envoyer")

    expect(alice.main).to_contain_text("Avant l’envoi")
    assert not Sheet.objects.filter(sent_at__isnull=False).exists()
    wrong += look(alice)
    alice.press("Envoyer 2 fiches")
    expect(alice.main).to_contain_text("fiches en cours")
    for to in (ROSA, LEILA):
        assert link_in("1", to).startswith("/fiches/")
    wrong += look(alice)

    assert wrong == []
    assert not_valid({alice.path: alice.html_of(alice.path)}, tmp_path) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_lead_answers_from_her_mail_and_her_superior_returns_it(visitor, scripts, tmp_path):
    story = campaigning.send(campaigning.begin())
    rosa, jean = visitor(scripts=scripts), visitor(scripts=scripts)

    open_sheet(rosa, ROSA)
    expect(rosa.heading).to_have_text("Apprendre l’apiculture")
    answer(rosa)
    saved(rosa)
    assert said_on(story.bees) == RUCHES
    rosa.page.get_by_label("Qui la relit pour votre organisme ?").fill(JEAN)
    rosa.press("Envoyer pour accord")
    expect(rosa.main).to_contain_text("Votre fiche est partie.")
    assert state_of(story.bees) == SheetState.CHECKING

    open_sheet(jean, JEAN, "À relire")
    expect(jean.main).to_contain_text(RUCHES)
    wrong = look(jean) if scripts else []
    jean.page.locator("summary", has_text="La renvoyer").click()
    jean.page.get_by_label("Que faut-il reprendre ?").fill("Dites combien de femmes sont venues.")
    jean.press("Renvoyer")
    expect(jean.main).to_contain_text("La fiche est renvoyée")

    open_sheet(rosa, ROSA, "À reprendre")
    expect(rosa.main).to_contain_text("Dites combien de femmes sont venues.")
    rosa.page.get_by_label("Femmes", exact=True).fill("31")
    rosa.page.get_by_label("Hommes", exact=True).fill("24")
    saved(rosa)
    wrong += look(rosa) if scripts else []
    page = rosa.html_of(rosa.path)
    rosa.press("Envoyer pour accord")
    expect(rosa.main).to_contain_text("Votre fiche est partie.")

    open_sheet(jean, JEAN, "À relire")
    expect(jean.main).to_contain_text("31 femmes")
    jean.press("Approuver : la fiche est rendue")
    expect(jean.main).to_contain_text("Vous avez approuvé la fiche")
    assert state_of(story.bees) == SheetState.SUBMITTED
    assert wrong == []
    assert not_valid({"la fiche": page, "relue": jean.html_of(jean.path)}, tmp_path) == []


def test_two_devices_at_once_lose_nothing(visitor):
    story = campaigning.send(campaigning.begin())
    phone, desk = visitor(), visitor()
    open_sheet(phone, ROSA)
    desk.go(phone.path)

    phone.page.get_by_label(DONE).fill("Dix ruches.")
    saved(phone)
    desk.page.get_by_label("Que prévoyez-vous pour l’année prochaine ?").fill("Vingt ruches.")
    saved(desk)
    desk.page.get_by_label(DONE).fill("Onze ruches.")

    expect(desk.main).to_contain_text("a répondu : « Dix ruches. »")
    desk.press("Prendre l’autre")
    expect(desk.page.get_by_label(DONE)).to_have_value("Dix ruches.")
    saved(desk)
    assert said_on(story.bees) == "Dix ruches."
    phone.page.reload()
    expect(phone.page.get_by_label("Que prévoyez-vous pour l’année prochaine ?")).to_have_value(
        "Vingt ruches."
    )


def test_the_line_breaks_and_comes_back(visitor):
    story = campaigning.send(campaigning.begin())
    rosa = visitor()
    open_sheet(rosa, ROSA)
    rosa.context.set_offline(True)
    rosa.page.get_by_label(DONE).fill(RUCHES)
    expect(rosa.page.locator("[data-save-state]")).to_contain_text("gardé sur cet appareil")
    rosa.troubles.clear()  # the browser says in its console that it had no line: it had none

    rosa.context.set_offline(False)

    saved(rosa)
    assert said_on(story.bees) == RUCHES


def test_the_session_decides_on_the_big_screen_and_the_year_is_frozen(visitor, tmp_path):
    story = campaigning.hand_over(campaigning.send(campaigning.begin(), needs_check=False))
    alice = visitor()
    alice.sign_in(story.team.email, PASSWORD)
    alice.go(story.address)
    alice.press("Ouvrir la validation")
    alice.follow("Séances")
    alice.follow("Prévoir une séance")
    alice.page.locator("[name=title]").fill("Métiers")
    alice.page.locator("[name=starts_at]").fill("2026-11-12T09:30")
    alice.page.get_by_role("checkbox", name="Métiers").check()
    alice.press("Enregistrer")
    wrong = look(alice)
    alice.press("Ouvrir la séance")

    # The big screen, with the keyboard alone.
    keys = alice.page.keyboard
    expect(alice.heading).to_have_text("Apprendre l’apiculture")
    wrong += look(alice)
    keys.press("d")
    alice.page.get_by_label("Décision").select_option("reword_objective")
    alice.page.get_by_label("Nouvelle rédaction").fill("Apprendre l’apiculture en ville")
    keys.press("Tab")
    alice.press("Noter la décision")
    expect(alice.main).to_contain_text("Reformuler l’objectif")
    keys.press("a")
    expect(alice.main).to_contain_text("La fiche est validée.")
    alice.go(f"{alice.path}?fiche={_line_of(story.iron)}")
    expect(alice.heading).to_have_text("Rouvrir la forge")
    keys.press("r")
    expect(alice.page.locator("#note")).to_be_focused()
    keys.type("Donnez le nombre d’apprentis.")
    keys.press("Escape")
    alice.page.locator("button", has_text="Renvoyer").click()
    expect(alice.main).to_contain_text("La fiche est renvoyée")
    assert (state_of(story.bees), state_of(story.iron)) == (SheetState.ACCEPTED, SheetState.RETURNED)
    assert link_in("À reprendre", LEILA)

    alice.go(_session_address())
    alice.press("Clore")
    alice.follow("Toutes les décisions de la campagne")
    wrong += look(alice)
    alice.press("Appliquer ce qui est coché")
    story.bees.refresh_from_db()
    assert story.bees.title == "Apprendre l’apiculture en ville"

    alice.go(story.address)
    alice.follow("Figer l’année")
    wrong += look(alice)
    alice.page.get_by_label("Ces fiches restent sans suite").check()
    alice.press("Figer l’année")
    story.bees.title = "Tout autre chose"
    story.bees.save()
    alice.go(f"{story.address}synthese/")
    expect(alice.main).to_contain_text("Apprendre l’apiculture")
    expect(alice.main).not_to_contain_text("Tout autre chose")
    wrong += look(alice)
    pages = {path: alice.html_of(path) for path in (story.address, alice.path, _session_address())}

    assert wrong == []
    assert not_valid(pages, tmp_path) == []


def test_the_report_and_the_slides_come_out(visitor):
    story = campaigning.hand_over(campaigning.send(campaigning.begin(), needs_check=False))
    alice = visitor()
    alice.sign_in(story.team.email, PASSWORD)

    report = _paper(alice, story, "evaluation.docx", Document)
    assert RUCHES in "\n".join(one.text for one in report.paragraphs)
    slides = _paper(alice, story, "diaporama.pptx", Presentation)
    shapes = [one for slide in slides.slides for one in slide.shapes]
    assert any(story.round.title in one.text_frame.text for one in shapes if one.has_text_frame)
    assert any(one.has_chart for one in shapes)
    assert look(alice) == []


def _line_of(node) -> int:
    return SessionSheet.objects.get(sheet__subject_key=node.pk).pk


def _session_address() -> str:
    return f"/seances/{ValidationSession.objects.get().pk}/"


def _paper(alice, story, what: str, read):
    """A paper of the campaign that the team has made, opened as its readers open it."""
    alice.go(f"{story.address}documents/")
    alice.page.get_by_label("Que voulez-vous préparer").select_option(what)
    alice.press("Préparer")
    let_the_worker_work()
    alice.go(f"{story.address}documents/")
    link = alice.main.locator("a[download]").first.get_attribute("href")
    return read(BytesIO(alice.context.request.get(link).body()))


def test_one_reminder_a_day_and_none_to_who_answered(visitor):
    story = campaigning.send(campaigning.begin(), due_in=14, needs_check=False)
    campaigning.hand_over(story, story.bees)
    today = timezone.localdate()
    at = datetime.combine(today + timedelta(days=11), time(10), tzinfo=UTC)

    for hours in (0, 1, 5):
        send_reminders(at + timedelta(hours=hours))
    link = link_in("Rappel", LEILA, at=at)

    letters = [one for one in mail.outbox if "Rappel" in one.subject]
    assert [one.to for one in letters] == [[LEILA]]
    leila = visitor()
    leila.go(link)
    expect(leila.heading).to_have_text("Rouvrir la forge")
