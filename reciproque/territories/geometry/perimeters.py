"""Perimeters: GeoJSON in, simple bounded shapes out. Nothing here knows a model, nothing needs a library.

Coordinates are longitude and latitude in degrees (WGS84), as in every GeoJSON file of the State.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import cos, isfinite, radians
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]  # the outline, then its holes
Box = tuple[float, float, float, float]  # west, south, east, north

MOST_POINTS = 20_000
MOST_TEXT = 2_000_000
METRES_PER_DEGREE = 111_320
SMALLEST = 100.0  # square metres: a priority neighbourhood is never a point


class UnreadablePerimeter(ValueError):  # noqa: N818 -- reads as the sentence it is
    """What was given is no perimeter; the sentence says why, in French."""


@dataclass(frozen=True)
class Perimeter:
    polygons: tuple[Polygon, ...]

    @cached_property
    def box(self) -> Box:
        return box_around(point for polygon in self.polygons for point in polygon[0])

    @cached_property
    def square_metres(self) -> float:
        """The area, on a flat earth around the middle: within 1 % for a neighbourhood."""
        _west, south, _east, north = self.box
        scale = METRES_PER_DEGREE**2 * cos(radians((south + north) / 2))
        return sum(_area(outline) - sum(map(_area, holes)) for outline, *holes in self.polygons) * scale

    @property
    def is_degenerate(self) -> bool:
        return self.square_metres < SMALLEST

    def as_text(self) -> str:
        """GeoJSON without a needless character; six decimals are ten centimetres."""
        kept = [[[[round(x, 6), round(y, 6)] for x, y in ring] for ring in p] for p in self.polygons]
        return json.dumps({"type": "MultiPolygon", "coordinates": kept}, separators=(",", ":"))


def box_around(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _area(ring: Ring) -> float:
    pairs = pairwise(ring)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def read_text(text: str) -> Perimeter:
    """Read what a person pasted or a file held. Raises UnreadablePerimeter with a sentence for a person."""
    if len(text) > MOST_TEXT:
        raise UnreadablePerimeter("Le périmètre est trop détaillé : simplifiez-le avant de l’enregistrer.")
    try:
        return read(json.loads(text))
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadablePerimeter("Le périmètre n’est pas un GeoJSON lisible.") from error


def read(geometry: Any) -> Perimeter:
    """Read a Polygon, a MultiPolygon, or a Feature that holds one."""
    if isinstance(geometry, dict) and geometry.get("type") == "Feature":
        geometry = geometry.get("geometry")
    if not isinstance(geometry, dict):
        raise UnreadablePerimeter("Le périmètre n’est pas une géométrie GeoJSON.")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon":
        coordinates = [coordinates]
    elif kind != "MultiPolygon":
        raise UnreadablePerimeter("Un périmètre est un polygone ou plusieurs (Polygon, MultiPolygon).")
    polygons = tuple(_polygon(one) for one in _list(coordinates))
    if not polygons:
        raise UnreadablePerimeter("Le périmètre est vide.")
    if sum(len(ring) for polygon in polygons for ring in polygon) > MOST_POINTS:
        raise UnreadablePerimeter("Le périmètre est trop détaillé : simplifiez-le avant de l’enregistrer.")
    return Perimeter(polygons)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise UnreadablePerimeter("Les coordonnées du périmètre ne sont pas des listes.")
    return value


def _polygon(rings: Any) -> Polygon:
    polygon = tuple(_ring(ring) for ring in _list(rings))
    if not polygon:
        raise UnreadablePerimeter("Un polygone du périmètre n’a pas de contour.")
    return polygon


def _ring(points: Any) -> Ring:
    ring = tuple(_point(point) for point in _list(points))
    if len(ring) < 3:
        raise UnreadablePerimeter("Un contour du périmètre compte moins de trois points.")
    return ring if ring[0] == ring[-1] else (*ring, ring[0])


def _point(pair: Any) -> Point:
    numbers = _list(pair)[:2]
    if len(numbers) < 2 or not all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers):
        raise UnreadablePerimeter("Un point du périmètre n’a pas deux coordonnées.")
    x, y = numbers
    if not (isfinite(x) and isfinite(y) and -180 <= x <= 180 and -90 <= y <= 90):
        raise UnreadablePerimeter(
            "Un point du périmètre sort de la Terre : les coordonnées attendues sont des degrés (WGS84), "
            "longitude puis latitude."
        )
    return float(x), float(y)


def inner_point(perimeter: Perimeter) -> Point:
    """A point inside, where a label can stand: the middle of the widest stretch at mid-height."""
    polygon = max(perimeter.polygons, key=lambda one: _area(one[0]))
    west, south, east, north = box_around(polygon[0])
    best: tuple[float, Point] = (0.0, ((west + east) / 2, (south + north) / 2))
    for share in (0.5, 0.4, 0.6, 0.3, 0.7):
        y = south + (north - south) * share
        crossings = sorted(_crossings(polygon, y))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            if right - left > best[0] * 1.01:  # the middle wins unless another height is truly wider
                best = (right - left, ((left + right) / 2, y))
    return best[1]


def _crossings(polygon: Polygon, y: float) -> Iterator[float]:
    for ring in polygon:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y):
                yield x1 + (y - y1) * (x2 - x1) / (y2 - y1)
