"""Accepting a proposal: it becomes a contract, a text, trees, and everything that hangs on them.

One transaction, all or nothing; every row made keeps its passage of origin, every item remembers what it
became. Lists that no app owns yet stay on the accepted items, for that app to take over without reading
the document again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from django.db import models, transaction

from reciproque.accounts.models import User
from reciproque.contracts.actions.adopting import add_text, keep_passages
from reciproque.contracts.actions.steering import create_contract
from reciproque.contracts.models import Contract, Passage, Text
from reciproque.core.edits import apply_changes
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.intake.access import may_bring_into, may_review
from reciproque.intake.actions.comparing import note_standing
from reciproque.intake.actions.doubles import accept_doubles
from reciproque.intake.actions.growing import accept_framework, accept_under_the_tree
from reciproque.intake.actions.peopling import accept_parties, accept_steps, accept_words
from reciproque.intake.actions.placing import accept_places
from reciproque.intake.choices import ItemKind, ReadingState
from reciproque.intake.models import Item, Reading
from reciproque.intake.queries import kept_items, taken_over_already
from reciproque.intake.rules import (
    Terms,
    obstacles_to_accepting,
    obstacles_to_accepting_a_correction,
    obstacles_to_period,
    obstacles_to_taking_twice,
)
from reciproque.journal.actions import record
from reciproque.office.keeping import document_from_json


@dataclass
class Acceptance:
    """What the steps of an acceptance share."""

    reading: Reading
    contract: Contract
    text: Text
    terms: Terms
    by: User
    at: datetime
    items: dict[str, list[Item]]
    passages: dict[str, Passage]
    made: dict[int, models.Model] = field(default_factory=dict)
    """What each item (by key) became."""

    def of(self, kind: ItemKind) -> list[Item]:
        return self.items.get(str(kind), [])

    def passage(self, item: Item) -> Passage | None:
        return self.passages.get(item.anchor)

    def becomes(self, item: Item, row: models.Model) -> None:
        self.made[item.pk] = row

    def become(self, items: Sequence[Item], rows: Sequence[models.Model]) -> None:
        self.made |= {item.pk: row for item, row in zip(items, rows, strict=True)}


STEPS = [
    accept_places,
    accept_framework,
    accept_doubles,
    accept_under_the_tree,
    accept_parties,
    accept_steps,
    accept_words,
]


@transaction.atomic
def accept_reading(
    reading: Reading, *, contract: Contract | None, terms: Terms, by: User, at: datetime
) -> Contract:
    """Take the proposal over, into `contract` or a new one. Accepting twice is refused: nothing is made twice."""
    reading = lock_one(reading)
    admit(may_review(by, reading) and may_bring_into(by, contract))
    items = kept_items(reading)
    refuse_if(
        obstacles_to_accepting(
            reading, kept=len(items), title=terms.title, name=terms.name, has_contract=contract is not None
        )
        + obstacles_to_taking_twice(taken_over_already(reading, contract))
        + obstacles_to_period(terms)
        + obstacles_to_accepting_a_correction(reading)
    )
    if contract is None:
        contract = create_contract(
            name=terms.name.strip(),
            generation=terms.generation,
            epci=terms.epci,
            starts_on=terms.contract_starts_on or terms.starts_on,
            ends_on=terms.ends_on,
            by=by,
            at=at,
        )
    note_standing(reading, contract, at=at)
    acceptance = _begin(reading, contract, terms, items, by=by, at=at)
    for step in STEPS:
        step(acceptance)
    _remember(acceptance)
    return acceptance.contract


def _begin(
    reading: Reading, contract: Contract, terms: Terms, items: list[Item], *, by: User, at: datetime
) -> Acceptance:
    text = add_text(
        contract,
        kind=terms.kind,
        title=terms.title.strip(),
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        file=reading.file,
        source_json=reading.document_json,
        by=by,
        at=at,
    )
    lists: dict[str, list[Item]] = {}
    for item in items:
        lists.setdefault(item.kind, []).append(item)
    return Acceptance(reading, contract, text, terms, by, at, lists, _passages(reading, text, items))


def _passages(reading: Reading, text: Text, items: list[Item]) -> dict[str, Passage]:
    """One passage for each first anchor of an item, with the words of the block that it names."""
    words = {block.anchor: block for block in document_from_json(reading.document_json).blocks()}
    places = {}
    for item in items:
        block = words.get(item.anchor)
        if block is not None:
            places[item.anchor] = (item.anchor, block.place.line, block.place.page, block.text)
        elif item.anchor:
            places[item.anchor] = (item.anchor, item.line, None, item.words)
    return keep_passages(text, places.values())


def _remember(acceptance: Acceptance) -> None:
    reading = acceptance.reading
    became = []
    for item in chain.from_iterable(acceptance.items.values()):
        row = acceptance.made.get(item.pk)
        if row is not None:
            item.target_label, item.target_key = row._meta.label_lower, row.pk
            became.append(item)
    Item.objects.bulk_update(became, ["target_label", "target_key"], batch_size=500)
    values = {"accepted_at": acceptance.at, "contract": acceptance.contract, "text": acceptance.text}
    apply_changes(reading, {"state": ReadingState.ACCEPTED, **values})
    reading.save()
    record(
        "reading.accepted",
        reading,
        by=acceptance.by,
        at=acceptance.at,
        contract=acceptance.contract,
        text=acceptance.text.pk,
        made=len(acceptance.made),
    )
