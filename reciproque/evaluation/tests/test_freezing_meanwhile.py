"""A year is drawn before anything is locked: what changes in between is told, and the lock is held shortly."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models import F

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.contracts.tests.factories import member_of
from reciproque.core.refusals import Refused
from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.models import Answer, Sheet
from reciproque.evaluation.actions.freezing import freeze_campaign
from reciproque.evaluation.choices import Presence
from reciproque.evaluation.models import Attendance, Campaign, Criterion, Snapshot, ValidationSession
from reciproque.evaluation.tests.factories import SessionFactory, handed_over
from reciproque.evaluation.tests.test_freezing import campaign as campaign
from reciproque.evaluation.tests.test_kept_pages import freeze
from reciproque.evaluation.tests.test_kept_pages import year as year
from reciproque.framework.models import Recommendation
from reciproque.monitoring.actions.recording import rewrite_headlines
from reciproque.monitoring.models import Indicator, Value
from reciproque.organisations.models import Organisation

AT = datetime(2026, 4, 2, 14, tzinfo=UTC)


class InBetween:
    """Does something each time the freeze begins to lock, after it has drawn; `times`: how often it still does."""

    def __init__(self, deed, times=1):
        self.deed, self.times, self.locked, self.busy = deed, times, [], False

    def __call__(self, execute, sql, params, many, context):
        if self.busy:
            return execute(sql, params, many, context)
        if sql.startswith("SAVEPOINT"):
            self.locked.clear()
            if self.times:
                self.times -= 1
                self.busy = True
                self.deed()
                self.busy = False
        self.locked.append(sql)
        return execute(sql, params, many, context)


def grown(rows, **values):
    """Change rows as an act does: their version grows."""
    return rows.update(version=F("version") + 1, **values)


def fed():
    Value.objects.update(number=77.0)
    rewrite_headlines(list(Indicator.objects.values_list("pk", flat=True)))


CHANGES = {
    "une réponse corrigée": (lambda: grown(Answer.objects.exclude(value="12 8"), value="Changé"), "Changé"),
    "une valeur validée": (fed, "77"),
    "un indicateur renommé": (lambda: grown(Indicator.objects, wording="Changé"), "Changé"),
    "un organisme renommé": (lambda: grown(Organisation.objects, name="Changé"), "Changé"),
    "un critère jugé": (lambda: grown(Criterion.objects, reasons="Changé"), "Changé"),
    "un relevé écrit": (lambda: grown(ValidationSession.objects, notes="Changé"), "Changé"),
    "un contrat renommé": (lambda: grown(Contract.objects, name="Changé"), "Changé"),
    "une fiche reclassée": (lambda: Sheet.objects.update(group="Changé"), "Changé"),
    "une présence notée": (
        lambda: Attendance.objects.create(
            session=ValidationSession.objects.get(), name="Changé", presence=Presence.ABSENT
        ),
        "Changé",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_between_drawing_and_lock_is_told(campaign, change):
    deed, told = CHANGES[change]
    Recommendation.objects.all().delete()
    meanwhile = InBetween(deed)

    with connection.execute_wrapper(meanwhile):
        freeze_campaign(campaign, by=None, at=AT)

    assert meanwhile.times == 0
    assert told in Snapshot.objects.get().body


def test_a_person_renamed_between_drawing_and_lock_has_her_new_name(campaign):
    with connection.execute_wrapper(InBetween(lambda: User.objects.update(name="Aïssa Lopez"))):
        freeze_campaign(campaign, by=None, at=AT)

    assert [one.name for one in Snapshot.objects.get().names.all()] == ["Aïssa Lopez"]


def test_what_changes_in_a_year_that_is_brought_together_is_told(year):
    late = Campaign.objects.get(title="Année 2025")
    meanwhile = InBetween(lambda: grown(Sheet.objects.filter(round=late.round), title="Changé en 2025"))

    with connection.execute_wrapper(meanwhile):
        freeze(year)

    assert "Changé en 2025" in Snapshot.objects.get().body


def test_a_year_that_never_stands_still_is_drawn_under_the_lock(campaign):
    deed = lambda: grown(Criterion.objects, reasons=F("reasons"))  # noqa: E731 -- named for what it stands for

    with connection.execute_wrapper(InBetween(deed, times=3)):
        freeze_campaign(campaign, by=None, at=AT)

    assert Snapshot.objects.count() == 1


def test_under_the_lock_nothing_is_drawn(campaign):
    watch = InBetween(lambda: None, times=0)

    with connection.execute_wrapper(watch):
        freeze_campaign(campaign, by=None, at=AT)

    assert any("evaluation_snapshot" in sql for sql in watch.locked)
    assert not [
        sql for sql in watch.locked if '"monitoring_value"' in sql or '"enquiries_answer"."value"' in sql
    ]


def test_a_session_opened_in_between_stops_the_freeze(campaign):
    deed = lambda: SessionFactory(campaign=campaign, title="Ouverte à l’instant")  # noqa: E731 -- as above

    with (
        connection.execute_wrapper(InBetween(deed)),
        pytest.raises(Refused, match="Ouverte à l’instant"),
    ):
        freeze_campaign(campaign, by=None, at=AT)

    assert not Snapshot.objects.exists()


def test_a_sheet_left_open_in_between_is_not_frozen_unseen(campaign):
    one = handed_over(campaign, state=SheetState.ACCEPTED, accepted_at=AT)
    deed = lambda: Sheet.objects.filter(pk=one.pk).update(state=SheetState.SUBMITTED)  # noqa: E731 -- as above
    team = member_of(campaign.contract, "team")

    with connection.execute_wrapper(InBetween(deed)), pytest.raises(Refused, match="restent ouvertes"):
        freeze_campaign(campaign, by=team, at=AT)
