"""The plainest valid places."""

import factory

from reciproque.core.text import fold, sort_key
from reciproque.territories.choices import EpciKind, NeighbourhoodKind, SuccessionKind
from reciproque.territories.models import (
    Commune,
    Department,
    Epci,
    Neighbourhood,
    Population,
    Region,
    Succession,
)


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Region

    code = factory.Sequence(lambda n: f"{n % 1000:02}")
    name = factory.Sequence(lambda n: f"Région {n}")
    sort_key = factory.LazyAttribute(lambda place: sort_key(place.name))


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department

    code = factory.Sequence(lambda n: f"{n % 1000:02}")
    name = factory.Sequence(lambda n: f"Département {n}")
    region = factory.SubFactory(RegionFactory)
    sort_key = factory.LazyAttribute(lambda place: sort_key(place.name))


class EpciFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Epci

    siren = factory.Sequence(lambda n: f"{200_000_000 + n}")
    name = factory.Sequence(lambda n: f"CA du Val {n}")
    kind = EpciKind.CA
    search_key = factory.LazyAttribute(lambda place: fold(f"{place.name} {place.siren}"))
    sort_key = factory.LazyAttribute(lambda place: sort_key(place.name))


class CommuneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Commune

    code = factory.Sequence(lambda n: f"{n % 100_000:05}")
    name = factory.Sequence(lambda n: f"Valbourg-{n}")
    search_key = factory.LazyAttribute(lambda place: fold(f"{place.name} {place.code}"))
    sort_key = factory.LazyAttribute(lambda place: sort_key(place.name))


class NeighbourhoodFactory(factory.django.DjangoModelFactory):
    """A local neighbourhood without commune; `communes=[…]` places it."""

    class Meta:
        model = Neighbourhood
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Les Tilleuls {n}")
    kind = NeighbourhoodKind.LOCAL
    search_key = factory.LazyAttribute(lambda place: fold(f"{place.name} {getattr(place, 'code', '')}"))
    sort_key = factory.LazyAttribute(lambda place: sort_key(place.name))

    @factory.post_generation
    def communes(self, create, extracted, **kwargs):
        if create and extracted:
            self.communes.set(extracted)


class PopulationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Population

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    count = 2_000
    as_of = "2021"
    source = "Insee"


class NeighbourhoodSuccessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Succession

    before = factory.SubFactory(NeighbourhoodFactory)
    after = factory.SubFactory(NeighbourhoodFactory)
    kind = SuccessionKind.MODIFIED
