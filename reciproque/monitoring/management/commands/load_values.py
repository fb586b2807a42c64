"""`reciproque load-values`: a long file of figures into the indicators of a contract."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reciproque.contracts.queries import contract_numbered
from reciproque.monitoring.actions.loading import load_values
from reciproque.monitoring.imports.long_files import LongFile, decoded, read_long

SHOWN = 20


class Command(BaseCommand):
    help = "Charge un long fichier de valeurs (CSV, une ligne par valeur) dans les indicateurs d’un contrat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "contract", type=int, metavar="CONTRAT", help="numéro du contrat, lu dans son adresse"
        )
        parser.add_argument("file", type=Path, metavar="FICHIER", help="CSV en UTF-8")
        parser.add_argument("--check", action="store_true", help="vérifie le fichier sans rien enregistrer")

    def handle(self, *args: Any, contract: int, file: Path, check: bool, **options: Any) -> None:
        thing = contract_numbered(contract)
        if thing is None:
            raise CommandError(f"Aucun contrat ne porte le numéro {contract}.")
        read = _read(file, thing)
        if read.problems:
            shown = [f"  {one.place} : {one.said}" for one in read.problems[:SHOWN]]
            raise CommandError("\n".join(["Rien n’a été enregistré.", *shown]))
        self.stdout.write(f"{read.count} valeurs lues, pour {len(read.lines)} indicateurs.")
        if check:
            return
        told = load_values(thing, read.lines, read.cells, source=file.name, by=None, at=timezone.now())
        self.stdout.write(f"{told.new} nouvelles, {told.changed} modifiées, {told.same} inchangées.")


def _read(file: Path, contract: Any) -> LongFile:
    try:
        with file.open("rb") as pieces:
            return read_long(decoded(pieces), contract=contract)
    except OSError as error:
        raise CommandError(f"{file} : {error.strerror}.") from error
    except ValueError as error:
        raise CommandError(f"{file} : {error}") from error
