"""What can be asked of the journal: entries of a subject or a contract, and the proof of the chain."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet

from reciproque.journal.choices import PERSON_FORGOTTEN
from reciproque.journal.models import Entry, Head
from reciproque.journal.models.wording import Titles, field_of, keys_in, model_of, target_of
from reciproque.journal.rules import Fault, Walk

HISTORY = 50
AT_ONCE = 2_000


def entries_about(label: str, key: int) -> QuerySet[Entry]:
    """All that was done to one subject, the latest first."""
    return Entry.objects.filter(subject_label=label, subject_key=key)


def entries_of_contract(contract_id: int) -> QuerySet[Entry]:
    """All that was done in a contract, the latest first."""
    return Entry.objects.filter(contract_id=contract_id)


def entries_of_organisation(organisation_id: int) -> QuerySet[Entry]:
    return Entry.objects.filter(organisation_id=organisation_id)


def entries_by(person_id: int) -> QuerySet[Entry]:
    return Entry.objects.filter(by_id=person_id)


def all_entries() -> QuerySet[Entry]:
    return Entry.objects.all()


def sealed_after(number: int) -> QuerySet[Entry]:
    """What followers read: a sealed number is the only cursor that misses nothing."""
    return Entry.objects.filter(number__gt=number).order_by("number")


def for_history(entries: QuerySet[Entry], *, limit: int = HISTORY) -> list[Entry]:
    """The latest entries, ready for `core/_history.html`: titles of what they point to cost one query a model."""
    listed = list(entries[:limit])
    with_titles(listed)
    return listed


def with_titles(entries: Iterable[Entry]) -> None:
    """Read the titles that `changes_shown` needs, for all these entries at once."""
    titles = Titles()
    wanted: defaultdict[type[models.Model], set[str]] = defaultdict(set)
    for entry in entries:
        model = model_of(entry.subject_label)
        for name, pair in entry.changes.items():
            target = target_of(field_of(model, name))
            if target is not None:
                wanted[target].update(key for value in pair for key in keys_in(value))
        entry.__dict__["_titles"] = titles
    for target, keys in wanted.items():
        titles.learn(target, keys)


@dataclass(frozen=True)
class Proof:
    """What walking the whole chain found."""

    sealed: int
    number: int
    seal: str
    forgotten: int
    unsealed: list[Entry]
    faults: list[Fault]


def prove(*, expected: tuple[int, str] | None = None) -> Proof:
    """Walk the chain from its start. `expected` is a number and seal noted earlier, kept outside the house."""
    walk, sealed, forgotten = Walk(), 0, 0
    persons, subjects = _forgotten()
    for entry in Entry.objects.filter(number__isnull=False).order_by("number").iterator(AT_ONCE):
        sealed += 1
        walk.take(entry)
        if entry.is_name_forgotten or entry.is_content_forgotten:
            forgotten += 1
            _check_forgotten(walk, entry, persons, subjects)
        if expected is not None and entry.number == expected[0] and entry.hash != expected[1]:
            walk.faults.append(Fault(expected[0], entry.pk, "son sceau n’est pas celui qui avait été noté."))
    if expected is not None and walk.number < expected[0]:
        walk.faults.append(Fault(expected[0], None, "manque : son sceau avait été noté."))
    head = Head.objects.filter(pk=1).first() or Head()
    walk.end_at(head.number, head.hash)
    walk.judge_strays(_numbers_of([entry.previous for entry in walk.strays]))
    tail = list(Entry.objects.filter(number__isnull=True).order_by("pk"))
    faults = walk.faults + [Fault(0, e.pk, "modifiée avant d’être scellée.") for e in tail if not e.intact()]
    return Proof(sealed, walk.number, walk.hash, forgotten, tail, faults)


def _forgotten() -> tuple[set[int], set[tuple[str, int]]]:
    """The persons whose forgetting is noted in the journal: by key, and as subjects."""
    details = [entry.details for entry in Entry.objects.filter(act=PERSON_FORGOTTEN)]
    subjects = {(said["label"], int(said["key"])) for said in details if "key" in said}
    return {key for _label, key in subjects}, subjects


def _check_forgotten(walk: Walk, entry: Entry, persons: set[int], subjects: set[tuple[str, int]]) -> None:
    name_may = not entry.is_name_forgotten or entry.by_id in persons
    about = (entry.subject_label, entry.subject_key or 0)
    if not name_may or (entry.is_content_forgotten and about not in subjects):
        walk.erased(entry)


def _numbers_of(seals: list[str]) -> dict[str, int]:
    return {
        seal: number or 0
        for start in range(0, len(seals), AT_ONCE)
        for seal, number in Entry.objects.filter(hash__in=seals[start : start + AT_ONCE]).values_list(
            "hash", "number"
        )
    }
