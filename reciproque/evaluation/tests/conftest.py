"""A contract with pillars, objectives, expected results and people; its campaign, prepared or sent."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest

from reciproque.accounts.choices import Role, ScopeKind
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.tests.factories import member_of
from reciproque.enquiries import actions as enquiries
from reciproque.enquiries.queries import live_questions
from reciproque.evaluation import actions
from reciproque.framework.tests.factories import NodeFactory, ResultFactory, TreeFactory
from reciproque.organisations.tests.factories import OrganisationFactory

AT = datetime(2026, 1, 12, 9, tzinfo=UTC)
DAYS = {
    "starts_on": date(2025, 1, 1),
    "ends_on": date(2025, 12, 31),
    "due_on": date(2026, 2, 27),
    "closes_on": date(2026, 3, 31),
}


@dataclass
class Town:
    """Two pillars, three objectives: one with a lead, one with a referent of its body, one with nobody."""

    contract: Any
    tree: Any
    team: Any
    pillars: list[Any] = field(default_factory=list)
    objectives: list[Any] = field(default_factory=list)
    results: list[Any] = field(default_factory=list)
    lead: Any = None
    referent: Any = None
    body: Any = None

    def prepare(self, **more: Any) -> Any:
        said = {"title": "Évaluation annuelle 2025", "by": self.team, "at": AT, **DAYS, **more}
        return actions.prepare_campaign(self.contract, **said)

    def sent(self, **more: Any) -> Any:
        return actions.send_campaign(self.prepare(**more), by=self.team, at=AT)

    def sheet(self, campaign: Any, number: int = 0) -> Any:
        return campaign.round.sheets.get(subject_key=self.objectives[number].pk)

    def answer(
        self, sheet: Any, key: str, value: str, *, item: str = "", comment: str = "", by: Any = None
    ) -> None:
        question = next(one for one in live_questions(sheet.round) if one.key == key)
        by = by or sheet.recipient
        enquiries.save_answer(sheet, question, item=item, value=value, comment=comment, by=by, at=AT)

    def hand_over(self, sheet: Any, *, engagement: str = "rolling_out", verdict: str = "") -> Any:
        """Fill in what must be and hand it over."""
        self.answer(sheet, "engagement", engagement)
        self.answer(sheet, "done", "Trois ateliers.")
        if verdict:
            item = f"framework.result:{self.results[0].pk}"
            self.answer(sheet, "verdicts", verdict, item=item, comment="Chiffres de la CAF.")
        return enquiries.submit_sheet(sheet, by=sheet.recipient, at=AT)


@pytest.fixture
def town():
    tree = TreeFactory(title="Contrat-cadre")
    contract = tree.contract
    body = OrganisationFactory(name="Caisse d’allocations familiales")
    first = NodeFactory(tree=tree, code="1", title="Cohésion sociale", label="pilier", position=1)
    second = NodeFactory(tree=tree, code="2", title="Cadre de vie", label="pilier", position=2)
    objectives = [
        NodeFactory(parent=first, code="1.1", title="Accompagner les familles", position=1),
        NodeFactory(parent=first, code="1.2", title="Rompre l’isolement", position=2, lead_organisation=body),
        NodeFactory(parent=second, code="2.1", title="Isoler les logements", position=1),
    ]
    lead = MembershipFactory(
        user=UserFactory(name="Nora Lemoine"),
        role=Role.LEAD,
        scope_kind=ScopeKind.OBJECTIVE,
        scope_id=objectives[0].pk,
        contract_id=contract.pk,
    ).user
    referent = MembershipFactory(
        user=UserFactory(name="Paul Roux"),
        role=Role.FUNDER,
        contract_id=contract.pk,
        scope_id=contract.pk,
        organisation=body,
    ).user
    result = ResultFactory(node=objectives[0], wording="Davantage de familles suivies", target="120")
    return Town(
        contract, tree, member_of(contract), [first, second], objectives, [result], lead, referent, body
    )
