"""`reciproque verify-years`: do the frozen years still say what was sealed?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reciproque.evaluation.queries.freezing import all_snapshots, troubles_of


class Command(BaseCommand):
    help = (
        "Vérifie que chaque année figée correspond encore à son empreinte, ou nomme celle qui a été modifiée."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        broken = whole = 0
        for snapshot in all_snapshots():
            troubles = troubles_of(snapshot)
            for trouble in troubles:
                self.stderr.write(f"{snapshot.campaign.contract}, {snapshot.campaign} : {trouble}")
            broken += bool(troubles)
            whole += not troubles
        if broken:
            raise CommandError(f"Années figées qui ne correspondent plus : {broken}.", returncode=1)
        self.stdout.write(f"Années figées intactes : {whole}.")
