"""Acts on texts: writing them down, their steps, their signatures, their passages."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.contracts.access import may_edit_contract, may_edit_text
from reciproque.contracts.choices import SignatureState, StepKind
from reciproque.contracts.models import (
    AdoptionStep,
    CitedDocument,
    Contract,
    Passage,
    Signature,
    Term,
    Text,
)
from reciproque.contracts.queries import passages_of
from reciproque.contracts.rules import DELIBERATING, obstacles_to_force, obstacles_to_signature
from reciproque.core.edits import Versioned, apply_changes, check_seen
from reciproque.core.engine import lock, lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.registers import reasons_from_above
from reciproque.journal.actions import record


@transaction.atomic
def add_text(
    contract: Contract, *, kind: str, title: str, by: User | None, at: datetime, **values: Any
) -> Text:
    """Add a text. `values`: starts_on, ends_on, file, source_json."""
    admit(by is None or may_edit_contract(by, contract))
    text = Text.objects.create(contract=contract, kind=kind, title=title, **values)
    record("text.added", text, by=by, at=at, contract=contract, kind=kind, title=title)
    return text


@transaction.atomic
def edit_text(text: Text, *, seen: int | None, by: User | None, at: datetime, **values: Any) -> Text:
    return _edit(text, text, "text.edited", seen=seen, by=by, at=at, values=values)


@transaction.atomic
def archive_text(text: Text, *, by: User, at: datetime) -> Text:
    admit(may_edit_text(by, text))
    refuse_if(reasons_from_above("contracts.archive_text", text))
    return _edit(text, text, "text.archived", seen=None, by=by, at=at, values={"archived_at": at})


@transaction.atomic
def restore_text(text: Text, *, by: User, at: datetime) -> Text:
    admit(may_edit_contract(by, text.contract))
    locked = lock_one(text)
    changes = apply_changes(locked, {"archived_at": None})
    if changes:
        locked.save(update_fields=[*changes, "version"])
        record("text.restored", locked, by=by, at=at, contract=text.contract_id, changes=changes)
    return locked


@transaction.atomic
def plan_step(text: Text, *, kind: str, by: User | None, at: datetime, **values: Any) -> AdoptionStep:
    """Note a step, done (`on`) or to come. `values`: by_whom, organisation, on, reference, passage."""
    admit(by is None or may_edit_text(by, text))
    _hold(text)
    step = AdoptionStep.objects.create(text=text, kind=kind, **values)
    if kind == StepKind.IN_FORCE:
        _refuse_force_without_adoption(text)
    record("text.step_planned", step, by=by, at=at, contract=text.contract_id, kind=kind, on=values.get("on"))
    return step


@transaction.atomic
def edit_step(
    step: AdoptionStep, *, seen: int | None, by: User | None, at: datetime, **values: Any
) -> AdoptionStep:
    _hold(step.text)
    edited = _edit(step, step.text, "text.step_edited", seen=seen, by=by, at=at, values=values)
    _refuse_force_without_adoption(step.text)
    return edited


@transaction.atomic
def remove_step(step: AdoptionStep, *, by: User, at: datetime) -> None:
    admit(may_edit_text(by, step.text))
    _hold(step.text)
    record("text.step_removed", step, by=by, at=at, contract=step.text.contract_id, kind=step.kind)
    AdoptionStep.objects.filter(pk=step.pk).delete()
    _refuse_force_without_adoption(step.text)


def _hold(text: Text) -> None:
    """Steps and signatures of one text change one after the other: together they say whether it is in force."""
    lock(Text.objects.filter(pk=text.pk).only("pk"))


def _refuse_force_without_adoption(text: Text) -> None:
    """After any change: a text that is said to be in force has been validated and signed."""
    steps = list(text.steps.all())
    days = [step.on for step in steps if step.kind == StepKind.IN_FORCE and step.on is not None]
    if not days:
        return
    signatures = list(text.signatures.filter(archived_at=None).select_related("organisation"))
    bodies = [s.organisation for s in signatures if s.organisation and s.organisation.kind in DELIBERATING]
    refuse_if(obstacles_to_force(steps, signatures, deliberating=bodies, on=min(days)))


@transaction.atomic
def expect_signature(text: Text, *, by: User | None, at: datetime, **values: Any) -> Signature:
    """Name a party of the text. `values`: organisation, printed, person, role, state, on, passage."""
    admit(by is None or may_edit_text(by, text))
    state, on = values.get("state", SignatureState.EXPECTED), values.get("on")
    refuse_if(obstacles_to_signature(state=state, on=on, today=timezone.localdate(at)))
    signature = Signature.objects.create(text=text, **values)
    record("signature.expected", signature, by=by, at=at, contract=text.contract_id)
    return signature


@transaction.atomic
def edit_signature(
    signature: Signature, *, seen: int | None, by: User | None, at: datetime, **values: Any
) -> Signature:
    """Change organisation, printed, person, role, state or on."""
    return _edit_signature(signature, "signature.edited", seen=seen, by=by, at=at, values=values)


@transaction.atomic
def record_signature(signature: Signature, *, on: date | None, by: User | None, at: datetime) -> Signature:
    """The party has signed, on that day."""
    values = {"state": SignatureState.SIGNED, "on": on}
    return _edit_signature(signature, "signature.recorded", seen=None, by=by, at=at, values=values)


@transaction.atomic
def archive_signature(signature: Signature, *, by: User, at: datetime) -> Signature:
    return _edit_signature(
        signature, "signature.archived", seen=None, by=by, at=at, values={"archived_at": at}
    )


def _edit_signature(
    signature: Signature, act: str, *, seen: int | None, by: User | None, at: datetime, values: dict[str, Any]
) -> Signature:
    state, on = values.get("state", signature.state), values.get("on", signature.on)
    refuse_if(obstacles_to_signature(state=state, on=on, today=timezone.localdate(at)))
    _hold(signature.text)
    edited = _edit(signature, signature.text, act, seen=seen, by=by, at=at, values=values)
    _refuse_force_without_adoption(signature.text)
    return edited


@transaction.atomic
def keep_passages(text: Text, places: Iterable[tuple[str, int, int | None, str]]) -> dict[str, Passage]:
    """Keep the passages (anchor, line, page, words) that the text does not have yet; return all by anchor.

    No entry of its own in the journal: it belongs to the act that needs the passages.
    """
    wanted = {anchor: (line, page, quote) for anchor, line, page, quote in places}
    known = passages_of(text, wanted)
    new = [
        Passage(text=text, anchor=anchor, line=line, page=page, quote=quote)
        for anchor, (line, page, quote) in wanted.items()
        if anchor not in known
    ]
    return known | {passage.anchor: passage for passage in Passage.objects.bulk_create(new)}


@transaction.atomic
def cite_document(
    text: Text, *, title: str, passage: Passage | None = None, by: User | None, at: datetime
) -> CitedDocument:
    admit(by is None or may_edit_text(by, text))
    cited = CitedDocument.objects.create(text=text, title=title, passage=passage)
    record("text.document_cited", cited, by=by, at=at, contract=text.contract_id)
    return cited


@transaction.atomic
def explain_term(
    text: Text, *, word: str, meaning: str, passage: Passage | None = None, by: User | None, at: datetime
) -> Term:
    admit(by is None or may_edit_text(by, text))
    term = Term.objects.create(text=text, word=word, meaning=meaning, passage=passage)
    record("text.term_explained", term, by=by, at=at, contract=text.contract_id)
    return term


@transaction.atomic
def edit_term(term: Term, *, seen: int | None, by: User | None, at: datetime, **values: Any) -> Term:
    return _edit(term, term.text, "text.term_edited", seen=seen, by=by, at=at, values=values)


@transaction.atomic
def edit_citation(
    cited: CitedDocument, *, seen: int | None, by: User | None, at: datetime, **values: Any
) -> CitedDocument:
    return _edit(cited, cited.text, "text.citation_edited", seen=seen, by=by, at=at, values=values)


@transaction.atomic
def remove_from_text(thing: Term | CitedDocument, *, by: User, at: datetime) -> None:
    """Take a term or a cited document off a text; the journal keeps what it said."""
    admit(may_edit_text(by, thing.text))
    record("text.line_removed", thing, by=by, at=at, contract=thing.text.contract_id, said=str(thing))
    thing.delete()


def _edit(
    thing: Any,
    text: Text,
    act: str,
    *,
    seen: int | None,
    by: User | None,
    at: datetime,
    values: dict[str, Any],
) -> Any:
    """Lock, compare, change, remember: the same four steps for everything that belongs to a text."""
    admit(by is None or may_edit_text(by, text))
    locked: Versioned = lock_one(thing)
    check_seen(locked, seen)
    changes = apply_changes(locked, values)
    if changes:
        locked.save(update_fields=[*changes, "version"])
        record(act, locked, by=by, at=at, contract=text.contract_id, changes=changes)
    return locked
