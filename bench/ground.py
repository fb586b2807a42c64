"""What contracts stand on: places, national lists, bodies; and a long document that waits for its review."""

from datetime import UTC, datetime
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.contracts.models import (
    Contract,
)
from reciproque.core.engine import insert_many
from reciproque.core.text import fold, sort_key
from reciproque.intake.actions.storing import ask_reading
from reciproque.intake.imports import load_reference
from reciproque.intake.jobs import read_now
from reciproque.intake.models import Reading
from reciproque.office.actions import keep_file
from reciproque.organisations.choices import OrganisationKind
from reciproque.organisations.models import Organisation
from reciproque.organisations.rules import match_key

ROOT = Path(__file__).parents[1]
NATIONAL = ROOT.parent / "shared" / "reference"
INVENTED = ROOT / "reciproque" / "demo" / "reference"
DOCUMENTS = ROOT.parent / "shared" / "contracts"
DEMO_DOCUMENT = ROOT / "reciproque" / "demo" / "documents" / "contrat-cadre-2015.md"

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ORGANISATIONS = 3_000


def lay_the_ground() -> str:
    """Places, national lists and bodies. Says where they come from."""
    folder = NATIONAL if NATIONAL.exists() else INVENTED
    load_reference(folder, at=AT)
    kinds = list(OrganisationKind)
    names = [f"Organisme {n} de la ville" for n in range(1, ORGANISATIONS + 1)]
    insert_many(
        Organisation(
            name=name,
            kind=kinds[n % len(kinds)],
            search_key=fold(name),
            match_key=match_key(name),
            sort_key=sort_key(name),
        )
        for n, name in enumerate(names)
    )
    return "nationales" if folder == NATIONAL else "de la ville de démonstration"


def biggest_document() -> tuple[str, bytes]:
    """The longest real document at hand, else that of the demo: its name and what it holds."""
    found = [*DOCUMENTS.glob("*.md")] or [DEMO_DOCUMENT]
    longest = max(found, key=lambda path: path.stat().st_size)
    return longest.name, longest.read_bytes()


def bring_a_document(contract: int, by: User) -> Reading:
    """A long document that was read and waits for its review."""
    name, data = biggest_document()
    now = timezone.now()
    file = keep_file(ContentFile(data, name=name), name=name, by=by, at=now)
    into = Contract.objects.get(pk=contract)
    reading, _new = ask_reading(file, name=name, contract=into, queued=False, by=by, at=now)
    read_now(reading)
    return Reading.objects.get(pk=reading.pk)
