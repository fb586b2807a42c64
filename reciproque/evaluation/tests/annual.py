"""Annual reports for tests: plain rows, and one brought through the acts to where a test begins."""

from datetime import UTC, date, datetime
from typing import Any

import factory

from reciproque.accounts.models import User
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.evaluation.actions import annual, annual_councils
from reciproque.evaluation.choices import AssemblyKind, CouncilKind, OpinionKind, PartKind
from reciproque.evaluation.models import (
    AnnualReport,
    Consultation,
    Council,
    Debate,
    Edition,
    Remark,
    ReportPart,
)
from reciproque.governance.tests.factories import BodyFactory
from reciproque.organisations.choices import OrganisationKind
from reciproque.organisations.tests.factories import OrganisationFactory

STARTED = datetime(2026, 1, 12, 9, tzinfo=UTC)
NOON = datetime(2026, 2, 1, 11, tzinfo=UTC)


def a_report(contract: Any = None, **said: Any) -> tuple[AnnualReport, User]:
    """The report of 2025, begun, and a person of its team."""
    contract = contract or ContractFactory(**said)
    team = member_of(contract)
    return annual.start_report(contract, year=2025, by=team, at=STARTED), team


def a_ready_report(contract: Any = None) -> tuple[AnnualReport, User, list[Council]]:
    """Written, with modalities, a municipal and a citizens' council with addresses; nothing sent."""
    report, team = a_report(contract)
    who: dict[str, Any] = {"by": team, "at": STARTED}
    for part in report.parts.all():
        annual.finish_part(part, text=f"Ce qui est à dire : {part.title}.", seen=None, **who)
    report = annual.set_modalities(report, on=date(2026, 1, 8), months=1, number="2026-2", seen=None, **who)
    town = OrganisationFactory(kind=OrganisationKind.COMMUNE)
    body = BodyFactory(contract=report.contract, name="Conseil citoyen de Bel-Air")
    councils = [
        annual_councils.add_council(
            report, kind="municipal", organisation=town, email=f"mairie{report.pk}@val.example", **who
        ),
        annual_councils.add_council(
            report, kind="citizens", body=body, email=f"conseil{report.pk}@val.example", **who
        ),
    ]
    annual.declare_ready(report, **who)
    return report, team, councils


READY = datetime(2026, 1, 20, 9, tzinfo=UTC)


class AnnualReportFactory(factory.django.DjangoModelFactory):
    """The report of 2025, its modalities deliberated."""

    class Meta:
        model = AnnualReport

    contract = factory.SubFactory(ContractFactory)
    year = 2025
    modalities_on = date(2025, 12, 1)


class ReportPartFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReportPart

    report = factory.SubFactory(AnnualReportFactory)
    position = factory.Sequence(lambda n: n + 1)
    kind = PartKind.ACTIONS


class EditionFactory(factory.django.DjangoModelFactory):
    """The first version of a report, with one part."""

    class Meta:
        model = Edition

    report = factory.SubFactory(AnnualReportFactory)
    number = 1
    ready_at = READY
    body = (
        '{"format": 1, "year": 2025, "title": "Rapport annuel 2025", "contract": "Contrat", "parts": [{"kind": '
        '"actions", "title": "Actions", "objective": "", "state": "written", "text": "Fait.", "reason": ""}], '
        '"sexes": {"rows": [], "without": []}}'
    )
    digest = "0" * 64


class CouncilFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Council

    report = factory.SubFactory(AnnualReportFactory)
    kind = CouncilKind.MUNICIPAL
    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Conseil municipal {n}")


class ConsultationFactory(factory.django.DjangoModelFactory):
    """A version that went to a council on paper; nothing came back."""

    class Meta:
        model = Consultation

    edition = factory.SubFactory(EditionFactory)
    council = factory.SubFactory(CouncilFactory, report=factory.SelfAttribute("..edition.report"))
    sent_on = date(2026, 1, 31)
    deadline_on = date(2026, 2, 28)


class RemarkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Remark

    consultation = factory.SubFactory(
        ConsultationFactory,
        opinion=OpinionKind.RESERVED,
        given_on=date(2026, 2, 10),
        recorded_at=READY,
        text="Trop tard.",
    )
    wording = "Trop tard."


class DebateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Debate

    report = factory.SubFactory(AnnualReportFactory)
    assembly = AssemblyKind.COMMUNITY
    organisation = factory.SubFactory(OrganisationFactory)
    held_on = date(2026, 2, 20)
