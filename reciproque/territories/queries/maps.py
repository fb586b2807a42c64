"""A map of neighbourhoods as plain data: what `territories/_map.html` draws, with its table."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reciproque.territories.choices import NeighbourhoodKind
from reciproque.territories.geometry import (
    Frame,
    Outline,
    Perimeter,
    UnreadablePerimeter,
    draw_map,
    read_text,
)
from reciproque.territories.models import Neighbourhood
from reciproque.territories.queries.facts import headcount

LOOKS = {
    NeighbourhoodKind.QVA: "place place-watch",
    NeighbourhoodKind.TVA: "place place-watch",
    NeighbourhoodKind.QPV_2015: "place place-former",
}
MOST_NUMBERS = 60  # beyond, numbers would hide the map


@dataclass(frozen=True)
class MapRow:
    """One line of the table beside the map; `number` is None for what has no perimeter."""

    number: int | None
    name: str
    code: str
    communes: str
    inhabitants: int | None
    url: str


@dataclass(frozen=True)
class PlaceOnMap:
    """One drawn neighbourhood."""

    row: MapRow
    path: str
    x: float
    y: float
    look: str


@dataclass(frozen=True)
class FrameOnMap:
    frame: Frame
    places: tuple[PlaceOnMap, ...]


@dataclass(frozen=True)
class NeighbourhoodMap:
    """`frames` is empty when nothing has a perimeter; `missing` are the rows without one."""

    sentence: str
    view_box: str
    frames: tuple[FrameOnMap, ...]
    rows: tuple[MapRow, ...]
    missing: tuple[MapRow, ...]
    numbered: bool

    @property
    def drawn(self) -> int:
        return len(self.rows) - len(self.missing)

    @property
    def communes_differ(self) -> bool:
        """Within one commune the table need not repeat its name."""
        return len({row.communes for row in self.rows}) > 1


def map_of(
    neighbourhoods: Iterable[Neighbourhood],
    *,
    link: Callable[[Neighbourhood], str] | None = None,
    current: int | None = None,
) -> NeighbourhoodMap:
    """Prepare a map of these neighbourhoods (pass them through `for_listing`).

    `link` gives the address of a neighbourhood's page; `current` is the key of the one to bring out.
    """
    places = list(neighbourhoods)
    perimeters = {place.pk: perimeter for place in places if (perimeter := _perimeter_of(place)) is not None}
    numbers = {key: number for number, key in enumerate(perimeters, start=1)}
    rows = {place.pk: _row(place, numbers.get(place.pk), link) for place in places}
    looks = {place.pk: LOOKS.get(NeighbourhoodKind(place.kind), "place") for place in places}
    if current in looks:
        looks[current] = "place place-current"
    drawing = draw_map(list(perimeters.items()))

    def placed(outline: Outline) -> PlaceOnMap:
        return PlaceOnMap(rows[outline.key], outline.path, outline.x, outline.y, looks[outline.key])

    frames = tuple(FrameOnMap(f, tuple(map(placed, f.outlines))) for f in drawing.frames) if drawing else ()
    return NeighbourhoodMap(
        sentence=_sentence(len(numbers), len(rows) - len(numbers)),
        view_box=drawing.view_box if drawing else "",
        frames=frames,
        rows=tuple(sorted(rows.values(), key=lambda row: row.number or len(rows) + 1)),
        missing=tuple(row for row in rows.values() if row.number is None),
        numbered=len(numbers) <= MOST_NUMBERS,
    )


def _perimeter_of(place: Neighbourhood) -> Perimeter | None:
    """What cannot be read, or is a point, is treated as lacking: the page lists it rather than failing."""
    if not place.perimeter:
        return None
    try:
        perimeter = read_text(place.perimeter)
    except UnreadablePerimeter:
        return None
    return None if perimeter.is_degenerate else perimeter


def _row(place: Neighbourhood, number: int | None, link: Callable[[Neighbourhood], str] | None) -> MapRow:
    counted = headcount(place)
    communes = sorted(place.communes.all(), key=lambda commune: commune.sort_key)
    return MapRow(
        number=number,
        name=place.name,
        code=place.code,
        communes=", ".join(commune.name for commune in communes),
        inhabitants=counted.count if counted else None,
        url=link(place) if link else "",
    )


def _sentence(drawn: int, missing: int) -> str:
    if not drawn:
        return "Aucun périmètre n’est connu pour ces quartiers."
    said = f"{drawn} quartier{'s' if drawn > 1 else ''} sur la carte"
    if missing:
        said += f", {missing} sans périmètre connu"
    return f"{said}. Contours indicatifs."
