"""Naming the parties of a text by the name of their organisation."""

from datetime import datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.contracts.access import may_edit_text
from reciproque.contracts.actions.adopting import edit_signature, expect_signature
from reciproque.contracts.models import Signature, Text
from reciproque.core.refusals import admit
from reciproque.organisations.actions import find_or_create_organisation


@transaction.atomic
def name_signatory(text: Text, *, organisation_name: str, by: User, at: datetime, **values: Any) -> Signature:
    """Add a party by the name of its organisation, which is recognised or made."""
    admit(may_edit_text(by, text))
    organisation = find_or_create_organisation(organisation_name, by=by, at=at)
    return expect_signature(
        text, organisation=organisation, printed=organisation_name, by=by, at=at, **values
    )


@transaction.atomic
def rename_signatory(
    signature: Signature, *, organisation_name: str, seen: int | None, by: User, at: datetime, **values: Any
) -> Signature:
    admit(may_edit_text(by, signature.text))
    if signature.organisation is None or signature.organisation.name != organisation_name:
        values["organisation"] = find_or_create_organisation(organisation_name, by=by, at=at)
    return edit_signature(signature, seen=seen, by=by, at=at, **values)
