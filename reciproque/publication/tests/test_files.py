"""The files that anybody may read: what they say, what they keep to themselves, when they are written again."""

import csv
import io
import json
import zipfile
import zlib

import pytest

from reciproque.contracts.tests.factories import member_of
from reciproque.framework.tests.factories import NodeFactory
from reciproque.monitoring.actions import Origin, Said, edit_indicator, record_values
from reciproque.monitoring.choices import Standing, ValueStatus
from reciproque.monitoring.rules.cells import WHOLE, Cell
from reciproque.monitoring.rules.figures import Figure
from reciproque.monitoring.tests.factories import FedIndicatorFactory
from reciproque.publication import actions
from reciproque.publication.exports.archive import Member, archive
from reciproque.publication.exports.package import file_named
from reciproque.publication.exports.texts import deflated, edges_between
from reciproque.publication.models import Leaf, OpenData
from reciproque.publication.tests.factories import AT, OpenDataFactory, PublishedIndicatorFactory
from reciproque.territories.tests.factories import NeighbourhoodFactory

NUMBER, MISSING, ABSENT, SECRET = (
    ValueStatus.NUMBER,
    ValueStatus.MISSING,
    ValueStatus.NOT_APPLICABLE,
    ValueStatus.SECRET,
)


@pytest.fixture
def indicator():
    place = NeighbourhoodFactory(name="Les Tilleuls", code="QN02901M")
    one = FedIndicatorFactory(
        node=NodeFactory(title="Accompagner"), wording="Familles suivies", by_sex=True, by_place=True
    )
    one.contract.neighbourhoods.add(place)
    OpenDataFactory(contract=one.contract)
    PublishedIndicatorFactory(indicator=one, number="1-1-1")
    one.place = place
    return one


def say(indicator, *told):
    """(year, cell, number or why there is none)"""
    said = [
        Said(
            indicator,
            year * 100 + 12,
            Figure(NUMBER, float(number)) if not isinstance(number, ValueStatus) else Figure(number),
            cell,
        )
        for year, cell, number in told
    ]
    record_values(indicator.contract, said, origin=Origin("grid"), standing=Standing.OFFICIAL, by=None, at=AT)


def text(indicator, name):
    data, _media = file_named(
        OpenData.objects.select_related("contract").get(contract=indicator.contract), name
    )
    return data.decode()


def rows(indicator, name="data/1-1-1.csv"):
    return list(csv.reader(io.StringIO(text(indicator, name))))


def test_data_are_one_line_a_cell_and_headline_the_whole(indicator):
    women, place = Cell(sex="F"), Cell(neighbourhood=indicator.place.pk)
    say(indicator, (2023, WHOLE, 40), (2024, WHOLE, 42.5), (2024, women, 20), (2024, place, 12))
    actions.refresh(at=AT)

    assert rows(indicator) == [
        ["Year", "Sexe", "Quartier", "GeoCode", "Value"],
        ["2023", "", "", "", "40"],
        ["2024", "", "", "", "42.5"],
        ["2024", "Femmes", "", "", "20"],
        ["2024", "", "Les Tilleuls", "QN02901M", "12"],
    ]
    assert rows(indicator, "headline/1-1-1.csv") == [["Year", "Value"], ["2023", "40"], ["2024", "42.5"]]
    assert json.loads(text(indicator, "headline/1-1-1.json")) == [
        {"Year": 2023, "Value": 40},
        {"Year": 2024, "Value": 42.5},
    ]
    data = json.loads(text(indicator, "data/1-1-1.json"))
    assert data["Sexe"] == [None, None, "Femmes", None]
    assert data["Value"] == [40, 42.5, 20, 12]
    comb = json.loads(text(indicator, "comb/1-1-1.json"))
    assert comb == {"data": data, "edges": {"From": ["Quartier"], "To": ["GeoCode"]}}


def test_four_things_that_are_not_the_same(indicator):
    cells = [Cell(sex="F"), Cell(sex="H"), Cell(neighbourhood=indicator.place.pk)]
    say(
        indicator,
        (2024, WHOLE, 0),
        *[(2024, c, s) for c, s in zip(cells, (MISSING, SECRET, ABSENT), strict=True)],
    )
    actions.refresh(at=AT)

    told = {tuple(row[1:4]): row[4:] for row in rows(indicator)[1:]}
    assert told == {
        ("", "", ""): ["", "0"],
        ("Femmes", "", ""): ["O", ""],
        ("Hommes", "", ""): ["Q", ""],
        ("", "Les Tilleuls", "QN02901M"): ["M", ""],
    }
    data = json.loads(text(indicator, "data/1-1-1.json"))
    assert data["Value"] == [0, None, None, None]
    assert data["OBS_STATUS"] == [None, "O", "Q", "M"]
    package = json.loads(text(indicator, "datapackage.json"))
    assert [one["name"] for one in package["resources"][0]["schema"]["fields"]] == rows(indicator)[0]


def test_small_counts_of_people_are_masked_with_what_gives_them_away(indicator, settings):
    settings.SMALL_COUNTS = 5
    edit_indicator(indicator, seen=None, by=member_of(indicator.contract), at=AT, counts_people=True)
    say(indicator, (2024, WHOLE, 40), (2024, Cell(sex="F"), 3), (2024, Cell(sex="H"), 37))
    actions.refresh(at=AT)

    assert [row[-2:] for row in rows(indicator)[1:]] == [["", "40"], ["Q", ""], ["Q", ""]]
    assert Leaf.objects.get().masked == 2
    settings.SMALL_COUNTS = 0
    assert len(actions.refresh(at=AT)) == 1
    assert [row[-1] for row in rows(indicator)[1:]] == ["40", "3", "37"]


def test_two_places_of_one_name_are_two(indicator, settings):
    settings.SMALL_COUNTS = 5
    other = NeighbourhoodFactory(name="Les Tilleuls")
    edit_indicator(indicator, seen=None, by=member_of(indicator.contract), at=AT, counts_people=True)
    say(
        indicator,
        (2024, WHOLE, 40),
        (2024, Cell(neighbourhood=indicator.place.pk), 3),
        (2024, Cell(neighbourhood=other.pk), 37),
    )
    actions.refresh(at=AT)

    assert [row[-1] for row in rows(indicator)[1:]] == ["40", "", ""]


def test_things_may_be_few(indicator, settings):
    settings.SMALL_COUNTS = 5
    say(indicator, (2024, WHOLE, 2))
    actions.refresh(at=AT)

    assert rows(indicator)[1:] == [["2024", "2"]]


def test_words_of_people_are_not_published(indicator):
    words = FedIndicatorFactory(node=indicator.node, kind="judgement")
    PublishedIndicatorFactory(indicator=words, number="1-1-2")
    said = [Said(words, 202412, Figure(ValueStatus.WORDS, None, "Madame Martin a tout fait"))]
    record_values(words.contract, said, origin=Origin("grid"), standing=Standing.OFFICIAL, by=None, at=AT)
    actions.refresh(at=AT)

    assert text(indicator, "data/1-1-2.csv") == "Year,Value\n"
    assert json.loads(text(indicator, "data/1-1-2.json")) == []
    assert json.loads(text(indicator, "meta/1-1-2.json"))["data_non_statistical"] is True
    assert "Martin" not in "".join(str(vars(leaf)) for leaf in Leaf.objects.all())


def test_only_what_is_validated_leaves(indicator):
    said = [Said(indicator, 202412, Figure(NUMBER, 9.0))]
    record_values(
        indicator.contract, said, origin=Origin("link"), standing=Standing.SUBMITTED, by=None, at=AT
    )
    actions.refresh(at=AT)

    assert text(indicator, "data/1-1-1.csv") == "Year,Value\n"


def test_months_have_their_own_column_and_no_headline_is_made_up(indicator):
    edit_indicator(indicator, seen=None, by=member_of(indicator.contract), at=AT, periodicity="month")
    said = [Said(indicator, period, Figure(NUMBER, 5.0)) for period in (202401, 202402)]
    record_values(indicator.contract, said, origin=Origin("grid"), standing=Standing.OFFICIAL, by=None, at=AT)
    actions.refresh(at=AT)

    assert rows(indicator)[1:] == [["2024", "janvier 2024", "5"], ["2024", "février 2024", "5"]]
    assert rows(indicator, "headline/1-1-1.csv") == [["Year", "Value"]]


def test_a_formula_in_a_name_is_made_harmless(indicator):
    indicator.place.name = '=CMD("x"),y'
    indicator.place.save()
    say(indicator, (2024, Cell(neighbourhood=indicator.place.pk), 12))
    actions.refresh(at=AT)

    assert rows(indicator)[1][1] == '\'=CMD("x"),y'


def test_a_dimension_of_ones_own_takes_no_name_of_another(indicator):
    edit_indicator(
        indicator,
        seen=None,
        by=member_of(indicator.contract),
        at=AT,
        other_dimension="Year",
        other_values="a\nb",
    )
    say(indicator, (2024, Cell(other="a"), 5))
    actions.refresh(at=AT)

    assert rows(indicator) == [["Year", "Year (autre)", "Value"], ["2024", "a", "5"]]


def test_only_what_changed_is_prepared_again(indicator):
    other = FedIndicatorFactory(node=indicator.node)
    PublishedIndicatorFactory(indicator=other, number="1-1-2")
    say(indicator, (2024, WHOLE, 1))
    say(other, (2024, WHOLE, 1))
    assert len(actions.refresh(at=AT)) == 2
    assert actions.refresh(at=AT) == []

    say(other, (2024, WHOLE, 2))

    assert actions.refresh(at=AT) == [other.published.pk]
    edit_indicator(indicator, seen=None, by=member_of(indicator.contract), at=AT, wording="Familles")
    assert actions.refresh(at=AT) == [indicator.published.pk]
    assert json.loads(text(indicator, "meta/1-1-1.json"))["indicator_name"] == "Familles"


def test_what_speaks_of_all(indicator):
    say(indicator, (2024, WHOLE, 40))
    PublishedIndicatorFactory(indicator=FedIndicatorFactory(node=indicator.node), number="2-0-1")
    actions.refresh(at=AT)

    assert list(json.loads(text(indicator, "meta/all.json"))) == ["1-1-1", "2-0-1"]
    assert json.loads(text(indicator, "headline/all.json")) == {
        "1-1-1": [{"Year": 2024, "Value": 40}],
        "2-0-1": [],
    }
    told = json.loads(text(indicator, "stats/reporting.json"))
    assert told["overall"]["totals"] == {"total": 2}
    assert [(one["goal"], one["statuses"][2]["count"]) for one in told["goals"]] == [(1, 1), (2, 0)]
    data, _media = file_named(OpenData.objects.get(), "zip/all_indicators.zip")
    with zipfile.ZipFile(io.BytesIO(data)) as kept:
        assert kept.testzip() is None
        assert kept.namelist() == ["1-1-1.csv", "2-0-1.csv"]
        assert kept.read("1-1-1.csv").decode() == text(indicator, "data/1-1-1.csv")


def test_names_that_are_none(indicator):
    actions.refresh(at=AT)
    opened = OpenData.objects.get()

    for name in (
        "data/1-1-9.csv",
        "data/1-1-1.xml",
        "comb/1-1-1.csv",
        "../secret",
        "data/../../etc/passwd",
        "",
    ):
        assert file_named(opened, name) is None


def test_the_folder_follows(indicator, tmp_path):
    other = FedIndicatorFactory(node=indicator.node)
    PublishedIndicatorFactory(indicator=other, number="1-1-2")
    say(indicator, (2024, WHOLE, 40))
    (tmp_path / "lisez-moi.txt").write_text("à moi")
    actions.write_files(tmp_path, only=actions.refresh(at=AT))
    folder = tmp_path / str(indicator.contract_id)
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert {"data/1-1-1.csv", "comb/1-1-2.json", "datapackage.json", "zip/all_indicators.zip"} <= names
    assert len(names) == 8 * 2 + 5
    before = (folder / "data" / "1-1-2.csv").stat().st_mtime_ns
    edges = (folder / "edges" / "1-1-1.csv").stat().st_mtime_ns
    opened = OpenData.objects.get()

    say(indicator, (2025, WHOLE, 41))
    written = actions.write_files(tmp_path, only=actions.refresh(at=AT))

    assert 0 < written < 8 + 5
    assert (folder / "headline" / "all.json").read_bytes() == file_named(opened, "headline/all.json")[0]
    assert (folder / "meta" / "1-1-1.json").read_text() == text(indicator, "meta/1-1-1.json")
    assert (folder / "edges" / "1-1-1.csv").stat().st_mtime_ns == edges
    assert (folder / "data" / "1-1-1.csv").read_text() == text(indicator, "data/1-1-1.csv")
    assert (folder / "data" / "1-1-2.csv").stat().st_mtime_ns == before
    assert actions.write_files(tmp_path, only=actions.refresh(at=AT)) == 0
    actions.choose_indicators(indicator.contract, [other.pk], by=member_of(indicator.contract), at=AT)
    actions.write_files(tmp_path, only=actions.refresh(at=AT))
    assert not (folder / "data" / "1-1-1.csv").exists()
    assert list(json.loads((folder / "meta" / "all.json").read_text())) == ["1-1-2"]
    actions.close_data(indicator.contract, by=member_of(indicator.contract), at=AT)
    actions.write_files(tmp_path, only=[])
    assert not folder.exists()
    assert (tmp_path / "lisez-moi.txt").exists()


def test_which_dimension_hangs_on_which():
    """As sdg-build finds them: the child never comes without its parent; only the nearest parent is kept."""
    chain = {(True, False, False), (True, True, False), (True, True, True), (False, False, False)}
    assert edges_between(["A", "B", "C"], chain) == [("A", "B"), ("B", "C")]
    assert edges_between(["A", "B"], {(True, True), (False, False)}) == [("A", "B")]
    assert edges_between(["A", "B"], {(True, False), (False, True)}) == []


def test_an_archive_opens_anywhere(tmp_path):
    files = {"é à.csv": b"a" * 10_000, "vide.csv": b""}
    members = [Member(name, deflated(data), zlib.crc32(data), len(data)) for name, data in files.items()]

    with zipfile.ZipFile(io.BytesIO(archive(members, at=AT))) as kept:
        assert kept.testzip() is None
        assert {name: kept.read(name) for name in kept.namelist()} == files
