"""The plainest valid national lists."""

import factory

from reciproque.core.text import fold
from reciproque.references.models import ListedContract, Nomenclature, Reference


class NomenclatureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Nomenclature

    code = factory.Sequence(lambda n: f"liste-{n}")
    name = factory.Sequence(lambda n: f"Référentiel {n}")


class ReferenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reference

    nomenclature = factory.SubFactory(NomenclatureFactory)
    code = factory.Sequence(lambda n: str(n + 1))
    title = factory.Sequence(lambda n: f"Objectif national {n + 1}")
    position = factory.Sequence(lambda n: n)


class ListedContractFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ListedContract

    code = factory.Sequence(lambda n: f"CV{n:03}")
    name = factory.Sequence(lambda n: f"CA du Val {n}")
    search_key = factory.LazyAttribute(lambda contract: fold(contract.name))
