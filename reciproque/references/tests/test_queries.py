from reciproque.references.choices import P147
from reciproque.references.queries import listed_contracts_like, nomenclatures, references_of
from reciproque.references.tests.factories import ListedContractFactory, NomenclatureFactory, ReferenceFactory


def test_the_lines_of_a_list_come_in_its_order():
    p147 = NomenclatureFactory(code=P147)
    second = ReferenceFactory(nomenclature=p147, position=2)
    first = ReferenceFactory(nomenclature=p147, position=1)
    ReferenceFactory()

    assert list(references_of(P147)) == [first, second]


def test_all_lists_and_their_lines_cost_two_questions(django_assert_num_queries):
    for _ in range(3):
        ReferenceFactory()

    with django_assert_num_queries(2):
        assert [len(one.references.all()) for one in nomenclatures()] == [1, 1, 1]


def test_a_listed_contract_is_found_without_accents_or_by_its_siren():
    guéret = ListedContractFactory(name="CA du Grand Guéret", epci_siren="200034825")
    ListedContractFactory(name="CA du Bassin de Brive")

    assert list(listed_contracts_like("gueret GRAND")) == [guéret]
    assert list(listed_contracts_like("", epci_siren="200034825")) == [guéret]
