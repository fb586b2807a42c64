"""What can be asked about national lists."""

from django.db.models import QuerySet

from reciproque.core.text import fold
from reciproque.references.models import ListedContract, Nomenclature, Reference


def nomenclatures() -> QuerySet[Nomenclature]:
    return Nomenclature.objects.prefetch_related("references").order_by("name", "pk")


def references_of(nomenclature: str) -> QuerySet[Reference]:
    """The lines of a list, by its code (`references.choices`), in its order."""
    return (
        Reference.objects.filter(nomenclature__code=nomenclature)
        .select_related("parent")
        .order_by("position", "pk")
    )


def listed_contracts_like(text: str, *, epci_siren: str = "") -> QuerySet[ListedContract]:
    """The contracts of the State's list whose name, intercommunal body or code hold these words."""
    rows = ListedContract.objects.order_by("code")
    if epci_siren:
        rows = rows.filter(epci_siren=epci_siren)
    for word in fold(text).split():
        rows = rows.filter(search_key__contains=word)
    return rows
