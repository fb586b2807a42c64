"""Where a text stands on its way, and what must be true before it is in force."""

from datetime import date

import pytest

from reciproque.contracts.choices import ACRONYMS, SignatureState, StepKind
from reciproque.contracts.rules import (
    adoption,
    in_short,
    obstacles_to_force,
    obstacles_to_parent,
    obstacles_to_signature,
)
from reciproque.contracts.tests.factories import (
    ContractFactory,
    SignatureFactory,
    StepFactory,
    TextFactory,
)
from reciproque.organisations.choices import OrganisationKind

TODAY = date(2026, 3, 1)
SIGNED = SignatureState.SIGNED


def standing(text, on=TODAY):
    return adoption(text, list(text.steps.all()), list(text.signatures.all()), on=on)


def test_a_text_that_nobody_has_seen_yet_is_in_preparation_and_lacks_everything():
    state = standing(TextFactory())

    assert (state.state, state.signed, state.expected) == ("en préparation", 0, 0)
    assert state.missing == [
        "Validation par le comité de pilotage",
        "Aucun signataire n’est encore nommé",
    ]


def test_what_lacks_is_counted_by_kind_for_a_page_at_a_glance():
    missing = ["Validation par le comité de pilotage", "Signature : État", "Signature : CAF"]

    assert in_short(missing) == [("validation par le comité de pilotage", 1), ("signatures attendues", 2)]
    assert in_short([]) == []


def test_the_state_follows_the_steps_and_the_signatures():
    text = TextFactory(ends_on=date(2030, 12, 31))
    SignatureFactory(text=text, state=SIGNED)
    waiting = SignatureFactory(text=text, printed="La CAF")

    StepFactory(text=text)
    assert standing(text).state == "en cours de signature"
    assert standing(text).missing == ["Signature : La CAF"]

    waiting.state, waiting.on = SIGNED, TODAY
    waiting.save()
    assert (standing(text).state, standing(text).missing) == ("signé", [])

    StepFactory(text=text, kind=StepKind.IN_FORCE, on=date(2026, 2, 1))
    assert standing(text).state == "en vigueur"
    assert standing(text, on=date(2026, 1, 31)).state == "signé"
    assert standing(text, on=date(2031, 1, 1)).state == "échu"


def test_a_validated_text_waits_for_its_signatures():
    text = StepFactory(kind=StepKind.STEERING).text
    SignatureFactory(text=text)

    assert standing(text).state == "validé, à signer"


def test_a_step_of_the_future_is_not_done():
    text = StepFactory(on=date(2026, 3, 2)).text

    assert "Validation par le comité de pilotage" in standing(text).missing
    assert "Validation par le comité de pilotage" not in standing(text, on=date(2026, 3, 2)).missing


def test_who_refuses_to_sign_is_waited_for_no_longer():
    text = StepFactory().text
    SignatureFactory(text=text, state=SIGNED)
    SignatureFactory(text=text, state=SignatureState.DECLINED)

    assert (standing(text).state, standing(text).signed, standing(text).expected) == ("signé", 1, 1)


@pytest.mark.parametrize(
    ("kind", "deliberates"),
    [
        (OrganisationKind.COMMUNE, True),
        (OrganisationKind.EPCI, True),
        (OrganisationKind.DEPARTMENT, True),
        (OrganisationKind.REGION, True),
        (OrganisationKind.STATE, False),
        (OrganisationKind.ASSOCIATION, False),
    ],
)
def test_local_authorities_deliberate_and_others_only_sign(kind, deliberates):
    signature = SignatureFactory(state=SIGNED, organisation__kind=kind, organisation__name="Alba")
    StepFactory(text=signature.text)

    assert standing(signature.text).missing == (["Délibération : Alba"] if deliberates else [])


def test_the_deliberation_of_one_assembly_is_not_that_of_another():
    text = StepFactory().text
    ours, theirs = (
        SignatureFactory(text=text, state=SIGNED, organisation__kind=OrganisationKind.COMMUNE)
        for _ in range(2)
    )
    StepFactory(text=text, kind=StepKind.DELIBERATED, organisation=ours.organisation)

    assert standing(text).missing == [f"Délibération : {theirs.organisation}"]


def test_force_needs_the_validation_and_a_signature_before_its_day():
    validated = StepFactory.build(kind=StepKind.STEERING, on=date(2026, 2, 1), text=None)
    signed = SignatureFactory(state=SIGNED)

    def reasons(steps, signatures, on=TODAY):
        return obstacles_to_force(steps, signatures, deliberating=[], on=on)

    assert reasons([validated], [signed]) == []
    assert reasons([], [signed]) == ["Validation par le comité de pilotage"]
    assert reasons([validated], [signed], on=date(2026, 1, 1)) == ["Validation par le comité de pilotage"]
    assert reasons([validated], []) == ["Aucune signature n’est encore enregistrée."]


@pytest.mark.parametrize(
    ("state", "on", "reasons"),
    [
        (SIGNED, TODAY, []),
        (SIGNED, None, ["Indiquez la date de signature."]),
        (SIGNED, date(2026, 3, 2), ["La date de signature ne peut pas être dans l’avenir."]),
        (SignatureState.EXPECTED, None, []),
        (SignatureState.DECLINED, TODAY, ["Retirez la date : seule une signature donnée porte une date."]),
    ],
)
def test_the_state_and_the_date_of_a_signature_go_together(state, on, reasons):
    assert obstacles_to_signature(state=state, on=on, today=TODAY) == reasons


def test_contracts_hang_one_level_deep_and_never_under_themselves():
    metropolis = ContractFactory()
    territory = ContractFactory(parent=metropolis)

    assert obstacles_to_parent(ContractFactory(), metropolis) == []
    assert obstacles_to_parent(metropolis, metropolis) != []
    assert obstacles_to_parent(ContractFactory(), territory) != []


def test_each_acronym_is_explained_once_in_the_order_of_the_alphabet():
    words = [one.word for one in ACRONYMS]

    assert words == sorted(set(words))
    assert all(one.meaning for one in ACRONYMS)
    assert {"QPV", "TFPB", "NPNRU", "COPIL", "EPCI", "ANCT"} <= set(words)


def test_a_text_whose_period_is_over_is_not_being_prepared():
    text = TextFactory(starts_on=date(2019, 1, 1), ends_on=date(2022, 12, 31))

    assert standing(text, on=date(2022, 12, 31)).state == "en préparation"
    assert standing(text, on=date(2023, 1, 1)).state == "période écoulée"
