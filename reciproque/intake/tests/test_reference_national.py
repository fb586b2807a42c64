"""The real reference data of the country, when they lie beside the repository."""

import time
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reciproque.intake.imports import load_reference
from reciproque.intake.tests.made_up_country import AT
from reciproque.references.models import ListedContract, Nomenclature
from reciproque.territories.models import Commune, Epci, Neighbourhood, Population

NATIONAL = Path(__file__).parents[4] / "shared" / "reference"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not NATIONAL.is_dir(), reason="les données nationales ne sont pas à côté du dépôt")
def test_the_whole_country_is_loaded_twice_and_nobody_waits():
    with Neighbour() as neighbour:
        started = time.monotonic()
        first = load_reference(NATIONAL, at=AT)
        first_seconds = time.monotonic() - started
    with CaptureQueriesContext(connection) as queries:
        second = load_reference(NATIONAL, at=AT)

    print(f"Chargement : {first_seconds:.1f} s ; écriture d’un voisin : {neighbour.longest:.2f} s au plus.")
    counts = [model.objects.count() for model in (Commune, Epci, Neighbourhood, ListedContract)]
    assert counts == [34_969, 1_266, 1_609, 433]
    assert Neighbourhood.objects.exclude(perimeter="").count() == 1_606
    assert Population.objects.count() == 1_518
    assert not Neighbourhood.objects.filter(communes=None).exists()
    assert first.touched > 40_000
    assert second.touched == 0
    assert not [one["sql"][:60] for one in queries if not one["sql"].startswith("SELECT")]
    assert first_seconds < 60
    assert neighbour.written > 10
    assert neighbour.longest < max(1.0, first_seconds / 4), (
        "a neighbour waits for a slice, never for the loading"
    )


class Neighbour(Thread):
    """Somebody who writes one row after the other meanwhile, and notes how long the longest took."""

    def __init__(self):
        super().__init__()
        self.longest, self.written, self.over = 0.0, 0, Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *failure):
        self.over.set()
        self.join()

    def run(self):
        try:
            while not self.over.wait(0.02):
                started = time.monotonic()
                Nomenclature.objects.create(code=f"voisin-{self.written}", name="Voisin")
                self.longest = max(self.longest, time.monotonic() - started)
                self.written += 1
        finally:
            connection.close()
