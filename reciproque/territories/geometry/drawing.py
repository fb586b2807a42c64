"""From perimeters to SVG: projection, insets for the overseas territories, simplification, bounded paths."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, hypot, log, pi, radians, sin, tan

from reciproque.territories.geometry.perimeters import Box, Perimeter, Point, Ring, box_around, inner_point

Projection = Callable[[Point], Point]

WIDTH = 640.0  # narrow, so that the numbers stay readable on a phone
HEIGHTS = (240.0, 640.0)
MARGIN = 20.0
INSET = 150.0  # width and height of the frame of a territory beside the main one
GAP = 12.0
DOT = 3.5  # what would be smaller than this is drawn as a dot
MOST_POINTS = 240  # of one drawn outline
ZONES: list[tuple[str, Box]] = [
    ("Hexagone et Corse", (-10.0, 40.0, 15.0, 52.5)),
    ("Antilles", (-64.0, 14.0, -60.0, 18.5)),
    ("Guyane", (-55.5, 1.5, -51.0, 6.5)),
    ("La Réunion", (55.0, -21.6, 56.0, -20.7)),
    ("Mayotte", (44.8, -13.2, 45.5, -12.4)),
    ("Saint-Pierre-et-Miquelon", (-57.0, 46.5, -55.8, 47.5)),
    ("Polynésie française", (-155.0, -28.5, -134.0, -7.5)),
    ("Nouvelle-Calédonie", (162.0, -23.5, 169.0, -19.0)),
    ("Wallis-et-Futuna", (-179.0, -15.0, -175.5, -12.5)),
]
ELSEWHERE = "Autres lieux"


@dataclass(frozen=True)
class Outline:
    """One drawn perimeter: the `d` of a path, and where its number stands."""

    key: int
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Frame:
    """The rectangle in which one zone is drawn; `bar` is the length on the drawing of `bar_metres`."""

    title: str
    x: float
    y: float
    width: float
    height: float
    outlines: tuple[Outline, ...]
    bar: float
    bar_metres: int

    @property
    def text_x(self) -> float:
        return self.x + 8

    @property
    def text_y(self) -> float:
        return self.y + 16

    @property
    def bar_y(self) -> float:
        return self.y + self.height - 7

    @property
    def bar_text_x(self) -> float:
        return self.text_x + self.bar + 6

    @property
    def bar_path(self) -> str:
        return f"M{self.text_x:.1f} {self.bar_y - 8:.1f}v8h{self.bar:.1f}v-8"

    @property
    def bar_label(self) -> str:
        metres = self.bar_metres
        return f"{metres} m" if metres < 1000 else f"{metres // 1000} km"


@dataclass(frozen=True)
class Drawing:
    width: float
    height: float
    frames: tuple[Frame, ...]

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width:g} {self.height:g}"


def draw_map(perimeters: Sequence[tuple[int, Perimeter]]) -> Drawing | None:
    """Draw perimeters, each under its key; None when there is nothing to draw.

    A city fills the frame, north upwards; the whole country is drawn in the legal projection (Lambert 93);
    what lies overseas gets frames of its own below.
    """
    zones: dict[str, list[tuple[int, Perimeter]]] = {}
    for key, perimeter in perimeters:
        zones.setdefault(_zone_of(perimeter), []).append((key, perimeter))
    if not zones:
        return None
    ranked = sorted(zones.items(), key=lambda zone: (-len(zone[1]), zone[0]))
    (main_title, main), others = ranked[0], ranked[1:]
    first = _frame(main_title if others else "", main, (0.0, 0.0, WIDTH, 0.0))
    frames, height = [first], first.height
    per_row = int((WIDTH + GAP) // (INSET + GAP))
    for number, (title, shapes) in enumerate(others):
        column, row = number % per_row, number // per_row
        x, y = column * (INSET + GAP), first.height + GAP + row * (INSET + GAP)
        frames.append(_frame(title, shapes, (x, y, INSET, INSET)))
        height = y + INSET
    return Drawing(WIDTH, round(height, 1), tuple(frames))


def _zone_of(perimeter: Perimeter) -> str:
    west, south, east, north = perimeter.box
    x, y = (west + east) / 2, (south + north) / 2
    for title, (left, low, right, high) in ZONES:
        if left <= x <= right and low <= y <= high:
            return title
    return ELSEWHERE


def _frame(title: str, shapes: list[tuple[int, Perimeter]], place: Box) -> Frame:
    """`place` is x, y, width, height of the frame; without height the drawing gives it."""
    x, y, width, height = place
    project = _projection(box_around(corner for _key, shape in shapes for corner in _corners(shape.box)))
    west, south, east, north = box_around(
        project(point) for _key, shape in shapes for polygon in shape.polygons for point in polygon[0]
    )
    wide, tall = max(east - west, 1.0), max(north - south, 1.0)
    inner = width - 2 * MARGIN
    if not height:
        height = min(max(inner * tall / wide + 2 * MARGIN, HEIGHTS[0]), HEIGHTS[1])
    scale = min(inner / wide, (height - 2 * MARGIN) / tall)
    left, top = x + (width - wide * scale) / 2, y + (height - tall * scale) / 2

    def place_point(point: Point) -> Point:
        east_of, north_of = project(point)
        return left + (east_of - west) * scale, top + (north - north_of) * scale

    outlines = tuple(_outline(key, shape, place_point) for key, shape in shapes)
    bar_metres = _round_length(inner / 4 / scale)
    return Frame(title, x, y, width, round(height, 1), outlines, round(bar_metres * scale, 1), bar_metres)


def _corners(box: Box) -> list[Point]:
    west, south, east, north = box
    return [(west, south), (east, north)]


def _projection(box: Box) -> Projection:
    """Metres on the drawing: Lambert 93 for a large part of the Hexagon, else a plane around the middle."""
    west, south, east, north = box
    left, low, right, high = ZONES[0][1]
    if east - west > 2 and left <= west and east <= right and low <= south and north <= high:
        return lambert_93
    middle, across = (west + east) / 2, cos(radians((south + north) / 2))
    return lambda point: ((point[0] - middle) * across * 111_320, point[1] * 111_320)


def lambert_93(point: Point) -> Point:
    """The legal projection of metropolitan France: conic, IGN's constants for the ellipsoid GRS 80."""
    exponent, constant, e = 0.7256077650, 11_754_255.426, 0.0818191910428
    x, y = radians(point[0]), radians(point[1])
    isometric = log(tan(pi / 4 + y / 2) * ((1 - e * sin(y)) / (1 + e * sin(y))) ** (e / 2))
    distance = constant * 2.718281828459045 ** (-exponent * isometric)
    turned = exponent * (x - radians(3))
    return 700_000.0 + distance * sin(turned), 12_655_612.05 - distance * cos(turned)


def _round_length(metres: float) -> int:
    """1, 2 or 5 with zeros, at most so long."""
    power = 1
    while power * 10 <= metres:
        power *= 10
    return next((figure * power for figure in (5, 2) if figure * power <= metres), power)


def _outline(key: int, shape: Perimeter, place: Projection) -> Outline:
    x, y = place(inner_point(shape))
    rings = [[place(point) for point in ring] for polygon in shape.polygons for ring in polygon]
    west, south, east, north = box_around(point for ring in rings for point in ring)
    if max(east - west, north - south) < 2 * DOT:
        path = f"M{x - DOT:.1f} {y:.1f}a{DOT:g} {DOT:g} 0 1 0 {2 * DOT:g} 0a{DOT:g} {DOT:g} 0 1 0 {-2 * DOT:g} 0z"
    else:
        path = "".join(_ring_path(ring) for ring in _bounded(rings))
    return Outline(key, path, round(x, 1), round(y, 1))


def _bounded(rings: list[list[Point]]) -> list[list[Point]]:
    """Simplify, more and more coarsely, until the outline is small enough to travel."""
    tolerance = 0.4
    simple = [simplify(ring, tolerance) for ring in rings]
    while sum(map(len, simple)) > MOST_POINTS and tolerance < 50:
        tolerance *= 1.6
        simple = [simplify(ring, tolerance) for ring in rings]
    large = [ring for ring in simple if len(ring) >= 4]
    return large[: MOST_POINTS // 4] or simple[:1]


def _ring_path(ring: list[Point]) -> str:
    points = [f"{x:.1f} {y:.1f}" for x, y in ring[:-1]]
    return "M" + "L".join(points) + "z"


def simplify(ring: Sequence[Point] | Ring, tolerance: float) -> list[Point]:
    """Douglas-Peucker, without recursion: no kept outline strays further than the tolerance from the true one."""
    points = list(ring)
    if len(points) < 4:
        return points
    middle = max(range(len(points)), key=lambda i: _far(points[i], points[0]))
    kept = {0, middle, len(points) - 1}
    ahead = [(0, middle), (middle, len(points) - 1)]
    while ahead:
        first, last = ahead.pop()
        if last - first < 2:
            continue
        worst = max(range(first + 1, last), key=lambda i: _off(points[i], points[first], points[last]))
        if _off(points[worst], points[first], points[last]) > tolerance:
            kept.add(worst)
            ahead += [(first, worst), (worst, last)]
    return [points[i] for i in sorted(kept)]


def _far(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _off(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from a segment."""
    length = _far(start, end)
    if length == 0:
        return _far(point, start)
    along = (
        (point[0] - start[0]) * (end[0] - start[0]) + (point[1] - start[1]) * (end[1] - start[1])
    ) / length**2
    share = min(1.0, max(0.0, along))
    return _far(point, (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
