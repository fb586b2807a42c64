"""Another day for some sheets, and all the sheets of a person who leaves to another: one act, one mail, a trace."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.actions import close_account
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import member_of
from reciproque.core.refusals import Refused
from reciproque.enquiries import actions, queries
from reciproque.enquiries.choices import SheetState, Step
from reciproque.enquiries.models import Participation, Sheet
from reciproque.enquiries.tests.conftest import NOW
from reciproque.enquiries.tests.factories import SheetFactory
from reciproque.enquiries.tests.test_sheet_pages import link_to
from reciproque.journal.models import Entry
from reciproque.notices.models import Notice
from reciproque.organisations.tests.factories import OrganisationFactory

LATER = date(2026, 3, 20)


def test_a_day_put_off_moves_the_reminders_and_is_told_once_a_person(sheet, round_, team):
    second = SheetFactory(round=round_, recipient=sheet.recipient)
    handed = SheetFactory(round=round_, state=SheetState.SUBMITTED, submitted_at=NOW)
    before = queries.reminder_plan(round_, NOW.date())[sheet.pk]

    done, reasons, told = actions.put_off([sheet, second, handed], due_on=LATER, tell=True, by=team, at=NOW)

    assert (done, len(reasons), told) == (2, 1, 1)
    mail = Notice.objects.get()
    assert mail.to == sheet.recipient.email
    assert "à rendre le 20 mars 2026" in mail.subject
    assert sheet.title in mail.body
    assert second.title in mail.body
    after = queries.reminder_plan(round_, NOW.date())[sheet.pk]
    assert (after - before).days == (LATER - round_.due_on).days
    assert sheet.steps.filter(step=Step.EXTENDED, by=team).count() == 1
    assert Entry.objects.filter(act="sheet.extended").count() == 2


def test_nobody_is_written_to_unless_it_is_asked(sheet, team):
    actions.put_off([sheet], due_on=LATER, by=team, at=NOW)

    assert not Notice.objects.exists()


@pytest.mark.parametrize("day", [date(2026, 2, 9), date(2026, 4, 1)])
def test_a_day_that_is_over_or_after_the_last_of_the_round_is_refused(sheet, team, day):
    with pytest.raises(Refused):
        actions.put_off([sheet], due_on=day, tell=True, by=team, at=NOW)

    assert not Notice.objects.exists()


def test_the_person_sees_her_new_day_and_that_it_was_changed(client, read, sheet, team):
    today = timezone.localdate()
    Sheet.objects.filter(pk=sheet.pk).update(due_on=None)
    sheet.round.closes_on = today + timedelta(days=90)
    sheet.round.save()
    client.force_login(team)
    day = today + timedelta(days=60)
    client.post(
        reverse("enquiries:act_on_sheets", args=[sheet.round_id]),
        {"fiches": str(sheet.pk), "acte": "repousser", "day": day.isoformat(), "tell": "1"},
    )
    client.logout()

    page = read(client.get(reverse("enquiries:sheet_by_link", args=[link_to(sheet), sheet.pk])))

    assert f"{day:%d/%m/%Y}" in page.get_text()
    assert "date repoussée" in page.get_text()
    assert Notice.objects.filter(to=sheet.recipient.email).count() == 1


def test_all_the_sheets_of_who_leaves_go_to_another_in_one_mail(sheet, round_, done, team):
    leaving, coming = sheet.recipient, UserFactory()
    second = SheetFactory(round=round_, recipient=leaving)
    checked = SheetFactory(round=round_, checker=leaving, state=SheetState.CHECKING)
    Participation.objects.create(sheet=checked, user=leaving, part="checks", since=NOW)
    handed = SheetFactory(round=round_, recipient=leaving, state=SheetState.SUBMITTED, submitted_at=NOW)
    actions.save_answer(sheet, done, value="Déjà écrit", by=leaving, at=NOW)
    token = link_to(sheet)

    count = actions.transfer_sheets(round_, leaving, coming, note="Nouveau poste", by=team, at=NOW)

    assert count == 3
    assert set(Sheet.objects.filter(recipient=coming)) == {sheet, second}
    assert Sheet.objects.get(pk=checked.pk).checker == coming
    assert Sheet.objects.get(pk=handed.pk).recipient == leaving
    assert sheet.answers.get().by == leaving
    mail = Notice.objects.get()
    assert mail.to == coming.email
    assert all(one.title in mail.body for one in (sheet, second, checked))
    assert Entry.objects.filter(act="round.sheets_transferred").count() == 1
    assert set(Participation.objects.filter(user=leaving, ended_at=None).values_list("sheet", flat=True)) == {
        handed.pk
    }
    assert token


def test_the_sheets_of_a_closed_account_are_transferred_as_well(client, sheet, team):
    sheet.round.closes_on = timezone.localdate() + timedelta(days=30)
    sheet.round.save()
    close_account(sheet.recipient, by=None, at=timezone.now())
    client.force_login(team)
    page = reverse("enquiries:transfer_sheets", args=[sheet.round_id])
    form = {"whose": sheet.recipient_id, "to": "", "email": "relais@exemple.fr", "name": "Zoé Relais"}

    response = client.post(page, form)

    assert response.status_code == 302
    sheet.refresh_from_db()
    assert (sheet.recipient.email, sheet.recipient.name) == ("relais@exemple.fr", "Zoé Relais")


def test_people_to_choose_from_are_narrowed_by_body(client, read, sheet, team):
    body = OrganisationFactory()
    near, far = (member_of(sheet.round.contract) for _ in "12")
    near.organisation = body
    near.save()
    client.force_login(team)

    page = read(
        client.get(reverse("enquiries:transfer_sheets", args=[sheet.round_id]), {"organisme": body.pk})
    )

    choices = [one["value"] for one in page.select("select[name=to] option")]
    assert choices == ["", str(near.pk)]
    assert str(far.pk) not in choices


@pytest.mark.parametrize("to", ["herself", "nobody", "closed"])
def test_a_transfer_that_makes_no_sense_is_refused_and_changes_nothing(client, sheet, team, to):
    other = UserFactory(is_active=False)
    client.force_login(team)
    form = {"whose": sheet.recipient_id}
    form |= {"herself": {"email": sheet.recipient.email}, "nobody": {}, "closed": {"email": other.email}}[to]

    response = client.post(reverse("enquiries:transfer_sheets", args=[sheet.round_id]), form)

    assert response.status_code == 200
    assert Sheet.objects.get().recipient == sheet.recipient
    assert not Notice.objects.exists()


def test_only_the_team_transfers_and_puts_off(sheet):
    stranger = UserFactory()

    with pytest.raises(PermissionDenied):
        actions.transfer_sheets(sheet.round, sheet.recipient, stranger, by=stranger, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.put_off([sheet], due_on=LATER, by=sheet.recipient, at=NOW)
