"""What can be asked about contracts, texts and signatures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from reciproque.contracts.models import AdoptionStep, CitedDocument, Contract, Passage, Signature, Term, Text
from reciproque.contracts.rules import Adoption, adoption
from reciproque.journal.models import Entry
from reciproque.journal.queries import entries_of_contract
from reciproque.organisations.models import Organisation
from reciproque.territories.models import Neighbourhood, Population
from reciproque.territories.queries import for_listing as places_for_listing
from reciproque.territories.queries import headcount, official_neighbourhoods, with_population

MOST_PEOPLE = 12  # names offered as filters of a journal; more would hide the page


def for_listing(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    """Load what a list shows: bodies, counts of texts, communes and neighbourhoods.

    Each count is a query of its own inside: joined together, 92 communes and 40 neighbourhoods would multiply.
    """
    return contracts.select_related("epci", "parent").annotate(
        n_texts=_count(Text.objects.filter(archived_at=None), "contract"),
        n_neighbourhoods=_count(Contract.neighbourhoods.through.objects.all(), "contract"),
        n_communes=_count(Contract.communes.through.objects.all(), "contract"),
    )


def _count(rows: QuerySet[Any], of: str) -> Coalesce:
    counted = rows.filter(**{of: OuterRef("pk")}).order_by().values(of).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def open_contracts(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    return contracts.filter(archived_at=None)


def archived_contracts(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    return contracts.filter(archived_at__isnull=False)


def contract_numbered(key: int) -> Contract | None:
    """The contract of that key, for commands."""
    return Contract.objects.filter(pk=key).first()


def newest_texts(contracts: Iterable[Contract], on: date) -> dict[int, tuple[Text, Adoption]]:
    """The newest text of each contract and where it stands, for cards: three queries whatever their number."""
    texts = with_adoption(
        Text.objects.filter(contract__in=list(contracts), archived_at=None).defer("source_json")
    )
    return {text.contract_id: (text, adoption_of(text, on)) for text in texts}


def texts_of(contract: Contract) -> QuerySet[Text]:
    """The texts with their steps and signatures loaded (`to_attr` lists `all_steps`, `all_signatures`)."""
    return with_adoption(contract.texts.filter(archived_at=None).defer("source_json"))


def with_adoption(texts: QuerySet[Text]) -> QuerySet[Text]:
    texts = texts.annotate(was_read=Case(When(source_json="", then=Value(False)), default=Value(True)))
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
    rows = signatures_in_use().filter(text__contract=contract, text__archived_at=None)
    return rows.select_related("text").defer("text__source_json")


def kinds_among(signatures: QuerySet[Signature]) -> list[str]:
    """The kinds of the bodies of these signatures."""
    return list(signatures.order_by().values_list("organisation__kind", flat=True).distinct())


def terms_of(contract: Contract) -> QuerySet[Term]:
    rows = Term.objects.filter(text__contract=contract, text__archived_at=None)
    return rows.select_related("text", "passage").defer("text__source_json")


def cited_by(text: Text) -> QuerySet[CitedDocument]:
    return text.cited_documents.select_related("passage")


def passages_of(text: Text, anchors: Iterable[str]) -> dict[str, Passage]:
    wanted = set(anchors)
    return {p.anchor: p for p in Passage.objects.filter(text=text) if p.anchor in wanted}


def archived_texts_of(contract: Contract) -> QuerySet[Text]:
    return contract.texts.filter(archived_at__isnull=False).defer("source_json")


def children_of(contract: Contract) -> QuerySet[Contract]:
    return contract.children.filter(archived_at=None)


def possible_parents(contracts: QuerySet[Contract], of: Contract | None = None) -> QuerySet[Contract]:
    """Of these, the open contracts that stand on their own; the present parent stays on offer, seen or not."""
    present = of.parent_id if of is not None else None
    on_their_own = contracts.filter(parent=None, archived_at=None)
    return Contract.objects.filter(Q(pk__in=on_their_own.values("pk")) | Q(pk=present))


def history_of_text(text: Text) -> QuerySet[Entry]:
    """What was done to the text, its steps, its signatories and its words."""
    about = Q(subject_label="contracts.text", subject_key=text.pk)
    for rows in (text.steps, text.signatures, text.terms, text.cited_documents):
        keys = rows.values("pk")
        about |= Q(subject_label=rows.model._meta.label_lower, subject_key__in=keys)
    return entries_of_contract(text.contract_id).filter(about)


def terms_in(text: Text) -> QuerySet[Term]:
    return text.terms.select_related("passage")


def populations_of(place: Neighbourhood) -> list[Population]:
    """Every figure that is known, the latest first (`place` with its populations loaded)."""
    return sorted(place.populations.all(), key=lambda one: (one.as_of, one.commune_id is None), reverse=True)


def other_places(contract: Contract, place: Neighbourhood) -> QuerySet[Neighbourhood]:
    return contract.neighbourhoods.exclude(pk=place.pk).defer("perimeter")


def kin_of(organisation: Organisation) -> list[tuple[str, Organisation]]:
    """Whom the body took over from, and who took over from it."""
    before = organisation.predecessors.select_related("before").order_by("before__sort_key")
    after = organisation.successors.select_related("after").order_by("after__sort_key")
    return [
        *(("A pris la suite de", link.before) for link in before),
        *(("Remplacé par", link.after) for link in after),
    ]


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
    rows = contract.neighbourhoods.filter(archived_at=None).defer("perimeter")
    return counted(rows.prefetch_related("populations", "communes"), communes=contract.communes.count())


def counted(places: Iterable[Neighbourhood], *, communes: int = 0) -> Places:
    """The same for neighbourhoods that are loaded with their populations and communes."""
    heads = [headcount(place) for place in places]
    known = [one.count for one in heads if one is not None]
    return Places(len(heads), communes, sum(known) if known else None, len(known))


def neighbourhoods_of(contract: Contract) -> QuerySet[Neighbourhood]:
    """The neighbourhoods of the contract with what lists and maps show, and `inhabitants`."""
    return with_population(places_for_listing(contract.neighbourhoods.filter(archived_at=None)))


def neighbourhoods_to_add(contract: Contract) -> QuerySet[Neighbourhood]:
    """The priority neighbourhoods of the State's list in the communes of the contract that it does not have yet."""
    official = official_neighbourhoods(contract.communes.all())
    return places_for_listing(official.exclude(pk__in=contract.neighbourhoods.all()))


def signatures_by(organisation: Organisation, signatures: QuerySet[Signature]) -> QuerySet[Signature]:
    """Among these signatures, those of the organisation, with text and contract."""
    return (
        signatures.filter(organisation=organisation, archived_at=None, text__archived_at=None)
        .select_related("text__contract")
        .defer("text__source_json")
        .order_by("-text__starts_on", "pk")
    )


def acts_in(entries: QuerySet[Entry]) -> tuple[list[str], list[tuple[int, str]]]:
    """What these entries speak of (labels of subjects), and who acted, the most active first."""
    labels = entries.order_by("subject_label").values_list("subject_label", flat=True).distinct()
    named = entries.filter(by_id__isnull=False).order_by().values_list("by_id")
    people = named.annotate(n=Count("pk"), name=Max("by_name")).order_by("-n", "by_id")[:MOST_PEOPLE]
    return list(labels), [(int(key or 0), name) for key, _n, name in people]


def contract_of_neighbourhood(key: int) -> int | None:
    """The contract that gave itself this neighbourhood; for one of the State's list, the only contract that has it."""
    own = Neighbourhood.objects.filter(pk=key).values_list("contract_id", flat=True).first()
    if own is not None:
        return own
    holders = list(
        Contract.objects.filter(neighbourhoods=key, archived_at=None).values_list("pk", flat=True)[:2]
    )
    return holders[0] if len(holders) == 1 else None


def neighbourhood_title(key: int) -> str:
    return Neighbourhood.objects.filter(pk=key).values_list("name", flat=True).first() or "quartier"


def organisation_title(key: int) -> str:
    return Organisation.objects.filter(pk=key).values_list("name", flat=True).first() or "organisme"


def neighbourhood_choices(contract: int) -> list[tuple[int, str]]:
    rows = Neighbourhood.objects.filter(contracts=contract, archived_at=None)
    return list(rows.values_list("pk", "name"))


def organisation_choices(contract: int) -> list[tuple[int, str]]:
    """The bodies that sign a text of the contract."""
    signing = Organisation.objects.filter(signatures__text__contract=contract, signatures__archived_at=None)
    return list(signing.distinct().values_list("pk", "name"))


def contract_title(key: int) -> str:
    return Contract.objects.filter(pk=key).values_list("name", flat=True).first() or "contrat"
