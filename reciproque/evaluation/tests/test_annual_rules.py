"""Days of the procedure: months that lack the number, leap years, midnight in Paris, what blocks until when."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciproque.evaluation.choices import AssemblyKind, CouncilKind, OpinionKind, PartKind, PartState
from reciproque.evaluation.models import (
    AnnualReport,
    Consultation,
    Council,
    Debate,
    Edition,
    Remark,
    ReportPart,
)
from reciproque.evaluation.rules.annual import (
    Facts,
    deadline_after,
    dsu_deadline,
    dsu_is_late,
    hurdles_to_approval,
    hurdles_to_publication,
    hurdles_to_ready,
    obstacles_to_approval,
    obstacles_to_modalities,
    obstacles_to_opinion,
    obstacles_to_sending,
    obstacles_to_starting,
    texts_of,
)
from reciproque.evaluation.rules.course import course_of, next_hurdles
from reciproque.evaluation.rules.opinions import Said, standing_of


@pytest.mark.parametrize(
    ("sent_on", "months", "last_day"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 1, 30), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 1, date(2024, 3, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 11, 15), 1, date(2026, 12, 15)),
        (date(2100, 1, 31), 1, date(2100, 2, 28)),
    ],
)
def test_a_month_goes_to_the_same_number_or_to_the_last_day(sent_on, months, last_day):
    assert deadline_after(sent_on, months) == last_day


@given(st.dates(date(2015, 1, 1), date(2098, 1, 1)), st.integers(1, 12))
def test_a_deadline_is_never_before_another_of_an_earlier_sending(sent_on, months):
    limit = deadline_after(sent_on, months)

    assert limit <= deadline_after(sent_on + timedelta(days=1), months)
    assert (limit.year * 12 + limit.month) - (sent_on.year * 12 + sent_on.month) == months
    assert limit.day == sent_on.day or limit.day == monthrange(limit.year, limit.month)[1]


def test_less_than_a_month_is_no_deadline():
    with pytest.raises(ValueError, match="one month"):
        deadline_after(date(2026, 1, 1), 0)


READY = datetime(2026, 1, 20, 9, tzinfo=UTC)


def a_report(today, **said) -> Facts:
    """The report of 2025, sent on 31 January 2026 to one municipal council; nothing came back."""
    report = AnnualReport(pk=1, year=2025, months=1, modalities_on=date(2025, 12, 1))
    edition = Edition(pk=1, report=report, number=1, ready_at=READY)
    council = Council(pk=1, report=report, kind=CouncilKind.MUNICIPAL, name="Vauvelle", organisation_id=5)
    sent = Consultation(
        pk=1, edition=edition, council=council, sent_on=date(2026, 1, 31), deadline_on=date(2026, 2, 28)
    )
    for name, value in said.pop("report", {}).items():
        setattr(report, name, value)
    for name, value in said.pop("sent", {}).items():
        setattr(sent, name, value)
    more = {"editions": [edition], "councils": [council], "consultations": [sent], **said}
    return Facts(report=report, today=today, **more)


COMMUNITY = Debate(assembly=AssemblyKind.COMMUNITY, held_on=date(2026, 2, 27), organisation_id=9)


def test_silence_is_favourable_the_day_after_the_last_day_only():
    (sent,) = a_report(date(2026, 2, 28)).consultations

    assert standing_of(sent, date(2026, 2, 28)).said == Said.WAITING
    assert standing_of(sent, date(2026, 3, 1)).said == Said.SILENT
    assert standing_of(sent, date(2026, 3, 1)).counts_as == OpinionKind.FAVOURABLE


def test_an_opinion_of_the_last_day_counts_and_one_of_the_next_does_not():
    given = {"opinion": OpinionKind.UNFAVOURABLE, "text": "Non."}
    (in_time,) = a_report(date(2026, 3, 5), sent={**given, "given_on": date(2026, 2, 28)}).consultations
    (late,) = a_report(date(2026, 3, 5), sent={**given, "given_on": date(2026, 3, 1)}).consultations

    assert standing_of(in_time, date(2026, 3, 5)).counts_as == OpinionKind.UNFAVOURABLE
    assert standing_of(late, date(2026, 3, 5)).said == Said.LATE
    assert standing_of(late, date(2026, 3, 5)).counts_as == OpinionKind.FAVOURABLE


def test_approval_waits_for_the_silence_of_each_council_and_says_until_when():
    (hurdle,) = hurdles_to_approval(a_report(date(2026, 2, 28), debates=[COMMUNITY]))

    assert hurdle.until == date(2026, 2, 28)
    assert "à partir du 1er mars 2026" in hurdle.text
    assert hurdles_to_approval(a_report(date(2026, 3, 1), debates=[COMMUNITY])) == []


def test_an_approval_cannot_be_dated_back_into_the_deadline():
    facts = a_report(date(2026, 3, 10), debates=[COMMUNITY])

    assert obstacles_to_approval(facts, on=date(2026, 2, 28), number="2026-12")
    assert obstacles_to_approval(facts, on=date(2026, 3, 1), number="2026-12") == []
    assert obstacles_to_approval(facts, on=date(2026, 3, 11), number="2026-12")
    assert obstacles_to_approval(facts, on=date(2026, 3, 1), number=" ")


def test_each_remark_is_answered_before_the_approval():
    given = {"opinion": OpinionKind.RESERVED, "given_on": date(2026, 2, 10), "text": "Trop tard."}
    facts = a_report(date(2026, 2, 20), sent=given, debates=[Debate(
        assembly=AssemblyKind.COMMUNITY, held_on=date(2026, 2, 20), organisation_id=9)])  # fmt: skip
    assert "pas relevées" in texts_of(hurdles_to_approval(facts))[0]

    remark = Remark(consultation_id=1, wording="Trop tard.", answer="  ")
    facts.remarks = [remark]
    assert "attend" in texts_of(hurdles_to_approval(facts))[0]

    remark.answer = "Le calendrier est avancé d’un mois."
    assert hurdles_to_approval(facts) == []


def test_approval_wants_the_debate_of_the_community_council():
    facts = a_report(date(2026, 3, 1), debates=[])
    assert "conseil communautaire" in texts_of(hurdles_to_approval(facts))[0]

    facts.debates = [Debate(assembly=AssemblyKind.MUNICIPAL, held_on=date(2026, 2, 27), organisation_id=5)]
    assert "conseil communautaire" in texts_of(hurdles_to_approval(facts))[0]


def test_a_council_that_lacks_the_present_version_blocks():
    facts = a_report(date(2026, 6, 1), debates=[COMMUNITY])
    facts.councils = [*facts.councils, Council(pk=2, kind=CouncilKind.CITIZENS, name="Bel-Air")]

    assert texts_of(hurdles_to_approval(facts)) == ["Bel-Air n’a pas reçu la version 1."]


@pytest.mark.parametrize(
    ("deadline_on", "refused"),
    [(date(2026, 2, 27), True), (date(2026, 2, 28), False), (date(2027, 2, 1), True)],
)
def test_a_deadline_under_a_month_or_over_a_year_is_refused(deadline_on, refused):
    facts = a_report(date(2026, 2, 1), consultations=[])
    reasons = obstacles_to_sending(
        facts, facts.councils, sent_on=date(2026, 1, 31), deadline_on=deadline_on, by_mail=False
    )

    assert bool(reasons) is refused


def test_deliberated_modalities_may_give_more_than_a_month():
    facts = a_report(date(2026, 2, 1), consultations=[], report={"months": 2})
    asked = {"sent_on": date(2026, 1, 31), "by_mail": False}

    assert obstacles_to_sending(facts, facts.councils, deadline_on=date(2026, 3, 30), **asked)
    assert obstacles_to_sending(facts, facts.councils, deadline_on=date(2026, 3, 31), **asked) == []


def test_a_sending_needs_somebody_an_address_a_text_and_modalities():
    facts = a_report(date(2026, 2, 1), consultations=[])
    asked = {"sent_on": date(2026, 1, 31), "deadline_on": date(2026, 2, 28)}
    assert "au moins un conseil" in obstacles_to_sending(facts, [], by_mail=True, **asked)[0]
    assert "adresse" in obstacles_to_sending(facts, facts.councils, by_mail=True, **asked)[0]
    early = {"sent_on": date(2026, 1, 19), "deadline_on": date(2026, 2, 28), "by_mail": False}
    assert "antérieur" in obstacles_to_sending(facts, facts.councils, **early)[0]

    bare = a_report(date(2026, 2, 1), consultations=[], editions=[], report={"modalities_on": None})
    reasons = obstacles_to_sending(bare, bare.councils, by_mail=False, **asked)
    assert any("délibérées" in one for one in reasons)
    assert any("pas prêt" in one for one in reasons)


def test_an_opinion_lies_between_the_sending_and_today():
    facts = a_report(date(2026, 2, 10))
    (sent,) = facts.consultations

    def reasons(day, text="", opinion=OpinionKind.FAVOURABLE, by_link=False):
        return obstacles_to_opinion(facts, sent, opinion=opinion, given_on=day, text=text, by_link=by_link)

    assert reasons(date(2026, 1, 30))
    assert reasons(date(2026, 1, 31)) == []
    assert reasons(date(2026, 2, 11))
    assert reasons(date(2026, 2, 10), opinion=OpinionKind.RESERVED)
    assert reasons(date(2026, 2, 10), text="Trop tard.", opinion=OpinionKind.RESERVED) == []


def test_nothing_is_published_before_approval_nor_twice():
    assert "avant" in texts_of(hurdles_to_publication(a_report(date(2026, 6, 1))))[0]
    approved = a_report(date(2026, 6, 1), report={"approved_on": date(2026, 5, 1)})
    assert hurdles_to_publication(approved) == []
    published = a_report(date(2026, 6, 1), report={"approved_on": date(2026, 5, 1), "published_at": READY})
    assert hurdles_to_publication(published)


def test_a_draft_is_ready_once_each_part_is_written_or_waived():
    parts = [ReportPart(kind=PartKind.ACTIONS), ReportPart(kind=PartKind.DSU)]
    facts = a_report(date(2026, 1, 25), editions=[], consultations=[], parts=parts)
    assert len(hurdles_to_ready(facts)) == 2

    parts[0].state, parts[1].state = PartState.WRITTEN, PartState.NOT_APPLICABLE
    assert hurdles_to_ready(facts) == []


def test_years_are_those_of_contracts_and_have_begun():
    today = date(2026, 11, 26)
    assert obstacles_to_starting(2025, taken=False, today=today) == []
    assert obstacles_to_starting(2027, taken=False, today=today)
    assert obstacles_to_starting(2014, taken=False, today=today)
    assert obstacles_to_starting(2025, taken=True, today=today)


def test_modalities_leave_a_month_and_are_settled_before_the_sending():
    facts = a_report(date(2026, 1, 25), consultations=[])
    assert obstacles_to_modalities(facts, on=date(2026, 1, 25), months=1) == []
    assert obstacles_to_modalities(facts, on=date(2026, 1, 26), months=1)
    assert obstacles_to_modalities(facts, on=date(2026, 1, 25), months=0)
    assert obstacles_to_modalities(a_report(date(2026, 2, 1)), on=date(2026, 1, 25), months=2)


def test_the_dsu_part_is_due_before_the_end_of_june():
    assert dsu_deadline(2025) == date(2026, 6, 30)
    due = [ReportPart(kind=PartKind.DSU, state=PartState.WRITTEN)]
    assert not dsu_is_late(a_report(date(2026, 6, 30), parts=due))
    assert dsu_is_late(a_report(date(2026, 7, 1), parts=due))
    assert not dsu_is_late(a_report(date(2026, 7, 1), parts=due, debates=[COMMUNITY]))
    waived = [ReportPart(kind=PartKind.DSU, state=PartState.NOT_APPLICABLE)]
    assert not dsu_is_late(a_report(date(2026, 7, 1), parts=waived))


def test_the_path_has_one_step_under_way_and_says_what_blocks():
    facts = a_report(date(2026, 2, 10))
    looks = [one.look for one in course_of(facts)]

    assert looks == ["done", "done", "done", "now", "to-come", "to-come", "to-come"]
    assert [one.until for one in next_hurdles(facts)] == [date(2026, 2, 28), None]
