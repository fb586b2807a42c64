"""Reference data that cannot be loaded: a sentence with file and line, and nothing half-loaded."""

import pytest
from django.core.management import CommandError, call_command

from reciproque.intake.imports import UnusableFolder, load_reference
from reciproque.intake.tests.made_up_country import AT, FILES, change, rows_of_everything, write_country
from reciproque.journal.models import Entry


@pytest.fixture
def folder(tmp_path):
    return write_country(tmp_path)


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
