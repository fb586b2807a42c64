from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from reciproque.office.exports import write_backup


class Command(BaseCommand):
    help = "Sauvegarde toutes les données et tous les fichiers déposés dans un fichier ZIP."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER", help="le fichier ZIP à écrire")

    def handle(self, *args: Any, **options: Any) -> None:
        counts = write_backup(options["file"], at=timezone.now())
        self.stdout.write(
            f"Sauvegarde écrite : {counts['rows']} lignes et {counts['files']} fichiers dans {options['file']}."
        )
