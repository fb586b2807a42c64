"""Forgetting a person from the console."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reciproque.accounts.actions import forget_person
from reciproque.accounts.queries import person_at
from reciproque.core.refusals import Refused


class Command(BaseCommand):
    help = "Oublie une personne : efface ce qui la nomme partout ; le journal reste vérifiable. Ne se reprend pas."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="ADRESSE", help="adresse électronique de la personne")
        parser.add_argument("--yes", action="store_true", help="sans demander de confirmation")

    def handle(self, *args: Any, email: str, yes: bool, **options: Any) -> None:
        user = person_at(email)
        if user is None:
            raise CommandError(f"Personne n’a l’adresse {email}.")
        if not yes and input(f"Oublier {user} ({user.email}) ? Tapez oui : ").strip().lower() != "oui":
            raise CommandError("Rien n’a été effacé.")
        try:
            forget_person(user, by=None, at=timezone.now())
        except Refused as refused:
            raise CommandError(" ".join(refused.reasons)) from None
        self.stdout.write("La personne est oubliée.")
