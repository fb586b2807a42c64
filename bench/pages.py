"""How long every page takes and how many questions it asks the database, with few contracts and with a country's.

usage: python -m bench.pages [--few 5] [--many 450] [--rounds 7] [--only PART] [--profile PART]

Runs on the engine that the settings give: SQLite, or RECIPROQUE_TEST_DATABASE (`python -m tests.throwaway python -m
bench.pages` for PostgreSQL), in a database of its own that is thrown away. Every page that the resolver knows and
that shows something of the first contract is asked for, and the lists of the whole platform. Beside its time stands
its ratio to a page of the same run that asks nothing. Ends with 1 if the number of queries of a page grew with the
number of contracts; pages above 100 ms are marked.
"""

import argparse
import cProfile
import logging
import os
import pstats
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reciproque.config.settings.test")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.urls import reverse

from bench.campaigns import LAST_YEAR, Campaigns, campaign_key
from bench.country import Country
from bench.ground import bring_a_document, lay_the_ground
from reciproque.accounts.choices import Role
from reciproque.accounts.models import Membership, User, Visit
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.models import (
    AdoptionStep,
    CitedDocument,
    Contract,
    Signature,
    Term,
    Text,
)
from reciproque.core.engine import engine_name
from reciproque.enquiries.models import Sheet
from reciproque.framework.models import Node, NodeLink, Result, Tree
from reciproque.governance.models import Body
from reciproque.jobs.models import Job
from reciproque.monitoring.models import Indicator
from reciproque.partners.models import Commitment
from reciproque.references.models import Reference
from tests.doors import AT, DOORS, Door

LIMIT = 100  # ms
LISTS = [
    ("contracts:contract_list", "?recherche=agglomeration"),
    ("contracts:contract_list", "?page=9"),
    ("contracts:contract_list", "?format=csv"),
    ("contracts:contract_list", "?format=xlsx"),
    ("contracts:organisation_list", "?recherche=organisme"),
    ("contracts:organisation_list", "?page=30"),
    ("intake:reading_list", ""),
]


@dataclass
class Page:
    """What is asked for, by whom, and what came of it: milliseconds and queries, few and many."""

    name: str
    address: str
    who: str
    times: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)
    size: int = 0

    @property
    def is_flat(self) -> bool:
        return len(set(self.queries)) <= 1


@contextmanager
def a_database() -> Iterator[None]:
    """One of its own, and a folder for the files, gone at the end."""
    setup_test_environment()
    logging.getLogger("django.request").setLevel(logging.ERROR)  # not every address takes a GET
    real = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        settings.MEDIA_ROOT = folder
        try:
            yield
        finally:
            connection.creation.destroy_test_db(real, verbosity=0)


def things_of(contract: int, person: User) -> dict[str, Any]:
    """One thing of the contract for each name that stands in an address."""
    reading = bring_a_document(contract, person)
    membership = Membership.objects.filter(contract_id=contract, user=person).get()
    node = Node.objects.filter(contract_id=contract, links_out__isnull=False).first()
    text = Text.objects.filter(contract_id=contract).first()
    assert node is not None
    assert text is not None
    Text.objects.filter(pk=text.pk).update(file=reading.file, source_json=reading.document_json)
    rows: dict[str, Any] = {
        "contract": Contract.objects.filter(pk=contract),
        "text": Text.objects.filter(pk=text.pk),
        "step": AdoptionStep.objects.filter(text=text),
        "signature": Signature.objects.filter(text=text),
        "term": Term.objects.filter(text=text),
        "citation": CitedDocument.objects.filter(text=text),
        "neighbourhood": Contract.objects.get(pk=contract).neighbourhoods,
        "tree": Tree.objects.filter(pk=node.tree_id),
        "node": Node.objects.filter(pk=node.pk),
        "link": NodeLink.objects.filter(source=node),
        "part": Result.objects.filter(contract_id=contract),
        "indicator": Indicator.objects.filter(contract_id=contract),
        "commitment": Commitment.objects.filter(contract_id=contract),
        "body": Body.objects.filter(contract_id=contract),
        "organisation": Signature.objects.get(pk=Signature.objects.filter(text=text)[0].pk).organisation,
    }
    keys = {name: one.pk if not hasattr(one, "first") else one.first().pk for name, one in rows.items()}
    nomenclature = Reference.objects.first()
    sheet = Sheet.objects.filter(round=campaign_key(contract, LAST_YEAR)).select_related("round")[0]
    return keys | {
        "reading": reading.pk,
        "item": reading.items.filter(kind="framework")[0].pk,
        "membership": membership.pk,
        "user": person.pk,
        "visit": Visit.objects.create(user=person, session_key="banc", started_at=AT, seen_at=AT).pk,
        "job": Job.objects.create(kind="intake.read", asked_by_id=person.pk, asked_at=AT).pk,
        "notice": 1,
        "token": "x",
        "way": "monter",
        "kind": "resultats",
        "accounts:choose_messages:kind": "x",
        "nomenclature": nomenclature.nomenclature_id if nomenclature else None,
        "reference": nomenclature.pk if nomenclature else None,
        "round": campaign_key(contract, LAST_YEAR),
        "campaign": campaign_key(contract, LAST_YEAR),
        "sheet": sheet.pk,
        "question": sheet.round.questions.first().pk,
        "result": keys["part"],
        "voice": "lead",
    }


def lacking(door: Door, things: dict[str, Any]) -> list[str]:
    """What stands in an address and is not in this country."""
    return [one for one in door.parameters if things.get(f"{door.name}:{one}", things.get(one)) is None]


def pages_that_answer(things: dict[str, Any], people: dict[str, Client]) -> list[Page]:
    """Every address that shows a page to the team of the first contract, else to an administrator; then the lists.

    Addresses of things that this country has not are left out.
    """
    found = []
    for door in DOORS:
        if lacking(door, things):
            continue
        address = door.address(things)
        for who in ("équipe", "administration"):
            if people[who].get(address).status_code == 200:
                found.append(Page(door.name, address, who))
                break
    for name, query in LISTS:
        found.append(Page(f"{name}{query}", reverse(name) + query, "administration"))
    for name in ("contracts:home", "contracts:contract_list", "intake:reading_list"):
        found.append(Page(name, reverse(name), "administration"))
        found.append(Page(name, reverse(name), "tous"))
    return found


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """The fastest of some rounds, after one that fills the caches: what else runs on the machine only adds."""
    work()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return min(times)


def whole(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, f"{address} répond {response.status_code}"
    return b"".join(response.streaming_content) if response.streaming else response.content


def measure(pages: list[Page], people: dict[str, Client], rounds: int) -> float:
    """Time every page; the reference beside them is the legal page, which asks nothing of contracts."""
    for page in pages:
        client = people[page.who]
        page.times.append(milliseconds(lambda c=client, p=page: whole(c, p.address), rounds))
        with CaptureQueriesContext(connection) as queries:
            page.size = len(whole(client, page.address))
        page.queries.append(len(queries))
    legal = reverse("contracts:legal")
    return milliseconds(lambda: whole(people["équipe"], legal), 3 * rounds)


def show(pages: list[Page], empty: list[float], few: int, many: int) -> None:
    print(f"page vide : {empty[0]:.1f} ms avec {few} contrats, {empty[1]:.1f} ms avec {many}\n")
    print(f"{'page':52}{'qui':16}{few:>5} ms{many:>6} ms{'/ vide':>8}{'requêtes':>12}{'ko':>6}")
    for page in sorted(pages, key=lambda one: -one.times[-1]):
        asked = f"{page.queries[0]}" if page.is_flat else f"{page.queries[0]} → {page.queries[-1]} !"
        marks = " !" if page.times[-1] > LIMIT else ""
        print(
            f"{page.name:52}{page.who:16}{page.times[0]:8.1f}{page.times[-1]:9.1f}"
            f"{page.times[-1] / empty[-1]:8.1f}{asked:>12}{page.size / 1000:6.0f}{marks}"
        )


def profile(page: Page, client: Client) -> None:
    """Where the time of a page goes: its queries, and its functions."""
    with CaptureQueriesContext(connection) as queries:
        whole(client, page.address)
    print(f"\n── {page.name} {page.address} ({page.who})")
    for query in sorted(queries.captured_queries, key=lambda one: -float(one["time"]))[:8]:
        print(f"{float(query['time']) * 1000:7.1f} ms  {query['sql'][:300]}")
    profiler = cProfile.Profile()
    profiler.runcall(whole, client, page.address)
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)


def options() -> argparse.Namespace:
    asked = argparse.ArgumentParser()
    asked.add_argument("--few", type=int, default=5)
    asked.add_argument("--many", type=int, default=450)
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--only", default="", help="pages whose name holds this")
    asked.add_argument("--profile", default="", help="pages whose name holds this are taken apart")
    return asked.parse_args()


def let_in(regional: User) -> tuple[User, dict[str, Client]]:
    """The team of the first contract, an administrator, and a team of all contracts, each with a browser."""
    team: User = UserFactory(name="Équipe du premier contrat")
    MembershipFactory(user=team, contract_id=1)
    administrator: User = UserFactory(name="Administration")
    MembershipFactory(user=administrator, role=Role.ADMINISTRATOR)
    people = {"équipe": Client(), "administration": Client(), "tous": Client()}
    for client, user in zip(people.values(), (team, administrator, regional), strict=True):
        client.force_login(user)
    return team, people


def main() -> int:
    wanted = options()
    with a_database():
        began = time.perf_counter()
        places = lay_the_ground()
        country, campaigns = Country(), Campaigns()
        country.grow(wanted.few)
        campaigns.grow(range(1, wanted.few + 1))
        team, people = let_in(country.regional)
        things = things_of(1, team)
        pages = [one for one in pages_that_answer(things, people) if wanted.only in one.name]
        settle()
        empty = [measure(pages, people, wanted.rounds)]
        country.grow(wanted.many)
        campaigns.grow(range(wanted.few + 1, wanted.many + 1))
        settle()
        print(
            f"{engine_name()}, données {places}, {Contract.objects.count()} contrats, "
            f"{Node.objects.count()} objectifs, {Indicator.objects.count()} indicateurs "
            f"(en {time.perf_counter() - began:.0f} s)"
        )
        empty.append(measure(pages, people, wanted.rounds))
        show(pages, empty, wanted.few, wanted.many)
        for page in pages:
            if wanted.profile and wanted.profile in page.name:
                profile(page, people[page.who])
    grown = [one for one in pages if not one.is_flat]
    slow = [one for one in pages if one.times[-1] > LIMIT]
    left_out = sum(bool(lacking(door, things)) for door in DOORS)
    print(
        f"\n{len(pages)} pages ({left_out} adresses sans rien à montrer ici) ; {len(slow)} au-dessus de {LIMIT} ms ; "
        f"{len(grown)} dont le nombre de requêtes augmente."
    )
    return 1 if grown else 0


def settle() -> None:
    """Let the engine look at what it holds, as a server does in time: PostgreSQL also marks what all may see."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


if __name__ == "__main__":
    sys.exit(main())
