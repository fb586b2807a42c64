"""What a proposal becomes, once or not at all."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.choices import Generation, StepKind
from reciproque.contracts.models import AdoptionStep, Contract, Signature, Term, Text
from reciproque.contracts.tests.factories import ContractFactory, SignatureFactory
from reciproque.core.refusals import Refused
from reciproque.framework.models import Node, Result, Tree
from reciproque.governance.models import Body
from reciproque.intake.actions.accepting import accept_reading
from reciproque.intake.actions.reviewing import discard_item
from reciproque.intake.choices import ItemKind, ReadingState
from reciproque.intake.models import Item
from reciproque.intake.queries import terms_of, waiting_data
from reciproque.intake.rules import Terms
from reciproque.intake.tests.factories import AT, CONTRACT, ItemFactory, ReadingFactory, brought
from reciproque.journal.models import Entry
from reciproque.monitoring.models import Indicator
from reciproque.organisations.tests.factories import OrganisationFactory
from reciproque.partners.models import Commitment
from reciproque.territories.choices import NeighbourhoodKind
from reciproque.territories.models import Neighbourhood
from reciproque.territories.tests.factories import CommuneFactory, EpciFactory, NeighbourhoodFactory


def accepted(reading, by, *, contract=None, **terms):
    values = {"name": "Contrat de Valbourg", "title": "Protocole", **terms}
    return accept_reading(reading, contract=contract, terms=Terms(**values), by=by, at=AT)


def test_a_document_becomes_a_contract_with_all_that_it_says(ada):
    valbourg = CommuneFactory(name="Valbourg", epci=EpciFactory())
    reading = brought(CONTRACT, by=ada)

    contract = accept_reading(reading, contract=None, terms=terms_of(reading), by=ada, at=AT)

    places = {p.name: (p.kind, p.populations.get().count) for p in contract.neighbourhoods.all()}
    assert contract.name == "Contrat de ville : Valbourg"
    assert (list(contract.communes.all()), contract.epci) == ([valbourg], valbourg.epci)
    assert places == {
        "Les Tilleuls": (NeighbourhoodKind.QPV_2015, 2300),
        "Le Port": (NeighbourhoodKind.QVA, 1150),
    }
    assert [(n.code, n.title) for n in Node.objects.exclude(code="").order_by("position")] == [
        ("Axe 1", "Réussir dès l'enfance"),
        ("1.1", "Accompagner les familles"),
        ("Axe 2", "Habiter mieux"),
        ("2.1", "Rénover les logements"),
    ]
    result = Result.objects.get(wording="Davantage de familles suivies")
    assert (result.node.code, result.node.parent.code) == ("1.1", "Axe 1")
    assert Indicator.objects.get(wording="Familles suivies").node == result.node
    assert {s.printed for s in Signature.objects.all()} == {"État", "Ville de Valbourg"}
    assert [(b.name, b.meetings_per_year) for b in Body.objects.all()] == [("comité de pilotage", 2)]
    assert Commitment.objects.get().wording.startswith("L'État s'engage")
    step = AdoptionStep.objects.get()
    assert (step.kind, step.on) == (StepKind.STEERING, date(2019, 7, 3))


def test_every_row_made_keeps_its_passage_and_every_item_says_what_it_became(ada):
    reading = brought(CONTRACT, by=ada)

    contract = accepted(reading, ada)

    node = Node.objects.get(code="1.1")
    item = Item.objects.get(target_label="framework.node", target_key=node.pk)
    assert (node.passage.anchor, node.passage.text) == (item.anchor, Text.objects.get(contract=contract))
    waits = set(reading.items.filter(target_key=None).values_list("kind", flat=True))
    assert waits == {ItemKind.AMOUNT, ItemKind.DATE, ItemKind.LEFTOVER}
    assert {item.kind for item in waiting_data(contract)} == {ItemKind.AMOUNT, ItemKind.DATE}


def test_accepting_twice_makes_nothing_twice(ada):
    reading = brought(CONTRACT, by=ada)
    accepted(reading, ada)
    before = (Contract.objects.count(), Node.objects.count(), Entry.objects.count())

    with pytest.raises(Refused, match="déjà acceptée"):
        accepted(reading, ada)

    assert (Contract.objects.count(), Node.objects.count(), Entry.objects.count()) == before


def test_the_same_file_is_not_taken_over_twice_by_two_people(ada):
    other = MembershipFactory(role=Role.ADMINISTRATOR).user
    first = ReadingFactory(asked_by=ada)
    second = ReadingFactory(asked_by=other, file=first.file)
    ItemFactory(reading=first)
    ItemFactory(reading=second)
    contract = accepted(first, ada)

    with pytest.raises(Refused, match="déjà été repris"):
        accepted(second, other, contract=contract)

    assert Text.objects.count() == 1


def test_a_second_text_adds_to_the_contract_and_overwrites_nothing(ada):
    contract = accepted(brought(CONTRACT, by=ada), ada)

    accepted(brought(CONTRACT + "\n\nUne phrase de plus.\n", by=ada), ada, contract=contract, title="Avenant")

    assert [text.title for text in contract.texts.order_by("pk")] == ["Protocole", "Avenant"]
    assert (contract.neighbourhoods.count(), Neighbourhood.objects.count()) == (2, 2)
    assert Tree.objects.filter(contract=contract).count() == 2


def test_what_was_discarded_is_not_taken_over_and_its_children_are(ada):
    reading = brought(CONTRACT, by=ada)
    discard_item(reading.items.get(words="Réussir dès l'enfance"), by=ada, at=AT)

    accepted(reading, ada)

    assert not Node.objects.filter(title="Réussir dès l'enfance").exists()
    assert Node.objects.get(title="Accompagner les familles").parent.title == "Cadre stratégique"
    assert Result.objects.get(wording="Davantage de familles suivies").node is not None


def test_what_fails_in_the_middle_leaves_nothing(ada):
    reading = brought(CONTRACT, by=ada)
    reading.items.filter(kind=ItemKind.NEIGHBOURHOOD, words="Le Port").update(words="…")
    before = Entry.objects.count()

    with pytest.raises(Refused, match="nom du quartier"):
        accepted(reading, ada)

    reading.refresh_from_db()
    assert reading.state == ReadingState.READY
    assert [Contract.objects.count(), Text.objects.count(), Neighbourhood.objects.count()] == [0, 0, 0]
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({"title": " "}, "Donnez un titre"),
        ({"name": ""}, "Donnez un nom"),
        ({"starts_on": date(2022, 1, 1), "ends_on": date(2020, 1, 1)}, "fin du texte"),
    ],
)
def test_each_missing_piece_is_named(ada, lacking, said):
    reading = ItemFactory(reading__asked_by=ada).reading

    with pytest.raises(Refused, match=said):
        accepted(reading, ada, **lacking)


def test_a_proposal_of_which_nothing_is_left_is_refused(ada):
    reading = ItemFactory(reading__asked_by=ada, kind=ItemKind.LEFTOVER).reading

    with pytest.raises(Refused, match="aucun élément"):
        accepted(reading, ada)


def test_a_project_team_steers_the_contract_that_it_makes(tom):
    contract = accepted(ItemFactory(reading__asked_by=tom).reading, tom)

    assert tom.memberships.filter(role=Role.TEAM, contract_id=contract.pk).exists()


def test_nobody_accepts_into_the_contract_of_others(tom):
    reading = ItemFactory(reading__asked_by=tom).reading

    with pytest.raises(PermissionDenied):
        accepted(reading, tom, contract=ContractFactory())
    with pytest.raises(PermissionDenied):
        accepted(reading, UserFactory())


def test_the_same_name_in_two_communes_is_two_places(ada):
    communes = [CommuneFactory(name="Aval"), CommuneFactory(name="Amont")]
    reading = ReadingFactory(asked_by=ada)
    for commune in communes:
        data = f'{{"type": "QPV", "commune": "{commune.name}"}}'
        ItemFactory(reading=reading, kind=ItemKind.NEIGHBOURHOOD, words="Centre", data_json=data)

    contract = accepted(reading, ada)

    found = {place.communes.get() for place in contract.neighbourhoods.filter(name="Centre")}
    assert found == set(communes)


def test_the_official_neighbourhood_is_found_for_the_new_generation(ada):
    commune = CommuneFactory(name="Valbourg")
    official = NeighbourhoodFactory(
        name="Les Tilleuls", kind=NeighbourhoodKind.QPV_2024, code="QN09999M", communes=[commune]
    )
    data = '{"type": "QPV", "commune": "Valbourg"}'
    item = ItemFactory(
        reading__asked_by=ada, kind=ItemKind.NEIGHBOURHOOD, words="Les Tilleuls", data_json=data
    )

    contract = accepted(item.reading, ada, generation=Generation.COMMITMENTS)

    assert list(contract.neighbourhoods.all()) == [official]


def test_a_name_without_a_proper_noun_never_means_a_body_of_elsewhere(ada):
    elsewhere = OrganisationFactory(name="Agence régionale de santé")
    item = ItemFactory(reading__asked_by=ada, kind=ItemKind.SIGNATORY, words="Agence régionale de santé")

    contract = accepted(item.reading, ada)

    body = Signature.objects.get(text__contract=contract).organisation
    assert body.name == elsewhere.name
    assert body != elsewhere


def test_a_body_that_signed_another_text_of_the_contract_is_the_same(ada):
    contract = ContractFactory()
    known = SignatureFactory(text__contract=contract).organisation
    item = ItemFactory(reading__asked_by=ada, kind=ItemKind.SIGNATORY, words=known.name.upper())

    accepted(item.reading, ada, contract=contract)

    assert {one.organisation for one in Signature.objects.all()} == {known}


@pytest.mark.parametrize(
    ("party", "is_known"), [("la Ville de Valbourg", True), ("les partenaires", False), ("", False)]
)
def test_the_party_of_a_commitment_is_the_signatory_of_that_name(ada, party, is_known):
    reading = ReadingFactory(asked_by=ada)
    ItemFactory(reading=reading, kind=ItemKind.SIGNATORY, words="Ville de Valbourg")
    ItemFactory(reading=reading, kind=ItemKind.SIGNATORY, words="Ville d'Aubervent")
    data = json.dumps({"party": party})
    ItemFactory(reading=reading, kind=ItemKind.COMMITMENT, words="Entretenir les rues", data_json=data)

    accepted(reading, ada)

    commitment = Commitment.objects.get()
    wanted = Signature.objects.get(printed="Ville de Valbourg").organisation if is_known else None
    assert (commitment.party, commitment.organisation) == (party, wanted)


def test_a_term_and_its_meaning_come_to_the_text(ada):
    data = '{"definition": "Programme de réussite éducative"}'
    item = ItemFactory(reading__asked_by=ada, kind=ItemKind.TERM, words="PRE", data_json=data)

    accepted(item.reading, ada)

    assert [(term.word, term.meaning) for term in Term.objects.all()] == [
        ("PRE", "Programme de réussite éducative")
    ]
