"""What `./run` starts: the data made ready, a worker beside, a server in front; all stop together."""

import argparse
import multiprocessing
import os
import signal
import socket
import sys
import time
from pathlib import Path
from types import FrameType

import django
from django.apps import apps
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from reciproque.core.engine import engine_name


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reciproque.config.settings.dev")
    arguments = _arguments()
    _check_port(arguments.port)
    os.environ["RECIPROQUE_ADDRESS"] = f"http://localhost:{arguments.port}"
    django.setup()
    if arguments.reset:
        _forget()
    _prepare()
    _serve(arguments.port, arguments.workers)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run", description="Démarre Réciproque avec sa ville de démonstration."
    )
    parser.add_argument("--port", type=int, default=8000, help="port du serveur (8000)")
    parser.add_argument("--reset", action="store_true", help="reconstruit la démonstration")
    parser.add_argument("--workers", type=int, default=2, help="nombre de processus du serveur (2)")
    return parser.parse_args()


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            sys.exit(
                f"Le port {port} est déjà pris : choisissez-en un autre, par exemple ./run --port {port + 1}"
            )


def _forget() -> None:
    """Empty the embedded database and the stored files of the demo. A PostgreSQL is left to its operator."""
    if engine_name() != "sqlite":
        sys.exit("--reset n’efface que la base embarquée ; videz vous-même une base PostgreSQL.")
    connection.close()
    name = str(settings.DATABASES["default"]["NAME"])
    for path in (Path(name), Path(f"{name}-wal"), Path(f"{name}-shm")):
        path.unlink(missing_ok=True)


def _prepare() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    if not (Path(settings.STATIC_ROOT) / ".ready").exists() or _static_is_stale():
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        (Path(settings.STATIC_ROOT) / ".ready").touch()
    contracts = apps.get_model("contracts", "Contract")
    if settings.DEMO and not contracts._default_manager.exists():
        say("Préparation de la ville de démonstration…")
        call_command("demo")


def _static_is_stale() -> bool:
    made = (Path(settings.STATIC_ROOT) / ".ready").stat().st_mtime
    sources = settings.ROOT.glob("reciproque/*/static/**/*")
    return any(path.stat().st_mtime > made for path in sources)


def _serve(port: int, workers: int) -> None:
    """Fork the worker and the server: the house is set up once for both, which halves the time of a start."""
    connection.close()
    family = multiprocessing.get_context("fork")
    children = [family.Process(target=_work), family.Process(target=_answer, args=(port, workers))]
    for child in children:
        child.start()

    def stop(number: int, frame: FrameType | None) -> None:
        for child in children:
            child.terminate()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    while all(child.is_alive() for child in children):
        time.sleep(0.2)
    for child in children:
        child.terminate()
    for child in children:
        child.join(timeout=20)


def _work() -> None:
    call_command("worker")


def _answer(port: int, workers: int) -> None:
    Server(port, workers).run()


class Server(BaseApplication):
    """Gunicorn, with the application that is already loaded."""

    def __init__(self, port: int, workers: int) -> None:
        self.options = {
            "bind": f"127.0.0.1:{port}",
            "workers": workers,
            "threads": 4,
            "worker_class": "gthread",
            "preload_app": True,
            "timeout": 120,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _server: say(
                f"Réciproque est prête : http://localhost:{port}  (Ctrl-C pour arrêter)"
            ),
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        """The application, with every page loaded before the processes part: the first visitor does not wait."""
        handler = WSGIHandler()
        _ = get_resolver().url_patterns
        return handler


def say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201 -- a command speaks on its output


if __name__ == "__main__":
    main()
