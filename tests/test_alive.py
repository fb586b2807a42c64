"""The indicators of the five real contracts: read, completed as their wordings propose, fed, judged and shown.

The documents stand beside the repository; without them nothing here is asked.
"""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from reciproque.accounts.actions.memberships import grant_role
from reciproque.accounts.choices import Role
from reciproque.accounts.rules.memberships import Grant
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.choices import Generation
from reciproque.demo.chapters.documents import accept, bring
from reciproque.framework.choices import Engagement
from reciproque.monitoring import actions, exports, queries
from reciproque.monitoring.choices import IndicatorKind, ProgressState, Standing
from reciproque.monitoring.rules.figures import read_figure
from tests.readings.measure import missing, text_of

AT = datetime(2023, 3, 2, 9, tzinfo=UTC)
TODAY = date(2023, 3, 2)
ISTRES, BREST = "istres-protocole-2019-2022", "brest-protocole-2020-2022"
DOCUMENTS = {
    ISTRES: 45,
    BREST: 25,
    "brest-feuille-de-route-2018-2019": 0,
    "metz-protocole-2019-2022": 0,
    "besancon-protocole-2020-2022": 0,
}
"""The documents, with at least how many indicators each gives."""
SAID = {
    "text": "Rédigé",
    "judgement": "Trois sur quatre",
    "yes_no": "oui",
    "level": "2",
    "ratio": "12 sur 40",
}

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "ici")


@pytest.fixture
def admin():
    user = UserFactory()
    grant_role(user, Grant.everywhere(Role.ADMINISTRATOR), by=None, at=AT)
    return user


@pytest.fixture
def read_contract(admin):
    def read(name):
        reading = bring(f"{name}.md", by=admin, at=AT, data=text_of(name).encode())
        return accept(reading, by=admin, at=AT, name=name, generation=Generation.PILLARS)

    return read


def define(indicator, admin, **more):
    """What a person does at the workshop who confirms all that is proposed."""
    values = exports.drafted(indicator) | more
    values.setdefault("source_state", "known")
    if not indicator.kind and "kind" not in values:  # the wording announces nothing: told in words
        values |= {"kind": "text", "periodicity": "year"}
    return actions.edit_indicator(indicator, seen=None, by=admin, at=AT, **values)


def feed(indicator, admin, values):
    """`values`: {year: text}, the year in which the period ends."""
    month = 8 if indicator.periodicity == "school" else 12
    said = [
        actions.Said(
            indicator, year * 100 + month, read_figure(text, kind=indicator.kind, unit=indicator.unit)
        )
        for year, text in values.items()
    ]
    origin = actions.Origin("import", source="bilan")
    actions.record_values(
        indicator.contract, said, origin=origin, standing=Standing.OFFICIAL, by=admin, at=AT
    )
    return queries.situation_of(indicator, on=TODAY)


def one(contract, words):
    return next(row for row in queries.indicators_of(contract) if words in row.wording)


@pytest.mark.parametrize(("name", "at_least"), DOCUMENTS.items())
def test_every_indicator_of_a_real_contract_comes_alive(name, at_least, read_contract, admin, client):
    contract = read_contract(name)
    rows = list(queries.indicators_of(contract))
    assert len(rows) >= at_least

    for row in rows:
        row = define(row, admin)
        if row.source_state == "none":
            continue
        assert exports.missing_from(row) in ([], ["unité"], ["unité", "sens souhaité"], ["sens souhaité"])
        if row.kind != IndicatorKind.REGISTER:
            feed(row, admin, {2021: SAID.get(row.kind, "10"), 2022: SAID.get(row.kind, "12")})

    told = queries.situations_in(contract, on=TODAY)
    counted = [situation for situation in told if situation.indicator.direction and situation.is_fed]
    assert {situation.progress.state for situation in counted} <= {
        ProgressState.BETTER,
        ProgressState.WORSE,
        ProgressState.STABLE,
        ProgressState.NOT_ASSESSABLE,
    }
    client.force_login(admin)
    for page in ("indicator_list", "indicators_by_lead", "indicators_by_place", "enter_values"):
        assert client.get(reverse(f"monitoring:{page}", args=[contract.pk])).status_code == 200
    for row in rows[:3]:
        assert client.get(reverse("monitoring:indicator_detail", args=[row.pk])).status_code == 200


def test_the_table_of_istres_has_its_communes_its_levels_and_its_indicators(read_contract, admin):
    contract = read_contract(ISTRES)

    levels = {row.node.engagement for row in queries.indicators_of(contract)}
    assert levels == {Engagement.LAUNCHING, Engagement.ROLLING_OUT}
    communes = [node for node in contract.nodes.order_by("pk") if node.label == "commune"]
    blocks = {
        node.title: exports.indicators_block(node, date(2022, 1, 1), date(2022, 12, 31)) for node in communes
    }
    counts = {title: len(block["rows"]) for title, block in blocks.items()}
    assert (counts["Istres"], counts["Port Saint Louis du Rhône"]) == (3, 10)
    assert counts["Miramas"] > 20
    assert sum(counts.values()) == queries.indicators_of(contract).count()
    followed = one(contract, "élèves suivis en PRE")
    followed = define(followed, admin)
    assert (followed.kind, followed.unit, followed.periodicity) == ("number", "élèves", "school")
    assert (followed.counts_people, followed.needs_sex) == (True, True)
    situation = feed(followed, admin, {2021: "42", 2022: "57"})
    assert situation.progress.state == ProgressState.BETTER
    assert situation.lacks_sex


def test_the_fund_of_brest_is_entirely_used_in_2022_or_it_is_not(read_contract, admin):
    contract = read_contract(BREST)
    fund = one(contract, "onsommation de l'enveloppe")

    fund = define(fund, admin, baseline=40.0, baseline_on=date(2019, 12, 31))

    assert (fund.kind, fund.unit, fund.target, fund.target_on) == ("ratio", "%", 100.0, date(2022, 12, 31))
    half = feed(fund, admin, {2020: "16 000 sur 25 000", 2021: "20 000 sur 25 000"})
    assert half.progress.state == ProgressState.ON_TRACK
    assert half.headline.number == 80
    over = feed(fund, admin, {2022: "24 000 sur 25 000"})
    assert over.progress.state != ProgressState.ACHIEVED
    done = feed(fund, admin, {2022: "25 000 sur 25 000"})
    assert done.progress.state == ProgressState.ACHIEVED
    [(_label, said)] = exports.wholes_of(done, list(queries.values_of(fund)))
    assert said == "81,33\u00a0% (61\u202f000 sur 75\u202f000)"


def test_half_of_the_health_projects_of_brest_are_about_children(read_contract, admin):
    contract = read_contract(BREST)
    beside = one(contract, "santé communautaire")
    half = actions.add_indicator(
        contract,
        wording="Part des expérimentations de santé communautaire qui concernent la santé des enfants",
        node=beside.node,
        by=admin,
        at=AT,
        kind="ratio",
        unit="%",
        direction="rise",
        periodicity="year",
        source_state="known",
        target=50.0,
        target_on=date(2022, 12, 31),
        baseline=0.0,
        baseline_on=date(2019, 12, 31),
    )

    assert feed(half, admin, {2021: "1 sur 4"}).progress.state == ProgressState.ACCELERATE
    assert feed(half, admin, {2022: "3 sur 6"}).progress.state == ProgressState.ACHIEVED
    judged = define(beside, admin)
    assert judged.kind == IndicatorKind.JUDGEMENT
    assert feed(judged, admin, {2022: "Deux actions sur trois"}).progress.reason == (
        "Cet indicateur s’apprécie en toutes lettres."
    )


def test_brest_says_of_one_that_nobody_has_data(read_contract, admin):
    contract = read_contract(BREST)

    row = define(one(contract, "agressions"), admin)

    assert (row.source_state, exports.missing_from(row)) == ("none", [])
    assert queries.situation_of(row, on=TODAY).progress.reason == "Aucune source n’existe."
