"""Five million values and three years of campaigns, and how long it takes to look at them.

usage: python -m bench.values [--contracts 450] [--years 7] [--rounds 50] [--profile PAGE]
PAGE: board (of a contract), indicator, country (all contracts), campaign (the board of the one being asked)

Runs on the engine that the settings give, as `bench.pages` does, in a database of its own that is thrown away:
SQLite, or PostgreSQL with `python -m tests.throwaway python -m bench.values`. Values are written in bulk, year after
year over all contracts, so that those of one indicator lie scattered. The first contract has twenty years of 24 cells
for each indicator (some 80 000 values). While they are brought, the engine does not check their keys, and the indexes
of values and answers wait; they are made before anything is timed. What the bulk path wrote into the headlines is
then held against what the acts would write. Each page is timed beside an empty page of the same run and beside its
bare SQL; median of the rounds, with the processor time of this process, one worker, warm. Ends with 1 if a page
passes its limit or asks more questions than with five contracts.
"""

import argparse
import cProfile
import os
import pstats
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from statistics import median

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reciproque.config.settings.test")

import django

django.setup()

from django.db import connection
from django.db.models import Model, UniqueConstraint
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.campaigns import LAST_YEAR as LAST_CAMPAIGN
from bench.campaigns import Campaigns, campaign_key
from bench.country import INDICATORS, Country, indicator_key, is_fed
from bench.ground import AT, lay_the_ground
from bench.pages import a_database, let_in, settle, whole
from reciproque.contracts.models import Contract
from reciproque.core.engine import engine_name, insert_lines, insert_many
from reciproque.enquiries.models import Answer
from reciproque.framework.models import Node
from reciproque.monitoring.actions.recording import keys_of_cells
from reciproque.monitoring.choices import Sex, Shape, Standing, ValueStatus
from reciproque.monitoring.models import Batch, Headline, Indicator, Value
from reciproque.monitoring.queries import headlines_to_rewrite
from reciproque.monitoring.rules.cells import WHOLE, Cell

LAST_YEAR = 2025
BIG, BIG_YEARS, BIG_CELLS = 1, 20, 24
COLUMNS = ["indicator", "shape", "period", "breakdown", "standing", "status", "number", "batch"]
BANDS = ["0-15 ans", "16-25 ans", "26-64 ans", "65 ans et plus"]
LIMITS = {"board": 100, "indicator": 100, "country": 300, "campaign": 100}


def figure(c: int, n: int, year: int, cell: int) -> tuple[int, float | None]:
    """Status and number of a cell: now and then secret, missing or zero."""
    chance = (c * 7 + n * 13 + year * 5 + cell * 11) % 97
    if cell and chance in (3, 4):
        return ValueStatus.SECRET if chance == 3 else ValueStatus.MISSING, None
    if chance == 5:
        return ValueStatus.NUMBER, 0.0
    trend = 100 + (year - 2018) * ((n * 3 + c) % 23 - 8)
    return ValueStatus.NUMBER, float(max(0, trend) // (1 if not cell else 2))


def is_told(n: int, year: int) -> bool:
    """One of five has nothing for the last year: it is late."""
    return is_fed(n) and not (year == LAST_YEAR and n % 5 == 4)


def has_shape(n: int, shape: int) -> bool:
    """Of ten, six count people, five of which tell women and men apart."""
    return not shape & Shape.SEX or n % 10 < 5


class Values:
    """Writes the values of contracts that are there, and their headlines beside them."""

    def __init__(self, years: int) -> None:
        self.years = range(LAST_YEAR - years + 1, LAST_YEAR + 1)
        self.cells: dict[int, list[tuple[int, int]]] = {}
        self.batches: dict[int, int] = {}

    def grow(self, contracts: range) -> int:
        """Values of these contracts; returns how many."""
        self._prepare(contracts)
        count = insert_lines(Value, COLUMNS, self._lines(contracts), size=20_000)
        insert_many(self._headlines(contracts))
        return count

    def _prepare(self, contracts: range) -> None:
        for c in contracts:
            places = Contract.objects.get(pk=c).neighbourhoods.order_by("pk").values_list("pk", flat=True)
            cells = [
                WHOLE,
                *(Cell(sex=one) for one in Sex.values),
                *(Cell(neighbourhood=one) for one in places),
            ]
            if c == BIG:
                cells += [Cell(age=band) for band in BANDS]
                cells += [Cell(sex=sex, age=band) for sex in Sex.values for band in BANDS]
                cells += [Cell(other="suivi renforcé")]
            known = keys_of_cells(set(cells))
            self.cells[c] = [(cell.shape, known[cell]) for cell in cells[:BIG_CELLS]]
            self.batches[c] = Batch.objects.create(contract_id=c, way="import", at=AT).pk

    def years_of(self, c: int) -> range:
        return range(LAST_YEAR - BIG_YEARS + 1, LAST_YEAR + 1) if c == BIG else self.years

    def _lines(self, contracts: range) -> Iterator[tuple]:
        for year in range(LAST_YEAR - BIG_YEARS + 1, LAST_YEAR + 1):
            for c in contracts:
                if year not in self.years_of(c):
                    continue
                for n in range(INDICATORS):
                    if not is_told(n, year):
                        continue
                    for place, (shape, breakdown) in enumerate(self.cells[c]):
                        if not has_shape(n, shape):
                            continue
                        status, number = figure(c, n, year, place)
                        yield (
                            indicator_key(c, n), shape, year * 100 + 12, breakdown,
                            int(Standing.OFFICIAL), int(status), number, self.batches[c],
                        )  # fmt: skip

    def _headlines(self, contracts: range) -> Iterator[Headline]:
        for c in contracts:
            for n in filter(is_fed, range(INDICATORS)):
                last = LAST_YEAR if is_told(n, LAST_YEAR) else LAST_YEAR - 1
                before = last - 1 if last - 1 in self.years_of(c) else None
                shapes = 0
                for shape, _key in self.cells[c]:
                    shapes |= shape if has_shape(n, shape) else 0
                yield Headline(
                    indicator_id=indicator_key(c, n),
                    contract_id=c,
                    period=last * 100 + 12,
                    status=int(ValueStatus.NUMBER),
                    number=figure(c, n, last, 0)[1],
                    before_period=before * 100 + 12 if before else None,
                    before_number=figure(c, n, before, 0)[1] if before else None,
                    shapes=shapes,
                )


@contextmanager
def unchecked(model: type[Model]) -> Iterator[None]:
    """Rows of this model come in unchecked, for their keys are right by making, and are indexed at the end."""
    meta = model._meta
    uniques = [one for one in meta.constraints if isinstance(one, UniqueConstraint)]
    with connection.schema_editor() as editor:
        for unique in uniques:
            editor.remove_constraint(model, unique)
        for index in meta.indexes:
            editor.remove_index(model, index)
    _check_keys(wanted=False)
    try:
        yield
    finally:
        _check_keys(wanted=True)
        with connection.schema_editor() as editor:
            for unique in uniques:
                editor.add_constraint(model, unique)
            for index in meta.indexes:
                editor.add_index(model, index)


def _check_keys(*, wanted: bool) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET session_replication_role = {'DEFAULT' if wanted else 'replica'}")
    elif wanted:
        connection.enable_constraint_checking()
    else:
        connection.disable_constraint_checking()


def wrong_headlines(contracts: list[int]) -> list[int]:
    """Indicators of these contracts whose headline is not the one that the acts would write."""
    fields = [field.attname for field in Headline._meta.concrete_fields if field.name != "revision"]
    wrong = []
    for c in contracts:
        keys = list(Indicator.objects.filter(contract_id=c).values_list("pk", flat=True))
        there = {one.indicator_id: one for one in Headline.objects.filter(contract_id=c)}
        for meant in headlines_to_rewrite(keys):
            said = there.get(meant.indicator_id)
            if said is None:
                wrong += [meant.indicator_id] if meant.period is not None else []
            elif [getattr(said, name) for name in fields] != [getattr(meant, name) for name in fields]:
                wrong.append(meant.indicator_id)
    return wrong


def timed(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median of the clock and of this process's processor time, in ms, after two rounds that warm up."""
    work(), work()
    clock, spent = [], []
    for _ in range(rounds):
        began, used = time.perf_counter(), time.process_time()
        work()
        clock.append((time.perf_counter() - began) * 1000)
        spent.append((time.process_time() - used) * 1000)
    return median(clock), median(spent)


def queries_of(client: Client, address: str) -> list[dict]:
    whole(client, address)
    with CaptureQueriesContext(connection) as queries:
        whole(client, address)
    return queries.captured_queries


def bare(queries: list[dict]) -> Callable[[], None]:
    """The same questions without anything around them: what the engine needs, its rows fetched."""
    asked = [one["sql"] for one in queries if one["sql"].startswith(("SELECT", "WITH"))]

    def work() -> None:
        with connection.cursor() as cursor:
            for sql in asked:
                cursor.execute(sql.replace("%", "%%"), [])
                cursor.fetchall()

    return work


def pages() -> dict[str, str]:
    return {
        "board": reverse("monitoring:indicator_list", args=[BIG]),
        "indicator": reverse("monitoring:indicator_detail", args=[indicator_key(BIG, 1)]),
        "country": reverse("overview:consolidation"),
        "campaign": reverse("evaluation:campaign_detail", args=[campaign_key(BIG, LAST_CAMPAIGN)]),
    }


def show_times(people: dict[str, Client], few: dict[str, int], rounds: int) -> bool:
    """Print the table; whether every page held its limit and its number of questions."""
    empty = timed(lambda: whole(people["équipe"], reverse("contracts:legal")), rounds)
    print(f"page vide : {empty[0]:.1f} ms (processeur {empty[1]:.1f})")
    print(f"{'page':12}{'horloge':>10}{'processeur':>12}{'SQL nu':>10}{'/ vide':>8}{'requêtes':>10}{'ko':>7}")
    good = True
    for name, address in pages().items():
        client = people["administration" if name == "country" else "équipe"]
        clock, spent = timed(lambda c=client, a=address: whole(c, a), rounds)
        queries = queries_of(client, address)
        sql, _spent = timed(bare(queries), rounds)
        held = clock <= LIMITS[name] and len(queries) == few[name]
        good = good and held
        print(
            f"{name:12}{clock:8.1f} ms{spent:9.1f} ms{sql:7.1f} ms{clock / empty[0]:8.1f}{len(queries):10}"
            f"{len(whole(client, address)) / 1000:7.0f}{'' if held else ' !'}"
        )
    return good


def count_queries(people: dict[str, Client]) -> dict[str, int]:
    who = {name: people["administration" if name == "country" else "équipe"] for name in pages()}
    return {name: len(queries_of(who[name], address)) for name, address in pages().items()}


def options() -> argparse.Namespace:
    asked = argparse.ArgumentParser()
    asked.add_argument("--contracts", type=int, default=450)
    asked.add_argument("--years", type=int, default=7)
    asked.add_argument("--rounds", type=int, default=50)
    asked.add_argument("--profile", default="", choices=["", *LIMITS])
    return asked.parse_args()


def main() -> int:
    wanted = options()
    with a_database():
        began = time.perf_counter()
        lay_the_ground()
        country, values, campaigns = Country(), Values(wanted.years), Campaigns()
        country.grow(5)
        count = values.grow(range(1, 6))
        campaigns.grow(range(1, 6))
        _team, people = let_in(country.regional)
        few = count_queries(people)
        country.grow(wanted.contracts)
        built = time.perf_counter()
        with unchecked(Value):
            count += values.grow(range(6, wanted.contracts + 1))
        filled = time.perf_counter()
        with unchecked(Answer):
            rows = campaigns.grow(range(6, wanted.contracts + 1))
        asked = time.perf_counter()
        settle()
        print(
            f"{engine_name()}, {date.today():%d/%m/%Y}, charge {os.getloadavg()[0]:.1f} : "  # noqa: DTZ011 -- the day of the machine that measures
            f"{Contract.objects.count()} contrats, {Node.objects.count()} objectifs, "
            f"{Indicator.objects.count()} indicateurs (en {built - began:.0f} s), "
            f"{count} valeurs (en {filled - built:.0f} s), {rows} lignes de campagnes, dont "
            f"{Answer.objects.count()} réponses (en {asked - filled:.0f} s)"
        )
        wrong = wrong_headlines([1, *range(5, wanted.contracts + 1, 37)])
        print(f"dernières valeurs autres que celles des actes : {len(wrong)}")
        good = show_times(people, few, wanted.rounds) and not wrong
        if wanted.profile:
            client = people["administration" if wanted.profile == "country" else "équipe"]
            address = pages()[wanted.profile]
            for query in sorted(queries_of(client, address), key=lambda one: -float(one["time"]))[:5]:
                print(f"{float(query['time']) * 1000:7.1f} ms  {query['sql'][:400]}")
            profiler = cProfile.Profile()
            profiler.runcall(whole, client, address)
            pstats.Stats(profiler).sort_stats("tottime").print_stats(30)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
