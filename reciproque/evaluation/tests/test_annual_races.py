"""Two at the same instant on an annual report: what may happen once happens once. Counts on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest

from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.engine import close_connections, insist
from reciproque.core.refusals import Refused
from reciproque.evaluation.actions import annual, annual_asking, annual_opinions
from reciproque.evaluation.models import AnnualReport, Consultation, Edition
from reciproque.evaluation.tests.annual import NOON, STARTED, a_ready_report
from reciproque.journal.models import Entry
from reciproque.notices.models import Notice

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds):
    """Run these together, as pages do; for each its answer, or None when it was refused."""
    start = Barrier(len(deeds))

    def run(deed):
        try:
            start.wait(timeout=10)
            return insist(deed)
        except Refused:
            return None
        finally:
            close_connections()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_a_year_opened_twice_at_once_has_one_report():
    contract = ContractFactory()
    team = member_of(contract)

    at_once(*[lambda: annual.start_report(contract, year=2025, by=team, at=STARTED)] * 2)

    assert AnnualReport.objects.count() == 1


def test_a_draft_sent_twice_at_once_goes_once_to_each_council():
    report, team, councils = a_ready_report()

    at_once(*[lambda: annual_asking.send_draft(report, councils, by=team, at=NOON)] * 2)

    assert Consultation.objects.count() == len(councils)
    assert Notice.objects.filter(kind="enquiries.sheets").count() == len(councils)


def test_an_opinion_given_while_the_version_is_withdrawn_is_whole_or_not_at_all():
    report, team, councils = a_ready_report()
    (one, _other) = annual_asking.send_draft(report, councils, by=team, at=NOON)
    later = datetime(2026, 2, 9, 9, tzinfo=UTC)

    at_once(
        lambda: annual.open_correction(report, reason="Une faute.", by=team, at=later),
        lambda: annual_asking.give_opinion(
            one, opinion="favourable", given_on=date(2026, 2, 9), by=one.sheet.recipient, at=later
        ),
    )

    one.refresh_from_db()
    given = Entry.objects.filter(act="annual_report.opinion_given").count()
    assert bool(one.opinion) is bool(given)
    assert Edition.objects.filter(withdrawn_at__isnull=True).count() == 0


def test_two_opinions_of_a_council_at_once_leave_the_first():
    report, team, councils = a_ready_report()
    (one, _other) = annual_asking.send_draft(report, councils, by=team, at=NOON)
    later = datetime(2026, 2, 9, 9, tzinfo=UTC)

    def give(opinion):
        return lambda: annual_asking.give_opinion(
            one, opinion=opinion, given_on=date(2026, 2, 9), text="Mots", by=one.sheet.recipient, at=later
        )

    given = at_once(give("favourable"), give("reserved"))

    assert sum(one is not None for one in given) == 1
    assert Entry.objects.filter(act__startswith="annual_report.opinion").count() == 1


def test_two_people_who_record_one_opinion_see_each_other():
    report, team, councils = a_ready_report()
    (one, _other) = annual_asking.send_draft(report, councils, by=team, at=NOON)
    later = datetime(2026, 2, 9, 9, tzinfo=UTC)

    def record(opinion):
        return lambda: annual_opinions.record_opinion(
            one,
            opinion=opinion,
            given_on=date(2026, 2, 8),
            text="Mots",
            seen=one.version,
            by=team,
            at=later,
        )

    kept = at_once(record("favourable"), record("unfavourable"))

    assert sum(one is not None for one in kept) == 1
