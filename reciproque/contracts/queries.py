"""What can be asked about contracts, texts and signatures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from reciproque.contracts.models import AdoptionStep, CitedDocument, Contract, Passage, Signature, Term, Text
from reciproque.contracts.rules import Adoption, adoption
from reciproque.territories.models import Population


def for_listing(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    """Load what a list shows: bodies, counts of texts, communes and neighbourhoods."""
    return (
        contracts.filter(archived_at=None)
        .select_related("epci", "parent")
        .annotate(
            n_texts=Count("texts", filter=Q(texts__archived_at=None), distinct=True),
            n_neighbourhoods=Count("neighbourhoods", distinct=True),
            n_communes=Count("communes", distinct=True),
        )
    )


def texts_of(contract: Contract) -> QuerySet[Text]:
    """The texts with their steps and signatures loaded (`to_attr` lists `all_steps`, `all_signatures`)."""
    return with_adoption(contract.texts.filter(archived_at=None).defer("source_json"))


def with_adoption(texts: QuerySet[Text]) -> QuerySet[Text]:
    return texts.select_related("contract", "file").prefetch_related(
        Prefetch(
            "steps", AdoptionStep.objects.select_related("organisation", "passage"), to_attr="all_steps"
        ),
        Prefetch("signatures", signatures_in_use(), to_attr="all_signatures"),
    )


def adoption_of(text: Any, on: date) -> Adoption:
    """Where a text loaded by `with_adoption` stands on that day."""
    return adoption(text, text.all_steps, text.all_signatures, on=on)


def texts_with_adoption(contract: Contract, on: date) -> list[tuple[Text, Adoption]]:
    return [(text, adoption_of(text, on)) for text in texts_of(contract)]


def loaded(text: Text) -> Text:
    """The text with its steps and signatures loaded."""
    return with_adoption(Text.objects.filter(pk=text.pk).defer("source_json")).get()


def signatures_in_use() -> QuerySet[Signature]:
    return Signature.objects.filter(archived_at=None).select_related("organisation", "passage")


def signatures_of(contract: Contract) -> QuerySet[Signature]:
    return signatures_in_use().filter(text__contract=contract, text__archived_at=None).select_related("text")


def terms_of(contract: Contract) -> QuerySet[Term]:
    return Term.objects.filter(text__contract=contract, text__archived_at=None).select_related(
        "text", "passage"
    )


def cited_by(text: Text) -> QuerySet[CitedDocument]:
    return text.cited_documents.select_related("passage")


def passages_of(text: Text, anchors: Iterable[str]) -> dict[str, Passage]:
    wanted = set(anchors)
    return {p.anchor: p for p in Passage.objects.filter(text=text) if p.anchor in wanted}


def children_of(contract: Contract) -> QuerySet[Contract]:
    return contract.children.filter(archived_at=None)


def same_name(name_key: str) -> QuerySet[Contract]:
    return Contract.objects.filter(search_key=name_key, archived_at=None)


@dataclass(frozen=True)
class Places:
    """How many neighbourhoods a contract has, how many people live there, and of how many that is known."""

    neighbourhoods: int
    communes: int
    inhabitants: int | None
    known: int


def places_of(contract: Contract) -> Places:
    """The latest known population of each neighbourhood of the contract, added up; None when none is known."""
    rows = contract.neighbourhoods.filter(archived_at=None).prefetch_related(
        Prefetch("populations", Population.objects.filter(commune=None), to_attr="in_all")
    )
    latest = [place.in_all[0].count for place in rows if place.in_all]
    return Places(len(rows), contract.communes.count(), sum(latest) if latest else None, len(latest))


def contract_title(key: int) -> str:
    return Contract.objects.filter(pk=key).values_list("name", flat=True).first() or "contrat"
