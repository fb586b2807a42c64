"""The five contract documents, each from its upload to the pages of the contract that it makes.

What a person finds on these pages was read by a person in the documents, not taken from what the reading gives.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import expect

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import PASSWORD, MembershipFactory
from reciproque.contracts.models import Contract
from reciproque.framework.models import Node
from tests.journeys.browsing import Visitor, let_the_worker_work
from tests.journeys.steps import accept, bring

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

FOLDER = Path(__file__).parents[3] / "shared" / "contracts"
NBSP = "[\u202f\u00a0 ]"
UNSAID = "non renseigné"


@dataclass(frozen=True)
class Facts:
    """What the document says, and where the pages must show it."""

    document: str
    lists: list[str]  # lists of the proposal that must not be empty
    objectives: list[str]  # some titles of the framework, as printed
    under: dict[str, list[str]] = field(default_factory=dict)  # what stands under a title of the framework
    roots: int | None = None
    places: list[tuple[str, str]] = field(default_factory=list)  # name, population
    how_many_places: int | None = None
    signatories: list[str] = field(default_factory=list)
    how_many_sign: int | None = None
    bodies: list[tuple[str, str]] = field(default_factory=list)  # name, meetings a year
    terms: list[str] = field(default_factory=list)


BESANCON = Facts(
    "besancon-protocole-2020-2022.md",
    lists=["Cadre stratégique", "Quartiers", "Signataires", "Engagements", "Non repris"],
    objectives=[
        "Sécuriser le financement des actions structurantes menées dans chaque quartier",
        "Poursuivre le travail d'implication des citoyens dans les démarches de quartier",
    ],
    roots=11,
    places=[("Grette", UNSAID), ("Planoise", UNSAID)],
    how_many_places=2,
    signatories=["Joël MATHURIN", "Anne VIGNOT", "Mission Locale du Bassin d'Emploi"],
    how_many_sign=21,
)
BREST_ROADMAP = Facts(
    "brest-feuille-de-route-2018-2019.md",
    lists=["Cadre stratégique", "Résultats attendus", "Constats", "Quartiers"],
    objectives=["Réduire le non recours aux droits et aux services", "Lutter contre l'isolement social"],
    under={
        "Bellevue": [
            "Renforcer l'attractivité du quartier",
            "Développer des actions partenariales autour des freins à l'insertion identifiés",
            "Affiner la connaissance des problématiques de santé repérées par les acteurs",
        ],
        "Saint Pierre": [
            "Favoriser l'accès à l'emploi des habitant.e.s",
            "Favoriser les différentes formes de participation des habitant.e.s",
            "Faciliter le rôle éducatif des parents",
        ],
    },
    places=[
        (name, UNSAID) for name in ("Bellevue", "Lambézellec", "Quatre Moulins", "Europe", "Saint Pierre")
    ],
    how_many_places=5,
)
BREST_PROTOCOL = Facts(
    "brest-protocole-2020-2022.md",
    lists=["Cadre stratégique", "Résultats attendus", "Indicateurs", "Signataires", "Engagements"],
    objectives=[
        "La ville numérique et les nouveaux usages",
        "Réduire le non recours aux droits et aux services",
    ],
    under={
        "La participation des habitantes et le pouvoir d'agir": [
            "Favoriser l'implication et la participation de toutes et tous"
        ]
    },
    roots=10,  # three axes, seven ambitions
    signatories=["Stéphane MULLIEZ", "Brest Métropole Habitat", "Bohars", "Yann Nedelec"],
    how_many_sign=19,
)
ISTRES = Facts(
    "istres-protocole-2019-2022.md",
    lists=["Cadre stratégique", "Indicateurs", "Quartiers", "Signataires", "Instances"],
    objectives=["Une mobilisation de l'action publique de droit commun", "Lever les freins à l'emploi"],
    places=[
        ("Prépaou", f"3{NBSP}100"),
        ("La Carraire", f"1{NBSP}190"),
        ("La Maille", f"5{NBSP}580"),
        ("Les Echoppes", f"1{NBSP}500"),
        ("Vauban", f"1{NBSP}008"),
    ],
    how_many_places=8,
    signatories=["Martine VASSAL", "Frédéric VIGOUROUX", "UNICIL", "Nicolas SOUVETON"],
    how_many_sign=37,
)
METZ = Facts(
    "metz-protocole-2019-2022.md",
    lists=["Cadre stratégique", "Pistes de travail", "Constats", "Instances", "Glossaire"],
    objectives=[
        "Améliorer la visibilité et la coordination des acteurs",
        "Lutter contre la fracture numérique",
    ],
    bodies=[("Pilier 1 Cohésion sociale", "3"), ("COMITE TECHNIQUE RESTREINT", "6"), ("OBSERVATION", "2")],
    terms=["ORIV", "AGURAM", "FONJEP"],
)


def administrator(visitor) -> Visitor:
    somebody = visitor()
    somebody.sign_in(MembershipFactory(role=Role.ADMINISTRATOR).user.email, PASSWORD)
    return somebody


def rows(somebody: Visitor):
    """The lines of the one table of a list page, without its head."""
    return somebody.main.locator("table tbody tr")


def check_review(somebody: Visitor, facts: Facts) -> None:
    """The proposal shows its lists beside the source, and each of them its items."""
    for label in facts.lists:
        somebody.follow_chip(label)
        expect(somebody.page.locator(".proposal").first).to_be_visible()
        expect(somebody.main.get_by_role("heading", name=label, exact=True)).to_be_visible()
    somebody.follow_chip("Cadre stratégique")
    for title in facts.objectives:
        expect(somebody.page.locator(".proposal").filter(has_text=title).first).to_be_attached()
        expect(somebody.page.locator(".review-source")).to_contain_text(title[:30])


def check_framework(somebody: Visitor, contract: Contract, facts: Facts) -> None:
    somebody.go(f"/contrats/{contract.pk}/cadre/")
    for title in [*facts.objectives, *facts.under]:  # attached: branches may be folded
        expect(somebody.main.locator("a").filter(has_text=title).first).to_be_attached()
    for above, below in facts.under.items():
        node = Node.objects.get(contract=contract, parent=None, title=above)
        somebody.go(f"/objectifs/{node.pk}/")
        section = somebody.main.locator("section").filter(has=somebody.page.get_by_text("Se décline en"))
        for title in below:
            expect(section.get_by_text(title).first).to_be_attached()
    if facts.roots is not None:
        assert Node.objects.filter(contract=contract, parent=None).count() == facts.roots


def check_lists(somebody: Visitor, contract: Contract, facts: Facts) -> None:
    somebody.go(f"/contrats/{contract.pk}/quartiers/")
    for name, beside in facts.places:
        line = rows(somebody).filter(has_text=name)
        expect(line).to_have_count(1)
        expect(line).to_contain_text(re.compile(beside))
    if facts.how_many_places:
        expect(rows(somebody)).to_have_count(facts.how_many_places)
    somebody.go(f"/contrats/{contract.pk}/signataires/")
    for said in facts.signatories:
        expect(somebody.main).to_contain_text(said)
    if facts.how_many_sign is not None:
        expect(rows(somebody)).to_have_count(facts.how_many_sign)
    somebody.go(f"/contrats/{contract.pk}/instances/")
    for name, meetings in facts.bodies:
        expect(rows(somebody).filter(has_text=name).first).to_contain_text(meetings)
    somebody.go(f"/contrats/{contract.pk}/glossaire/")
    for word in facts.terms:
        expect(somebody.main).to_contain_text(word)


@pytest.mark.parametrize(
    "facts", [BESANCON, BREST_ROADMAP, BREST_PROTOCOL, ISTRES, METZ], ids=lambda facts: facts.document
)
def test_a_real_document_becomes_a_contract(facts, visitor):
    document = FOLDER / facts.document
    if not document.exists():
        pytest.skip("Les documents de contrats ne sont pas à côté du dépôt (../shared/contracts).")
    somebody = administrator(visitor)

    bring(somebody, document)
    let_the_worker_work()
    expect(somebody.heading).to_have_text("Relire la proposition")
    check_review(somebody, facts)
    contract = accept(somebody)

    check_framework(somebody, contract, facts)
    check_lists(somebody, contract, facts)
