"""`reciproque rebuild-index`: the index of the search, anew."""

from typing import Any

from django.core.management.base import BaseCommand

from reciproque.overview.actions.indexing import rebuild


class Command(BaseCommand):
    help = (
        "Refait l’index de la recherche à partir des contrats ; dit combien de lignes n’étaient pas justes."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        contracts, wrong = rebuild()
        self.stdout.write(f"{contracts} contrats relus, {wrong} lignes de l’index corrigées.")
