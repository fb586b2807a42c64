"""The registers of a house that has contracts, which live above this floor."""

import pytest

from reciproque.accounts.choices import ScopeKind
from reciproque.core import registers

TITLES = {1: "Contrat d’Alba", 2: "Contrat de Brume"}
OBJECTIVES = {11: ("Accès aux soins", 1), 12: ("Réussite éducative", 1), 21: ("Emploi", 2)}


@pytest.fixture(autouse=True)
def _places(monkeypatch):
    """Two contracts, three objectives, whatever upper apps hang."""
    kinds = [
        registers.ScopeKind(
            ScopeKind.CONTRACT, "contrat", TITLES.__getitem__, lambda key: key if key in TITLES else None
        ),
        registers.ScopeKind(
            ScopeKind.OBJECTIVE,
            "objectif",
            lambda key: OBJECTIVES[key][0],
            lambda key: OBJECTIVES.get(key, ("", None))[1],
            lambda contract: [(k, title) for k, (title, place) in OBJECTIVES.items() if place == contract],
        ),
    ]
    monkeypatch.setattr(registers.scope_kinds, "_entries", kinds)
    monkeypatch.setattr(
        registers.subjects,
        "_entries",
        [one for one in registers.subjects if one.label != "contracts.contract"],
    )
