"""What a person says of a comparison, and what is noted of a contract before a text is accepted."""

import json
from datetime import datetime

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.contracts.access import contracts_visible_to
from reciproque.contracts.models import Contract
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.text import shorten
from reciproque.intake.access import may_review
from reciproque.intake.models import HandMatch, Item, Reading, Standing
from reciproque.intake.queries.comparing import comparison_of
from reciproque.intake.queries.standing import standing_in
from reciproque.intake.rules.things import Thing
from reciproque.journal.actions import record


def note_standing(reading: Reading, contract: Contract, *, at: datetime) -> Standing:
    """Within the acceptance: note what stands before the text comes in."""
    things = [one.as_json() for one in standing_in(contract, but=reading)]
    noted, _new = Standing.objects.update_or_create(
        reading=reading,
        defaults={"things_json": json.dumps(things, ensure_ascii=False), "kept_at": at},
    )
    return noted


def _both(reading: Reading, old: str, item: Item, *, by: User) -> Thing:
    """The thing that stood, if both are of this comparison and of the same list."""
    thing = comparison_of(reading, visible=contracts_visible_to(by)).old_things.get(old)
    wrong = thing is None or item.reading_id != reading.pk or thing.kind != item.kind
    refuse_if(["Ces deux éléments ne sont pas de la même liste de cette comparaison."] if wrong else [])
    assert thing is not None  # noqa: S101 -- what refuse_if has just said, for the type checker
    return thing


@transaction.atomic
def say_same(reading: Reading, *, old: str, item: Item, by: User, at: datetime) -> HandMatch:
    """« C’est la même chose » : her word goes before what was computed, and before her earlier words on either."""
    admit(may_review(by, reading))
    lock_one(reading)
    thing = _both(reading, old, item, by=by)
    mine = HandMatch.objects.filter(reading=reading, together=True)
    mine.filter(old=old).delete()
    mine.filter(item=item).delete()
    return _say(reading, thing, item, together=True, by=by, at=at)


@transaction.atomic
def say_different(reading: Reading, *, old: str, item: Item, by: User, at: datetime) -> HandMatch:
    """« Ce n’est pas la même chose » : these two are never matched again."""
    admit(may_review(by, reading))
    lock_one(reading)
    return _say(reading, _both(reading, old, item, by=by), item, together=False, by=by, at=at)


def _say(reading: Reading, thing: Thing, item: Item, *, together: bool, by: User, at: datetime) -> HandMatch:
    told, _new = HandMatch.objects.update_or_create(
        reading=reading, old=thing.key, item=item, defaults={"together": together, "by": by, "at": at}
    )
    act = "comparison.paired" if together else "comparison.unpaired"
    record(
        act,
        reading,
        by=by,
        at=at,
        contract=reading.contract_id,
        old=shorten(thing.words, 120),
        new=shorten(item.words, 120),
    )
    return told


@transaction.atomic
def forget_said(reading: Reading, *, old: str, item: Item, by: User, at: datetime) -> None:
    """Take back what was said of these two: the likeness decides again."""
    admit(may_review(by, reading))
    lock_one(reading)
    gone, _by_model = HandMatch.objects.filter(reading=reading, old=old, item=item).delete()
    refuse_if([] if gone else ["Rien n’avait été dit de ces deux éléments."])
    record("comparison.forgotten", reading, by=by, at=at, contract=reading.contract_id)
