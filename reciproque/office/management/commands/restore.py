from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reciproque.core.refusals import Refused
from reciproque.office.imports import restore_backup


class Command(BaseCommand):
    help = "Restaure une sauvegarde dans une installation vide (ou la remplace, avec --replace)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER", help="la sauvegarde à restaurer")
        parser.add_argument(
            "--replace", action="store_true", help="remplace ce que contient cette installation"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["file"].exists():
            raise CommandError(f"Le fichier {options['file']} n’existe pas.")
        try:
            counts = restore_backup(options["file"], replace=options["replace"])
        except Refused as refused:
            raise CommandError("\n".join(refused.reasons)) from None
        self.stdout.write(f"Restauré : {counts['rows']} lignes et {counts['files']} fichiers.")
