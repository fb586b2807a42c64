"""Time of the matrix of ties: `python -m bench.ties`. An empty page of the same run stands beside each figure."""

import os
from statistics import median
from time import perf_counter, process_time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reciproque.config.settings.test")

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.framework.models import Node, Tie
from reciproque.framework.tests.factories import TreeFactory
from reciproque.references.models import Nomenclature, Reference
from reciproque.references.queries import terms_of

SIZES = [(228, 10), (1_000, 40)]
TIMES = 9
WORDS = [term for code in ("loi-2014-173", "p147") for terms in terms_of(code).values() for term in terms]


def planted(nodes: int, lines: int):
    """A contract of three levels whose titles hold words of the trade, a third of it tied."""
    tree = TreeFactory()
    nomenclature = Nomenclature.objects.create(code=f"banc-{nodes}", name=f"Banc {nodes}")
    references = [
        Reference.objects.create(
            nomenclature=nomenclature,
            code=str(n),
            title=f"{WORDS[n * 3 % len(WORDS)]} {WORDS[n * 5 % len(WORDS)]}",
        )
        for n in range(lines)
    ]
    keys: list[Node] = []
    for n in range(nodes):
        parent = keys[n // 12] if n >= 12 else None
        keys.append(
            Node.objects.create(
                contract=tree.contract, tree=tree, parent=parent, position=n, label="objectif",
                title=f"Objectif {n} pour {WORDS[n % len(WORDS)]} et {WORDS[n * 7 % len(WORDS)]}", search_key=str(n),
            )
        )  # fmt: skip
    Tie.objects.bulk_create(
        Tie(node=node, reference=references[n * 7 % lines]) for n, node in enumerate(keys) if n % 3 == 0
    )
    return tree.contract, nomenclature


def timed(client: Client, url: str) -> tuple[float, float, int, int]:
    """Wall and processor milliseconds (median), queries, bytes. The first request warms up."""
    client.get(url)
    walls, works = [], []
    for _ in range(TIMES):
        begun, worked = perf_counter(), process_time()
        response = client.get(url)
        walls.append(1000 * (perf_counter() - begun))
        works.append(1000 * (process_time() - worked))
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return median(walls), median(works), len(queries), len(response.content)


def main() -> None:
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    client = Client()
    person = MembershipFactory(role=Role.ADMINISTRATOR).user
    client.force_login(person)
    print(f"load {os.getloadavg()[0]:.1f}")
    wall, work, count, size = timed(client, "/mentions-legales/")
    print(f"empty page: {wall:.1f} ms, processor {work:.1f} ms, {count} queries")
    for nodes, lines in SIZES:
        contract, nomenclature = planted(nodes, lines)
        for name in ("matrix", "suggestion_list"):
            url = reverse(f"framework:{name}", args=[contract.pk, nomenclature.pk])
            wall, work, count, size = timed(client, url)
            print(
                f"{name} {nodes} × {lines}: {wall:.1f} ms, processor {work:.1f} ms, {count} queries, {size // 1024} ko"
            )


if __name__ == "__main__":
    main()
