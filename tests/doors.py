"""The addresses of the house as data, and one thing for each name that stands in them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from reciproque.accounts.choices import Role
from reciproque.accounts.models import Visit
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.contracts.tests.factories import (
    CitedDocumentFactory,
    SignatureFactory,
    StepFactory,
    TermFactory,
    TextFactory,
    member_of,
)
from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.tests.factories import AttachmentFactory, QuestionFactory, SheetFactory
from reciproque.evaluation.models import CampaignPaper, Proposal
from reciproque.evaluation.tests.annual import (
    AnnualReportFactory,
    ConsultationFactory,
    DebateFactory,
    RemarkFactory,
    ReportPartFactory,
)
from reciproque.evaluation.tests.factories import CampaignFactory, CriterionFactory, SessionSheetFactory
from reciproque.framework.models import Deed
from reciproque.framework.tests.factories import (
    LinkFactory,
    NodeFactory,
    RecommendationFactory,
    ResultFactory,
)
from reciproque.governance.tests.factories import BodyFactory
from reciproque.intake.models import Point
from reciproque.intake.tests.factories import CONTRACT, brought
from reciproque.jobs.models import Job
from reciproque.monitoring.choices import Standing
from reciproque.monitoring.tests.factories import (
    CollectionFactory,
    EntryFactory,
    IndicatorFactory,
    StandardFactory,
    ValueFactory,
)
from reciproque.notices.models import Notice
from reciproque.notices.queries import stoppable_kinds
from reciproque.office.actions import keep_file
from reciproque.organisations.tests.factories import OrganisationFactory
from reciproque.overview.exports.making import starting_template
from reciproque.overview.models import PaperTemplate, PreparedPaper, Theme
from reciproque.partners.tests.factories import CommitmentFactory
from reciproque.references.tests.factories import ReferenceFactory
from reciproque.territories.tests.factories import NeighbourhoodFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
OF_A_CONTRACT = {
    "contract", "text", "step", "signature", "term", "citation", "neighbourhood", "tree", "node", "link",
    "part", "indicator", "value", "entry", "template", "commitment", "body", "reading", "item", "point",
    "nomenclature", "reference", "deed", "campaign", "product", "round", "sheet", "collection",
    "report", "report_part", "council", "consultation", "remark", "debate",
    "attachment", "question", "evaluation_question", "criterion", "result",
    "recommendation", "session", "line", "proposal",
}  # fmt: skip


OF_A_VALUES_SHEET = ("feed_sheet", "feed_by_link", "name_producer", "settle_values")


@dataclass(frozen=True)
class Door:
    name: str
    guard: str
    parameters: tuple[str, ...]

    def address(self, things: dict) -> str:
        own = {one: things.get(f"{self.name}:{one}", things.get(one)) for one in self.parameters}
        missing = [one for one, thing in own.items() if thing is None]
        assert not missing, f"{self.name}: give `world` a thing called {missing}"
        return reverse(self.name, kwargs=own)

    @property
    def objects(self) -> set[str]:
        return set(self.parameters) & OF_A_CONTRACT


def doors(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield Door(
                f"{prefix}{pattern.name}", pattern.callback.guard, tuple(pattern.pattern.regex.groupindex)
            )
        else:
            yield from doors(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else prefix)


DOORS = list(doors(get_resolver().url_patterns))


def template_of(contract, team) -> PaperTemplate:
    """A template of the team that opens: the one that the house gives to start from."""
    data = SimpleUploadedFile("modele.docx", starting_template("docx"))
    file = keep_file(data, name="modele.docx", at=AT, by=team)
    more = {"what": "cadre", "form": "docx", "number": 1, "name": "modele.docx"}
    return PaperTemplate.objects.create(contract=contract, file=file, added_by=team, added_at=AT, **more)


def annual_report(contract, file) -> dict:
    """A report whose council answered with remarks, and one that was published."""
    remark = RemarkFactory(consultation__edition__report__contract=contract, consultation__file=file)
    consultation = remark.consultation
    report = consultation.edition.report
    published = AnnualReportFactory(
        contract=contract,
        year=2024,
        approved_on=AT.date(),
        published_at=AT,
        slug=f"contrat-{contract.pk}-2024",
    )
    annex = ConsultationFactory(edition__report=published, file=file)
    return {
        "report": report,
        "report_part": ReportPartFactory(report=report),
        "council": consultation.council,
        "consultation": consultation,
        "remark": remark,
        "debate": DebateFactory(report=report),
        "annex": annex,
        "published": published,
    }


def validation_session(contract, node) -> dict:
    """An open session with a sheet about an objective, and a decision that was given up."""
    line = SessionSheetFactory(session__campaign__round__contract=contract)
    proposal = Proposal.objects.create(
        campaign=line.session.campaign,
        session=line.session,
        kind="reword_objective",
        target_label="framework.node",
        target_key=node.pk,
        target_title=node.title,
        before=node.title,
        after="Autrement dit",
        state="dropped",
        outcome="Plus tard.",
        decided_at=AT,
    )
    return {"session": line.session, "line": line, "proposal": proposal}


def product_of(contract, file, team) -> CampaignPaper:
    """A paper of a campaign that the team released; the work that made it can still be looked at."""
    campaign = CampaignFactory(round__contract=contract)
    job = Job.objects.create(kind="evaluation.paper", asked_by_id=team.pk, asked_at=AT)
    more = {"job_id": job.pk, "what": "evaluation", "form": "docx", "name": "rapport.docx", "file": file}
    return CampaignPaper.objects.create(
        campaign=campaign, asked_by=team, asked_at=AT, released_by=team, released_at=AT, **more
    )


def world(contract, person) -> dict:
    """One thing for each name that stands in an address, all of this contract; `person` has asked for the work."""
    place = NeighbourhoodFactory(contract_id=contract.pk)
    contract.neighbourhoods.add(place)
    team = member_of(contract)
    reading = brought(f"{CONTRACT}\n\nContrat n° {contract.pk}\n", by=team, contract=contract)
    text = TextFactory(contract=contract, file=reading.file, source_json=reading.document_json)
    node = NodeFactory(tree__contract=contract, tree__text=text)
    membership = MembershipFactory(contract_id=contract.pk, role=Role.READER)
    standard = StandardFactory(library__contract=contract)
    indicator = IndicatorFactory(node=node)
    sheet = SheetFactory(round__contract=contract, state=SheetState.ACCEPTED, submitted_at=AT, accepted_at=AT)
    campaign = CampaignFactory(round__contract=contract)
    criterion = CriterionFactory(question__campaign=campaign)
    made = {
        "contract": contract,
        "text": text,
        "step": StepFactory(text=text),
        "signature": SignatureFactory(text=text),
        "term": TermFactory(text=text),
        "citation": CitedDocumentFactory(text=text),
        "neighbourhood": place,
        "tree": node.tree,
        "node": node,
        "link": LinkFactory(source=node),
        "result": ResultFactory(node=node),
        "part": ResultFactory(node=node),
        "indicator": indicator,
        "value": ValueFactory(indicator=indicator, standing=Standing.CONTESTED),
        "standard": standard,
        "library": standard.library,
        "entry": EntryFactory(indicator__contract=contract, indicator__node=node),
        "commitment": CommitmentFactory(node=node),
        "body": BodyFactory(contract=contract),
        "round": sheet.round,
        "question": QuestionFactory(round=sheet.round),
        "enquiries:person_workbook:user": sheet.recipient,
        "collection": CollectionFactory(round__contract=contract).round,
        "sheet": sheet,
        "attachment": AttachmentFactory(sheet=sheet, file=reading.file),
        "reading": reading,
        "item": reading.items.filter(kind="framework").first(),
        "membership": membership,
        "user": membership.user,
        "accounts:withdraw_from_platform:membership": MembershipFactory(
            user=membership.user, role=Role.OBSERVER
        ),
        "organisation": OrganisationFactory(),
        "notice": Notice.objects.create(
            to="elle@exemple.fr", kind="accounts.role", subject="Objet", body="…", created_at=AT, due_at=AT
        ),
        "visit": Visit.objects.create(user=person, session_key=f"v{contract.pk}", started_at=AT, seen_at=AT),
        "deed": Deed.objects.create(
            tree=node.tree,
            by=person,
            at=timezone.now(),
            act="node.edited",
            subject_label="framework.node",
            subject_key=node.pk,
            title=node.title,
            body="[]",
        ),
        "recommendation": RecommendationFactory(contract=contract, nodes=[node]),
        "campaign": campaign,
        "criterion": criterion,
        "evaluation_question": criterion.question,
        "product": product_of(contract, reading.file, team),
        **annual_report(contract, reading.file),
        **validation_session(contract, node),
        "point": Point.objects.create(reading=reading, kind="contradiction", position=1, words="Deux dates"),
        "template": template_of(contract, team),
        "paper": PreparedPaper.objects.create(
            contract=contract, what="cadre", form="docx", name="cadre", asked_by=person, asked_at=AT
        ),
        "theme": Theme.objects.create(name="Santé", question="santé", by=person),
        "job": Job.objects.create(kind="intake.read", asked_by_id=person.pk, asked_at=AT),
    }
    words = {
        "slug": made["published"].slug,
        "token": "x" * 43,
        "way": "monter",
        "voice": "session",
        "kind": "resultats",
        "form": "docx",
        "name": "datapackage.json",
    }
    words |= dict.fromkeys(("intake:reading_changes_paper:paper", "intake:text_changes_paper:paper"), "docx")
    line = ReferenceFactory(nomenclature__contract_id=contract.pk, nomenclature__measures=True)
    made |= {"nomenclature": line.nomenclature, "reference": line}
    words["accounts:choose_messages:kind"] = stoppable_kinds(person.pk)[0][0].key
    values = SheetFactory(round=CollectionFactory(round__contract=contract).round, recipient=None)
    made |= dict.fromkeys((f"monitoring:{name}:sheet" for name in OF_A_VALUES_SHEET), values)
    made["evaluation:kept_sheet:sheet"] = SheetFactory(round=made["campaign"].round)
    return words | {name: thing.pk for name, thing in made.items()}
