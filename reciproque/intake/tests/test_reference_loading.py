"""Reference data in: what is loaded, what is told, what is refused."""

import json
import time
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from threading import Event, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reciproque.intake.imports import UnusableFolder, load_reference
from reciproque.journal.models import Entry
from reciproque.references.choices import BUDGET_LINES, P147
from reciproque.references.models import ListedContract, Nomenclature, Reference
from reciproque.references.queries import references_of
from reciproque.territories.choices import NeighbourhoodKind
from reciproque.territories.models import Commune, Department, Epci, Neighbourhood, Population, Region
from reciproque.territories.queries import headcount, neighbourhood_like
from reciproque.territories.tests.factories import CommuneFactory, NeighbourhoodFactory

AT = datetime(2026, 2, 1, 9, tzinfo=UTC)
NATIONAL = Path(__file__).parents[4] / "shared" / "reference"
SQUARE = [[[2.0, 46.0], [2.01, 46.0], [2.01, 46.01], [2.0, 46.01], [2.0, 46.0]]]
POINT = [[[2.5, 46.5], [2.5, 46.5], [2.5, 46.5]]]

FILES = {
    "cog2026/regions.csv": "code,nom\n75,Région du Val\n",
    "cog2026/departements.csv": "code,nom,region\n98,Val,75\n99,Mont,75\n",
    "cog2026/epci.csv": (
        "siren,nom,type,population_municipale,nb_communes\n"
        "200000001,CA du Val,CA,50000,2\n200000002,EPT du Mont,EPT,,1\n"
    ),
    "cog2026/communes.csv": (
        "code,nom,siren,departement,region,epci,ept,population\n"
        "98001,Valbourg,219800011,98,75,200000001,,40000\n"
        "98002,L'Étang,,98,75,200000001,200000002,\n"
        "99001,Montbourg,,99,75,,,300\n"
    ),
    "cog2026/arrondissements_municipaux.csv": "code,nom,commune\n98101,Valbourg 1er Arrondissement,98001\n",
    "qpv2024.csv": (
        "code_qp,lib_qp,insee_com,lat,lon,pop_municipale\n"
        "QN09801M,Bellevue,98001,46.0,2.0,2100\n"
        "QN09802N,Gare - Port,98001;98002,46.0,2.1,\n"
        'QN09803I,Les Tilleuls,"98101, 97777",46.0,2.2,900\n'
    ),
    "qpv2024.geojson": json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"code_qp": "QN09801M"},
                    "geometry": {"type": "Polygon", "coordinates": SQUARE},
                },
                {
                    "type": "Feature",
                    "id": "QN09802N",
                    "geometry": {"type": "MultiPolygon", "coordinates": [POINT]},
                },
            ],
        }
    ),
    "contrats_de_ville_2015_2023.csv": (
        "code_cv,lib_cv,insee_dep,pop_qpv_rp2018,siren_epci_2015,lib_epci_2015,nb_communes_2015\n"
        "CV001,98 - CA du Val,98,3000,200000001,CA du Val,2\n"
        "CV002,NA - Isolée,,,NA,Isolée,\n"
    ),
    "nomenclatures/p147_themes.csv": "code,libelle,parent\n1.1,Éducation,1\n1,Cohésion sociale,\n1.1a,École,1.1\n",
    "cerfa_budget_lines.csv": (
        "sens,poste,libelle_poste,ligne,libelle_ligne\n"
        "charge,60,Achats,601,Matières\ncharge,60,Achats,602,Autres\nproduit,70,Ventes,70,Ventes\n"
    ),
}


@pytest.fixture
def folder(tmp_path):
    """A made-up country of three communes, three neighbourhoods and two contracts."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def rows_of_everything():
    models = [
        Region,
        Department,
        Epci,
        Commune,
        Neighbourhood,
        Population,
        Nomenclature,
        Reference,
        ListedContract,
    ]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


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


def change(folder, name, before, after):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


BROKEN = [
    (
        "cog2026/communes.csv",
        "departement,",
        "",
        "cog2026/communes.csv, ligne 1 : la colonne « departement » manque.",
    ),
    ("cog2026/communes.csv", "98002,L'É", "98001,L'É", "ligne 3 : le code « 98001 » est déjà à la ligne 2."),
    (
        "cog2026/communes.csv",
        ",300\n",
        ",3OO\n",
        "cog2026/communes.csv, ligne 4 : « 3OO » n’est pas un nombre entier.",
    ),
    ("cog2026/communes.csv", ",300\n", "\n", "cog2026/communes.csv, ligne 4 : 7 colonnes au lieu de 8."),
    ("cog2026/communes.csv", "99001,", "9901,", "ligne 4 : « 9901 » n’est pas un code de commune."),
    (
        "cog2026/departements.csv",
        "Mont,75",
        "Mont,76",
        "departements.csv, ligne 3 : la région « 76 » est inconnue.",
    ),
    ("cog2026/epci.csv", "200000002", "20000000", "epci.csv, ligne 3 : « 20000000 » n’est pas un SIREN."),
    (
        "cog2026/regions.csv",
        "75,Région du Val",
        '75,"Région du Val',
        "regions.csv, ligne 2 : le fichier est coupé ou abîmé",
    ),
    (
        "qpv2024.csv",
        "QN09802N",
        "QN09801M",
        "qpv2024.csv, ligne 3 : le code « QN09801M » est déjà à la ligne 2.",
    ),
    (
        "qpv2024.csv",
        "QN09802N",
        "QN98",
        "qpv2024.csv, ligne 3 : « QN98 » n’est pas un code de quartier prioritaire",
    ),
    (
        "qpv2024.csv",
        "46.0,2.1,",
        "46.0,,",
        "qpv2024.csv, ligne 3 : la latitude et la longitude vont ensemble.",
    ),
    (
        "qpv2024.csv",
        "46.0,2.1,",
        "460,2.1,",
        "qpv2024.csv, ligne 3 : « 460 » n’est pas une coordonnée en degrés.",
    ),
    (
        "qpv2024.geojson",
        '"id": "QN09802N"',
        '"id": "QN09801M"',
        "périmètre n° 2 : le code « QN09801M » est déjà venu",
    ),
    ("qpv2024.geojson", '"id": "QN09802N"', '"id": ""', "périmètre n° 2 : le code du quartier manque."),
    (
        "qpv2024.geojson",
        '"features"',
        '"autres"',
        "qpv2024.geojson, ligne 1 : ce n’est pas une liste de périmètres",
    ),
    (
        "contrats_de_ville_2015_2023.csv",
        "CV002",
        "CV001",
        "ligne 3 : le code « CV001 » est déjà à la ligne 2.",
    ),
    ("nomenclatures/p147_themes.csv", "1.1,Éducation,1\n", "1.1,Éducation,9\n", "« 1.1 » dépend de « 9 »"),
    (
        "nomenclatures/p147_themes.csv",
        "1,Cohésion sociale,\n",
        "1,Cohésion sociale,1.1\n",
        "« 1.1 » dépend de « 1 »",
    ),
]


@pytest.mark.parametrize(("name", "before", "after", "said"), BROKEN, ids=[case[3] for case in BROKEN])
def test_a_broken_file_says_where_and_nothing_is_loaded(folder, name, before, after, said):
    change(folder, name, before, after)

    with pytest.raises(UnusableFolder) as unusable:
        load_reference(folder, at=AT)

    assert said in " ".join(unusable.value.problems)
    assert not any(rows_of_everything().values())
    assert not Entry.objects.exists()


def test_a_file_in_another_encoding_says_its_line(folder):
    path = folder / "cog2026/communes.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))

    with pytest.raises(
        UnusableFolder, match=r"communes\.csv, ligne 3 : caractère illisible.*enregistrez-le en UTF-8"
    ):
        load_reference(folder, at=AT)

    assert not any(rows_of_everything().values())


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.99])
def test_a_truncated_geojson_says_so_and_nothing_is_loaded(folder, kept):
    path = folder / "qpv2024.geojson"
    text = path.read_text()
    path.write_text(text[: int(len(text) * kept)])

    with pytest.raises(
        UnusableFolder, match=r"qpv2024\.geojson, ligne 1, caractère \d+ : le fichier est coupé"
    ):
        load_reference(folder, at=AT)

    assert not any(rows_of_everything().values())


def test_a_missing_file_and_a_missing_folder_are_said(folder):
    (folder / "cog2026/epci.csv").unlink()

    with pytest.raises(UnusableFolder, match=r"cog2026/epci\.csv : le fichier ne s’ouvre pas"):
        load_reference(folder, at=AT)
    with pytest.raises(UnusableFolder, match="n’existe pas"):
        load_reference(folder / "ailleurs", at=AT)


def test_a_file_that_is_wrong_everywhere_does_not_flood(folder):
    path = folder / "cog2026/communes.csv"
    heading = FILES["cog2026/communes.csv"].split("\n", 1)[0]
    path.write_text(heading + "\n" + "x,y\n" * 500)

    with pytest.raises(UnusableFolder) as unusable:
        load_reference(folder, at=AT)

    assert len([one for one in unusable.value.problems if "communes.csv" in one]) == 21
    assert "cog2026/communes.csv : et 480 autres erreurs." in unusable.value.problems


def test_the_command_refuses_with_a_list_and_no_trace(folder):
    change(folder, "qpv2024.csv", "QN09802N", "QN09801M")

    with pytest.raises(CommandError, match=r"Rien n’a été chargé\.\n- qpv2024\.csv, ligne 3"):
        call_command("load_reference", folder)


def test_a_semicolon_file_with_a_mark_is_read_as_well(folder):
    path = folder / "cog2026/departements.csv"
    path.write_text("\ufeffcode;nom;region\r\n98;Val;75\r\n99;Mont;75\r\n", encoding="utf-8", newline="")

    load_reference(folder, at=AT)

    assert list(Department.objects.values_list("name", flat=True)) == ["Val", "Mont"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not NATIONAL.is_dir(), reason="les données nationales ne sont pas à côté du dépôt")
def test_the_whole_country_is_loaded_twice_and_nobody_waits():
    with Neighbour() as neighbour:
        started = time.monotonic()
        first = load_reference(NATIONAL, at=AT)
        first_seconds = time.monotonic() - started
    with CaptureQueriesContext(connection) as queries:
        second = load_reference(NATIONAL, at=AT)

    print(f"Chargement : {first_seconds:.1f} s ; écriture d’un voisin : {neighbour.longest:.2f} s au plus.")
    counts = [model.objects.count() for model in (Commune, Epci, Neighbourhood, ListedContract)]
    assert counts == [34_969, 1_266, 1_609, 433]
    assert Neighbourhood.objects.exclude(perimeter="").count() == 1_606
    assert Population.objects.count() == 1_518
    assert not Neighbourhood.objects.filter(communes=None).exists()
    assert first.touched > 40_000
    assert second.touched == 0
    assert not [one["sql"][:60] for one in queries if not one["sql"].startswith("SELECT")]
    assert first_seconds < 60
    assert neighbour.written > 10
    assert neighbour.longest < 1


class Neighbour(Thread):
    """Somebody who writes one row after the other meanwhile, and notes how long the longest took."""

    def __init__(self):
        super().__init__()
        self.longest, self.written, self.over = 0.0, 0, Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *failure):
        self.over.set()
        self.join()

    def run(self):
        try:
            while not self.over.wait(0.02):
                started = time.monotonic()
                Nomenclature.objects.create(code=f"voisin-{self.written}", name="Voisin")
                self.longest = max(self.longest, time.monotonic() - started)
                self.written += 1
        finally:
            connection.close()
