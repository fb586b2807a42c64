"""What somebody says who contests a value."""

from reciproque.core.refusals import Refused
from reciproque.core.text import clean
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.rules.cells import WHOLE, Cell, cell_of_key
from reciproque.monitoring.rules.figures import Figure, read_figure
from reciproque.monitoring.rules.periods import read_period


def read_part(key: str) -> Cell:
    """The part of a breakdown that a form names; the whole when it names none."""
    try:
        return cell_of_key(clean(key))
    except ValueError:
        return WHOLE


def read_claim(indicator: Indicator, period: str, text: str) -> tuple[int, Figure]:
    """The period and the value that are claimed, as they were typed; refused with a sentence."""
    try:
        number = read_period(clean(period).strip(), indicator.periodicity)
        figure = read_figure(text, kind=indicator.kind, unit=indicator.unit)
    except ValueError as unread:
        raise Refused([str(unread)]) from None
    if figure is None:
        raise Refused(["Écrivez la valeur que vous proposez."])
    return number, figure
