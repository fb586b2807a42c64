import json

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from reciproque.core.tables import show
from reciproque.territories.choices import NeighbourhoodKind, SuccessionKind
from reciproque.territories.models import Neighbourhood
from reciproque.territories.queries import (
    communes_like,
    for_listing,
    headcount,
    map_of,
    neighbourhood_facts,
    neighbourhood_like,
    neighbourhoods_like,
    official_neighbourhoods,
    with_population,
)
from reciproque.territories.tables import neighbourhood_table
from reciproque.territories.tests.factories import (
    CommuneFactory,
    NeighbourhoodFactory,
    NeighbourhoodSuccessionFactory,
    PopulationFactory,
)


def qpv(name, commune, number=1, letter="M", **more):
    code = f"QN999{number:02}{letter}"
    return NeighbourhoodFactory(
        name=name, code=code, kind=NeighbourhoodKind.QPV_2024, communes=[commune], **more
    )


def square(west, south, side=0.01):
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def test_official_neighbourhoods_of_communes_come_once_each():
    commune, other, far = CommuneFactory(), CommuneFactory(), CommuneFactory()
    shared = qpv("Bellevue", commune, 1)
    shared.communes.add(other)
    qpv("Ailleurs", far, 2)
    NeighbourhoodFactory(name="Local", communes=[commune])
    archived = qpv("Ancien", commune, 3)
    Neighbourhood.objects.filter(pk=archived.pk).update(archived_at="2026-01-01T00:00:00Z")

    assert list(official_neighbourhoods([commune, other])) == [shared]


@pytest.mark.parametrize(
    ("printed", "official"),
    [
        ("Quartier St-Éloi / Boileau / Pré Génie", "Quartier Saint-Eloi - Boileau - Pré Génie"),
        ("PRÉ-GÉNIE", "Quartier Saint-Eloi - Boileau - Pré Génie"),
        ("Patrotte Nord", "La Patrotte - Valbourg-Nord"),
        ("La Patrotte Valbourg Nord", "La Patrotte - Valbourg-Nord"),
        ("Quéliverzan", "Queliverzan Pontaniou"),
        ("l’Albarine", "Les Courbes De L'Albarine"),
        ("les Tillleuls", "Les Tilleuls"),
        ("Centre-ville", "Centre Ville"),
    ],
)
def test_a_printed_name_finds_the_official_neighbourhood(printed, official):
    valbourg = CommuneFactory(name="Valbourg")
    names = [
        "Quartier Saint-Eloi - Boileau - Pré Génie",
        "La Patrotte - Valbourg-Nord",
        "Queliverzan Pontaniou",
        "Les Courbes De L'Albarine",
        "Les Tilleuls",
        "Centre Ville",
    ]
    for number, name in enumerate(names):
        qpv(name, valbourg, number)

    assert neighbourhood_like(printed, [valbourg]).name == official


@pytest.mark.parametrize("printed", ["Les Peupliers", "Valbourg", "", "Quartier", "Bel Air Nord", "Nord"])
def test_a_name_that_could_mean_two_or_none_finds_none(printed):
    valbourg = CommuneFactory(name="Valbourg")
    qpv("Les Tilleuls", valbourg, 1)
    qpv("Bel Air Sud", valbourg, 2)
    qpv("Gare Nord", valbourg, 3)
    qpv("Port Nord", valbourg, 4)

    assert neighbourhood_like(printed, [valbourg]) is None


@pytest.mark.parametrize("printed", ["Nord", "Quartier 2", "Centre"])
def test_a_bearing_alone_does_not_name_a_neighbourhood(printed):
    valbourg = CommuneFactory(name="Valbourg")
    for number, name in enumerate(["Gare Nord", "Secteur 2 des Prés", "Vieux Centre"]):
        qpv(name, valbourg, number)

    assert neighbourhood_like(printed, [valbourg]) is None


def test_the_same_name_in_another_commune_is_another_neighbourhood():
    here, there = CommuneFactory(), CommuneFactory()
    qpv("Bellevue", there, 1)

    assert neighbourhood_like("Bellevue", [here]) is None
    assert neighbourhood_like("Bellevue", [there]).name == "Bellevue"


def test_likely_neighbourhoods_are_offered_in_order():
    valbourg = CommuneFactory(name="Valbourg")
    qpv("Gare Nord", valbourg, 1)
    qpv("Gare", valbourg, 2)

    found = neighbourhoods_like("La gare", [valbourg])

    assert [(one.neighbourhood.name, one.is_certain) for one in found] == [
        ("Gare", True),
        ("Gare Nord", True),
    ]
    assert neighbourhood_like("La gare", [valbourg]).name == "Gare"


def test_communes_are_found_as_people_write_them():
    CommuneFactory(name="Saint-Étienne", population=170_000)
    CommuneFactory(name="Saint-Étienne-du-Bois", population=2_500)
    CommuneFactory(name="Étienne", population=10)

    assert [commune.name for commune in communes_like("st etienne")] == [
        "Saint-Étienne",
        "Saint-Étienne-du-Bois",
    ]
    assert communes_like(" ") == []


def test_the_latest_population_of_the_whole_counts():
    place = NeighbourhoodFactory()
    PopulationFactory(neighbourhood=place, count=2_400, as_of="2018")
    PopulationFactory(neighbourhood=place, count=2_100, as_of="2021", source="Insee")

    assert headcount(place).sentence == "2\u202f100 habitants en 2021 (Insee)"
    assert [one.inhabitants for one in with_population(Neighbourhood.objects.all())] == [2_100]


def test_parts_add_up_only_when_all_of_them_are_known():
    north, south = CommuneFactory(), CommuneFactory()
    place = NeighbourhoodFactory(communes=[north, south])
    PopulationFactory(neighbourhood=place, commune=north, count=800)
    incomplete = headcount(place)
    PopulationFactory(neighbourhood=place, commune=south, count=300)

    assert incomplete is None
    assert headcount(place).count == 1_100


def test_facts_say_what_is_known_and_what_lacks():
    commune = CommuneFactory(name="Valbourg")
    place = qpv("Bellevue", commune, renewal=True)
    before = NeighbourhoodFactory(name="Bellevue Est", code="QP999001", kind=NeighbourhoodKind.QPV_2015)
    NeighbourhoodSuccessionFactory(before=before, after=place, kind=SuccessionKind.MERGED)

    assert neighbourhood_facts(place) == [
        ("Code officiel", "QN99901M"),
        ("Nature", "quartier prioritaire (depuis 2024)"),
        ("Commune", "Valbourg"),
        ("Population", "non renseignée"),
        ("Renouvellement urbain (NPNRU)", "oui"),
        ("Depuis 2015", "existait en 2015, contour modifié"),
        ("Vient de", "Bellevue Est (QP999001), fusionné"),
    ]
    assert ("Devenu", "Bellevue (QN99901M), fusionné") in neighbourhood_facts(before)


def drawn(places, read, **options):
    html = render_to_string("territories/_map.html", {"map": map_of(places, **options)})
    return read(type("Response", (), {"content": html.encode()})())


def test_the_map_stands_beside_a_table_with_the_same_names_and_figures(read):
    commune = CommuneFactory(name="Valbourg")
    east = qpv("L’Étang <est>", commune, 1, perimeter=square(2.02, 46))
    qpv("Bellevue", commune, 2, perimeter=square(2, 46))
    qpv("Sans contour", commune, 3)
    qpv("Abîmé", commune, 4, perimeter="{")
    PopulationFactory(neighbourhood=east, count=12_500)

    page = drawn(for_listing(Neighbourhood.objects.all()), read, link=lambda place: f"/quartiers/{place.pk}/")

    assert (
        page.svg["aria-label"]
        == "Carte : 2 quartiers sur la carte, 2 sans périmètre connu. Contours indicatifs."
    )
    assert [link["aria-label"] for link in page.svg.select("a")] == ["Bellevue", "L’Étang <est>"]
    assert [number.get_text() for number in page.select("text.place-number")] == ["1", "2"]
    rows = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in page.select("tbody tr")]
    assert rows == [
        ["1.BellevueQN99902M", "—"],
        ["2.L’Étang <est>QN99901M", "12\u202f500"],
    ]
    assert [item.a.get_text() for item in page.select("li")] == ["Abîmé", "Sans contour"]
    assert (
        page.select_one("tbody th a")["href"]
        == f"/quartiers/{Neighbourhood.objects.get(name='Bellevue').pk}/"
    )


def test_the_table_names_communes_when_there_are_several(read):
    for number, commune in enumerate(["Valbourg", "Montbourg"]):
        qpv(f"Quartier {number}", CommuneFactory(name=commune), number, perimeter=square(2 + number, 46))

    page = drawn(for_listing(Neighbourhood.objects.all()), read)

    assert [cell.get_text() for cell in page.select("tbody td:not(.is-number)")] == ["Valbourg", "Montbourg"]


def test_the_map_holds_no_style_nor_script(read):
    qpv("Bellevue", CommuneFactory(), perimeter=square(2, 46))

    page = drawn(for_listing(Neighbourhood.objects.all()), read)

    assert page.select("path.place")
    assert not page.select("[style], script, [onclick]")


def test_without_any_perimeter_there_is_a_list_and_no_drawing(read):
    NeighbourhoodFactory(name="Bellevue")

    page = drawn(for_listing(Neighbourhood.objects.all()), read)

    assert page.svg is None
    assert page.table is None
    assert "Aucun périmètre n’est connu" in page.get_text()
    assert [item.get_text(strip=True) for item in page.select("li")] == ["Bellevue"]


def test_the_current_neighbourhood_and_the_former_ones_look_different():
    current = NeighbourhoodFactory(perimeter=square(2, 46))
    former = NeighbourhoodFactory(perimeter=square(2.1, 46), kind=NeighbourhoodKind.QPV_2015, code="QP999001")

    shown = map_of(for_listing(Neighbourhood.objects.all()), current=current.pk)

    looks = {place.row.name: place.look for frame in shown.frames for place in frame.places}
    assert looks == {current.name: "place place-current", former.name: "place place-former"}


def test_a_map_costs_the_same_whatever_the_number_of_neighbourhoods(django_assert_num_queries):
    commune = CommuneFactory()
    for number in range(7):
        place = qpv(f"Quartier {number}", commune, number, perimeter=square(2 + number / 50, 46))
        PopulationFactory(neighbourhood=place)
        PopulationFactory(neighbourhood=place, commune=commune)

    with django_assert_num_queries(4):
        assert map_of(for_listing(Neighbourhood.objects.all())).drawn == 7


def test_the_list_is_sorted_by_inhabitants_with_the_unknown_last():
    small, large = NeighbourhoodFactory(name="Petit"), NeighbourhoodFactory(name="Grand")
    NeighbourhoodFactory(name="Inconnu")
    PopulationFactory(neighbourhood=small, count=900)
    PopulationFactory(neighbourhood=large, count=9_000)
    rows = with_population(for_listing(Neighbourhood.objects.all()))

    rising = show(neighbourhood_table(), rows, QueryDict("tri=habitants"))
    falling = show(neighbourhood_table(), rows, QueryDict("tri=-habitants"))

    assert [place.name for place in rising.page] == ["Petit", "Grand", "Inconnu"]
    assert [place.name for place in falling.page] == ["Grand", "Petit", "Inconnu"]
