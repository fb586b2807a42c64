"""Writing the index. Nothing here is an act of a person: no entry in the journal."""

from collections.abc import Iterable

from django.db import transaction

from reciproque.core.engine import one_at_a_time, update_many
from reciproque.core.registers import Findable
from reciproque.core.text import clean
from reciproque.search.models import Follower, Indexed, Word
from reciproque.search.queries import indexed_of
from reciproque.search.rules.words import scope_token, stems, tokens

FIELDS = [
    "kind",
    "position",
    "shown",
    "words",
    "context",
    "node_id",
    "text_id",
    "place",
    "contract_id",
    "source",
]
AT_ONCE = 500


@transaction.atomic
def index(contract: int, source: str, things: Iterable[Findable]) -> int:
    """Let the index hold these things of a contract, as that source gives them, and no others. Returns how many rows
    were written or removed: 0 when it was right already."""
    with one_at_a_time(f"search.{source}.{contract}"):
        there = {(row.label, row.key, row.anchor): row for row in indexed_of(contract, source)}
        wanted = {(one.label, one.key, one.anchor): _row(contract, source, one) for one in things}
        new = [row for name, row in wanted.items() if name not in there]
        changed = []
        for name, row in wanted.items():
            old = there.get(name)
            if old is not None and any(getattr(old, field) != getattr(row, field) for field in FIELDS):
                row.pk = old.pk
                changed.append(row)
        gone = [row.pk for name, row in there.items() if name not in wanted]
        for start in range(0, len(gone), AT_ONCE):
            Indexed.objects.filter(pk__in=gone[start : start + AT_ONCE]).delete()
        _take_over(new)
        Indexed.objects.bulk_create(new, batch_size=AT_ONCE)
        update_many(changed, FIELDS)
        _learn([*new, *changed])
        return len(new) + len(changed) + len(gone)


def _take_over(new: list[Indexed]) -> None:
    """What came from another contract or source is no longer there: a thing is in the index once."""
    for label in {row.label for row in new}:
        keys = [row.key for row in new if row.label == label]
        for start in range(0, len(keys), AT_ONCE):
            Indexed.objects.filter(label=label, key__in=keys[start : start + AT_ONCE], anchor="").delete()


def _row(contract: int, source: str, one: Findable) -> Indexed:
    return Indexed(
        source=source,
        contract_id=contract,
        label=one.label,
        key=one.key,
        anchor=one.anchor,
        kind=one.kind,
        position=one.position,
        shown=clean(one.text),
        words=" ".join([scope_token(contract), *stems(one.text)]),
        context=" ".join(stems(one.above)),
        node_id=one.node_id,
        text_id=one.text_id,
        place=one.place,
    )


def _learn(rows: Iterable[Indexed]) -> None:
    seen: dict[str, str] = {}
    for row in rows:
        for token in tokens(row.shown):
            seen.setdefault(token.stem, token.word.lower()[:60])
    known: set[str] = set()
    asked = sorted(seen)
    for start in range(0, len(asked), AT_ONCE):
        some = asked[start : start + AT_ONCE]
        known |= set(Word.objects.filter(stem__in=some).values_list("stem", flat=True))
    new = [Word(stem=stem, shown=shown) for stem, shown in sorted(seen.items()) if stem not in known]
    Word.objects.bulk_create(new, batch_size=AT_ONCE, ignore_conflicts=True)


def forget_contract(contract: int) -> int:
    """Take all of a contract out of the index."""
    return Indexed.objects.filter(contract_id=contract).delete()[0]


def forget_contracts_but(contracts: Iterable[int]) -> int:
    return Indexed.objects.exclude(contract_id__in=list(contracts)).delete()[0]


def follow_to(number: int) -> None:
    Follower.objects.update_or_create(pk=1, defaults={"number": number})
