"""How long a question to 450 contracts takes, beside a page that asks nothing.

usage: python -m bench.asking [--contracts 450] [--rounds 7]

Contracts of real sizes (`bench.country`). The index holds one entry for each objective, result, track, finding,
action, indicator and commitment and for 200 passages of each contract; its texts are drawn at random, the common
words often and the rare ones seldom (Zipf), from the words of the demo's documents. Runs on the engine that the
settings give.
"""

import argparse
import os
import random
import re
import statistics
import time
from collections.abc import Iterator
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reciproque.config.settings.test")

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.country import PASSAGES, Country
from bench.ground import AT, DEMO_DOCUMENT, lay_the_ground
from bench.pages import a_database
from reciproque.accounts.choices import Role, ScopeKind
from reciproque.accounts.models import Membership
from reciproque.accounts.tests.factories import UserFactory
from reciproque.core.engine import engine_name, insert_many
from reciproque.framework.models import Action, Finding, Node, Result, Track
from reciproque.monitoring.models import Indicator
from reciproque.partners.models import Commitment
from reciproque.search.models import Indexed, Word
from reciproque.search.queries import Scope, candidates
from reciproque.search.rules.asking import understood
from reciproque.search.rules.words import scope_token, stems, tokens

KINDS: list[tuple[type[Any], str]] = [
    (Node, "objective"), (Result, "result"), (Track, "track"), (Finding, "finding"), (Action, "action"),
    (Indicator, "indicator"), (Commitment, "commitment"),
]  # fmt: skip
SENTENCES, LENGTH = 20_000, 14


def sentences() -> list[tuple[str, str]]:
    """Texts and their stems. A word comes the more often, the earlier it stands in the documents of the demo."""
    dice = random.Random(1)
    folder = DEMO_DOCUMENT.parent
    found = re.findall(r"[^\W\d_]{3,}", " ".join(path.read_text() for path in sorted(folder.glob("*.md"))))
    words = list(dict.fromkeys(found))
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    texts = [" ".join(dice.choices(words, weights, k=LENGTH)) for _ in range(SENTENCES)]
    return [(text, " ".join(stems(text))) for text in texts]


def entries() -> Iterator[Indexed]:
    told, number = sentences(), 0

    def entry(contract: int, label: str, key: int, kind: str, **more: Any) -> Indexed:
        nonlocal number
        number += 1
        text, words = told[number * 7_919 % SENTENCES]
        return Indexed(
            source="bench", contract_id=contract, label=label, key=key, kind=kind, position=number, shown=text,
            words=f"{scope_token(contract)} {words}", **more,
        )  # fmt: skip

    for model, kind in KINDS:
        column = "pk" if model is Node else "node_id"
        rows = model._default_manager.order_by("pk").values_list("pk", "contract_id", column)
        for key, contract, node in rows.iterator():
            yield entry(contract, model._meta.label_lower, key, kind, node_id=node)
    for contract in Node.objects.order_by().values_list("contract_id", flat=True).distinct():
        for n in range(PASSAGES):
            place = f"b{n}"
            yield entry(
                contract,
                "contracts.text",
                2 * contract + n % 2,
                "text",
                anchor=place,
                text_id=2 * contract,
                place=place,
            )


def questions() -> dict[str, str]:
    """A word that almost nothing has, one of a hundredth, two together, one that stands everywhere."""
    told, counts = sentences(), {}
    for text, _words in told:
        for word in set(text.split()):
            counts[word] = counts.get(word, 0) + 1
    ordered = sorted((word for word in counts if understood(word).groups), key=lambda word: -counts[word])

    def near(share: float) -> str:
        return min(ordered, key=lambda word: (abs(counts[word] / SENTENCES - share), word))

    rare, some, often = near(0.0005), near(0.005), near(0.05)
    return {
        "rare": rare,
        "one in 200": some,
        "two words": f"{rare} {some}",
        "one in 20": often,
        "everywhere": ordered[0],
    }


def learn_words() -> None:
    """The words of the index, as they would have been learnt while it was written."""
    shown: dict[str, str] = {}
    for text, _words in sentences():
        for token in tokens(text):
            shown.setdefault(token.stem, token.word.lower())
    insert_many(Word(stem=stem, shown=word) for stem, word in sorted(shown.items()))


def timed(client: Client, address: str, rounds: int) -> tuple[float, float, int]:
    """Medians in ms: by the clock, and of processor time of this process (all of it, on SQLite); queries."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
        asked = len(queries)
    times, worked = [], []
    for _ in range(rounds):
        start, before = time.perf_counter(), time.process_time()
        client.get(address)
        worked.append((time.process_time() - before) * 1_000)
        times.append((time.perf_counter() - start) * 1_000)
    return statistics.median(times), statistics.median(worked), asked


def measure(client: Client, rounds: int) -> None:
    clock, worked, _queries = timed(client, "/mentions-legales/", rounds)
    print(f"legal page: {clock:.1f} ms, {worked:.1f} of processor")
    for name, asked in questions().items():
        found = candidates(understood(asked), Scope(None))
        more = "+" if found.cut else ""
        for page in ("question", "recherche"):
            told = timed(client, f"/{page}/?q={asked.replace(' ', '+')}", rounds)
            print(
                f"{page}, {name} ({len(found.rows)}{more} rows): {told[0]:.0f} ms, {told[1]:.0f} of processor "
                f"({told[1] / worked:.0f} × the legal page), {told[2]} queries"
            )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--contracts", type=int, default=450)
    arguments.add_argument("--rounds", type=int, default=7)
    given = arguments.parse_args()
    with a_database():
        lay_the_ground()
        Country().grow(given.contracts)
        start = time.perf_counter()
        insert_many(entries())
        learn_words()
        print(f"{engine_name()}: {Indexed.objects.count()} entries in {time.perf_counter() - start:.0f} s")
        person = UserFactory()
        Membership.objects.create(user=person, role=Role.OBSERVER, scope_kind=ScopeKind.PLATFORM, since=AT)
        client = Client()
        client.force_login(person)
        measure(client, given.rounds)


if __name__ == "__main__":
    main()
