"""The register of commitments: who sees it, what is late, what follows a merger."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.contracts.tests.factories import ContractFactory, PassageFactory, TextFactory, member_of
from reciproque.core.refusals import Refused
from reciproque.core.registers import sheet_blocks
from reciproque.framework.actions.merging import merge_nodes
from reciproque.framework.actions.shaping import archive_node
from reciproque.framework.tests.factories import NodeFactory
from reciproque.journal.models import Entry
from reciproque.organisations.tests.factories import OrganisationFactory
from reciproque.partners import actions
from reciproque.partners.exports import about_commitments
from reciproque.partners.models import Commitment
from reciproque.partners.tests.factories import CommitmentFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def at(name, *args):
    return reverse(f"partners:{name}", args=args)


@pytest.fixture
def commitment():
    return CommitmentFactory(wording="Maintenir les crédits spécifiques")


@pytest.fixture
def team(commitment):
    return member_of(commitment.contract)


def statuses(client, user, urls):
    client.force_login(user)
    return {client.get(url).status_code for url in urls}


def test_each_role_finds_its_pages(client, commitment, team):
    reads = [at("commitment_list", commitment.contract_id), at("commitment_detail", commitment.pk)]
    reads.append(at("commitments_on_node", commitment.node_id))
    acts = [at("edit_commitment", commitment.pk)]
    own = [at("add_commitment", commitment.contract_id), at("archived_list", commitment.contract_id)]
    stranger, reader = member_of(ContractFactory()), member_of(commitment.contract, Role.READER)
    lead = MembershipFactory(
        role=Role.LEAD, contract_id=commitment.contract_id, scope_id=commitment.node_id
    ).user

    assert statuses(client, team, reads + acts + own) == {200}
    assert statuses(client, stranger, reads + acts + own) == {404}
    assert (statuses(client, reader, reads), statuses(client, reader, acts)) == ({200}, {403})
    assert statuses(client, lead, reads[1:]) == {200}
    assert statuses(client, lead, [reads[0], *own]) == {404}


def test_a_lead_is_offered_no_link_that_she_cannot_open(client, commitment, read):
    commitment.text = TextFactory(contract=commitment.contract)
    commitment.save()
    lead = MembershipFactory(
        role=Role.LEAD, contract_id=commitment.contract_id, scope_id=commitment.node_id
    ).user
    client.force_login(lead)

    page = read(client.get(at("commitment_detail", commitment.pk)))

    links = {link["href"] for link in page.select("main a[href^='/']")}
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)
    assert commitment.text.title in page.get_text()


def test_a_commitment_of_a_party_that_is_on_no_list_is_typed(client, commitment, team, read):
    client.force_login(team)
    link = read(client.get(at("commitments_on_node", commitment.node_id))).select_one(".head .acts a")["href"]

    client.post(link, {"wording": "Ouvrir le gymnase", "party": "Les bailleurs", "node": commitment.node_id})

    made = Commitment.objects.get(wording="Ouvrir le gymnase")
    assert (made.party, made.organisation, made.node) == ("Les bailleurs", None, commitment.node)
    assert "Les bailleurs" in read(client.get(at("commitment_list", made.contract_id))).get_text()


def test_an_untouched_party_stays_even_when_it_no_longer_exists(client, commitment, team, read):
    commitment.organisation = OrganisationFactory(archived_at=AT)
    commitment.save()
    client.force_login(team)

    page = read(client.get(at("edit_commitment", commitment.pk)))

    assert page.select_one("[name=organisation] option[selected]")["value"] == str(commitment.organisation_id)
    assert page.select_one("[name=node] option[selected]")["value"] == str(commitment.node_id)


def test_a_day_that_has_passed_is_said_and_found(client, commitment, team, read):
    today = timezone.localdate()
    CommitmentFactory(node=commitment.node, wording="Hier", due_on=today - timedelta(days=1))
    CommitmentFactory(node=commitment.node, wording="Aujourd’hui", due_on=today)
    client.force_login(team)

    page = read(client.get(at("commitment_list", commitment.contract_id), {"filtre": "echus"}))

    assert [cell.get_text(strip=True) for cell in page.select("tbody th")] == ["Hier"]
    assert "1 dont l’échéance est passée" in page.get_text()
    late = Commitment.objects.get(wording="Hier")
    assert "(passée)" in read(client.get(at("commitment_detail", late.pk))).get_text()


def test_the_register_in_figures(commitment):
    due = {"due_on": date(2026, 1, 1)}
    CommitmentFactory(node=None, contract=commitment.contract, organisation=None, **due)
    CommitmentFactory(node=commitment.node, archived_at=AT, **due)

    assert about_commitments(commitment.contract, on=date(2026, 1, 2)) == {
        "commitments": 2,
        "with_party": 1,
        "with_node": 1,
        "late": 1,
    }


def test_an_objective_with_commitments_is_not_archived_and_a_merger_takes_them_along(commitment, team):
    other = NodeFactory(tree=commitment.node.tree)
    with pytest.raises(Refused, match="porte 1 engagement"):
        archive_node(commitment.node, by=team, at=AT)

    merge_nodes(other, [commitment.node], by=team, at=AT)

    assert list(other.commitments.all()) == [commitment]


def test_a_commitment_is_edited_archived_and_restored_with_a_trace(client, commitment, team, read):
    client.force_login(team)
    client.post(
        at("edit_commitment", commitment.pk),
        {"wording": "Augmenter les crédits", "due_on": "2027-01-31", "version": 1},
    )
    client.post(at("archive_commitment", commitment.pk))
    page = read(client.get(at("commitment_detail", commitment.pk)))
    client.post(page.select_one("main form")["action"])

    commitment.refresh_from_db()
    assert (commitment.wording, commitment.due_on) == ("Augmenter les crédits", date(2027, 1, 31))
    assert (commitment.archived_at, commitment.search_key) == (None, "augmenter les credits")
    acts = Entry.objects.order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["commitment.edited", "commitment.archived", "commitment.restored"]


def test_two_people_do_not_overwrite_one_commitment(commitment, team):
    actions.edit_commitment(commitment, seen=1, party="L’État", by=team, at=AT)

    with pytest.raises(Refused, match="Quelqu’un d’autre"):
        actions.edit_commitment(commitment, seen=1, party="La Région", by=team, at=AT)


def test_many_come_as_one_act(commitment, team):
    rows = [Commitment(contract=commitment.contract, wording=str(n), search_key=str(n)) for n in range(3)]

    actions.bring_commitments(rows, contract=commitment.contract, by=team, at=AT)

    entry = Entry.objects.get()
    assert (entry.sentence, commitment.contract.commitments.count()) == (
        "a repris 3 engagements d’un document",
        4,
    )


def test_lists_cost_the_same_whatever_their_length(client, commitment, team, query_count_is_flat):
    client.force_login(team)

    def grow():
        text = TextFactory(contract=commitment.contract)
        CommitmentFactory(node=commitment.node, text=text, passage=PassageFactory(text=text))
        CommitmentFactory(node=commitment.node, archived_at=AT)

    query_count_is_flat(at("commitment_list", commitment.contract_id), grow, at_most=12)
    query_count_is_flat(at("commitments_on_node", commitment.node_id), grow, at_most=14)
    query_count_is_flat(at("archived_list", commitment.contract_id), grow, at_most=10)


def test_an_organisation_shows_its_commitments_to_who_may_read_them(client, commitment, team, read):
    page = reverse("contracts:organisation_detail", args=[commitment.organisation_id])
    client.force_login(team)
    assert "Maintenir les crédits spécifiques" in client.get(page).content.decode()

    client.force_login(member_of(ContractFactory()))
    assert "Maintenir les crédits spécifiques" not in client.get(page).content.decode()


def test_the_contract_says_what_is_late_and_leads_to_it(client, commitment, team, read):
    commitment.due_on = date(2020, 1, 1)
    commitment.save()
    CommitmentFactory(contract=commitment.contract, due_on=date(2099, 1, 1))
    client.force_login(team)

    page = read(client.get(reverse("contracts:contract_detail", args=[commitment.contract_id])))

    late = page.select_one(".chip.late")
    assert " ".join(late.text.split()) == "engagements dont l’échéance est passée 1"
    rows = read(client.get(late["href"])).select("tbody th")
    assert [row.get_text(strip=True) for row in rows] == ["Maintenir les crédits spécifiques"]


def test_a_sheet_knows_who_has_committed_to_what():
    one = CommitmentFactory(wording="Ouvrir une permanence par semaine", due_on=date(2026, 12, 31))
    CommitmentFactory(node=one.node, contract=one.contract, archived_at=datetime(2026, 1, 1, tzinfo=UTC))
    block = next(each for each in sheet_blocks.on("framework.node") if each.key == "partners.commitments")

    told = block.facts(one.node, date(2026, 1, 1), date(2026, 12, 31))

    assert [row[1:] for row in told["rows"]] == [["Ouvrir une permanence par semaine", "31 décembre 2026"]]
    assert block.facts(NodeFactory(), date(2026, 1, 1), date(2026, 12, 31)) is None
