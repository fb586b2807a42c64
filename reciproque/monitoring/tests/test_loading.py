"""Long files of figures: judged whole, then written in slices, and only what differs."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.refusals import Refused
from reciproque.journal.models import Entry
from reciproque.monitoring import queries
from reciproque.monitoring.actions import Origin, Said, close_periods, loading, record_values
from reciproque.monitoring.actions.loading import load_values
from reciproque.monitoring.choices import Standing, ValueStatus
from reciproque.monitoring.imports.long_files import read_long
from reciproque.monitoring.imports.values import code_of
from reciproque.monitoring.models import Batch, Headline, Value, ValueChange
from reciproque.monitoring.rules.cells import WHOLE, Cell
from reciproque.monitoring.rules.figures import Figure
from reciproque.monitoring.tests.factories import FedIndicatorFactory
from reciproque.territories.tests.factories import NeighbourhoodFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
HEAD = "indicateur;année;sexe;âge;quartier;valeur\n"


@pytest.fixture
def contract():
    return ContractFactory(neighbourhoods=[NeighbourhoodFactory(name="Les Tilleuls", code="QN02901M")])


@pytest.fixture
def indicator(contract):
    return FedIndicatorFactory(
        node=None, contract=contract, wording="Familles suivies", by_sex=True, by_age=True, by_place=True
    )


def read(contract, text):
    return read_long(text.splitlines(keepends=True), contract=contract)


def load(contract, text, by=None):
    told = read(contract, text)
    assert told.problems == []
    return load_values(contract, told.lines, told.cells, source="faits.csv", by=by, at=AT)


def places_of(read_file):
    return [(one.place, one.said) for one in read_file.problems]


def test_every_way_of_naming_leads_to_the_cell(contract, indicator):
    load(
        contract,
        f"{HEAD}{code_of(indicator)};2023;;;;12\nfamilles SUIVIES;2024;F;0-15 ans;les tilleuls;3\n"
        f"Familles suivies;2024;hommes;;qn02901m;1 250,5\nFamilles suivies;2024;;;;n.d.\nFamilles suivies;2022;;;;\n",
    )

    told = {
        (one.period, one.breakdown.sex, one.breakdown.age, one.breakdown.neighbourhood_id): (
            one.status,
            one.number,
        )
        for one in Value.objects.select_related("breakdown")
    }
    place = contract.neighbourhoods.get().pk
    assert told == {
        (202312, "", "", None): (ValueStatus.NUMBER, 12),
        (202412, "F", "0-15 ans", place): (ValueStatus.NUMBER, 3),
        (202412, "H", "", place): (ValueStatus.NUMBER, 1250.5),
        (202412, "", "", None): (ValueStatus.MISSING, None),
    }
    assert Headline.objects.get().period == 202412


def test_each_fault_has_its_line_and_nothing_is_kept(contract, indicator):
    other = FedIndicatorFactory(node=None)
    told = read(
        contract,
        f"{HEAD}Familles suivies;2024;;;;12\nFamilles suivies;2024;;;;13\nInconnu;2024;;;;1\n"
        f"{code_of(other)};2024;;;;1\nFamilles suivies;mars;;;;1\nFamilles suivies;2024;X;;;1\n"
        "Familles suivies;2024;;99 ans;;1\nFamilles suivies;2024;;;Ailleurs;1\nFamilles suivies;2025;;;;1e400\n"
        "Familles suivies;2025;;;;12/03/2024\nFamilles suivies\n",
    )

    assert [place for place, _said in places_of(told)] == [f"ligne {number}" for number in range(3, 13)]
    assert "déjà dite" in told.problems[0].said
    assert "pas un indicateur" in told.problems[2].said
    assert "Ailleurs" in told.problems[6].said


def test_headings_are_asked_for(contract):
    assert "il faut les colonnes" in read(contract, "a;b\n1;2\n").problems[0].said
    assert "il faut les colonnes" in read(contract, "").problems[0].said
    assert "aucune valeur" in read(contract, HEAD).problems[0].said


def test_a_file_of_faults_stops_early(contract, indicator):
    told = read(contract, HEAD + "Inconnu;2024;;;;1\n" * 500)

    assert len(told.problems) == 101


def test_two_indicators_of_one_name_are_neither(contract, indicator):
    FedIndicatorFactory(node=None, contract=contract, wording="Familles suivies")

    assert "pas seul" in read(contract, f"{HEAD}Familles suivies;2024;;;;12\n").problems[0].said
    assert read(contract, f"{HEAD}{code_of(indicator)};2024;;;;12\n").problems == []


def test_again_it_writes_only_what_differs(contract, indicator):
    by = member_of(contract)
    first = "".join(f"Familles suivies;{year};;;;{year - 2000}\n" for year in range(2010, 2025))
    assert load(contract, HEAD + first, by).new == 15
    assert load(contract, HEAD + first, by) == loading.Loaded(0, 0, 15)
    assert (Batch.objects.count(), Entry.objects.filter(act="values.recorded").count()) == (1, 1)

    told = load(contract, HEAD + first.replace(";24\n", ";99\n") + "Familles suivies;2025;;;;1\n", by)

    assert told == loading.Loaded(1, 1, 14)
    change = ValueChange.objects.get()
    assert (change.before, change.after, change.period) == ("24", "99", 202412)
    assert Value.objects.count() == 16
    assert Headline.objects.get().number == 1


def test_what_waited_is_replaced_too(contract, indicator):
    said = [Said(indicator, 202412, Figure(ValueStatus.NUMBER, 5.0), comment="à voir")]
    record_values(contract, said, origin=Origin("link"), standing=Standing.SUBMITTED, by=None, at=AT)

    load(contract, f"{HEAD}Familles suivies;2024;;;;12\n")

    assert [(one.standing, one.number) for one in Value.objects.all()] == [(Standing.OFFICIAL, 12)]
    assert list(queries.notes_of(indicator)) == []
    assert Headline.objects.get().pending == 0


def test_headlines_are_those_of_the_acts(contract, indicator, monkeypatch):
    monkeypatch.setattr(loading, "SLICE", 3)
    lines = "".join(
        f"Familles suivies;{year};{sex};;;{year}\n" for year in range(2015, 2025) for sex in ("", "F", "H")
    )
    load(contract, HEAD + lines)

    meant, said = queries.headlines_to_rewrite([indicator.pk])[0], Headline.objects.get()
    names = [one.attname for one in Headline._meta.concrete_fields if one.name != "revision"]
    assert [getattr(said, name) for name in names] == [getattr(meant, name) for name in names]


def test_a_period_closed_meanwhile_stops_it(contract, indicator):
    told = read(contract, f"{HEAD}Familles suivies;2024;;;;12\n")
    close_periods(contract, through=202412, by=member_of(contract), at=AT)

    with pytest.raises(Refused, match="close"):
        load_values(contract, told.lines, told.cells, source="x", by=None, at=AT)
    assert not Value.objects.exists()
    assert "close" in read(contract, f"{HEAD}Familles suivies;2024;;;;12\n").problems[0].said


def test_the_command_says_what_it_did(contract, indicator, tmp_path, capsys):
    file = tmp_path / "faits.csv"
    file.write_text(f"\ufeff{HEAD}Familles suivies;2024;;;;12\n", encoding="utf-8")
    call_command("load_values", str(contract.pk), str(file), "--check")
    assert not Value.objects.exists()
    call_command("load_values", str(contract.pk), str(file))
    assert "1 nouvelles" in capsys.readouterr().out

    file.write_text(f"{HEAD}Inconnu;2024;;;;12\n", encoding="utf-8")
    with pytest.raises(CommandError, match="ligne 2"):
        call_command("load_values", str(contract.pk), str(file))
    file.write_bytes(HEAD.encode("latin-1"))
    with pytest.raises(CommandError, match="UTF-8"):
        call_command("load_values", str(contract.pk), str(file))
    with pytest.raises(CommandError, match="Aucun contrat"):
        call_command("load_values", "0", str(file))
    with pytest.raises(CommandError, match=r"absent\.csv"):
        call_command("load_values", str(contract.pk), str(tmp_path / "absent.csv"))


def test_cells_written_otherwise_are_the_same_cell(contract, indicator):
    told = read(contract, f"{HEAD}Familles suivies;2024;F;;;1\nFamilles suivies;2024;Femmes;;;1\n")

    assert "déjà dite" in told.problems[0].said
    assert told.cells == [Cell(sex="F")]
    assert WHOLE not in told.cells
