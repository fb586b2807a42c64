"""Writing into the journal, sealing it, and forgetting a person without breaking it."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from reciproque.core.engine import must_be_in_transaction, one_at_a_time, update_many
from reciproque.core.text import clean, shorten
from reciproque.journal.choices import PERSON_FORGOTTEN
from reciproque.journal.models import Entry, Head
from reciproque.journal.models.chain import canonical, content_digest, name_digest

TITLE = 200
BATCH = 500
Key = models.Model | int | None


def record(
    act: str,
    subject: models.Model | None,
    *,
    by: AbstractBaseUser | None,
    at: datetime | None = None,
    contract: Key = None,
    organisation: Key = None,
    changes: Mapping[str, Any] | None = None,
    **details: Any,
) -> Entry:
    """Keep one act, in the transaction of the act (outside any it is refused). `by=None` is the house itself.

    `changes` is {field: [before, after]} as `apply_changes` returns it. Without `contract`, the contract is
    the one that the subject bears (`subject.contract_id`), if it bears one.
    """
    must_be_in_transaction("record()")
    label, key, title = _named(subject)
    name = clean(str(by)) if by is not None else ""
    body = canonical({"changes": changes or {}, "details": details})
    name_salt, content_salt = secrets.token_hex(16), secrets.token_hex(16)
    entry = Entry(
        act=act,
        at=at or timezone.now(),
        by_id=_key(by),
        by_name=name,
        subject_label=label,
        subject_key=key,
        subject_title=title,
        contract_id=_key(contract) if contract is not None else getattr(subject, "contract_id", None),
        organisation_id=_key(organisation),
        body=body,
        name_salt=name_salt,
        name_digest=name_digest(name_salt, name),
        content_salt=content_salt,
        content_digest=content_digest(content_salt, title, body),
    )
    entry.save(force_insert=True)
    return entry


def _named(subject: models.Model | None) -> tuple[str, int | None, str]:
    if subject is None:
        return "", None, ""
    if not isinstance(subject.pk, int):
        raise ValueError("Le sujet d’une entrée est une ligne enregistrée : notez l’acte avant de supprimer.")
    return subject._meta.label_lower, subject.pk, shorten(str(subject), TITLE)


def _key(thing: Any) -> int | None:
    if thing is None or isinstance(thing, int):
        return thing
    if not isinstance(thing.pk, int):
        raise ValueError("Une entrée du journal nomme des lignes enregistrées.")
    return thing.pk


def _writable() -> QuerySet[Entry]:
    """The rows themselves, past the refusal of the manager: for sealing and forgetting only."""
    return QuerySet(model=Entry)


def seal(at: datetime | None = None) -> int:
    """Give numbers and seals to what has none, batch by batch, one process at a time. Returns how many."""
    sealed = 0
    while batch := _seal_batch():
        sealed += batch
    return sealed


def _seal_batch() -> int:
    with one_at_a_time("journal.seal"):
        entries = list(Entry.objects.filter(number__isnull=True).order_by("pk")[:BATCH])
        if not entries:
            return 0
        head, _new = Head.objects.get_or_create(pk=1)
        for entry in entries:
            entry.number = head.number + 1
            entry.previous = head.hash
            entry.hash = entry.seal_after(head.hash)
            head.number, head.hash = entry.number, entry.hash
        update_many(entries, ["number", "previous", "hash"])
        head.save()
        return len(entries)


@transaction.atomic
def forget_person(person: AbstractBaseUser, *, by: AbstractBaseUser | None, at: datetime) -> int:
    """Erase the person's name from all that she did, and the content of all that was said about her account.

    The digests stay: the chain remains provable. Returns how many entries lost something. The forgetting is
    itself an entry, without a name, that `verify-journal` holds against what is erased.
    """
    label, key = person._meta.label_lower, person.pk
    done = _writable().filter(by_id=key).update(by_name="", name_salt="")
    about = _writable().filter(subject_label=label, subject_key=key)
    told = about.update(subject_title="", body="", content_salt="")
    record(PERSON_FORGOTTEN, None, by=by if by != person else None, at=at, label=label, key=key)
    return done + told
