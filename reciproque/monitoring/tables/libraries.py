"""The indicators of a library, and what the contracts that follow one of them say."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db.models import Q
from django.urls import reverse

from reciproque.core.tables import Choice, Column, Filter, Table
from reciproque.monitoring.choices import ValueStatus
from reciproque.monitoring.models import Indicator, Standard
from reciproque.monitoring.models.describing import DESCRIBED, Described
from reciproque.monitoring.queries.libraries import NOTHING, Consolidated
from reciproque.monitoring.rules.figures import Figure
from reciproque.monitoring.tables.indicators import WITHOUT, say_number

FIELDS = ["code", *DESCRIBED, "source"]
"""What a file of common indicators says of each, in the order of its columns."""
LISTS = {"levels", "age_bands"}
"""Fields that hold a value a line: in a cell separated by « ; »."""


def standards_table() -> Table[Any]:
    """Rows of `queries.standards_of`."""
    columns: list[Column[Any]] = [
        Column("Code", lambda one: one.code, sort="code"),
        Column(
            "Indicateur",
            lambda one: one.wording,
            link=lambda one: reverse("monitoring:standard_detail", args=[one.pk]),
        ),
        Column("Nature", lambda one: one.get_kind_display(), sort="kind"),
        Column("Unité", lambda one: one.unit),
        Column("Rythme", lambda one: one.get_periodicity_display()),
        Column("Sens souhaité", lambda one: one.get_direction_display(), shown=False),
        Column("Ce qui est compté", lambda one: one.counted, shown=False),
        Column("Source", lambda one: one.source, shown=False),
        Column("Repris par", lambda one: one.adopters, kind="number", sort="adopters"),
    ]
    choices = [
        Choice("repris", "repris par un contrat", Q(adopters__gt=0)),
        Choice("personnes", "comptent des personnes", Q(counts_people=True)),
    ]
    return Table(
        name="indicateurs-communs",
        caption=("indicateur commun", "indicateurs communs"),
        columns=columns,
        filters=[Filter("filtre", "Indicateurs", choices)],
        default_order=("position", "pk"),
        empty="Cette base est vide : ajoutez son premier indicateur.",
    )


def heading_of(name: str) -> str:
    """What the column of a field is called."""
    said = str(_field(name).verbose_name)
    return said[:1].upper() + said[1:]


def cell_text(standard: Standard, name: str) -> str:
    """A field as it is written in a cell."""
    value = getattr(standard, name)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if name in LISTS:
        return " ; ".join(value.splitlines())
    choices = _field(name).choices
    return str(dict(choices).get(value, value or "")) if choices else str(value if value is not None else "")


def _field(name: str) -> Any:
    return Standard._meta.get_field(name)


def template_of_standards() -> list[Column[Any]]:
    """A column for each field of a common indicator, as `imports.standards` reads them again."""
    return [Column(heading_of(name), partial(cell_text, name=name), key=name) for name in FIELDS]


def say_figure(figure: Figure, indicator: Described) -> str:
    """A figure in words, or why there is none; "" when nothing was said."""
    if figure is NOTHING:
        return ""
    if figure.number is None:
        return WITHOUT[ValueStatus(figure.status)]
    return say_number(round(figure.number, 2), indicator)


def followers_table(told: Consolidated, behind: Mapping[int, bool]) -> Table[Indicator]:
    """The indicators of contracts that follow a common one, with their figure of the period."""
    apart = list(told.apart)
    choices = [
        Choice("renseignes", "renseignés", Q(pk__in=list(told.figures))),
        Choice("sans-valeur", "sans valeur pour cette période", ~Q(pk__in=list(told.figures))),
        Choice("autrement", "comptés autrement", Q(pk__in=apart)),
        Choice("a-revoir", "définition à revoir", Q(pk__in=[key for key, late in behind.items() if late])),
    ]
    return Table(
        name="contrats",
        caption=("contrat", "contrats"),
        columns=[
            Column("Contrat", lambda one: one.contract.name, sort="contract__sort_key"),
            Column(
                "Son indicateur",
                lambda one: one.wording,
                link=lambda one: reverse("monitoring:indicator_detail", args=[one.pk]),
            ),
            Column("Valeur", lambda one: say_figure(told.figures.get(one.pk, NOTHING), one)),
            Column(
                "Nombre", lambda one: told.figures.get(one.pk, NOTHING).number, kind="number", shown=False
            ),
            Column(
                "Numérateur",
                lambda one: told.figures.get(one.pk, NOTHING).numerator,
                kind="number",
                shown=False,
            ),
            Column(
                "Dénominateur",
                lambda one: told.figures.get(one.pk, NOTHING).denominator,
                kind="number",
                shown=False,
            ),
            Column("Dans le total", lambda one: "non : compté autrement" if one.pk in told.apart else "oui"),
        ],
        filters=[Filter("filtre", "Contrats", choices)],
        default_order=("contract__sort_key", "pk"),
        empty="Aucun des contrats que vous lisez ne suit cet indicateur.",
    )
