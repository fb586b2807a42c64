"""Reference data in: what is loaded, what is told, what changes the second time."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from reciproque.intake.imports import load_reference
from reciproque.intake.tests.made_up_country import AT, SQUARE, change, rows_of_everything, write_country
from reciproque.journal.models import Entry
from reciproque.references.choices import BUDGET_LINES, P147
from reciproque.references.models import ListedContract
from reciproque.references.queries import references_of
from reciproque.territories.choices import NeighbourhoodKind
from reciproque.territories.models import Commune, Department, Neighbourhood
from reciproque.territories.queries import headcount, neighbourhood_like
from reciproque.territories.tests.factories import CommuneFactory, NeighbourhoodFactory


@pytest.fixture
def folder(tmp_path):
    return write_country(tmp_path)


def test_places_come_with_what_they_belong_to(folder):
    load_reference(folder, at=AT)

    étang = Commune.objects.get(code="98002")
    assert (étang.name, étang.department.name, étang.department.region.name) == (
        "L'Étang",
        "Val",
        "Région du Val",
    )
    assert (étang.epci.name, étang.ept.name, étang.population) == ("CA du Val", "EPT du Mont", None)
    assert (étang.search_key, étang.sort_key) == ("l'etang 98002", "l etang")
    assert Commune.objects.get(code="99001").epci is None


def test_neighbourhoods_come_with_communes_population_and_perimeter(folder):
    load_reference(folder, at=AT)

    bellevue = Neighbourhood.objects.get(code="QN09801M")
    assert (bellevue.kind, bellevue.renewal, bellevue.contract_id) == (NeighbourhoodKind.QPV_2024, None, None)
    assert headcount(bellevue).count == 2100
    assert json.loads(bellevue.perimeter)["coordinates"] == [SQUARE]
    gare = Neighbourhood.objects.get(code="QN09802N")
    assert sorted(gare.communes.values_list("code", flat=True)) == ["98001", "98002"]
    assert (headcount(gare), gare.perimeter) == (None, "")
    assert neighbourhood_like("Quartier de la gare", Commune.objects.filter(code="98002")) == gare


def test_lists_come_with_their_levels_whatever_the_order_of_lines(folder):
    load_reference(folder, at=AT)

    assert [(one.code, one.parent and one.parent.code) for one in references_of(P147)] == [
        ("1.1", "1"),
        ("1", None),
        ("1.1a", "1.1"),
    ]
    assert [(one.code, one.parent and one.parent.code) for one in references_of(BUDGET_LINES)] == [
        ("60", None),
        ("70", None),
        ("601", "60"),
        ("602", "60"),
    ]


def test_contracts_of_the_list_lose_the_number_before_their_name(folder):
    load_reference(folder, at=AT)

    known = list(ListedContract.objects.values_list("code", "name", "epci_siren", "epci_name", "population"))
    assert known == [
        ("CV001", "CA du Val", "200000001", "CA du Val", 3000),
        ("CV002", "Isolée", "", "", None),
    ]


def test_what_could_not_be_placed_is_said_in_french(folder):
    remarks = "\n".join(load_reference(folder, at=AT).remarks)

    assert "qpv2024.csv, ligne 4 : Les Tilleuls (QN09803I) : la commune 97777 est inconnue" in remarks
    assert (
        "Valbourg 1er Arrondissement (98101) n’est plus une commune, rattaché à Valbourg (98001)" in remarks
    )
    assert "Gare - Port (QN09802N), le périmètre se réduit à un point" in remarks
    assert "pas de périmètre pour 1 quartier (QN09803I)" in remarks
    assert "population non publiée pour 1 quartier" in remarks
    assert "1 contrat sans département connu (CV002)" in remarks
    assert "nomenclatures/paqte_axes.csv est absent" in remarks


def test_a_merged_commune_is_answered_by_the_commune_of_today(folder):
    path = folder / "cog2026/communes_fusionnees.csv"
    path.write_text("code,nom,commune\n97777,Vieuxbourg,99001\n", encoding="utf-8")

    loading = load_reference(folder, at=AT)

    tilleuls = Neighbourhood.objects.get(code="QN09803I")
    assert sorted(tilleuls.communes.values_list("name", flat=True)) == ["Montbourg", "Valbourg"]
    assert any("Vieuxbourg (97777) n’est plus une commune" in remark for remark in loading.remarks)


def test_the_second_time_nothing_changes_and_it_says_so(folder):
    load_reference(folder, at=AT)
    before = rows_of_everything()
    out = StringIO()

    call_command("load_reference", folder, stdout=out)

    assert rows_of_everything() == before
    assert "Rien n’a changé : tout était déjà à jour" in out.getvalue()
    assert Entry.objects.count() == 1


def test_one_loading_is_one_entry_of_the_journal(folder):
    load_reference(folder, at=AT)

    entry = Entry.objects.get()
    assert (entry.act, entry.by_id, entry.at) == ("references.loaded", None, AT)
    assert "Communes : 3 ajouts" in entry.details["summary"]


def test_what_changed_is_changed_and_named(folder):
    load_reference(folder, at=AT)
    change(folder, "qpv2024.csv", "Bellevue,98001,46.0,2.0,2100", "Belle-Vue,98002,46.0,2.0,2200")
    change(folder, "cog2026/communes.csv", "200000001,,40000", ",200000002,40001")
    change(folder, "nomenclatures/p147_themes.csv", "1,Cohésion sociale,", "1,Cohésion,")

    loading = load_reference(folder, at=AT)

    bellevue = Neighbourhood.objects.get(code="QN09801M")
    assert (bellevue.name, bellevue.version, bellevue.search_key) == ("Belle-Vue", 2, "belle-vue qn09801m")
    assert list(bellevue.communes.values_list("code", flat=True)) == ["98002"]
    assert headcount(bellevue).count == 2200
    valbourg = Commune.objects.get(code="98001")
    assert (valbourg.epci, valbourg.ept.siren, valbourg.population) == (None, "200000002", 40001)
    said = [one.sentence for one in loading.kept if one.touched]
    assert said == [
        "Communes : 1 modification, 2 sans changement (98001)",
        "Quartiers prioritaires de 2024 : 1 modification, 2 sans changement (QN09801M)",
        "Rattachements à une commune : 1 ajout, 1 modification, 3 sans changement",
        "Populations : 1 modification, 1 sans changement",
        "Repères nationaux : 1 modification, 6 sans changement",
    ]


def test_what_the_files_no_longer_hold_stays_and_is_said(folder):
    load_reference(folder, at=AT)
    change(folder, "cog2026/communes.csv", "99001,Montbourg,,99,75,,,300\n", "")

    loading = load_reference(folder, at=AT)

    assert Commune.objects.filter(code="99001").exists()
    assert (
        "Communes : 1 connus ici ne sont plus dans les fichiers et restent en place (99001)."
        in loading.remarks
    )


def test_what_people_wrote_stays(folder):
    load_reference(folder, at=AT)
    elsewhere = CommuneFactory(code="97999")
    Neighbourhood.objects.filter(code="QN09801M").update(renewal=True)
    tilleuls = Neighbourhood.objects.get(code="QN09803I")  # one of its communes is unknown to the files
    tilleuls.communes.add(elsewhere)
    local = NeighbourhoodFactory(name="Local", communes=[elsewhere])

    load_reference(folder, at=AT)

    assert Neighbourhood.objects.get(code="QN09801M").renewal is True
    assert elsewhere in tilleuls.communes.all()
    assert list(local.communes.all()) == [elsewhere]


def test_a_neighbourhood_entered_before_the_list_came_joins_it(folder):
    early = NeighbourhoodFactory(
        name="Belle Vue", code="QN09801M", kind=NeighbourhoodKind.QPV_2024, contract_id=7
    )

    load_reference(folder, at=AT)

    early.refresh_from_db()
    assert (early.name, early.contract_id) == ("Bellevue", None)


def test_a_semicolon_file_with_a_mark_is_read_as_well(folder):
    path = folder / "cog2026/departements.csv"
    path.write_text("\ufeffcode;nom;region\r\n98;Val;75\r\n99;Mont;75\r\n", encoding="utf-8", newline="")

    load_reference(folder, at=AT)

    assert list(Department.objects.values_list("name", flat=True)) == ["Val", "Mont"]
