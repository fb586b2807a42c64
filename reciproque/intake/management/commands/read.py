import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reciproque.intake.exports import readable_summary
from reciproque.intake.jobs import read_apart
from reciproque.office.bounds import Unreadable


class Command(BaseCommand):
    help = "Lit un document de contrat et dit ce qu’il contient, sans rien enregistrer."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            metavar="FICHIER",
            help="le document (DOCX, ODT, PDF, XLSX, ODS, HTML, Markdown, texte)",
        )
        parser.add_argument("--json", action="store_true", help="la lecture entière, en JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            told = read_apart(path, path.name)["reading"]
        except Unreadable as unreadable:
            raise CommandError(str(unreadable)) from None
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(readable_summary(told))
