"""Indicators: who sees them, how a wording becomes a definition, what follows a merger."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.contracts.tests.factories import ContractFactory, PassageFactory, member_of
from reciproque.core.refusals import Refused
from reciproque.framework.actions.merging import merge_nodes
from reciproque.framework.actions.shaping import archive_node
from reciproque.framework.tests.factories import NodeFactory
from reciproque.journal.models import Entry
from reciproque.monitoring import actions
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.tests.factories import IndicatorFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def at(name, *args):
    return reverse(f"monitoring:{name}", args=args)


@pytest.fixture
def indicator():
    return IndicatorFactory(wording="Nombre de familles suivies")


@pytest.fixture
def team(indicator):
    return member_of(indicator.contract)


def pages(indicator):
    reads = [at("indicator_list", indicator.contract_id), at("indicator_detail", indicator.pk)]
    reads.append(at("indicators_on_node", indicator.node_id))
    acts = [at("edit_indicator", indicator.pk)]
    own = [at("add_indicator", indicator.contract_id), at("archived_list", indicator.contract_id)]
    return reads, acts, own


def statuses(client, user, urls):
    client.force_login(user)
    return {client.get(url).status_code for url in urls}


def test_each_role_finds_its_pages(client, indicator, team):
    reads, acts, own = pages(indicator)
    stranger, reader = member_of(ContractFactory()), member_of(indicator.contract, Role.READER)
    lead = MembershipFactory(
        role=Role.LEAD, contract_id=indicator.contract_id, scope_id=indicator.node_id
    ).user

    assert statuses(client, team, reads + acts + own) == {200}
    assert statuses(client, stranger, reads + acts + own) == {404}
    assert (statuses(client, reader, reads), statuses(client, reader, acts)) == ({200}, {403})
    assert statuses(client, lead, reads[1:]) == {200}
    assert statuses(client, lead, [reads[0], *own]) == {404}
    assert statuses(client, lead, acts) == {403}


def test_a_lead_sees_the_indicators_of_hers_and_below(client, indicator):
    child = NodeFactory(parent=indicator.node)
    below, beside = IndicatorFactory(node=child), IndicatorFactory(node=NodeFactory(tree=indicator.node.tree))
    lead = MembershipFactory(
        role=Role.LEAD, contract_id=indicator.contract_id, scope_id=indicator.node_id
    ).user

    assert statuses(client, lead, [at("indicator_detail", below.pk)]) == {200}
    assert statuses(client, lead, [at("indicator_detail", beside.pk)]) == {404}


def test_a_proposal_is_shown_and_written_only_when_confirmed(client, indicator, team, read):
    client.force_login(team)
    page = read(client.get(at("indicator_detail", indicator.pk)))
    assert "nombre (proposé d’après le libellé, à confirmer)" in page.get_text()
    client.post(
        at("edit_indicator", indicator.pk),
        {"wording": indicator.wording, "unit": "familles", "source_state": "unknown", "version": 1},
    )
    indicator.refresh_from_db()
    assert (indicator.unit, indicator.kind, indicator.counts_people) == ("familles", "", None)

    client.post(at("confirm_indicator", indicator.pk), {"version": 2})

    indicator.refresh_from_db()
    assert (indicator.kind, indicator.counts_people, indicator.version) == ("number", True, 3)
    page = read(client.get(at("indicator_detail", indicator.pk)))
    assert "à confirmer" not in page.get_text()
    assert not page.select(f"form[action='{at('confirm_indicator', indicator.pk)}']")


def test_a_confirmation_of_what_changed_meanwhile_is_refused(client, indicator, team, read):
    client.force_login(team)
    Indicator.objects.filter(pk=indicator.pk).update(wording="Montant des aides", version=2)

    page = read(client.post(at("confirm_indicator", indicator.pk), {"version": 1}, follow=True))

    assert "Quelqu’un d’autre a modifié" in page.get_text()
    assert Indicator.objects.get(pk=indicator.pk).kind == ""


def test_what_a_person_decided_is_no_proposal_any_more(client, team, indicator, read):
    Indicator.objects.filter(pk=indicator.pk).update(kind="register", counts_people=False)
    client.force_login(team)

    page = read(client.get(at("edit_indicator", indicator.pk)))

    assert "D’après le libellé" not in page.get_text()
    assert page.select_one("[name=kind] option[selected]")["value"] == "register"


def test_an_indicator_of_an_archived_objective_keeps_it_through_an_edit(client, indicator, team, read):
    type(indicator.node).objects.filter(pk=indicator.node_id).update(archived_at=AT)
    client.force_login(team)
    page = read(client.get(at("edit_indicator", indicator.pk)))

    assert page.select_one("[name=node] option[selected]")["value"] == str(indicator.node_id)


def test_an_indicator_is_added_from_its_objective_archived_and_restored(client, indicator, team, read):
    client.force_login(team)
    link = read(client.get(at("indicators_on_node", indicator.node_id))).select_one(".head .acts a")["href"]
    assert read(client.get(link)).select_one("[name=node] option[selected]")["value"] == str(
        indicator.node_id
    )

    client.post(link, {"wording": "Taux de réussite", "node": indicator.node_id, "source_state": "unknown"})
    made = Indicator.objects.get(wording="Taux de réussite")
    client.post(at("archive_indicator", made.pk))
    assert "Taux de réussite" in client.get(at("archived_list", made.contract_id)).content.decode()
    assert "Taux de réussite" not in client.get(at("indicator_list", made.contract_id)).content.decode()
    client.post(at("restore_indicator", made.pk))

    made.refresh_from_db()
    assert made.archived_at is None
    acts = (
        Entry.objects.filter(subject_label="monitoring.indicator")
        .order_by("pk")
        .values_list("act", flat=True)
    )
    assert list(acts) == ["indicator.added", "indicator.archived", "indicator.restored"]


def test_another_contract_s_objective_is_not_taken(client, indicator, team):
    client.force_login(team)
    away = NodeFactory()

    response = client.post(
        at("edit_indicator", indicator.pk),
        {"wording": "X", "node": away.pk, "source_state": "unknown", "version": 1},
    )

    assert response.status_code == 200
    assert Indicator.objects.get(pk=indicator.pk).node == indicator.node


@pytest.mark.parametrize(
    ("chip", "shown"),
    [("a-definir", ["B"]), ("sans-source", ["A", "B"]), ("personnes", ["A"]), ("sans-objectif", ["B"])],
)
def test_chips_narrow_the_list_and_its_export(client, read, chip, shown):
    contract = ContractFactory()
    IndicatorFactory(
        wording="A", kind="number", counts_people=True, node=NodeFactory(tree__contract=contract)
    )
    IndicatorFactory(wording="B", node=None, contract=contract)
    client.force_login(member_of(contract))
    url = at("indicator_list", contract.pk)

    assert [
        cell.get_text(strip=True) for cell in read(client.get(url, {"filtre": chip})).select("tbody th")
    ] == shown
    data = client.get(url, {"filtre": chip, "format": "xlsx"}).content
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == shown


def test_lists_cost_the_same_whatever_their_length(client, indicator, team, query_count_is_flat):
    client.force_login(team)

    def grow():
        passage = PassageFactory(text__contract=indicator.contract)
        IndicatorFactory(node=indicator.node, passage=passage)
        IndicatorFactory(node=indicator.node, archived_at=AT)

    query_count_is_flat(at("indicator_list", indicator.contract_id), grow, at_most=12)
    query_count_is_flat(at("indicators_on_node", indicator.node_id), grow, at_most=14)
    query_count_is_flat(at("archived_list", indicator.contract_id), grow, at_most=10)


def test_an_objective_with_indicators_is_not_archived_and_a_merger_takes_them_along(indicator, team):
    other = NodeFactory(tree=indicator.node.tree)
    gone = IndicatorFactory(node=indicator.node, archived_at=AT)
    with pytest.raises(Refused, match="porte 1 indicateur"):
        archive_node(indicator.node, by=team, at=AT)

    merge_nodes(other, [indicator.node], by=team, at=AT)

    assert set(other.indicators.all()) == {indicator, gone}


def test_two_people_do_not_overwrite_one_definition(indicator, team):
    actions.edit_indicator(indicator, seen=1, unit="familles", by=team, at=AT)

    with pytest.raises(Refused, match="Quelqu’un d’autre"):
        actions.edit_indicator(indicator, seen=1, unit="ménages", by=team, at=AT)
