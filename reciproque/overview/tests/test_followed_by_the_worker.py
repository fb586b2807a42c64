"""From an act to its answer by the chores of the worker alone: nobody rebuilds the index."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.contracts.actions.steering import archive_contract
from reciproque.intake.actions.accepting import accept_reading
from reciproque.intake.queries import terms_of
from reciproque.intake.tests.factories import CONTRACT, brought
from reciproque.jobs.actions import run_due_chores
from reciproque.jobs.models import ChoreRun
from reciproque.overview.queries.asking import Asked, ask, search_everything
from reciproque.territories.tests.factories import CommuneFactory, EpciFactory

PASSAGE = "Le contrat de ville 2015-2020 est prolongé jusqu'au 31 décembre 2022."
COMMITMENT = "L'État s'engage à maintenir ses crédits spécifiques pendant toute la durée du contrat."


@pytest.fixture
def admin():
    return MembershipFactory(role=Role.ADMINISTRATOR).user


@pytest.fixture
def accepted(admin):
    CommuneFactory(name="Valbourg", epci=EpciFactory())
    reading = brought(CONTRACT, by=admin)
    return accept_reading(reading, contract=None, terms=terms_of(reading), by=admin, at=timezone.now())


def let_the_worker_pass(minutes):
    """All chores that are due some minutes from now."""
    done = run_due_chores("worker", timezone.now() + timedelta(minutes=minutes))
    assert {"journal.seal", "overview.follow_journal"} <= set(done)
    assert not ChoreRun.objects.exclude(error="").exists()


def found(user, words):
    return {one.text: one.kind for _h, some, _m in search_everything(user, words).groups for one in some}


def test_what_was_accepted_is_found_once_the_worker_has_passed(admin, accepted):
    assert found(admin, "crédits spécifiques") == {}
    let_the_worker_pass(1)

    assert found(admin, "crédits spécifiques") == {COMMITMENT: "commitment"}
    assert found(admin, "accompagner les familles")["1.1 Accompagner les familles"] == "objective"
    assert found(admin, "prolongé décembre") == {PASSAGE: "text"}
    [column] = ask(admin, Asked("rénover logements")).columns
    assert column.contract.pk == accepted.pk
    assert "2.1 Rénover les logements" in [one.text for one in column.found]


def test_an_archived_contract_is_found_no_more(admin, accepted):
    let_the_worker_pass(1)
    assert found(admin, "familles")
    archive_contract(accepted, by=admin, at=timezone.now())

    assert found(admin, "familles") == {}  # at once, before the index knows
    assert ask(admin, Asked("familles")).columns == []
    let_the_worker_pass(2)
    assert found(admin, "familles") == {}
