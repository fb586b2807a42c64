"""The cells of a crossing of sex, age, place and another dimension, and what may be recorded in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reciproque.monitoring.choices import Sex, Shape, SourceState
from reciproque.monitoring.models import Breakdown, FollowUp, Indicator
from reciproque.monitoring.rules.periods import LENGTH, SCHOOL_ENDS, Periodicity, begin_of, say_period

_SEX, _AGE, _PLACE, _OTHER = (int(one) for one in (Shape.SEX, Shape.AGE, Shape.PLACE, Shape.OTHER))
_SEXES = tuple(Sex.values)


@dataclass(frozen=True, slots=True)
class Cell:
    """A breakdown as values: the empty one is the whole. Places are keys of neighbourhoods or communes."""

    sex: str = ""
    age: str = ""
    neighbourhood: int | None = None
    commune: int | None = None
    other: str = ""

    @property
    def shape(self) -> int:
        """The bits of the dimensions present (`choices.Shape`)."""
        placed = self.neighbourhood is not None or self.commune is not None
        return (
            (_SEX if self.sex else 0)
            | (_AGE if self.age else 0)
            | (_PLACE if placed else 0)
            | (_OTHER if self.other else 0)
        )

    @property
    def key(self) -> str:
        """What tells it from all other cells; empty for the whole."""
        if not self.shape:
            return ""
        place = f"q{self.neighbourhood}" if self.neighbourhood is not None else ""
        place += f"c{self.commune}" if self.commune is not None else ""
        return "|".join((self.sex, self.age, place, self.other))


WHOLE = Cell()


def cell_of_key(key: str) -> Cell:
    """The inverse of `Cell.key`. Raises ValueError for what is none."""
    if not key:
        return WHOLE
    sex, age, place, other = key.split("|", 3)
    letter, number = place[:1], place[1:]
    if (place and (letter not in ("q", "c") or not number.isdecimal())) or sex not in ("", *_SEXES):
        raise ValueError(f"aucune ventilation n’a pour clé {key!r}")
    return Cell(
        sex,
        age,
        int(number) if letter == "q" else None,
        int(number) if letter == "c" else None,
        other,
    )


def cell_at(breakdown: Breakdown) -> Cell:
    """The cell of a row of the table of breakdowns."""
    return Cell(
        breakdown.sex,
        breakdown.age,
        breakdown.neighbourhood_id,
        breakdown.commune_id,
        breakdown.other,
    )


@dataclass(frozen=True)
class Places:
    """Where a contract acts: names by key, in the order of an index, no two of them alike."""

    neighbourhoods: Mapping[int, str]
    communes: Mapping[int, str]

    def name(self, cell: Cell) -> str:
        """The name of the place of a cell; "" when it lies in none of these."""
        if cell.neighbourhood is not None:
            return self.neighbourhoods.get(cell.neighbourhood, "")
        return self.communes.get(cell.commune, "") if cell.commune is not None else ""


NOWHERE = Places({}, {})


def cells_of(indicator: Indicator, places: Places = NOWHERE) -> list[Cell]:
    """The cells in which an indicator is fed, one dimension at a time: the whole, then sex, age, place, the other.

    `places` are those of its contract.
    """
    cells = [WHOLE]
    cells += [Cell(sex=sex) for sex in _SEXES] if indicator.needs_sex else []
    cells += [Cell(age=band) for band in age_bands_of(indicator)]
    cells += [Cell(neighbourhood=key) for key in places.neighbourhoods] if indicator.by_place else []
    cells += [Cell(commune=key) for key in places.communes] if indicator.by_commune else []
    cells += [Cell(other=value) for value in other_values_of(indicator)]
    return cells


def lines_of(text: str) -> list[str]:
    """The values of a dimension, kept one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def age_bands_of(indicator: Indicator) -> list[str]:
    return lines_of(indicator.age_bands) if indicator.by_age else []


def other_values_of(indicator: Indicator) -> list[str]:
    return lines_of(indicator.other_values) if indicator.other_dimension else []


def is_period_of(period: int, periodicity: str) -> bool:
    """Whether a value of that rhythm can end in that month."""
    month = period % 100
    kind = Periodicity(periodicity or Periodicity.YEAR)
    if kind is Periodicity.SCHOOL_YEAR:
        return month == SCHOOL_ENDS
    return 1 <= month <= 12 and month % LENGTH[kind] == 0


def obstacles_to_recording(
    indicator: Indicator,
    period: int,
    cell: Cell,
    *,
    follow_up: FollowUp | None,
    ends_on: date | None = None,
) -> list[str]:
    """Why nothing may be written in a cell. An empty list means: go. `ends_on` is the last day of the contract."""
    obstacles = []
    if indicator.archived_at is not None:
        obstacles.append("Cet indicateur est archivé : restaurez-le avant de le renseigner.")
    if not indicator.kind:
        obstacles.append("Dites d’abord la nature de l’indicateur (nombre, montant, part…).")
    if indicator.source_state == SourceState.NONE:
        obstacles.append("Il est dit qu’aucune source n’existe : changez la définition avant de renseigner.")
    if not is_period_of(period, indicator.periodicity):
        wanted = Periodicity(indicator.periodicity or Periodicity.YEAR).label
        obstacles.append(f"Cette période n’est pas de celles de l’indicateur ({wanted}).")
    if follow_up is not None and follow_up.closed_through and period <= follow_up.closed_through:
        obstacles.append(f"La période {say_period(period, indicator.periodicity)} est close.")
    if is_after(period, indicator.periodicity, ends_on):
        said = say_period(period, indicator.periodicity)
        obstacles.append(
            f"Le contrat a pris fin le {ends_on:%d/%m/%Y} : une valeur de {said} n’est plus la sienne. S’il est "
            "prolongé, changez d’abord sa date de fin."
        )
    return obstacles + _strange_breakdown(indicator, cell)


def is_after(period: int, periodicity: str, ends_on: date | None) -> bool:
    """Whether a period begins after the contract has ended."""
    return ends_on is not None and begin_of(period, periodicity) > ends_on


def _strange_breakdown(indicator: Indicator, cell: Cell) -> list[str]:
    strange = []
    if cell.sex and not indicator.needs_sex:
        strange.append("Cet indicateur n’est pas ventilé par sexe.")
    if cell.age and cell.age not in age_bands_of(indicator):
        strange.append(f"« {cell.age} » n’est pas une tranche d’âge de cet indicateur.")
    if cell.neighbourhood is not None and not indicator.by_place:
        strange.append("Cet indicateur n’est pas ventilé par quartier.")
    if cell.commune is not None and not indicator.by_commune:
        strange.append("Cet indicateur n’est pas ventilé par commune.")
    if cell.other and cell.other not in other_values_of(indicator):
        strange.append(f"« {cell.other} » n’est pas une valeur prévue pour cet indicateur.")
    return strange
