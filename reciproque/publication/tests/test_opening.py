"""The team decides; everybody else finds nothing until it has."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.refusals import Refused
from reciproque.framework.tests.factories import NodeFactory, TreeFactory
from reciproque.journal.models import Entry
from reciproque.monitoring.actions import archive_indicator
from reciproque.monitoring.actions.recording import rewrite_headlines
from reciproque.monitoring.tests.factories import FedIndicatorFactory, IndicatorFactory, ValueFactory
from reciproque.publication import actions
from reciproque.publication.models import OpenData, PublishedIndicator
from reciproque.publication.rules.opening import beginnings, free_number
from reciproque.publication.tests.factories import AT, OpenDataFactory, PublishedIndicatorFactory


@pytest.fixture
def indicator():
    return FedIndicatorFactory()


@pytest.fixture
def contract(indicator):
    return indicator.contract


@pytest.fixture
def team(contract):
    return member_of(contract)


def page(contract, name=""):
    return f"{reverse('publication:open_data_page', args=[contract.pk])}{name}"


def test_nothing_is_open_by_itself(client, contract, indicator):
    ValueFactory(indicator=indicator)
    PublishedIndicatorFactory(indicator=indicator)
    actions.refresh(at=AT)

    for name in ("", "datapackage.json", "data/1-1-1.csv", "zip/all_indicators.zip"):
        assert client.get(page(contract, name)).status_code == 404


def test_opening_and_closing_leave_a_trace(client, contract, indicator, team):
    actions.choose_indicators(contract, [indicator.pk], by=team, at=AT)
    actions.open_data(contract, by=team, at=AT)
    assert client.get(page(contract)).status_code == 200
    actions.open_data(contract, by=team, at=AT)
    actions.close_data(contract, by=team, at=AT)

    assert client.get(page(contract)).status_code == 404
    acts = list(Entry.objects.filter(act__startswith="opendata").order_by("pk").values_list("act", flat=True))
    assert acts == ["opendata.chosen", "opendata.opened", "opendata.closed"]


def test_an_empty_choice_opens_nothing(contract, team):
    with pytest.raises(Refused, match="au moins un indicateur"):
        actions.open_data(contract, by=team, at=AT)

    assert not OpenData.objects.filter(opened_at__isnull=False).exists()


def test_who_reads_does_not_open(contract, indicator):
    reader = UserFactory()
    MembershipFactory(user=reader, contract_id=contract.pk, role=Role.READER)
    for deed in (
        lambda: actions.open_data(contract, by=reader, at=AT),
        lambda: actions.close_data(contract, by=reader, at=AT),
        lambda: actions.choose_indicators(contract, [indicator.pk], by=reader, at=AT),
        lambda: actions.set_open_data(contract, seen=None, by=reader, at=AT, about="x"),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_what_cannot_be_published_is_named(contract, team):
    undefined = IndicatorFactory(node=None, contract=contract, wording="Sans nature")
    strange = FedIndicatorFactory(node=None, contract=ContractFactory())

    with pytest.raises(Refused) as refused:
        actions.choose_indicators(contract, [undefined.pk, strange.pk], by=team, at=AT)

    assert any("Sans nature" in reason for reason in refused.value.reasons)
    assert any("autre contrat" in reason for reason in refused.value.reasons)
    assert not PublishedIndicator.objects.exists()


def test_a_number_is_kept_for_ever(contract, indicator, team):
    node = indicator.node
    actions.choose_indicators(contract, [indicator.pk], by=team, at=AT)
    actions.choose_indicators(contract, [], by=team, at=AT)
    second = FedIndicatorFactory(node=node)
    actions.choose_indicators(contract, [second.pk], by=team, at=AT)
    assert actions.choose_indicators(contract, [indicator.pk, second.pk], by=team, at=AT) == 1
    assert actions.choose_indicators(contract, [indicator.pk, second.pk], by=team, at=AT) == 0

    numbers = dict(PublishedIndicator.objects.values_list("indicator_id", "number"))
    assert numbers == {indicator.pk: "1-0-1", second.pk: "1-0-2"}


def test_numbers_follow_the_tree():
    tree = TreeFactory()
    first, second = NodeFactory(tree=tree, position=1), NodeFactory(tree=tree, position=2)
    below = NodeFactory(tree=tree, parent=second, position=1)
    deep = NodeFactory(tree=tree, parent=below)
    nodes = [(one.pk, one.parent_id) for one in (first, second, below, deep)]

    told = beginnings([*nodes, (10**6, 10**7)])

    assert [told[one.pk] for one in (first, second, below, deep)] == ["1-0", "2-0", "2-1", "2-1"]
    assert told[10**6] == "3-0"
    assert free_number("2-1", {"2-1-1", "2-1-2", "2-1-4"}) == "2-1-3"


def test_an_archived_indicator_leaves_by_itself(client, contract, indicator, team):
    ValueFactory(indicator=indicator)
    actions.choose_indicators(contract, [indicator.pk], by=team, at=AT)
    actions.open_data(contract, by=team, at=AT)
    actions.refresh(at=AT)
    assert client.get(page(contract, "data/1-0-1.csv")).status_code == 200

    archive_indicator(indicator, by=team, at=AT)

    assert client.get(page(contract, "data/1-0-1.csv")).status_code == 404
    assert "1-0-1" not in client.get(page(contract, "datapackage.json")).content.decode()


def test_anybody_reads_and_other_sites_too(client, contract, indicator, read):
    ValueFactory(indicator=indicator, number=0)
    rewrite_headlines([indicator.pk])
    OpenDataFactory(contract=contract, about="Nos <b>chiffres</b>")
    PublishedIndicatorFactory(indicator=indicator, number="1-1-1")
    actions.refresh(at=AT)

    shown = read(client.get(page(contract)))
    file = client.get(page(contract, "data/1-1-1.csv"))

    assert shown.select_one("tbody th").get_text() == indicator.wording
    assert shown.select("tbody td")[1].get_text().startswith("0")
    assert "Nos <b>chiffres</b>" in shown.get_text()
    assert file.content.decode() == "Year,Value\n2024,0\n"
    assert file["Access-Control-Allow-Origin"] == "*"
    again = client.get(page(contract, "data/1-1-1.csv"), headers={"If-None-Match": file["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert contract.name in client.get(reverse("publication:open_data_list")).content.decode()


def test_the_team_ticks_what_it_publishes(client, contract, indicator, team, read):
    client.force_login(team)
    edit = reverse("publication:edit_open_data", args=[contract.pk])

    client.post(
        reverse("publication:choose_indicators", args=[contract.pk]), {"indicator": [indicator.pk, "x"]}
    )
    client.post(reverse("publication:open_data", args=[contract.pk]))
    client.post(
        edit, {"licence": "odbl-1.0", "about": "Les nôtres", "contact": "ville@exemple.fr", "version": 2}
    )

    shown = read(client.get(edit))
    opened = OpenData.objects.get(contract=contract)
    assert shown.select_one("input[name=indicator]").has_attr("checked")
    assert opened.opened_at is not None
    assert (opened.licence, opened.about) == ("odbl-1.0", "Les nôtres")


def test_the_page_costs_the_same_whatever_it_holds(client, contract, query_count_is_flat):
    OpenDataFactory(contract=contract)

    def more():
        one = FedIndicatorFactory(node=None, contract=contract)
        PublishedIndicatorFactory(indicator=one, number=f"0-0-{one.pk}")
        actions.refresh(at=AT)

    query_count_is_flat(page(contract), more, at_most=4)
