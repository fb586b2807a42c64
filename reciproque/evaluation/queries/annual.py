"""What can be asked about annual reports: all that is known of one, those of a contract, what waits."""

from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from reciproque.contracts.models import Contract, Signature
from reciproque.contracts.queries import signatures_of
from reciproque.enquiries.models import Round, Sheet
from reciproque.enquiries.queries import answers_of
from reciproque.evaluation.choices import CouncilKind
from reciproque.evaluation.models import (
    AnnualReport,
    Campaign,
    Consultation,
    Council,
    Debate,
    Edition,
    Remark,
    ReportPart,
)
from reciproque.evaluation.rules.annual import Facts, council_name
from reciproque.evaluation.rules.opinions import OPINION_KEY, REMARKS_KEY
from reciproque.governance.models import Body
from reciproque.governance.rules import level_of
from reciproque.organisations.choices import OrganisationKind
from reciproque.organisations.models import Organisation

ASSEMBLIES = [OrganisationKind.COMMUNE, OrganisationKind.EPCI]


def reports_of(contract: Contract) -> QuerySet[AnnualReport]:
    return AnnualReport.objects.filter(contract=contract)


def facts_of(report: AnnualReport, on: date) -> Facts:
    """All that the rules want to know of a report. Seven queries, whatever its size."""
    return facts_of_all([report], on)[0]


def facts_of_all(reports: list[AnnualReport], on: date) -> list[Facts]:
    """The same for several: seven queries for all of them together."""
    keys = [one.pk for one in reports]
    parts = list(ReportPart.objects.filter(report__in=keys).select_related("objective"))
    editions = list(Edition.objects.filter(report__in=keys).defer("body"))
    councils = list(Council.objects.filter(report__in=keys))
    consultations = list(
        Consultation.objects.filter(edition__report__in=keys)
        .select_related("council", "edition", "file", "recorded_by", "sheet__round__contract")
        .defer("edition__body")
        .order_by("edition__number", "-council__kind", "council__name", "pk")
    )
    remarks = list(
        Remark.objects.filter(consultation__edition__report__in=keys).select_related("consultation")
    )
    debates = list(Debate.objects.filter(report__in=keys).select_related("organisation"))
    editions_of = {one.pk: one.report_id for one in editions}
    return [
        Facts(
            report=one,
            today=on,
            parts=[part for part in parts if part.report_id == one.pk],
            editions=[edition for edition in editions if edition.report_id == one.pk],
            councils=[council for council in councils if council.report_id == one.pk],
            consultations=[row for row in consultations if editions_of[row.edition_id] == one.pk],
            remarks=[row for row in remarks if editions_of[row.consultation.edition_id] == one.pk],
            debates=[debate for debate in debates if debate.report_id == one.pk],
        )
        for one in reports
    ]


def year_is_taken(contract: Contract, year: int) -> bool:
    return AnnualReport.objects.filter(contract=contract, year=year).exists()


def edition_in_use(report: AnnualReport) -> Edition | None:
    """The present version with its content."""
    return Edition.objects.filter(report=report, withdrawn_at__isnull=True).first()


def campaign_for(contract: Contract, year: int) -> Campaign | None:
    """The annual campaign that ends in that year, the newest first."""
    return Campaign.objects.filter(contract=contract, ends_on__year=year).order_by("-ends_on", "-pk").first()


def campaigns_for(contract: Contract, year: int) -> QuerySet[Campaign]:
    return Campaign.objects.filter(contract=contract, ends_on__year__gte=year, starts_on__year__lte=year)


def parties_of(contract: Contract, kinds: list[str]) -> list[Organisation]:
    """The bodies of these kinds that sign a text of the contract, each once."""
    rows: QuerySet[Signature] = signatures_of(contract).filter(organisation__kind__in=kinds)
    found = {one.organisation_id: one.organisation for one in rows if one.organisation is not None}
    return sorted(found.values(), key=lambda one: one.sort_key)


def assemblies_of(contract: Contract) -> QuerySet[Organisation]:
    """The communes and intercommunal bodies whose assemblies may debate: those that sign first, else all."""
    keys = [one.pk for one in parties_of(contract, list(ASSEMBLIES))]
    rows = Organisation.objects.filter(kind__in=ASSEMBLIES, archived_at=None)
    return rows.filter(pk__in=keys) if keys else rows


def likely_councils(report: AnnualReport) -> list[Council]:
    """The councils that a report begins with, unsaved: communes that sign, and instances of inhabitants."""
    communes = parties_of(report.contract, [OrganisationKind.COMMUNE])
    municipal = [
        Council(
            report=report,
            kind=CouncilKind.MUNICIPAL,
            organisation=one,
            name=council_name(str(one)),
            email=one.email,
        )
        for one in communes
    ]
    bodies = Body.objects.filter(contract=report.contract, archived_at=None)
    citizens = [
        Council(report=report, kind=CouncilKind.CITIZENS, body=one, name=one.name)
        for one in bodies
        if level_of(one.name) == "Habitants"
    ]
    return municipal + citizens


def councils_possible(report: AnnualReport) -> tuple[QuerySet[Organisation], QuerySet[Body]]:
    """Which organisations and instances can still be added as councils of a report."""
    taken = Council.objects.filter(report=report)
    organisations = Organisation.objects.filter(
        kind__in=[OrganisationKind.COMMUNE, OrganisationKind.COUNCIL], archived_at=None
    ).exclude(pk__in=taken.filter(organisation__isnull=False).values("organisation_id"))
    bodies = Body.objects.filter(contract_id=report.contract_id, archived_at=None).exclude(
        pk__in=taken.filter(body__isnull=False).values("body_id")
    )
    return organisations, bodies


def open_reports(contracts: set[int] | None) -> list[AnnualReport]:
    """The reports that are not published yet, of these contracts (None: of all)."""
    rows = AnnualReport.objects.filter(published_at__isnull=True).select_related("contract")
    return list(rows if contracts is None else rows.filter(contract_id__in=contracts))


def report_of_round(round_: Round) -> int:
    """The key of the report whose councils a round asks."""
    rows = Consultation.objects.filter(sheet__round=round_).values_list("edition__report_id", flat=True)
    return rows[0]


def asked_of(consultations: list[Consultation]) -> list[Consultation]:
    """The same, as they stand now, with their sheets and whom these are asked of."""
    rows = Consultation.objects.filter(pk__in=[one.pk for one in consultations]).order_by("pk")
    return list(rows.select_related("council", "edition__report", "sheet__round", "sheet__recipient"))


def sheet_behind(consultation: Consultation) -> Sheet:
    """The sheet that went with a consultation, as it stands now; a 404 for one that went on paper."""
    rows = Sheet.objects.select_related("round__contract")
    return get_object_or_404(rows, pk=consultation.sheet_id)


def councils_of(report: AnnualReport) -> list[Council]:
    return list(Council.objects.filter(report=report))


def opinions_with_remarks(report: AnnualReport) -> list[Remark]:
    """The remarks on every version of a report, with where they were made."""
    rows = Remark.objects.filter(consultation__edition__report=report)
    return list(rows.select_related("consultation__edition__report", "consultation__council"))


def draft_of(consultation: Consultation) -> dict[str, str]:
    """What a council's people typed so far: fields of the opinion by name, those that are empty left out."""
    if consultation.sheet is None or consultation.opinion:
        return {}
    names = {OPINION_KEY: "opinion", REMARKS_KEY: "text"}
    said = {
        names[key]: one.value for (key, _item), one in answers_of(consultation.sheet).items() if key in names
    }
    return {name: value for name, value in said.items() if value}
