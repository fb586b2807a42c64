"""How long each answer of a review takes, and how many questions it asks the database.

usage: python -m bench.review [--rounds 9] [--lines 2000]

The longest real document at hand (else that of the demo), then an invented one of 2 000 objectives: its page, one
act, an act that draws the list again, the form of an item, what others did. Milliseconds of the server, median of
the rounds, beside a page of the same run that asks nothing. Runs on the engine that the settings give, in a
database of its own that is thrown away.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reciproque.config.settings.test")

import django

django.setup()

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.urls import reverse

from bench.ground import AT, biggest_document
from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.core.engine import engine_name
from reciproque.intake.actions.storing import ask_reading
from reciproque.intake.choices import ItemKind
from reciproque.intake.jobs import read_now
from reciproque.intake.models import Item, Reading
from reciproque.office.actions import keep_file

LIMIT = 100  # ms


@contextmanager
def throwaway_database() -> Any:
    setup_test_environment()
    with tempfile.TemporaryDirectory() as folder:
        settings.MEDIA_ROOT = folder
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(settings.DATABASES["default"]["NAME"], verbosity=0)


def invented(lines: int) -> bytes:
    """A plan of so many objectives, in tables of a hundred rows."""
    parts = ["# Contrat de ville de Valbourg", "## Cadre stratégique"]
    for number in range(lines):
        if number % 100 == 0:
            parts.append(f"\n### Axe {number // 100 + 1} : Agir pour la vie des quartiers\n")
            parts += ["| Objectif | Indicateurs |", "| --- | --- |"]
        place = f"{number // 100 + 1}.{number % 100 + 1}"
        parts.append(f"| {place} Accompagner les familles du quartier {number} | Familles {number} |")
    return "\n".join(parts).encode()


def bring(name: str, data: bytes, by: Any) -> Reading:
    file = keep_file(ContentFile(data, name=name), name=name, by=by, at=AT)
    reading, _new = ask_reading(file, name=name, queued=False, by=by, at=AT)
    read_now(reading)
    return Reading.objects.get(pk=reading.pk)


def measured(deed: Callable[[], Any], rounds: int) -> tuple[float, int, int]:
    """Median milliseconds, queries of the last round, bytes of its answer."""
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        deed()
        times.append((time.process_time() - begun) * 1000)
    with CaptureQueriesContext(connection) as queries:
        answer = deed()
    assert answer.status_code == 200, answer.status_code
    return statistics.median(times), len(queries), len(answer.content)


def answers(client: Client, reading: Reading) -> dict[str, Callable[[], Any]]:
    page = reverse("intake:reading_detail", args=[reading.pk])
    act = reverse("intake:act_on_review", args=[reading.pk]) + "?liste=framework"
    presence = reverse("intake:review_presence", args=[reading.pk]) + "?liste=framework"
    tree = list(reading.items.filter(kind=ItemKind.FRAMEWORK).order_by("position"))
    sure = [item for item in tree if item.confidence == 1]
    one, brother = sure[-1], next(item for item in sure if item.parent_id is not None)
    known = reading.steps.order_by("-pk").values_list("pk", flat=True)
    waiting = iter(sure[5:-5])

    def post(address: str, **told: Any) -> Any:
        told = {"depuis": known.first() or 0, "liste": "framework"} | told
        return client.post(address, told, headers={"HX-Request": "true"})

    def move() -> Any:
        way = "up" if Item.objects.get(pk=brother.pk).position > brother.position else "down"
        return post(act, acte=f"{way}:{brother.pk}")

    return {
        "the page, first list": lambda: client.get(f"{page}?liste=framework"),
        "the page, not understood": lambda: client.get(f"{page}?liste=not_understood"),
        "« C’est juste »": lambda: post(act, acte=f"check:{next(waiting).pk}"),
        "a move, the whole list comes back": move,
        "the form of an item, in its place": lambda: client.get(
            reverse("intake:edit_item", args=[one.pk]), headers={"HX-Request": "true"}
        ),
        "what others did, who is here": lambda: post(presence, element=one.pk),
        "contradictions side by side": lambda: client.get(reverse("intake:review_points", args=[reading.pk])),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--lines", type=int, default=2000)
    asked = parser.parse_args()
    slow = 0
    with throwaway_database():
        by = MembershipFactory(role=Role.ADMINISTRATOR).user
        client = Client()
        client.force_login(by)
        empty, _queries, _size = measured(lambda: client.get(reverse("contracts:legal")), asked.rounds)
        say(f"{engine_name()}; an empty page: {empty:.1f} ms")
        for name, data in (biggest_document(), ("plan-invente.md", invented(asked.lines))):
            reading = bring(name, data, by)
            say(f"\n{name}: {reading.items.count()} items")
            for what, deed in answers(client, reading).items():
                took, queries, size = measured(deed, asked.rounds)
                slow += took > LIMIT
                mark = "  > 100 ms" if took > LIMIT else ""
                say(
                    f"{what:<38}{took:8.1f} ms{took / empty:7.1f} ×{queries:5} queries{size // 1024:6} kB{mark}"
                )
    return 1 if slow else 0


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
