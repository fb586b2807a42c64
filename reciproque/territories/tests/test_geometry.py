import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciproque.territories.geometry import UnreadablePerimeter, draw_map, inner_point, read, read_text
from reciproque.territories.geometry.drawing import MOST_POINTS, lambert_93, simplify
from reciproque.territories.geometry.perimeters import box_around


def square(west, south, side=0.01):
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


BELLEVUE = polygon(square(2.0, 46.0))


@pytest.mark.parametrize(
    "geometry",
    [
        BELLEVUE,
        {"type": "MultiPolygon", "coordinates": [BELLEVUE["coordinates"]]},
        {"type": "Feature", "properties": {}, "geometry": BELLEVUE},
        polygon([[2.0, 46.0, 130.5], [2.01, 46.0, 130.5], [2.01, 46.01, 131], [2.0, 46.01, 130]]),
    ],
)
def test_every_usual_way_of_writing_a_perimeter_is_the_same(geometry):
    assert read(geometry) == read(BELLEVUE)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "n’est pas un GeoJSON lisible"),
        ('{"type": "Polygon", "coordi', "n’est pas un GeoJSON lisible"),
        ("[" * 100_000, "n’est pas un GeoJSON lisible"),
        ("[1, 2]", "n’est pas une géométrie GeoJSON"),
        ('{"type": "Feature", "geometry": null}', "n’est pas une géométrie GeoJSON"),
        ('{"type": "Point", "coordinates": [2, 46]}', "est un polygone ou plusieurs"),
        ('{"type": "MultiPolygon", "coordinates": []}', "est vide"),
        ('{"type": "Polygon", "coordinates": null}', "ne sont pas des listes"),
        ('{"type": "Polygon", "coordinates": []}', "n’a pas de contour"),
        ('{"type": "Polygon", "coordinates": [[[2, 46], [2, 47]]]}', "moins de trois points"),
        ('{"type": "Polygon", "coordinates": [[[2], [2, 47], [3, 47]]]}', "n’a pas deux coordonnées"),
        ('{"type": "Polygon", "coordinates": [[[true, 46], [2, 47], [3, 47]]]}', "n’a pas deux coordonnées"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 46], [2, 47], [3, 47]]]}', "sort de la Terre"),
        ('{"type": "Polygon", "coordinates": [[[700000, 6600000], [2, 47], [3, 47]]]}', "degrés"),
    ],
)
def test_what_is_no_perimeter_is_refused_with_a_sentence(text, reason):
    with pytest.raises(UnreadablePerimeter, match=reason):
        read_text(text)


def test_a_perimeter_of_too_many_points_is_refused():
    with pytest.raises(UnreadablePerimeter, match="trop détaillé"):
        read(polygon([[2 + n / 100_000, 46 + (n % 2) / 1000] for n in range(20_001)]))


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=8))
def test_whatever_stands_for_coordinates_is_judged(anything):
    try:
        perimeter = read({"type": "Polygon", "coordinates": anything})
    except UnreadablePerimeter:
        return
    assert perimeter.polygons


def test_a_perimeter_survives_being_kept():
    perimeter = read(polygon(square(2, 46), square(2.002, 46.002, 0.003)))

    assert read_text(perimeter.as_text()) == perimeter


def test_the_area_leaves_out_the_holes():
    whole = read(BELLEVUE).square_metres
    holed = read(polygon(square(2.0, 46.0), square(2.002, 46.002, 0.005))).square_metres

    assert whole == pytest.approx(1113.2 * 773.2, rel=0.01)
    assert holed == pytest.approx(whole * 0.75, rel=0.001)


def test_a_point_drawn_as_a_polygon_is_degenerate():
    assert read(polygon([[2.48, 48.61], [2.48, 48.61], [2.48, 48.61]])).is_degenerate
    assert not read(BELLEVUE).is_degenerate


def test_the_inner_point_avoids_the_hole_and_the_hollow():
    horseshoe = read(polygon([[0, 0], [3, 0], [3, 3], [2, 3], [2, 1], [1, 1], [1, 3], [0, 3]]))

    x, y = inner_point(horseshoe)

    assert (0 < x < 1 or 2 < x < 3) or y < 1


def test_simplifying_keeps_what_matters_and_strays_no_further():
    wavy = [(float(n), 0.2 * (n % 2)) for n in range(100)] + [(50.0, 80.0), (0.0, 0.0)]

    simple = simplify(wavy, 0.5)

    assert len(simple) <= 6
    assert (50.0, 80.0) in simple
    assert simple[0] == simple[-1]


def test_lambert_93_agrees_with_the_published_example():
    east, north = lambert_93((3.0, 46.5))

    assert (round(east), round(north)) == (700_000, 6_600_000)


def points_of(path):
    return [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path)]


def test_a_city_is_drawn_inside_its_frame_north_upwards():
    north, south = read(polygon(square(2.0, 46.05))), read(polygon(square(2.03, 46.0)))

    drawing = draw_map([(1, north), (2, south)])

    [frame] = drawing.frames
    assert frame.title == ""
    assert [outline.key for outline in frame.outlines] == [1, 2]
    assert frame.outlines[0].y < frame.outlines[1].y
    assert frame.outlines[0].x < frame.outlines[1].x
    west, top, east, bottom = box_around(p for outline in frame.outlines for p in points_of(outline.path))
    assert west >= 0
    assert top >= 0
    assert east <= drawing.width
    assert bottom <= drawing.height


def test_the_scale_bar_tells_the_truth():
    drawing = draw_map([(1, read(polygon(square(2.0, 46.0, 0.02))))])

    [frame] = drawing.frames
    west, _top, east, _bottom = box_around(points_of(frame.outlines[0].path))
    metres_across = 0.02 * 111_320 * 0.6946
    assert frame.bar / frame.bar_metres == pytest.approx((east - west) / metres_across, rel=0.01)


def test_overseas_territories_get_frames_of_their_own():
    everywhere = {
        1: (2.35, 48.85),
        2: (5.37, 43.29),
        3: (55.5, -21.1),
        4: (-61.5, 16.2),
        5: (-176.2, -13.3),
        6: (-149.6, -17.5),
        7: (166.4, -22.3),
        8: (-52.3, 4.9),
    }

    drawing = draw_map([(key, read(polygon(square(*place)))) for key, place in everywhere.items()])

    assert [frame.title for frame in drawing.frames] == [
        "Hexagone et Corse",
        "Antilles",
        "Guyane",
        "La Réunion",
        "Nouvelle-Calédonie",
        "Polynésie française",
        "Wallis-et-Futuna",
    ]
    assert sorted(outline.key for frame in drawing.frames for outline in frame.outlines) == list(everywhere)
    for frame in drawing.frames:
        for outline in frame.outlines:
            assert frame.x <= outline.x <= frame.x + frame.width
            assert frame.y <= outline.y <= frame.y + frame.height


def test_a_very_detailed_outline_is_bounded():
    ring = [[2 + 0.01 * (n / 5000), 46 + 0.001 * ((n * 7919) % 97) / 97] for n in range(5000)]
    detailed = read(polygon([*ring, [2.0, 46.02]]))

    drawing = draw_map([(1, detailed)])

    assert len(points_of(drawing.frames[0].outlines[0].path)) <= MOST_POINTS


def test_nothing_to_draw_is_no_drawing():
    assert draw_map([]) is None


def test_what_is_kept_has_no_needless_character():
    assert json.loads(read(BELLEVUE).as_text())["type"] == "MultiPolygon"
    assert " " not in read(BELLEVUE).as_text()
