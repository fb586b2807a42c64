"""A cube of figures loaded, published, changed: how long, how much memory, beside sdg-build.

usage: python -m bench.publishing [--indicators 200] [--years 20] [--places 10] [--keep DIR]

The cube is that of 200 indicators × 20 years × sex × age × 10 neighbourhoods with every margin: 660 000 lines. It is
made here, by the same rule as the one that sdg-build was timed on. Runs on the engine that the settings give, as
`bench.pages` does. Times are by the clock and in processor time; memory is that of a process of its own which only
publishes (`reciproque publish`), and how much it grew over the bare house. sdg-build in its core mode (data,
headline, edges, combined, metadata, statistics; one language) takes 10.3 s and 202 MiB for this cube on two such
cores.
"""

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reciproque.config.settings.test")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.utils import timezone

from bench.pages import a_database, settle
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.engine import engine_name
from reciproque.framework.tests.factories import NodeFactory, TreeFactory
from reciproque.monitoring.actions import Origin, Said, record_values
from reciproque.monitoring.actions.loading import load_values
from reciproque.monitoring.choices import Standing, ValueStatus
from reciproque.monitoring.imports.long_files import decoded, read_long
from reciproque.monitoring.imports.values import code_of
from reciproque.monitoring.models import Headline
from reciproque.monitoring.queries import headlines_to_rewrite
from reciproque.monitoring.rules.figures import Figure
from reciproque.monitoring.tests.factories import FedIndicatorFactory
from reciproque.publication import actions
from reciproque.territories.tests.factories import NeighbourhoodFactory

SDG_BUILD = 10.3  # seconds
SEXES, AGES, LAST = ["F", "H"], ["0-15", "16-25", "26-64", "65+"], 2030
GOALS, TARGETS = 5, 8


def write_cube(path: Path, codes: list[str], years: int, places: list[str]) -> int:
    """One line a cell, every margin the true sum of its leaves. Returns how many lines."""
    chance = random.Random(1)
    count = 0
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["indicator", "year", "sex", "age", "place", "value"])
        for code in codes:
            base, slope = chance.randint(20, 400), chance.uniform(-0.04, 0.06)
            for rank in range(years):
                leaf = {
                    cell: max(0, int(base * (1 + slope) ** rank * chance.uniform(0.5, 1.5)))
                    for cell in product(SEXES, AGES, places)
                }
                for sex, age, place in product(["", *SEXES], ["", *AGES], ["", *places]):
                    number = sum(
                        leaf[one]
                        for one in product(
                            [sex] if sex else SEXES, [age] if age else AGES, [place] if place else places
                        )
                    )
                    writer.writerow([code, LAST - years + 1 + rank, sex, age, place, number])
                    count += 1
            chance.random()  # there, the wished direction
    return count


def lay_contract(indicators: int, places: list[str]) -> tuple:
    contract = ContractFactory(
        neighbourhoods=[
            NeighbourhoodFactory(name=name, code=f"QN{69000 + n:05}") for n, name in enumerate(places, 1)
        ]
    )
    tree = TreeFactory(contract=contract)
    targets = []
    for goal in range(GOALS):
        root = NodeFactory(tree=tree, position=goal + 1)
        targets.append([NodeFactory(tree=tree, parent=root, position=n + 1) for n in range(TARGETS)])
    made = [
        FedIndicatorFactory(
            node=targets[n % GOALS][n // GOALS % TARGETS],
            wording=f"Indicateur {n + 1} : nombre de personnes accompagnées",
            counts_people=True,
            by_age=True,
            by_place=True,
            age_bands="\n".join(AGES),
        )
        for n in range(indicators)
    ]
    return contract, member_of(contract), made


def timed(work: Callable[[], object]) -> tuple[float, float, object]:
    clock, spent = time.perf_counter(), time.process_time()
    done = work()
    return time.perf_counter() - clock, time.process_time() - spent, done


def tell(what: str, clock: float, spent: float, more: str = "") -> None:
    print(f"{what:52}{clock:8.2f} s {spent:8.2f} s processeur   {more}", flush=True)


class Neighbour:
    """Somebody else, in a process of his own, who writes one row every 20 ms; `worst`: the longest wait, in ms."""

    SCRIPT = (
        "import sys,time,django;django.setup();"
        "from django.db import connection;connection.settings_dict['NAME']=sys.argv[1]\n"
        "from reciproque.jobs.models import ChoreRun\n"
        "worst=n=0\nconnection.ensure_connection();print('ready',flush=True)\n"
        "while not __import__('select').select([sys.stdin],[],[],0.02)[0]:\n"
        "    c=time.perf_counter();ChoreRun.objects.filter(pk=0).update(did='');n+=1\n"
        "    worst=max(worst,time.perf_counter()-c)\n"
        "print(worst*1000,n)"
    )

    def __init__(self) -> None:
        arguments = [sys.executable, "-c", self.SCRIPT, str(connection.settings_dict["NAME"])]
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.process.stdout.readline()
        self.worst, self.times = 0.0, 0

    def stop(self) -> None:
        said, _error = self.process.communicate("\n")
        worst, times = said.split()
        self.worst, self.times = float(worst), int(times)


def published_apart(folder: Path) -> Iterator[tuple[str, float, float, int]]:
    """(what, seconds by the clock, of processor, peak KiB) of a process that publishes, and of one that only starts."""
    name = connection.settings_dict["NAME"]
    script = (
        "import os,sys,time,resource,django;django.setup();"
        "from django.db import connection;connection.settings_dict['NAME']=sys.argv[1];"
        "from django.conf import settings;settings.DATABASES['default']['NAME']=sys.argv[1];"
        "import reciproque.publication.actions as a;from pathlib import Path;"
        "connection.ensure_connection();c,p=time.perf_counter(),time.process_time();"
        "n=a.write_files(Path(sys.argv[2])) if sys.argv[2] else 0;"
        "print(time.perf_counter()-c,time.process_time()-p,int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0]))"
    )
    for what, where in (("processus qui démarre seulement", ""), ("processus qui publie", str(folder))):
        done = subprocess.run(
            [sys.executable, "-c", script, str(name), where], capture_output=True, text=True, check=True
        )
        clock, spent, peak = done.stdout.split()
        yield what, float(clock), float(spent), int(peak)


def peak_now() -> int:
    """The most memory that this process ever had, in KiB."""
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])


def wrong_headlines(keys: list[int]) -> int:
    fields = [one.attname for one in Headline._meta.concrete_fields if one.name != "revision"]
    there = {one.pk: one for one in Headline.objects.filter(pk__in=keys)}
    return sum(
        [getattr(there[one.pk], name) for name in fields] != [getattr(one, name) for name in fields]
        for one in headlines_to_rewrite(keys)
    )


def options() -> argparse.Namespace:
    asked = argparse.ArgumentParser()
    asked.add_argument("--indicators", type=int, default=200)
    asked.add_argument("--years", type=int, default=20)
    asked.add_argument("--places", type=int, default=10)
    asked.add_argument("--keep", type=Path, default=None, help="keep the published files here")
    asked.add_argument("--threshold", type=int, default=0, help="small counts masked below this")
    return asked.parse_args()


def main() -> int:  # noqa: PLR0915 -- a story told in order
    wanted = options()
    settings.SMALL_COUNTS = wanted.threshold
    places = [f"Quartier {n:02}" for n in range(1, wanted.places + 1)]
    with a_database(), tempfile.TemporaryDirectory() as scratch:
        folder = wanted.keep or Path(scratch) / "public"
        contract, team, made = lay_contract(wanted.indicators, places)
        cube = Path(scratch) / "facts.csv"
        count = write_cube(cube, [code_of(one) for one in made], wanted.years, places)
        print(f"{engine_name()}, charge {os.getloadavg()[0]:.1f}, {count} valeurs", flush=True)

        with cube.open("rb") as file:
            judged_in, judged_for, read = timed(lambda: read_long(decoded(file), contract=contract))
        assert not read.problems, read.problems[:3]
        tell("juger le fichier", judged_in, judged_for)
        neighbour = Neighbour()
        loaded_in, loaded_for, told = timed(
            lambda: load_values(
                contract, read.lines, read.cells, source="facts.csv", by=team, at=timezone.now()
            )
        )
        neighbour.stop()
        tell(
            "l’écrire",
            loaded_in,
            loaded_for,
            f"l’autre attend {neighbour.worst:.0f} ms au plus ({neighbour.times} fois)",
        )
        tell("charger en tout", judged_in + loaded_in, judged_for + loaded_for, f"limite 15 s ; {told}")
        settle()
        print(f"dernières valeurs autres que celles des actes : {wrong_headlines([one.pk for one in made])}")

        actions.choose_indicators(contract, [one.pk for one in made], by=team, at=timezone.now())
        actions.open_data(contract, by=team, at=timezone.now())
        prepared_in, prepared_for, _done = timed(lambda: actions.refresh(at=timezone.now()))
        tell(
            "préparer toutes les feuilles",
            prepared_in,
            prepared_for,
            f"{prepared_in / wanted.indicators * 1000:.1f} ms chacune",
        )
        runs = [timed(lambda n=n: actions.write_files(Path(scratch) / f"first-{n}")) for n in range(5)]
        clock, spent, written = sorted(runs, key=lambda one: one[0])[2]
        actions.write_files(folder)
        size = sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())
        tell(
            "publier dans un dossier neuf (médiane de 5)",
            clock,
            spent,
            f"{written} fichiers, {size / 1e6:.0f} Mo ; sdg-build / {SDG_BUILD / clock:.0f}",
        )
        again, spent_again, rewritten = timed(lambda: actions.write_files(folder))
        tell("publier encore, rien n’a changé", again, spent_again, f"{rewritten} fichiers réécrits")
        both = prepared_in + clock
        tell("préparer et publier", both, prepared_for + spent, f"sdg-build / {SDG_BUILD / both:.1f}")
        if connection.vendor == "sqlite":
            for what, seconds, used, peak in published_apart(folder):
                tell(what, seconds, used, f"{peak / 1024:.0f} Mio au plus")
        times = []
        for n in range(20):
            figure = Figure(ValueStatus.NUMBER, 1000.0 + n)
            said = [Said(made[n % len(made)], LAST * 100 + 12, figure)]
            record_values(
                contract, said, origin=Origin("grid"), standing=Standing.OFFICIAL, by=team, at=timezone.now()
            )
            times.append(
                timed(lambda: actions.write_files(folder, only=actions.refresh(at=timezone.now())))[:2]
            )
        clock, spent = sorted(times)[len(times) // 2]
        tell("après une valeur changée (médiane de 20)", clock, spent, f"{clock * 1000:.0f} ms, limite 50 ms")
        print(f"mémoire de ce processus-ci, au plus : {peak_now() / 1024:.0f} Mio")
    return 0


if __name__ == "__main__":
    sys.exit(main())
