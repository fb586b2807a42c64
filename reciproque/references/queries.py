"""What can be asked about lists that others keep."""

import csv
from functools import lru_cache
from pathlib import Path

from django.db.models import Count, Q, QuerySet

from reciproque.core.text import fold
from reciproque.references.models import ListedContract, Nomenclature, Reference

LEXICON = Path(__file__).parent / "lexicon"
"""Words of the trade for some national lists: data, with their source and reason."""


def nomenclatures() -> QuerySet[Nomenclature]:
    return Nomenclature.objects.prefetch_related("references").order_by("name", "pk")


def nomenclatures_for(contract_id: int) -> QuerySet[Nomenclature]:
    """The national lists and those of this contract; those of the other contracts never."""
    return Nomenclature.objects.filter(Q(contract_id=None) | Q(contract_id=contract_id))


def with_sizes(lists: QuerySet[Nomenclature]) -> QuerySet[Nomenclature]:
    """Add `n_lines`: how many lines are in use."""
    return lists.annotate(n_lines=Count("references", filter=Q(references__archived_at=None)))


def references_of(nomenclature: str) -> QuerySet[Reference]:
    """The lines of a list, by its code (`references.choices`), in its order, without those that were archived."""
    return (
        Reference.objects.filter(nomenclature__code=nomenclature, archived_at=None)
        .select_related("parent")
        .order_by("position", "pk")
    )


def lines_of(nomenclature: Nomenclature) -> QuerySet[Reference]:
    """All the lines of a list, archived ones too, in its order."""
    return nomenclature.references.select_related("parent").order_by("position", "pk")


@lru_cache(maxsize=32)
def terms_of(nomenclature: str) -> dict[str, tuple[str, ...]]:
    """The words of the trade of a list, by the code of the line; nothing for a list that ships with none."""
    path = LEXICON / f"{nomenclature}.csv"
    if not nomenclature.replace("-", "").isalnum() or not path.is_file():
        return {}
    found: dict[str, tuple[str, ...]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            terms = tuple(term.strip() for term in row["termes"].split("|") if term.strip())
            found[row["code"]] = found.get(row["code"], ()) + terms
    return found


def code_is_taken(code: str) -> bool:
    return Nomenclature.objects.filter(code=code).exists()


def listed_contracts_like(text: str, *, epci_siren: str = "") -> QuerySet[ListedContract]:
    """The contracts of the State's list whose name, intercommunal body or code hold these words."""
    rows = ListedContract.objects.order_by("code")
    if epci_siren:
        rows = rows.filter(epci_siren=epci_siren)
    for word in fold(text).split():
        rows = rows.filter(search_key__contains=word)
    return rows
