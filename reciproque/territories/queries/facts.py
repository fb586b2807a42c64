"""What is known of a neighbourhood: where it lies, how many live there, what it was before."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from reciproque.territories.choices import SuccessionKind
from reciproque.territories.models import Neighbourhood, Population, Succession

SINCE_2015 = {"N": "nouveau en 2024", "M": "existait en 2015, contour modifié", "I": "identique depuis 2015"}
KNOWN = {True: "oui", False: "non", None: "non renseigné"}


@dataclass(frozen=True)
class Headcount:
    """How many people, when, according to whom. `count` of several communes is their sum."""

    count: int
    as_of: str
    source: str

    @property
    def sentence(self) -> str:
        said = [f"{self.count:,}".replace(",", "\u202f") + " habitants"]
        said += (
            [f"en {self.as_of}" if len(self.as_of) == len("2021") else f"au {self.as_of}"]
            if self.as_of
            else []
        )
        return " ".join(said) + (f" ({self.source})" if self.source else "")


def headcount(neighbourhood: Neighbourhood) -> Headcount | None:
    """The latest population of the whole neighbourhood; failing that the latest sum over all its communes.

    Asks nothing when `populations` and `communes` were prefetched (`for_listing`).
    """
    rows = list(neighbourhood.populations.all())
    whole = [row for row in rows if row.commune_id is None]
    if whole:
        latest = max(whole, key=lambda row: (row.as_of, row.pk))
        return Headcount(latest.count, latest.as_of, latest.source)
    communes = {commune.pk for commune in neighbourhood.communes.all()}
    sums: dict[tuple[str, str], dict[int, int]] = {}
    for row in rows:
        if row.commune_id is not None:
            sums.setdefault((row.as_of, row.source), {})[row.commune_id] = row.count
    complete = [key for key, parts in sums.items() if communes and communes <= set(parts)]
    if not complete:
        return None
    as_of, source = max(complete)
    return Headcount(sum(sums[as_of, source].values()), as_of, source)


def headcounts_by_commune(neighbourhood: Neighbourhood) -> list[tuple[str, Headcount]]:
    """The latest population of the part in each commune, where it is known."""
    latest: dict[str, Population] = {}
    for row in neighbourhood.populations.all():
        if row.commune is not None:
            name = row.commune.name
            if name not in latest or (latest[name].as_of, latest[name].pk) < (row.as_of, row.pk):
                latest[name] = row
    return [(name, Headcount(row.count, row.as_of, row.source)) for name, row in sorted(latest.items())]


def with_population(neighbourhoods: QuerySet[Neighbourhood]) -> QuerySet[Neighbourhood]:
    """Add `inhabitants`, the latest count of the whole neighbourhood, so that lists can be sorted by it."""
    whole = Population.objects.filter(neighbourhood=OuterRef("pk"), commune=None).order_by("-as_of", "-pk")
    return neighbourhoods.annotate(inhabitants=Subquery(whole.values("count")[:1]))


def neighbourhood_facts(neighbourhood: Neighbourhood) -> list[tuple[str, str]]:
    """What is known, as plain labels and words."""
    counted = headcount(neighbourhood)
    communes = sorted(neighbourhood.communes.all(), key=lambda commune: commune.sort_key)
    facts = [
        ("Code officiel", neighbourhood.code),
        ("Nature", neighbourhood.get_kind_display()),
        ("Communes" if len(communes) > 1 else "Commune", ", ".join(commune.name for commune in communes)),
        ("Population", counted.sentence if counted else "non renseignée"),
        *((f"Dont {name}", part.sentence) for name, part in headcounts_by_commune(neighbourhood)),
        ("Renouvellement urbain (NPNRU)", KNOWN[neighbourhood.renewal]),
        ("Depuis 2015", SINCE_2015.get(neighbourhood.code[7:8], "")),
    ]
    return [(label, value) for label, value in [*facts, *_kin(neighbourhood)] if value]


def _kin(neighbourhood: Neighbourhood) -> list[tuple[str, str]]:
    before = neighbourhood.predecessors.select_related("before").order_by("before__sort_key")
    after = neighbourhood.successors.select_related("after").order_by("after__sort_key")
    return [
        *(("Vient de", _with_kind(link.before, link)) for link in before),
        *(("Devenu", _with_kind(link.after, link)) for link in after),
    ]


def _with_kind(place: Neighbourhood, link: Succession) -> str:
    code = f" ({place.code})" if place.code else ""
    return f"{place.name}{code}, {SuccessionKind(link.kind).label}"


def leads_to(start: Neighbourhood, target: Neighbourhood) -> bool:
    """Whether the successions that begin at `start` arrive at `target`."""
    seen: set[int] = set()
    ahead = {start.pk}
    while ahead:
        if target.pk in ahead:
            return True
        seen |= ahead
        found = Succession.objects.filter(before__in=ahead).order_by("pk").values_list("after", flat=True)
        ahead = set(found) - seen
    return False
