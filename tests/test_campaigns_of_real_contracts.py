"""The campaigns that the five real contracts would prepare: how many sheets, under which pillars, with which results.

The documents stand beside the repository (`../shared/contracts`); without them nothing is tested here.
"""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reciproque.accounts.choices import Role, ScopeKind
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.enquiries.rules.sheets import items_of
from reciproque.evaluation.actions.campaigns import prepare_campaign
from reciproque.evaluation.choices import SheetsOn
from reciproque.evaluation.queries import settings_for
from reciproque.framework.models import Node, Result
from reciproque.intake.actions.accepting import accept_reading
from reciproque.intake.queries import terms_of
from reciproque.intake.tests.factories import brought

FOLDER = Path(__file__).parents[2] / "shared" / "contracts"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAYS = {
    "starts_on": date(2025, 1, 1),
    "ends_on": date(2025, 12, 31),
    "due_on": date(2026, 4, 15),
    "closes_on": date(2026, 5, 15),
}
NAMES = [
    "besancon-protocole-2020-2022",
    "brest-feuille-de-route-2018-2019",
    "brest-protocole-2020-2022",
    "istres-protocole-2019-2022",
    "metz-protocole-2019-2022",
]


def contract_of(name):
    """The contract that the document becomes, and an administrator of the platform."""
    document = FOLDER / f"{name}.md"
    if not document.exists():
        pytest.skip("Les documents de contrats ne sont pas à côté du dépôt (../shared/contracts).")
    person = MembershipFactory(
        role=Role.ADMINISTRATOR, scope_kind=ScopeKind.PLATFORM, scope_id=0, contract_id=None
    ).user
    reading = brought(document.read_text(), by=person)
    return accept_reading(reading, contract=None, terms=terms_of(reading), by=person, at=AT), person


def prepared(name, **more):
    contract, person = contract_of(name)
    return prepare_campaign(contract, title="Évaluation annuelle 2025", by=person, at=AT, **DAYS, **more)


@pytest.mark.parametrize("name", NAMES)
def test_every_objective_of_the_last_level_has_one_sheet_with_its_results(name):
    campaign = prepared(name)
    sheets = list(campaign.round.sheets.all())
    live = Node.objects.filter(contract=campaign.contract, archived_at=None)
    leaves = live.exclude(pk__in=live.exclude(parent=None).values("parent"))

    assert {one.subject_key for one in sheets} == set(leaves.values_list("pk", flat=True))
    assert len(sheets) == len({one.subject_key for one in sheets})
    assert all(one.title and one.group for one in sheets)
    own = Result.objects.filter(node__in=leaves, archived_at=None).count()
    assert sum(len(items_of(one)) for one in sheets) == own


def test_istres_is_asked_by_its_pillars_and_places():
    groups = Counter(prepared("istres-protocole-2019-2022").round.sheets.values_list("group", flat=True))

    assert sum(groups.values()) == 119
    assert {"Istres", "Miramas", "Port Saint Louis du Rhône"} <= set(groups)
    assert groups["Miramas"] == 14


def test_istres_can_be_asked_by_its_volets():
    campaign = prepared("istres-protocole-2019-2022", sheets_on=SheetsOn.LEVEL, level="volet")

    assert campaign.round.sheets.count() == 15


def test_metz_is_asked_by_its_four_axes():
    groups = Counter(prepared("metz-protocole-2019-2022").round.sheets.values_list("group", flat=True))
    axes = [count for title, count in groups.items() if title.startswith("Axe stratégique")]

    assert sum(groups.values()) == 151
    assert sorted(axes) == [14, 31, 36, 37]


def test_brest_is_offered_the_level_that_bears_its_expected_results():
    contract, person = contract_of("brest-protocole-2020-2022")
    usual = settings_for(contract, date(2026, 3, 2)).initial
    campaign = prepare_campaign(
        contract,
        title="Évaluation annuelle 2025",
        sheets_on=usual["sheets_on"],
        level=usual["level"],
        by=person,
        at=AT,
        **DAYS,
    )

    assert usual["sheets_on"] == SheetsOn.LEVEL
    known = Result.objects.filter(contract=contract, archived_at=None, node__isnull=False).count()
    assert sum(len(items_of(one)) for one in campaign.round.sheets.all()) == known == 25
