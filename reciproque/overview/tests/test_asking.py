"""One question, several contracts: who finds what, where, and who does not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reciproque.accounts.actions.memberships import grant_role
from reciproque.accounts.choices import Role
from reciproque.accounts.rules.memberships import Grant
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import ContractFactory, TextFactory, member_of
from reciproque.framework.tests.factories import NodeFactory, ResultFactory, TreeFactory
from reciproque.office.keeping import document_to_json
from reciproque.office.reading.text import read_text
from reciproque.overview.actions.indexing import rebuild
from reciproque.overview.queries.asking import Asked, ask, search_everything
from reciproque.partners.tests.factories import CommitmentFactory


@pytest.fixture
def both(brest, metz):
    """Brest speaks of non-take-up, Metz of access to rights, under health."""
    health = NodeFactory(tree=TreeFactory(contract=brest), title="Santé", code="1")
    told = NodeFactory(parent=health, title="Réduire le non-recours aux soins", code="1.1")
    ResultFactory(node=told, wording="Moins de renoncement aux soins")
    NodeFactory(tree=TreeFactory(contract=metz), title="Favoriser l’accès aux droits")
    NodeFactory(tree=TreeFactory(contract=metz), title="Développer le sport")
    rebuild()
    return told


@pytest.fixture
def observer():
    user = UserFactory()
    grant_role(user, Grant.everywhere(Role.OBSERVER), by=None, at=timezone.now())
    return user


def texts(answers):
    return {column.contract.name: [one.text for one in column.found] for column in answers.columns}


def test_each_contract_answers_in_its_own_words(both, observer):
    answers = ask(observer, Asked("Que font-ils contre le non-recours ?"))

    assert texts(answers) == {
        "Contrat de Brest": ["1.1 Réduire le non-recours aux soins", "Moins de renoncement aux soins"],
        "Contrat de Metz": ["Favoriser l’accès aux droits"],
    }
    assert "accès aux droits" in [said for said, _sign, _why in answers.tried]
    [found] = answers.columns[0].groups[0][1]
    assert [title for title, _url in found.path] == ["1 Santé"]


def test_an_expression_that_is_set_aside_is_not_tried(both, observer):
    sign = next(
        sign for said, sign, _why in ask(observer, Asked("non-recours")).tried if said == "accès aux droits"
    )

    answers = ask(observer, Asked("non-recours", without=(sign,)))

    assert texts(answers)["Contrat de Metz"] == []


def test_an_expression_of_one_s_own_is_tried_too(both, observer):
    answers = ask(observer, Asked("non-recours", also=("sport",)))
    assert "Développer le sport" in texts(answers)["Contrat de Metz"]


def test_a_stranger_finds_nothing(both, someone):
    assert ask(someone, Asked("non-recours")).columns == []
    assert ask(someone, Asked("non-recours", contracts=(both.contract_id,))).columns == []
    assert search_everything(someone, "non-recours").groups == []


def test_a_reader_of_one_contract_finds_only_there(both, brest, metz):
    reader = member_of(metz, Role.READER)
    assert list(texts(ask(reader, Asked("non-recours")))) == ["Contrat de Metz"]
    assert texts(ask(reader, Asked("non-recours", contracts=(brest.pk,)))) == {}
    found = [one.text for _h, some, _m in search_everything(reader, "soins").groups for one in some]
    assert found == []


def test_a_lead_finds_only_under_her_objective(both, brest):
    lead = UserFactory()
    grant_role(lead, Grant.lead_of(both.pk), by=None, at=timezone.now())
    NodeFactory(tree=both.tree, title="Autre action contre le non-recours")
    rebuild()

    answers = ask(lead, Asked("non-recours"))

    assert texts(answers) == {
        "Contrat de Brest": ["1.1 Réduire le non-recours aux soins", "Moins de renoncement aux soins"]
    }
    assert answers.columns[0].groups[0][1][0].path == []


def test_the_whole_line_above_is_told_however_deep(both, observer):
    node = both
    for depth in range(6):
        node = NodeFactory(parent=node, title=f"Étage {depth}", code="")
    NodeFactory(parent=node, title="Ouvrir une buvette", code="")
    rebuild()

    [found] = ask(observer, Asked("buvette")).columns[0].found
    above = ["1 Santé", "1.1 Réduire le non-recours aux soins", *(f"Étage {depth}" for depth in range(6))]
    assert [title for title, _url in found.path] == above


def test_of_many_contracts_those_that_answer_come_first_and_the_others_are_named(both, observer):
    for number in range(7):
        NodeFactory(tree=TreeFactory(contract=ContractFactory(name=f"Autre {number}")), title="Sport")
    rebuild()

    answers = ask(observer, Asked("soins"))
    assert [column.contract.name for column in answers.columns] == ["Contrat de Brest"]
    assert (len(answers.counts), answers.pages) == (9, 1)
    nothing = ask(observer, Asked("xylophone"))
    assert (len(nothing.columns), nothing.total, nothing.pages) == (6, 0, 1)


def test_what_comes_nearest_is_told_once(brest, observer):
    """A passage that became an objective is not told beside it, nor when only a part of the question is answered."""
    text = TextFactory(
        contract=brest, source_json=document_to_json(read_text("Maison de santé\n", name="a.md"))
    )
    NodeFactory(tree=TreeFactory(contract=brest, text=text), title="Maison de santé", code="")
    rebuild()

    [column] = ask(observer, Asked("santé xylophone éléphant")).columns
    assert column.partial
    assert [one.kind for one in column.found] == ["objective"]


def test_who_commits_itself_is_named_once(brest, observer):
    CommitmentFactory(node=None, contract=brest, party="L’État", wording="L'État maintient ses crédits")
    CommitmentFactory(node=None, contract=brest, party="La Ville", wording="Maintenir ses crédits")
    rebuild()

    told = [one.text for one in ask(observer, Asked("crédits")).columns[0].found]
    assert sorted(told) == ["L'État maintient ses crédits", "La Ville : Maintenir ses crédits"]


def test_what_was_archived_since_the_index_was_written_is_left_out(both, observer, brest):
    type(both).objects.filter(pk=both.pk).update(archived_at=timezone.now())
    rebuild()
    assert texts(ask(observer, Asked("non-recours")))["Contrat de Brest"] == []


def test_asking_costs_the_same_whatever_is_found(both, observer):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            ask(observer, Asked("non-recours"))
        return len(queries)

    ask(observer, Asked("non-recours"))
    before = cost()
    for _ in range(8):
        NodeFactory(parent=both, title="Encore le non-recours")
    rebuild()
    assert cost() == before <= 7
