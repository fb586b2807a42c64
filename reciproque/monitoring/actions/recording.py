"""Writing values into cells: from the grid, a file, a link, a register or a source of our own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core.engine import lock
from reciproque.core.refusals import Refused, admit, refuse_if
from reciproque.journal.actions import record
from reciproque.monitoring.access import may_feed, may_validate
from reciproque.monitoring.choices import Standing, ValueStatus
from reciproque.monitoring.models import (
    Batch,
    Breakdown,
    FollowUp,
    Headline,
    Indicator,
    Value,
    ValueChange,
    ValueNote,
)
from reciproque.monitoring.queries import headlines_to_rewrite, values_in_cells
from reciproque.monitoring.rules.cells import WHOLE, Cell, obstacles_to_recording
from reciproque.monitoring.rules.figures import Figure, write_figure

BY_HAND = {"grid", "link"}
"""Ways in which each cell saves itself: its history tells it, the journal need not."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one cell. `figure=None` empties it; `seen` is what stood there when it was typed, if known."""

    indicator: Indicator
    period: int
    figure: Figure | None
    cell: Cell = WHOLE
    comment: str = ""
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where values come from: the way in ("grid", "import", "link", "computed", "register"), and what is said of it."""

    way: str
    source: str = ""
    comment: str = ""
    file: Any = None


class CellOvertaken(Refused):
    """Somebody else has written in the cell since it was seen; `current` is what stands there now."""

    def __init__(self, current: str) -> None:
        said = f"« {current} »" if current else "rien"
        super().__init__([f"Quelqu’un d’autre vient de changer cette case : elle dit maintenant {said}."])
        self.current = current


@transaction.atomic
def record_values(
    contract: Contract, said: Sequence[Said], *, origin: Origin, standing: int, by: User | None, at: datetime
) -> int:
    """Write values: validated (`Standing.OFFICIAL`), submitted or as a draft. All of them, or none with the reasons.

    What the team validates takes the place of what stood there and of what waited. Returns how many cells changed.
    """
    follow_up = open_follow_up(contract.pk)
    indicators = {
        one.pk: one for one in lock(Indicator.objects.filter(pk__in={s.indicator.pk for s in said}))
    }
    _admit_to(contract, list(indicators.values()), standing, by)
    for one in said:
        current = indicators[one.indicator.pk]
        refuse_if(
            obstacles_to_recording(
                current, one.period, one.cell, follow_up=follow_up, ends_on=contract.ends_on
            )
        )
    breakdowns = keys_of_cells({one.cell for one in said})
    there = values_in_cells(
        indicators.keys(), {one.period for one in said}, {breakdowns[one.cell] for one in said}
    )
    batch = _batch(contract, origin, by=by, at=at)
    writing = _Writing(batch, standing, by, at, there)
    for one in said:
        writing.write(one, breakdowns[one.cell])
    writing.keep()
    if writing.changed:
        rewrite_headlines(indicators)
        if origin.way not in BY_HAND:
            record("values.recorded", contract, by=by, at=at, contract=contract, count=writing.changed)
    return writing.changed


def open_follow_up(contract_id: int) -> FollowUp | None:
    """The settings of a contract, locked before its indicators: no period is closed while values come into it."""
    rows = lock(FollowUp.objects.filter(contract_id=contract_id))
    return rows[0] if rows else None


def _admit_to(contract: Contract, indicators: Sequence[Indicator], standing: int, by: User | None) -> None:
    refuse_if(
        []
        if all(one.contract_id == contract.pk for one in indicators)
        else ["Un de ces indicateurs est d’un autre contrat."]
    )
    if by is None:
        return
    if standing == Standing.OFFICIAL:
        admit(may_validate(by, contract.pk))
    admit(all(may_feed(by, one) for one in indicators))


def _batch(contract: Contract, origin: Origin, *, by: User | None, at: datetime) -> Batch:
    """The batch of what is brought; cells typed one by one on the same day by the same person share one."""
    same = {
        "contract": contract,
        "way": origin.way,
        "by": by,
        "source": origin.source,
        "comment": origin.comment,
    }
    if origin.way in BY_HAND and origin.file is None:
        found = (
            Batch.objects.filter(**same, at__date=timezone.localdate(at), file=None).order_by("pk").first()
        )
        if found is not None:
            return found
    return Batch.objects.create(**same, at=at, file=origin.file)


class _Writing:
    """What will be inserted, changed and removed, so that many cells cost a few statements."""

    def __init__(self, batch: Batch, standing: int, by: User | None, at: datetime, there: Any) -> None:
        self.batch, self.standing, self.by, self.at, self.there = batch, standing, by, at, there
        self.new: list[Value] = []
        self.gone: list[int] = []
        self.changes: list[ValueChange] = []
        self.notes: list[ValueNote] = []
        self.changed = 0

    def write(self, said: Said, breakdown: int) -> None:
        place = (said.indicator.pk, said.period, breakdown)
        official, pending = self.there.get((*place, True)), self.there.get((*place, False))
        words = _words(official, pending)
        current = text_of(pending or official, words, said.indicator.kind)
        same = official if self.standing == Standing.OFFICIAL else pending
        done_already = same is not None and pending in (None, same) and _says(same, said, words)
        if said.seen is not None and said.seen != current:
            if done_already:  # a second click on the same button: nothing is written twice, nobody is blamed
                return
            raise CellOvertaken(current)
        after = write_figure(said.figure, said.indicator.kind) if said.figure is not None else ""
        if same is not None and _says(same, said, words) and not said.comment:
            return
        if same is None and said.figure is None:
            return
        self.gone += [one.pk for one in (same, pending) if one is not None]
        before = text_of(same, words, said.indicator.kind)
        if said.figure is not None:
            self.new.append(self._value(said, place, said.figure))
            self._note(said, place, said.figure)
        if same is not None or self.batch.way in BY_HAND:
            self._change(place, before, after, said.comment)
        self.changed += 1

    def _value(self, said: Said, place: tuple[int, int, int], figure: Figure) -> Value:
        return Value(
            indicator_id=place[0],
            shape=said.cell.shape,
            period=place[1],
            breakdown_id=place[2],
            standing=self.standing,
            status=figure.status,
            number=figure.number,
            numerator=figure.numerator,
            denominator=figure.denominator,
            batch=self.batch,
        )

    def _note(self, said: Said, place: tuple[int, int, int], figure: Figure) -> None:
        if figure.words or said.comment:
            self.notes.append(
                ValueNote(
                    indicator_id=place[0],
                    period=place[1],
                    breakdown_id=place[2],
                    standing=self.standing,
                    words=figure.words,
                    comment=said.comment,
                )
            )

    def _change(self, place: tuple[int, int, int], before: str, after: str, reason: str) -> None:
        self.changes.append(
            ValueChange(
                indicator_id=place[0],
                period=place[1],
                breakdown_id=place[2],
                act=str(Standing(self.standing).name).lower(),
                before=before,
                after=after,
                reason=reason,
                by=self.by,
                at=self.at,
            )
        )

    def keep(self) -> None:
        Value.objects.filter(pk__in=self.gone).delete()
        Value.objects.bulk_create(self.new)
        ValueChange.objects.bulk_create(self.changes)
        ValueNote.objects.bulk_create(
            self.notes,
            update_conflicts=True,
            unique_fields=["indicator", "period", "breakdown", "standing"],
            update_fields=["words", "comment"],
        )


def _words(official: Value | None, pending: Value | None) -> str:
    """The words of what stands in a cell, when it is told in words."""
    shown = pending or official
    if shown is None or shown.status != ValueStatus.WORDS:
        return ""
    note = ValueNote.objects.filter(
        indicator_id=shown.indicator_id,
        period=shown.period,
        breakdown_id=shown.breakdown_id,
        standing=shown.standing,
    ).first()
    return note.words if note is not None else ""


def text_of(value: Value | None, words: str, kind: str) -> str:
    """What stands in a cell, as it is typed; "" when nothing does."""
    if value is None:
        return ""
    figure = Figure(value.status, value.number, words, value.numerator, value.denominator)
    return write_figure(figure, kind)


def _says(value: Value, said: Said, words: str) -> bool:
    figure = said.figure
    parts = (value.status, value.number, value.numerator, value.denominator)
    same = figure is not None and parts == (
        figure.status,
        figure.number,
        figure.numerator,
        figure.denominator,
    )
    return bool(same and figure is not None and (value.status != ValueStatus.WORDS or words == figure.words))


def keys_of_cells(cells: set[Cell]) -> dict[Cell, int]:
    """The key of the row of each cell, made where it is the first of its kind."""
    by_key = {cell.key: cell for cell in cells}
    known = dict(Breakdown.objects.filter(key__in=by_key).values_list("key", "pk"))
    missing = [cell for key, cell in by_key.items() if key not in known]
    if missing:
        Breakdown.objects.bulk_create(
            [
                Breakdown(
                    key=cell.key,
                    shape=cell.shape,
                    sex=cell.sex,
                    age=cell.age,
                    neighbourhood_id=cell.neighbourhood,
                    commune_id=cell.commune,
                    other=cell.other,
                )
                for cell in missing
            ],
            ignore_conflicts=True,  # somebody else made the same one meanwhile
        )
        known = dict(Breakdown.objects.filter(key__in=by_key).values_list("key", "pk"))
    return {cell: known[cell.key] for cell in cells}


def rewrite_headlines(indicators: Any) -> None:
    """Write again what the last values of these indicators (keys) are."""
    rows = headlines_to_rewrite(list(indicators))
    fields = [field.name for field in Headline._meta.concrete_fields if not field.primary_key]
    Headline.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["indicator"], update_fields=fields, batch_size=500
    )
