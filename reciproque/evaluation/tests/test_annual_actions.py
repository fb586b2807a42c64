"""The procedure of an annual report walked from the first word to the publication, and out of step."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import ContractFactory, SignatureFactory, member_of
from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.enquiries.choices import RoundState, SheetState
from reciproque.enquiries.models import Answer
from reciproque.enquiries.tests.factories import QuestionFactory, SheetFactory
from reciproque.evaluation.access import reports_visible_to
from reciproque.evaluation.actions import annual, annual_asking, annual_councils, annual_opinions
from reciproque.evaluation.choices import OpinionKind, PartKind, PartState
from reciproque.evaluation.models import AnnualReport, Consultation, Remark
from reciproque.evaluation.queries.annual import facts_of
from reciproque.evaluation.rules.opinions import Said
from reciproque.evaluation.tests.annual import NOON, STARTED, a_ready_report, a_report
from reciproque.evaluation.tests.factories import CampaignFactory
from reciproque.framework.models import Tie
from reciproque.framework.tests.factories import NodeFactory
from reciproque.governance.tests.factories import BodyFactory
from reciproque.journal.models import Entry
from reciproque.monitoring.tests.factories import IndicatorFactory, ValueFactory
from reciproque.notices.models import Notice
from reciproque.organisations.choices import OrganisationKind
from reciproque.organisations.tests.factories import OrganisationFactory
from reciproque.references.choices import LEGAL_OBJECTIVES
from reciproque.references.tests.factories import NomenclatureFactory, ReferenceFactory

pytestmark = pytest.mark.django_db


def test_a_report_begins_with_the_parts_and_councils_that_the_law_wants():
    law = NomenclatureFactory(code=LEGAL_OBJECTIVES)
    first, second = (ReferenceFactory(nomenclature=law, position=place) for place in (1, 2))
    contract = ContractFactory()
    town = OrganisationFactory(kind=OrganisationKind.COMMUNE)
    SignatureFactory(text__contract=contract, organisation=town)
    body = BodyFactory(contract=contract, name="Conseil citoyen de Bel-Air")
    BodyFactory(contract=contract, name="Comité de pilotage")

    report = annual.start_report(contract, year=2025, by=member_of(contract), at=STARTED)

    kinds = [(one.kind, one.objective) for one in report.parts.all()]
    assert kinds == [
        (PartKind.ORIENTATIONS, None),
        (PartKind.EVOLUTION, first),
        (PartKind.EVOLUTION, second),
        (PartKind.ACTIONS, None),
        (PartKind.PERSPECTIVES, None),
        (PartKind.ARTICULATION, None),
        (PartKind.DSU, None),
        (PartKind.SEXES, None),
    ]
    assert {one.organisation or one.body for one in report.councils.all()} == {town, body}


def test_a_year_has_one_report_and_none_begins_before_its_year():
    report, team = a_report()

    for year in (2025, 2027, 2014):
        with pytest.raises(Refused):
            annual.start_report(report.contract, year=year, by=team, at=STARTED)


def test_only_the_team_writes_and_readers_read_once_it_is_sent():
    report, team = a_report()
    reader = member_of(report.contract, Role.READER)

    with pytest.raises(PermissionDenied):
        annual.start_report(report.contract, year=2024, by=reader, at=STARTED)
    with pytest.raises(PermissionDenied):
        annual.declare_ready(report, by=reader, at=STARTED)
    assert list(reports_visible_to(reader)) == []

    report, team, councils = a_ready_report()
    reader = member_of(report.contract, Role.READER)
    assert list(reports_visible_to(reader)) == []
    annual_asking.send_draft(report, councils, by=team, at=NOON)
    assert list(reports_visible_to(reader)) == [report]
    assert list(reports_visible_to(UserFactory())) == []


def test_a_part_is_kept_as_it_is_typed_and_tells_the_journal_once_it_is_written():
    report, team = a_report()
    part = report.parts.first()
    said = Entry.objects.count()

    part = annual.write_part(part, text="Le contrat\x00 vise", seen=part.version, by=team, at=NOON)
    assert (part.text, part.state) == ("Le contrat vise", PartState.TO_WRITE)
    assert Entry.objects.count() == said

    part = annual.finish_part(part, text=part.text, seen=part.version, by=team, at=NOON)
    assert part.state == PartState.WRITTEN
    assert Entry.objects.count() == said + 1

    part = annual.write_part(part, text="Autre chose", seen=part.version, by=team, at=NOON)
    assert part.state == PartState.TO_WRITE


def test_an_empty_part_is_not_written_and_a_waived_one_says_why():
    report, team = a_report()
    part = report.parts.first()

    with pytest.raises(Refused):
        annual.finish_part(part, text="  ", seen=None, by=team, at=NOON)
    with pytest.raises(Refused):
        annual.waive_part(part, reason=" ", seen=None, by=team, at=NOON)
    assert annual.waive_part(part, reason="Pas de DSU.", seen=None, by=team, at=NOON).reason == "Pas de DSU."


def test_two_people_on_one_part_do_not_overwrite_each_other():
    report, team = a_report()
    part = report.parts.first()
    annual.write_part(part, text="D’elle", seen=part.version, by=team, at=NOON)

    with pytest.raises(Overtaken) as overtaken:
        annual.write_part(part, text="De lui", seen=part.version, by=team, at=NOON)
    assert overtaken.value.current.text == "D’elle"


def test_nothing_is_sent_before_modalities_and_a_ready_draft():
    report, team = a_report()
    council = annual_councils.add_council(
        report,
        kind="municipal",
        organisation=OrganisationFactory(kind=OrganisationKind.COMMUNE),
        email="mairie@vauvelle.example",
        by=team,
        at=NOON,
    )
    with pytest.raises(Refused) as refused:
        annual_asking.send_draft(report, [council], by=team, at=NOON)

    assert len(refused.value.reasons) == 2
    assert not Consultation.objects.exists()
    assert not Notice.objects.exists()


def test_a_sending_goes_by_mail_with_a_link_and_the_earliest_lawful_day():
    report, team, councils = a_ready_report()
    made = annual_asking.send_draft(report, councils, by=team, at=datetime(2026, 1, 31, 22, 59, tzinfo=UTC))

    assert {one.sent_on for one in made} == {date(2026, 1, 31)}
    assert {one.deadline_on for one in made} == {date(2026, 2, 28)}
    assert Notice.objects.filter(kind="enquiries.sheets").count() == 2
    assert all("réputé favorable" in one.body for one in Notice.objects.all())
    assert {one.sheet.state for one in made} == {SheetState.SENT}


def test_the_day_of_a_sending_is_that_of_paris():
    report, team, councils = a_ready_report()
    (sent, *_rest) = annual_asking.send_draft(
        report, councils, by=team, at=datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
    )

    assert (sent.sent_on, sent.deadline_on) == (date(2026, 2, 1), date(2026, 3, 1))


def test_a_council_is_not_sent_the_same_version_twice():
    report, team, councils = a_ready_report()
    annual_asking.send_draft(report, councils[:1], by=team, at=NOON)

    with pytest.raises(Refused):
        annual_asking.send_draft(report, councils, by=team, at=NOON)
    assert Consultation.objects.count() == 1


def sent():
    report, team, councils = a_ready_report()
    return report, team, annual_asking.send_draft(report, councils, by=team, at=NOON)


def test_a_council_gives_its_opinion_by_its_own_people_once():
    report, _team, (one, other) = sent()
    own, stranger = one.sheet.recipient, other.sheet.recipient
    given = {
        "opinion": OpinionKind.RESERVED,
        "given_on": date(2026, 2, 10),
        "text": "Le calendrier est trop court.",
        "at": datetime(2026, 2, 10, 9, tzinfo=UTC),
    }
    with pytest.raises(PermissionDenied):
        annual_asking.give_opinion(one, by=stranger, **given)

    annual_asking.give_opinion(one, by=own, **given)

    one.refresh_from_db()
    assert (one.opinion, one.by_link, one.recorded_by) == (OpinionKind.RESERVED, True, own)
    assert one.sheet.__class__.objects.get(pk=one.sheet_id).state == SheetState.SUBMITTED
    assert [remark.wording for remark in one.remarks.all()] == ["Le calendrier est trop court."]
    with pytest.raises(Refused):
        annual_asking.give_opinion(one, by=own, **given)
    assert Entry.objects.filter(act="annual_report.opinion_given", subject_key=report.pk).count() == 1


def test_the_link_takes_an_opinion_until_midnight_in_paris_of_the_last_day():
    _report, _team, (one, other) = sent()
    given = {"opinion": OpinionKind.FAVOURABLE, "given_on": date(2026, 3, 1)}
    assert one.deadline_on == date(2026, 3, 1)

    annual_asking.give_opinion(
        one, by=one.sheet.recipient, at=datetime(2026, 3, 1, 22, 59, tzinfo=UTC), **given
    )
    with pytest.raises(Refused):
        annual_asking.give_opinion(
            other, by=other.sheet.recipient, at=datetime(2026, 3, 1, 23, 1, tzinfo=UTC), **given
        )


def test_an_opinion_on_paper_ends_the_reminders_and_may_be_corrected_with_a_trace():
    _report, team, (one, _other) = sent()
    at = datetime(2026, 2, 12, 9, tzinfo=UTC)
    values = {"given_on": date(2026, 2, 11), "seen": None, "by": team, "at": at}
    with pytest.raises(Refused):
        annual_opinions.record_opinion(one, opinion="favourable", **values | {"given_on": date(2026, 1, 31)})

    annual_opinions.record_opinion(one, opinion="favourable", **values)
    annual_opinions.record_opinion(one, opinion="unfavourable", text="Non.", **values)

    one.refresh_from_db()
    assert one.opinion == OpinionKind.UNFAVOURABLE
    assert one.sheet.__class__.objects.get(pk=one.sheet_id).state == SheetState.EXCUSED
    acts = [entry.act for entry in Entry.objects.filter(act__startswith="annual_report.opinion")]
    assert sorted(acts) == ["annual_report.opinion_corrected", "annual_report.opinion_recorded"]


def test_a_correction_is_sent_again_to_whoever_had_the_draft_and_keeps_what_was_said():
    report, team, (one, other) = sent()
    at = datetime(2026, 2, 10, 9, tzinfo=UTC)
    annual_opinions.record_opinion(
        one,
        opinion="reserved",
        given_on=date(2026, 2, 9),
        text="Un chiffre est faux.",
        seen=None,
        by=team,
        at=at,
    )
    with pytest.raises(Refused):
        annual.open_correction(report, reason=" ", by=team, at=at)

    annual.open_correction(report, reason="Un chiffre était faux.", by=team, at=at)
    assert other.sheet.round.__class__.objects.get(pk=other.sheet.round_id).state == RoundState.CLOSED
    with pytest.raises(Refused):
        annual_asking.give_opinion(
            other, opinion="favourable", given_on=date(2026, 2, 10), by=other.sheet.recipient, at=at
        )
    part = report.parts.first()
    annual.finish_part(part, text="Le chiffre juste.", seen=None, by=team, at=at)
    edition = annual.declare_ready(report, by=team, at=at)
    assert edition.number == 2

    facts = facts_of(report, date(2026, 6, 1))
    assert facts.present == {}
    assert [row.opinion for row in facts.consultations] == ["reserved", ""]
    annual_asking.send_draft(report, list(report.councils.all()), by=team, at=at)
    assert "Un chiffre était faux." in Notice.objects.order_by("-pk").first().body
    facts = facts_of(report, date(2026, 6, 1))
    assert {facts.standing(row).said for row in facts.present.values()} == {Said.SILENT}


def test_the_version_that_councils_received_never_changes():
    report, team, (one, _other) = sent()
    before = one.edition.body
    at = NOON + timedelta(days=2)
    annual.open_correction(report, reason="Une faute.", by=team, at=at)
    annual.finish_part(report.parts.first(), text="Tout autre chose.", seen=None, by=team, at=at)
    report.contract.name = "Un autre nom"
    report.contract.save()

    assert Consultation.objects.get(pk=one.pk).edition.body == before


def approve(report, team, day, at=None):
    return annual.approve_report(
        report,
        on=day,
        number="2026-31",
        seen=None,
        by=team,
        at=at or datetime(2026, 4, 1, 9, tzinfo=UTC),
    )


def test_the_whole_way_to_publication_and_nothing_before_its_time():
    report, team, (one, _other) = sent()
    in_time = datetime(2026, 2, 20, 9, tzinfo=UTC)
    annual_opinions.record_opinion(
        one,
        opinion="with_remarks",
        given_on=date(2026, 2, 19),
        text="Publiez les chiffres de la santé.",
        seen=None,
        by=team,
        at=in_time,
    )
    with pytest.raises(Refused):
        annual.publish_report(report, by=team, at=in_time)
    with pytest.raises(Refused) as refused:
        approve(report, team, date(2026, 3, 20))
    assert len(refused.value.reasons) == 2  # a remark to answer, a debate to hold

    remark = Remark.objects.get(consultation=one)
    annual_opinions.answer_remark(
        remark,
        wording=remark.wording,
        answer="Ils seront dans le prochain rapport.",
        seen=remark.version,
        by=team,
        at=in_time,
    )
    epci = OrganisationFactory(kind=OrganisationKind.EPCI)
    later = datetime(2026, 4, 1, 9, tzinfo=UTC)
    annual_opinions.record_debate(report, epci, held_on=date(2026, 3, 20), number="D-4", by=team, at=later)
    with pytest.raises(Refused):
        approve(report, team, date(2026, 3, 1))  # the last day of the silent council, and before the debate
    report = approve(report, team, date(2026, 3, 20))
    with pytest.raises(Refused):
        annual_opinions.add_remark(one, wording="Encore", by=team, at=later)
    with pytest.raises(Refused):
        annual.open_correction(report, reason="Trop tard", by=team, at=later)

    report = annual.publish_report(report, by=team, at=later)
    assert report.slug.endswith("-2025")
    with pytest.raises(Refused):
        annual.publish_report(report, by=team, at=later)


def test_a_remark_that_is_the_last_of_an_opinion_stays():
    _report, team, (one, _other) = sent()
    at = datetime(2026, 2, 20, 9, tzinfo=UTC)
    annual_opinions.record_opinion(
        one, opinion="reserved", given_on=date(2026, 2, 19), text="Deux choses.", seen=None, by=team, at=at
    )
    first = one.remarks.get()
    with pytest.raises(Refused):
        annual_opinions.remove_remark(first, by=team, at=at)
    annual_opinions.add_remark(one, wording="La seconde", by=team, at=at)
    annual_opinions.remove_remark(first, by=team, at=at)
    assert [remark.wording for remark in one.remarks.all()] == ["La seconde"]


def test_councils_are_one_thing_once_and_those_that_received_it_stay():
    report, team, (one, _other) = sent()
    town = one.council.organisation
    body = BodyFactory(contract=report.contract)
    for wrong in ({}, {"organisation": town}, {"organisation": town, "body": body}):
        with pytest.raises(Refused):
            annual_councils.add_council(report, kind="municipal", by=team, at=NOON, **wrong)
    with pytest.raises(PermissionDenied):
        annual_councils.add_council(report, kind="citizens", body=BodyFactory(), by=team, at=NOON)
    with pytest.raises(Refused):
        annual_councils.remove_council(one.council, by=team, at=NOON)
    new = annual_councils.add_council(report, kind="citizens", body=body, by=team, at=NOON)
    annual_councils.remove_council(new, by=team, at=NOON)


def test_slugs_of_two_contracts_of_one_name_differ():
    published = []
    for _turn in range(2):
        report, team = a_report(name="Contrat de ville")
        AnnualReport.objects.filter(pk=report.pk).update(
            approved_on=date(2026, 4, 1), modalities_on=date(2026, 1, 1)
        )
        published.append(annual.publish_report(report, by=team, at=NOON).slug)

    assert len(set(published)) == 2


def test_the_first_words_come_from_the_campaign_of_the_year_and_never_from_a_later_year():
    campaign = CampaignFactory()
    done = QuestionFactory(round=campaign.round, key="done")
    sheet = SheetFactory(
        round=campaign.round,
        title="Lire au quartier",
        state=SheetState.ACCEPTED,
        submitted_at=NOON,
        accepted_at=NOON,
    )
    Answer.objects.create(sheet=sheet, question=done, value="Trois ateliers\npar semaine.", at=NOON)
    law = NomenclatureFactory(code=LEGAL_OBJECTIVES)
    legal = ReferenceFactory(nomenclature=law)
    node = NodeFactory(tree__contract=campaign.contract)
    Tie.objects.create(node=node, reference=legal)
    indicator = IndicatorFactory(node=node, wording="Lecteurs", unit="")
    for period, number in ((202412, 40), (202512, 55), (202612, 99)):
        ValueFactory(indicator=indicator, period=period, number=number)

    report = annual.start_report(
        campaign.contract, year=2025, campaign=campaign, by=member_of(campaign.contract), at=STARTED
    )

    texts = {(one.kind, one.objective_id): one.text for one in report.parts.all()}
    assert "- Lire au quartier : Trois ateliers par semaine." in texts[PartKind.ACTIONS, None]
    evolution = texts[PartKind.EVOLUTION, legal.pk]
    assert node.title in evolution
    assert "- Lecteurs : 55 (2025), avant 40 (2024)" in evolution
    assert "99" not in evolution
