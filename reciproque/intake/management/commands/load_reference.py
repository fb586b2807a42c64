"""Load the national reference data: communes, neighbourhoods, contracts of 2015-2023, lists."""

from pathlib import Path
from time import monotonic

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reciproque.intake.imports import UnusableFolder, load_reference

MOST_REMARKS = 40


class Command(BaseCommand):
    help = "Charge les données de référence d’un dossier : communes, quartiers prioritaires, contrats, référentiels."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "dossier", type=Path, help="le dossier qui contient cog2026/, qpv2024.csv, nomenclatures/…"
        )

    def handle(self, *, dossier: Path, **options: object) -> None:
        started = monotonic()
        try:
            loading = load_reference(dossier, at=timezone.now())
        except UnusableFolder as unusable:
            lines = ["Rien n’a été chargé."] + [f"- {problem}" for problem in unusable.problems]
            raise CommandError("\n".join(lines)) from unusable
        for kept in loading.kept:
            self.stdout.write(kept.sentence)
        if loading.remarks:
            self.stdout.write("\nÀ savoir :")
        for remark in loading.remarks[:MOST_REMARKS]:
            self.stdout.write(f"- {remark}")
        if len(loading.remarks) > MOST_REMARKS:
            self.stdout.write(f"- … et {len(loading.remarks) - MOST_REMARKS} autres remarques.")
        done = "Chargement terminé" if loading.touched else "Rien n’a changé : tout était déjà à jour"
        seconds = f"{monotonic() - started:.1f}".replace(".", ",")
        self.stdout.write(f"\n{done} ({seconds} s).")
