"""Signature blocks in the orders and layouts that town halls print."""

import pytest

from reciproque.intake.reading.signatories import read_signatories
from reciproque.office.reading.text import read_text

pytestmark = pytest.mark.once  # no database: one engine is enough


def signed(text):
    return [(each.organisation, each.role, each.person) for each in read_signatories(read_text(text))]


def test_organisation_then_office_then_person():
    text = """Signataires

La Préfecture du Vaucluse

Le Préfet

Jean MARTIN

La Communauté d'Agglomération du Grand
Ventoux

La Présidente
Claire DUBOIS

L'Office public de l'habitat

Paul PETIT
Directeur général
"""
    assert signed(text) == [
        ("Préfecture du Vaucluse", "Le Préfet", "Jean MARTIN"),
        ("Communauté d'Agglomération du Grand Ventoux", "La Présidente", "Claire DUBOIS"),
        ("Office public de l'habitat", "Directeur général", "Paul PETIT"),
    ]


def test_an_office_leaves_its_organisation():
    text = """Les signataires :

Le Président du Conseil
Régional d'Occitanie


Le Maire de la ville de
Sète

Yves Morvan

Le Directeur territorial de l'Hérault de France Travail

La Directrice Territoriale
de France Travail Hérault
Nora BENALI
"""
    assert signed(text) == [
        ("Conseil Régional d'Occitanie", "Le Président", None),
        ("ville de Sète", "Le Maire", "Yves Morvan"),
        ("France Travail", "Le Directeur territorial de l'Hérault", "Nora BENALI"),
    ]


def test_a_prefect_and_a_prosecutor_stand_for_themselves():
    text = """SIGNATAIRES

Le Préfet de l'Hérault

Le Procureur de la République

Le Procureur de la République près le Tribunal judiciaire de Béziers
"""
    assert [organisation for organisation, *_ in signed(text)] == [
        "Préfet de l'Hérault",
        "Procureur de la République",
        "Tribunal judiciaire de Béziers",
    ]


def test_a_deputy_signs_for_the_office_above():
    text = """Signatures

La Commune de Lunel
Pour le Maire, par délégation,
L'Adjointe aux solidarités

Anne LEROY

Habitat 34

Pour le Directeur Général empêché,
Le Directeur Général Adjoint,

Marc ROUX
"""
    organisations = signed(text)

    assert [(organisation, person) for organisation, _role, person in organisations] == [
        ("Commune de Lunel", "Anne LEROY"),
        ("Habitat 34", "Marc ROUX"),
    ]


def test_cells_that_begin_with_pour():
    text = (
        "SIGNATAIRES\n\n"
        "Pour la Métropole du Midi : Jeanne CARRIER, Présidente\tPour l'État, le Préfet Luc BRUN\n"
        "Pour la ville de Port-Vieux : Ali HADDAD\tPour Habitat du Sud Eva PONS, Directrice\n"
    )
    assert signed(text) == [
        ("Métropole du Midi", "Présidente", "Jeanne CARRIER"),
        ("État", "le Préfet", "Luc BRUN"),
        ("ville de Port-Vieux", None, "Ali HADDAD"),
        ("Habitat du Sud", "Directrice", "Eva PONS"),
    ]


def test_a_table_of_blocks_is_read_column_by_column():
    text = (
        "Signatures\n\n"
        "Le Préfet du Gard\tLa Présidente du Conseil départemental\n"
        "Jean MARTIN\tClaire DUBOIS\n"
    )
    assert signed(text) == [
        ("Préfet du Gard", "Le Préfet du Gard", "Jean MARTIN"),
        ("Conseil départemental", "La Présidente", "Claire DUBOIS"),
    ]


def test_a_register_of_signatories_has_one_row_each():
    text = (
        "Les signataires du contrat de ville\n\n"
        "Organisme\tNom et qualité\tSignature\n"
        "Ville de Nîmes\tJean MARTIN, Maire\t\n"
        "CAF du Gard\tClaire DUBOIS\t\n"
    )
    assert [organisation for organisation, *_ in signed(text)] == ["Ville de Nîmes", "CAF du Gard"]
    assert signed(text)[1][2] == "Claire DUBOIS"


def test_names_may_come_first():
    text = """SIGNATURES

Hugues MOREL
Préfet de la Drôme
Nicolas DARIUS
Président de Valence Agglo
Maire de Valence

Laure WALTER
Présidente de la Région Auvergne-Rhône-Alpes

Drôme Habitat
"""
    assert signed(text) == [
        ("Préfet de la Drôme", "Préfet de la Drôme", "Hugues MOREL"),
        ("Valence Agglo", "Président", "Nicolas DARIUS"),
        ("Région Auvergne-Rhône-Alpes", "Présidente", "Laure WALTER"),
        ("Drôme Habitat", None, None),
    ]


def test_without_blocks_the_parties_named_at_the_head_sign():
    text = """Entre :

L'État, représenté par Mme Violaine DESMARETS, préfète de Vaucluse,

La Commune de Carpentras, représentée par Serge ANDRE, Maire,

Il est convenu ce qui suit.
"""
    assert [(organisation, person) for organisation, _role, person in signed(text)] == [
        ("État", "Mme Violaine DESMARETS"),
        ("Commune de Carpentras", "Serge ANDRE"),
    ]


def test_two_names_for_one_organisation_are_told():
    text = """Signataires

La Caisse d'Allocations Familiales du Gard

Jean MARTIN

Claire DUBOIS
"""
    (one,) = read_signatories(read_text(text))

    assert one.person == "Jean MARTIN"
    assert "Claire DUBOIS" in one.reason


def test_a_stamp_with_its_address_is_not_another_signatory():
    text = """Signataires

SOLEA Logement

SOLEA Logement
12 rue des Acacias
30000 NÎMES Cedex
Tél. 04 66 00 00 00

Mission Locale Jeunes
"""
    assert [organisation for organisation, *_ in signed(text)] == ["SOLEA Logement", "Mission Locale Jeunes"]


def test_a_list_of_signatories():
    text = """Les partenaires signataires :

- l'État, représenté par le Préfet du Gard
- Nîmes Métropole
- la Région Occitanie
"""
    assert [organisation for organisation, *_ in signed(text)] == [
        "État",
        "Nîmes Métropole",
        "Région Occitanie",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Les engagements des signataires\n\nLes partenaires veillent à la bonne exécution du contrat.",
        "Ingrédients\n\nFarine\n\nPréparation\n\nPétrir la pâte.",
        "6.1 – Mobilisation des signataires\n\nFace au manque d'implication, il est nécessaire d'agir.",
    ],
)
def test_without_signature_blocks_nobody_signs(text):
    assert signed(text) == []
