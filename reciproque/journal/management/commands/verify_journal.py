"""`reciproque verify-journal`: is the journal what was written?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reciproque.journal.queries import Proof, prove

SHOWN = 20


class Command(BaseCommand):
    help = "Prouve que le journal est intact, ou nomme l’entrée qui rompt la chaîne."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--attendu",
            metavar="NUMÉRO:SCEAU",
            help="un sceau noté lors d’une vérification précédente et gardé ailleurs",
        )

    def handle(self, *args: Any, attendu: str | None, **options: Any) -> None:
        proof = prove(expected=_noted(attendu))
        self._tell_tail(proof)
        if proof.faults:
            for fault in proof.faults[:SHOWN]:
                self.stderr.write(str(fault))
            if len(proof.faults) > SHOWN:
                self.stderr.write(f"… et {len(proof.faults) - SHOWN} autres.")
            raise CommandError("Le journal est rompu.", returncode=1)
        self.stdout.write(f"Journal intact : {_entries(proof.sealed, 'scellée')}.")
        if proof.forgotten:
            self.stdout.write(f"Oublis notés : {_entries(proof.forgotten)} sans nom ou sans contenu.")
        self.stdout.write(f"Sceau à noter ailleurs : {proof.number}:{proof.seal}")

    def _tell_tail(self, proof: Proof) -> None:
        if not proof.unsealed:
            return
        first, last = proof.unsealed[0], proof.unsealed[-1]
        self.stdout.write(
            f"À sceller, donc pas encore prouvé : {_entries(len(proof.unsealed))} "
            f"(lignes {first.pk} à {last.pk})."
        )


def _entries(count: int, word: str = "") -> str:
    end = "s" if count > 1 else ""
    return f"{count} entrée{end}" + (f" {word}{end}" if word else "")


def _noted(said: str | None) -> tuple[int, str] | None:
    if said is None:
        return None
    number, _colon, seal = said.partition(":")
    if not number.isdigit() or not seal:
        raise CommandError("--attendu s’écrit NUMÉRO:SCEAU, tel que la commande l’affiche.")
    return int(number), seal
