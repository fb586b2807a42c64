"""The plainest valid readings and items, and a document that gives some of everything."""

import hashlib
import json
from datetime import UTC, datetime

import factory
from django.core.files.base import ContentFile

from reciproque.accounts.tests.factories import UserFactory
from reciproque.intake.actions.storing import ask_reading
from reciproque.intake.choices import ItemKind, ReadingState
from reciproque.intake.jobs import read_now
from reciproque.intake.models import Item, Reading
from reciproque.office.actions import keep_file
from reciproque.office.models import StoredFile

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)

CONTRACT = """# Contrat de ville de Valbourg

## Préambule

Le contrat de ville 2015-2020 est prolongé jusqu'au 31 décembre 2022.

## Les quartiers

| Commune | Quartier | Statut | Population |
| --- | --- | --- | --- |
| Valbourg | Les Tilleuls | QPV | 2 300 |
| Valbourg | Le Port | QVA | 1 150 |

## Cadre stratégique

| Axe | Objectif | Résultats attendus | Indicateurs |
| --- | --- | --- | --- |
| Axe 1 : Réussir dès l'enfance | 1.1 Accompagner les familles | Davantage de familles suivies | Familles suivies |
| Axe 2 : Habiter mieux | 2.1 Rénover les logements | Des logements rénovés | Logements |

## Gouvernance

Le comité de pilotage se réunit deux fois par an.

## Engagements

L'État s'engage à maintenir ses crédits spécifiques pendant toute la durée du contrat.

Validé par le comité de pilotage du 3 juillet 2019

## Signataires

Pour l'État, le Préfet, Jean MARTIN

Pour la Ville de Valbourg, le Maire, Anne DUPONT
"""


class StoredFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StoredFile

    sha256 = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    name = factory.Sequence(lambda n: f"contrat-{n}.md")
    media_type = "text/markdown"
    size = 1_000
    path = factory.LazyAttribute(lambda file: f"fichiers/{file.sha256[:2]}/{file.sha256}")
    stored_at = AT


class ReadingFactory(factory.django.DjangoModelFactory):
    """A reading that is ready for review, without contract, of a document without words."""

    class Meta:
        model = Reading

    file = factory.SubFactory(StoredFileFactory)
    name = factory.LazyAttribute(lambda reading: reading.file.name)
    state = ReadingState.READY
    asked_by = factory.SubFactory(UserFactory)
    asked_at = AT
    read_at = AT


class ItemFactory(factory.django.DjangoModelFactory):
    """An objective as it was read."""

    class Meta:
        model = Item

    reading = factory.SubFactory(ReadingFactory)
    kind = ItemKind.FRAMEWORK
    position = factory.Sequence(lambda n: n + 1)
    words = factory.Sequence(lambda n: f"Accompagner les familles {n}")
    data_json = factory.LazyAttribute(lambda item: json.dumps({"label": "objectif", "code": None}))
    anchor = factory.LazyAttribute(lambda item: f"l{item.position}")
    anchors_json = factory.LazyAttribute(lambda item: json.dumps([item.anchor]))
    line = factory.SelfAttribute("position")


def brought(data, *, by, name="contrat.md", contract=None):
    """A document that was brought and read, as the page does it, without a worker."""
    if isinstance(data, str):
        data = data.encode()
    file = keep_file(ContentFile(data, name=name), name=name, by=by, at=AT)
    reading, new = ask_reading(file, name=name, contract=contract, queued=False, by=by, at=AT)
    if new:
        read_now(reading)
    return Reading.objects.get(pk=reading.pk)
