"""A corrected file takes the place of the one that a text was read from; its passages stay where their words stand."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.contracts.access import may_edit_text
from reciproque.contracts.models import Passage, Text
from reciproque.core.engine import lock_one, update_many
from reciproque.core.refusals import admit
from reciproque.journal.actions import record
from reciproque.office.models import StoredFile

Spot = tuple[str, int, int | None, str]
"""Anchor, line, page, words."""


@transaction.atomic
def renew_source(
    text: Text, *, file: StoredFile, source_json: str, moved: Mapping[str, Spot], by: User, at: datetime
) -> Text:
    """Show the text in its corrected file. `moved`: for each old anchor where its words stand now.

    A passage whose words are gone keeps them, and loses its place: it leads nowhere rather than elsewhere.
    """
    admit(may_edit_text(by, text))
    text = lock_one(text)
    text.file, text.source_json = file, source_json
    text.version += 1
    text.save(update_fields=["file", "source_json", "version"])
    passages = list(Passage.objects.filter(text=text))
    for one in passages:
        one.anchor, one.line, one.page, one.quote = moved.get(one.anchor, ("", 0, None, one.quote))
    update_many(passages, ["anchor", "line", "page", "quote"])
    record("text.file_renewed", text, by=by, at=at, contract=text.contract_id, file=file.name)
    return text
