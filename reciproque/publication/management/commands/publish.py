"""`reciproque publish`: the open data of all open contracts as files."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from reciproque.publication import actions


class Command(BaseCommand):
    help = (
        "Écrit dans un dossier les données ouvertes des contrats qui les ont ouvertes (Open SDG, CSV, JSON)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=_folder, metavar="DOSSIER", help="créé s’il n’existe pas")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        changed = actions.refresh(at=timezone.now())
        folder.mkdir(parents=True, exist_ok=True)
        written = actions.write_files(folder)
        self.stdout.write(f"{len(changed)} indicateurs préparés, {written} fichiers écrits dans {folder}.")


def _folder(said: str) -> Path:
    path = Path(said)
    if path.exists() and not path.is_dir():
        raise argparse.ArgumentTypeError(f"{said} n’est pas un dossier.")
    return path
