"""What the framework shows on the page of the contract: objectives without a lead, levels of engagement."""

from django.urls import reverse

from reciproque.framework.choices import Engagement
from reciproque.framework.tests.factories import NodeFactory
from reciproque.organisations.tests.factories import OrganisationFactory


def shown(client, read, tree):
    return read(client.get(reverse("contracts:contract_detail", args=[tree.contract_id])))


def test_objectives_without_a_lead_are_counted_and_listed(client, read, tree, team):
    NodeFactory(tree=tree, title="Lire")
    NodeFactory(tree=tree, title="Écrire", lead_organisation=OrganisationFactory())
    client.force_login(team)

    chip = next(one for one in shown(client, read, tree).select("a.chip") if "sans pilote" in one.text)

    assert " ".join(chip.text.split()) == "objectifs sans pilote 1"
    assert [row.text for row in read(client.get(chip["href"])).select(".tree .name a")] == ["Lire"]


def test_levels_of_engagement_are_shown_once_somebody_has_said_one(client, read, tree, team):
    node = NodeFactory(tree=tree)
    NodeFactory.create_batch(3, tree=tree)
    client.force_login(team)
    assert "Engagement des objectifs" not in shown(client, read, tree).text

    node.engagement = Engagement.DONE
    node.save()

    lines = [
        " ".join(line.get_text(" ").split()) for line in shown(client, read, tree).select(".measures li")
    ]
    assert lines == ["réalisé 25 % 1 réalisé", "non renseigné 75 % 3 non renseigné"]
