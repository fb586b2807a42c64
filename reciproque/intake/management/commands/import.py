# ruff: noqa: N999 -- the command is called `reciproque import`
"""`reciproque import FICHIER --as ADRESSE`: the way of the upload page, for who works in a terminal."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reciproque.contracts.choices import Generation, TextKind
from reciproque.core.refusals import Refused
from reciproque.intake.access import contract_meant, person_named
from reciproque.intake.actions.accepting import accept_reading
from reciproque.intake.actions.storing import ask_reading, read_again
from reciproque.intake.choices import ReadingState
from reciproque.intake.exports import proposal_counts
from reciproque.intake.jobs import read_now
from reciproque.intake.queries import fresh, is_being_read, terms_of
from reciproque.office.actions import keep_file


class Command(BaseCommand):
    help = (
        "Importe un document de contrat : le lit, garde la proposition à relire, et dit ce qu’elle contient.\n"
        "Avec --accept, l’accepte aussitôt. Importer deux fois le même fichier ne change rien."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            metavar="FICHIER",
            help="le document (DOCX, ODT, PDF, XLSX, ODS, HTML, Markdown, texte)",
        )
        parser.add_argument(
            "--as", dest="email", required=True, metavar="ADRESSE", help="la personne qui importe"
        )
        parser.add_argument(
            "--contract", metavar="CONTRAT", help="le contrat, par son numéro ou son nom ; sinon un nouveau"
        )
        parser.add_argument(
            "--accept", action="store_true", help="accepter la proposition telle qu’elle est lue"
        )
        parser.add_argument("--generation", choices=Generation.values, help="la génération du contrat")
        parser.add_argument("--kind", choices=TextKind.values, help="la nature du texte")
        parser.add_argument("--name", metavar="NOM", help="le nom du contrat nouveau")
        parser.add_argument("--title", metavar="TITRE", help="le titre du texte")
        for option, said in (("starts-on", "le début"), ("ends-on", "la fin"), ("signed-on", "la signature")):
            parser.add_argument(
                f"--{option}", type=date.fromisoformat, metavar="AAAA-MM-JJ", help=f"{said} du texte"
            )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._import(options)
        except Refused as refused:
            raise CommandError(" ".join(refused.reasons)) from None
        except PermissionDenied:
            raise CommandError("Cette personne n’a pas le droit d’importer dans ce contrat.") from None

    def _import(self, options: dict[str, Any]) -> None:
        by = person_named(options["email"])
        contract = contract_meant(by, options["contract"]) if options["contract"] else None
        reading = self._read(options["file"], contract, by)
        if reading.state == ReadingState.ACCEPTED:
            self.stdout.write(
                f"Ce fichier est déjà importé dans « {reading.contract} » (lecture {reading.pk}) : rien n’a changé."
            )
            return
        self.stdout.write(proposal_counts(reading))
        if not options["accept"]:
            self.stdout.write(f"Proposition à relire : /documents/{reading.pk}/")
            return
        terms = terms_of(reading)
        for name in ("generation", "kind", "name", "title", "starts_on", "ends_on", "signed_on"):
            if options[name] is not None:
                setattr(terms, name, options[name])
        contract = accept_reading(
            reading, contract=contract or reading.contract, terms=terms, by=by, at=timezone.now()
        )
        self.stdout.write(f"Accepté : contrat {contract.pk}, « {contract} ».")

    def _read(self, path: Path, contract: Any, by: Any) -> Any:
        """The reading of the file, with its proposal; one that is there is not read again."""
        try:
            file = path.open("rb")
        except OSError as error:
            raise CommandError(f"« {path} » ne peut pas être ouvert : {error.strerror}.") from None
        now = timezone.now()
        with file:
            stored = keep_file(file, name=path.name, by=by, at=now)
        reading, new = ask_reading(stored, name=path.name, contract=contract, queued=False, by=by, at=now)
        if not new:
            self.stdout.write(
                f"Ce fichier est déjà déposé : lecture {reading.pk}, {reading.get_state_display()}."
            )
            if is_being_read(reading):
                raise CommandError("La lecture est en cours : recommencez dans un instant.")
            if reading.state == ReadingState.FAILED:
                reading = read_again(reading, queued=False, by=by, at=now)
        if reading.state in {ReadingState.WAITING, ReadingState.READING}:
            read_now(reading)
            reading = fresh(reading)
        if reading.state == ReadingState.FAILED:
            raise CommandError(reading.failure)
        return reading
