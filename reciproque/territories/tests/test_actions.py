import json
from datetime import UTC, datetime

import pytest

from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.core.registers import Obstacle, obstacles
from reciproque.journal.models import Entry
from reciproque.territories.actions import (
    archive_neighbourhood,
    create_neighbourhood,
    edit_neighbourhood,
    record_succession,
    restore_neighbourhood,
    set_population,
)
from reciproque.territories.choices import NeighbourhoodKind, SuccessionKind
from reciproque.territories.models import Neighbourhood, Population
from reciproque.territories.tests.factories import CommuneFactory, NeighbourhoodFactory

AT = datetime(2026, 2, 1, 9, tzinfo=UTC)
RING = [[2.0, 46.0], [2.01, 46.0], [2.01, 46.01], [2.0, 46.01], [2.0, 46.0]]
PERIMETER = json.dumps({"type": "Polygon", "coordinates": [RING]})


def test_a_local_neighbourhood_belongs_to_its_contract(someone):
    commune = CommuneFactory()

    place = create_neighbourhood(
        name=" Bel\x00 Air ",
        kind=NeighbourhoodKind.LOCAL,
        contract_id=7,
        communes=[commune],
        perimeter=PERIMETER,
        by=someone,
        at=AT,
    )

    place.refresh_from_db()
    assert (place.name, place.contract_id, list(place.communes.all())) == ("Bel Air", 7, [commune])
    assert (place.latitude, place.longitude) == (46.005, 2.005)
    entry = Entry.objects.get()
    assert (entry.act, entry.contract_id, entry.by_id) == ("territories.neighbourhood_created", 7, someone.pk)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"name": "—"}, "Indiquez le nom du quartier"),
        ({"name": "B" * 301}, "dépasse 300 caractères"),
        ({"code": "QP1"}, "s’écrit QP et six chiffres"),
        ({"code": "QN99901M"}, "s’écrit QP et six chiffres"),
        ({"kind": NeighbourhoodKind.QPV_2024, "code": "QP999001"}, "s’écrit QP et six chiffres"),
        ({"perimeter": "{"}, "n’est pas un GeoJSON lisible"),
        ({"perimeter": '{"type":"Polygon","coordinates":[[[2,46],[2,46],[2,46]]]}'}, "se réduit à un point"),
    ],
)
def test_a_neighbourhood_that_cannot_be_kept_is_refused(someone, typed, reason):
    with pytest.raises(Refused, match=reason):
        create_neighbourhood(
            **{"name": "Bel Air", "kind": NeighbourhoodKind.LOCAL, **typed}, by=someone, at=AT
        )

    assert not Neighbourhood.objects.exists()
    assert not Entry.objects.exists()


def test_one_official_code_is_one_neighbourhood(someone):
    NeighbourhoodFactory(code="QP999001", kind=NeighbourhoodKind.QPV_2015)

    with pytest.raises(Refused, match="porte déjà ce code officiel"):
        create_neighbourhood(
            name="Bis", kind=NeighbourhoodKind.QPV_2015, code="qp 999 001", by=someone, at=AT
        )


def test_editing_tells_before_and_after_and_the_version_grows(someone):
    old, new = CommuneFactory(), CommuneFactory()
    place = NeighbourhoodFactory(name="Bel Air", communes=[old])

    edited = edit_neighbourhood(
        place, name="Bel-Air", renewal=True, perimeter=PERIMETER, communes=[new], by=someone, at=AT, seen=1
    )

    assert edited.version == 2
    assert Entry.objects.get().changes == {
        "name": ["Bel Air", "Bel-Air"],
        "renewal": [None, True],
        "perimeter": ["", "un périmètre"],
        "communes": [[str(old.pk)], [str(new.pk)]],
    }


def test_moving_to_another_commune_alone_is_an_edit(someone):
    place = NeighbourhoodFactory(communes=[CommuneFactory()])

    edited = edit_neighbourhood(place, communes=[CommuneFactory()], by=someone, at=AT, seen=1)

    edited.refresh_from_db()
    assert edited.version == 2


def test_saving_the_same_again_leaves_no_trace(someone):
    place = create_neighbourhood(
        name="Bel Air", kind=NeighbourhoodKind.LOCAL, perimeter=PERIMETER, by=someone, at=AT
    )

    edit_neighbourhood(
        place, name="Bel Air", perimeter=place.perimeter, communes=[], by=someone, at=AT, seen=1
    )

    assert list(Entry.objects.values_list("act", flat=True)) == ["territories.neighbourhood_created"]


def test_an_edit_from_an_older_version_is_refused(someone):
    place = NeighbourhoodFactory(version=3)

    with pytest.raises(Overtaken):
        edit_neighbourhood(place, name="Bel Air", by=someone, at=AT, seen=2)


def test_the_names_of_the_list_of_the_state_are_not_rewritten(someone):
    listed = NeighbourhoodFactory(name="Bellevue", code="QN99901M", kind=NeighbourhoodKind.QPV_2024)

    with pytest.raises(Refused, match="viennent de la liste de l’État"):
        edit_neighbourhood(listed, name="Belle Vue", by=someone, at=AT, seen=1)
    edited = edit_neighbourhood(listed, name="Bellevue", renewal=False, by=someone, at=AT, seen=1)

    assert edited.renewal is False


def test_a_population_is_kept_replaced_and_removed(someone):
    place = NeighbourhoodFactory()

    set_population(place, 2_100, as_of="2021", source="Insee", by=someone, at=AT)
    set_population(place, 2_150, as_of="2021", source="Insee", by=someone, at=AT)
    set_population(place, 2_150, as_of="2021", source="Insee", by=someone, at=AT)
    set_population(place, 1_900, as_of="2021", source="protocole", by=someone, at=AT)
    set_population(place, None, as_of="2021", source="protocole", by=someone, at=AT)

    assert list(Population.objects.values_list("count", "source")) == [(2_150, "Insee")]
    acts = list(Entry.objects.order_by("pk").values_list("act", flat=True))
    assert acts == ["territories.population_set"] * 3 + ["territories.population_removed"]


@pytest.mark.parametrize(
    ("count", "said", "reason"),
    [
        (-1, {}, "entre 0 et 2 millions"),
        (10_000_000, {}, "entre 0 et 2 millions"),
        (5, {"as_of": "au premier janvier"}, "une année"),
    ],
)
def test_a_population_that_cannot_be_is_refused(someone, count, said, reason):
    with pytest.raises(Refused, match=reason):
        set_population(NeighbourhoodFactory(), count, **said, by=someone, at=AT)

    assert not Population.objects.exists()


def test_a_part_lies_in_a_commune_of_the_neighbourhood(someone):
    inside, outside = CommuneFactory(), CommuneFactory(name="Ailleurs")
    place = NeighbourhoodFactory(communes=[inside])

    set_population(place, 300, commune=inside, by=someone, at=AT)
    with pytest.raises(Refused, match="ne s’étend pas sur Ailleurs"):
        set_population(place, 300, commune=outside, by=someone, at=AT)

    assert Population.objects.get().commune == inside


def test_a_succession_is_noted_once_and_never_in_a_ring(someone):
    first, second, third = (NeighbourhoodFactory() for _ in range(3))
    record_succession(first, second, kind=SuccessionKind.SPLIT, by=someone, at=AT)
    record_succession(second, third, kind=SuccessionKind.MERGED, by=someone, at=AT)

    with pytest.raises(Refused, match="déjà notée"):
        record_succession(first, second, kind=SuccessionKind.MODIFIED, by=someone, at=AT)
    with pytest.raises(Refused, match="tournerait en rond"):
        record_succession(third, first, kind=SuccessionKind.MODIFIED, by=someone, at=AT)
    with pytest.raises(Refused, match="à lui-même"):
        record_succession(first, first, kind=SuccessionKind.MODIFIED, by=someone, at=AT)

    assert Entry.objects.count() == 2


def test_time_does_not_run_backwards(someone):
    now = NeighbourhoodFactory(code="QN99901M", kind=NeighbourhoodKind.QPV_2024)
    then = NeighbourhoodFactory(code="QP999001", kind=NeighbourhoodKind.QPV_2015)

    with pytest.raises(Refused, match="de 2015 ne succède pas"):
        record_succession(now, then, kind=SuccessionKind.MODIFIED, by=someone, at=AT)


def test_archiving_asks_upper_apps_and_can_be_undone(someone, monkeypatch):
    place = NeighbourhoodFactory(name="Bel Air")
    monkeypatch.setattr(obstacles, "_entries", [])
    archive_neighbourhood(place, by=someone, at=AT)
    restored = restore_neighbourhood(place, by=someone, at=AT)
    obstacles.hang(Obstacle("territories.archive_neighbourhood", lambda one: [f"{one.name} sert encore."]))

    with pytest.raises(Refused, match="Bel Air sert encore"):
        archive_neighbourhood(restored, by=someone, at=AT)

    restored.refresh_from_db()
    assert restored.archived_at is None
