"""A contract whose objectives have leads without accounts, and what these do with their sheets."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from playwright.sync_api import expect

from reciproque.accounts.choices import Role
from reciproque.accounts.models import User
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.contracts.models import Contract
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.enquiries.actions import save_answer, submit_sheet
from reciproque.enquiries.models import Round, Sheet
from reciproque.evaluation.actions import prepare_campaign, send_campaign
from reciproque.evaluation.models import Campaign
from reciproque.framework.models import Node
from reciproque.framework.tests.factories import NodeFactory, ResultFactory, TreeFactory
from reciproque.monitoring.tests.factories import IndicatorFactory
from reciproque.organisations.tests.factories import OrganisationFactory
from tests.journeys.browsing import Visitor, link_in

ROSA, JEAN, LEILA = "rosa@val.example", "jean@val.example", "leila@forge.example"
DONE = "Qu’est-ce qui a été fait cette année ?"
RUCHES = "Douze ruches posées, quatre ateliers tenus."


@dataclass
class Story:
    """The contract, its team, the objectives that have a sheet, and the campaign once there is one."""

    contract: Contract
    team: User
    bees: Node
    iron: Node
    campaign: Campaign | None = None

    @property
    def round(self) -> Round:
        assert self.campaign is not None
        return self.campaign.round

    @property
    def address(self) -> str:
        assert self.campaign is not None
        return f"/campagnes/{self.campaign.pk}/"


def begin() -> Story:
    contract = ContractFactory(name="Contrat du Val")
    axis = NodeFactory(tree=TreeFactory(contract=contract), label="pilier", title="Métiers")
    town, forge = OrganisationFactory(name="Ville de Val"), OrganisationFactory(name="La Forge")
    bees = NodeFactory(parent=axis, title="Apprendre l’apiculture", lead_organisation=town)
    iron = NodeFactory(parent=axis, title="Rouvrir la forge", lead_organisation=forge)
    ResultFactory(node=bees, wording="Douze ruches dans les quartiers")
    IndicatorFactory(node=bees, wording="Nombre de ruches")
    for node, email, name in ((bees, ROSA, "Rosa Lopez"), (iron, LEILA, "Leïla Haddad")):
        held = MembershipFactory(
            role=Role.LEAD, contract_id=contract.pk, scope_id=node.pk, user__email=email, user__name=name,
            user__password=make_password(None), user__organisation=node.lead_organisation,
        )  # fmt: skip
        assert not held.user.has_usable_password()
    return Story(contract, member_of(contract), bees, iron)


def send(story: Story, *, due_in: int = 30, needs_check: bool = True) -> Story:
    """The campaign of last year, as the pages of the first journey prepare and send it."""
    today, now = timezone.localdate(), timezone.now()
    year = today.year - 1
    story.campaign = prepare_campaign(
        story.contract,
        title=f"Évaluation {year}",
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        due_on=today + timedelta(days=due_in),
        closes_on=today + timedelta(days=due_in + 30),
        needs_check=needs_check,
        by=story.team,
        at=now,
    )
    send_campaign(story.campaign, by=story.team, at=now)
    return story


def hand_over(story: Story, *nodes: Node) -> Story:
    """The leads of these objectives (of all) have answered."""
    now = timezone.now()
    keys = [one.pk for one in nodes or (story.bees, story.iron)]
    for sheet in Sheet.objects.filter(round=story.round, subject_key__in=keys):
        questions = {one.key: one for one in sheet.round.questions.all()}
        save_answer(sheet, questions["engagement"], value="rolling_out", by=sheet.recipient, at=now)
        save_answer(sheet, questions["done"], value=f"{RUCHES} ({sheet.title})", by=sheet.recipient, at=now)
        submit_sheet(sheet, by=sheet.recipient, at=now)
    return story


def open_sheet(somebody: Visitor, email: str, subject: str = "") -> None:
    """From the newest mail to the sheet itself; on a telephone."""
    somebody.page.set_viewport_size({"width": 390, "height": 844})
    somebody.go(link_in(subject, email))


def answer(somebody: Visitor, words: str = RUCHES) -> None:
    """What is required of a sheet, and the verdict on its result."""
    page = somebody.page
    page.get_by_label("en cours de déploiement").check()
    page.get_by_label(DONE).fill(words)
    verdict = page.get_by_role("group", name="Douze ruches dans les quartiers")
    if verdict.count():
        verdict.get_by_label("atteint", exact=True).check()
        verdict.get_by_label("Sur quoi vous fondez-vous ?").fill("Comptées en juin.")


def saved(somebody: Visitor) -> None:
    """Nothing is waiting to be saved any more: by itself, or by the button without scripts."""
    if somebody.scripts:
        expect(somebody.page.locator("[data-save-state]")).to_contain_text("Enregistré à")
    else:
        somebody.press("Enregistrer et finir plus tard")
        expect(somebody.main).to_contain_text("Enregistré")
