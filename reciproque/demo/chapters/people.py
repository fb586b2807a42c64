"""Chapter 2: one person per role, named by the role."""

from typing import Any

from django.conf import settings

from reciproque.accounts.actions.memberships import grant_role
from reciproque.accounts.actions.people import create_person
from reciproque.accounts.choices import Role
from reciproque.accounts.rules.memberships import Grant
from reciproque.demo.chapters.stage import Stage, on

CAST = [
    ("administration", "Administratrice de la plateforme"),
    ("equipe", "Cheffe de projet"),
    ("etat", "Déléguée du préfet"),
    ("financeur", "Chargée de mission de la CAF"),
    ("signataire", "Directeur de bailleur"),
    ("pilote", "Pilote d’objectif"),
    ("association", "Directrice d’association"),
    ("habitant", "Conseiller citoyen"),
    ("lecture", "Élue municipale"),
    ("observation", "Chargé d’observation régionale"),
]


def tell(stage: Stage) -> None:
    for key, name in CAST:
        stage.people[key] = create_person(
            f"{key}@port-lambert.example",
            name,
            at=on("2015-01-06"),
            password=settings.DEMO_PASSWORD,
            is_demo=True,
        )
    grant_role(stage.admin, Grant.everywhere(Role.ADMINISTRATOR), by=None, at=on("2015-01-06"))
    grant_role(
        stage.people["observation"], Grant.everywhere(Role.OBSERVER), by=stage.admin, at=on("2015-01-07")
    )


def let_in(stage: Stage, contract: Any, day: str) -> None:
    """The team gives each of its partners a role in the contract."""
    roles = {
        "etat": Role.STATE,
        "financeur": Role.FUNDER,
        "signataire": Role.SIGNATORY,
        "association": Role.ASSOCIATION,
        "habitant": Role.COUNCILLOR,
        "lecture": Role.READER,
    }
    for key, role in roles.items():
        grant_role(stage.people[key], Grant.in_contract(role, contract.pk), by=stage.team, at=on(day))
