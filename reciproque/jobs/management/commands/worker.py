"""`reciproque worker`: does long work and chores until it is told to stop."""

import logging
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from reciproque.jobs.actions import run_due_chores, run_next

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Fait les travaux longs et les tâches régulières (courriels, scellement…), jusqu’à l’arrêt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="un seul tour, puis s’arrête")
        parser.add_argument("--until-idle", action="store_true", help="s’arrête quand plus rien n’attend")
        parser.add_argument(
            "--sleep", type=float, default=1.0, metavar="SECONDES", help="pause quand rien n’attend"
        )

    def handle(self, *args: Any, once: bool, until_idle: bool, sleep: float, **options: Any) -> None:
        stopping = Event()
        worker = f"{socket.gethostname()}:{os.getpid()}"
        with _stopping_on_signals(stopping):
            while not stopping.is_set():
                busy = _turn(worker)
                if once or (until_idle and not busy):
                    return
                if not busy:
                    stopping.wait(sleep)


def _turn(worker: str) -> bool:
    """Chores that are due, then one work. Says whether there was a work; a database that is away is waited for."""
    close_old_connections()
    try:
        run_due_chores(worker, timezone.now())
        return run_next(worker, timezone.now()) is not None
    except (OperationalError, InterfaceError):
        logger.exception("the database does not answer; trying again")
        return False


@contextmanager
def _stopping_on_signals(stopping: Event) -> Iterator[None]:
    """Told to stop, the worker finishes what it is doing and begins nothing new."""

    def stop(*_args: object) -> None:
        stopping.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
