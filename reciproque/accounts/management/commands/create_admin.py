"""The first administrator of an instance."""

import getpass
import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reciproque.accounts.actions import create_administrator
from reciproque.core.refusals import Refused


class Command(BaseCommand):
    help = (
        "Crée une personne qui administre la plateforme, ou donne ce rôle à qui existe déjà.\n"
        "Le mot de passe est demandé, ou lu dans RECIPROQUE_ADMIN_PASSWORD ; jamais sur la ligne de commande."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="ADRESSE", help="adresse électronique de la personne")
        parser.add_argument("--name", metavar="NOM", default="", help="nom de la personne")
        parser.add_argument(
            "--without-password",
            action="store_true",
            help="sans mot de passe : la personne entre par un lien envoyé à son adresse",
        )

    def handle(self, *args: Any, email: str, name: str, without_password: bool, **options: Any) -> None:
        password = None if without_password else _password()
        try:
            user = create_administrator(email, name, password, at=timezone.now())
        except Refused as refused:
            raise CommandError(" ".join(refused.reasons)) from None
        self.stdout.write(f"{user} ({user.email}) administre la plateforme.")


def _password() -> str:
    given = os.environ.get("RECIPROQUE_ADMIN_PASSWORD")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise CommandError("Donnez le mot de passe dans RECIPROQUE_ADMIN_PASSWORD, ou --without-password.")
    typed = getpass.getpass("Mot de passe : ")
    if typed != getpass.getpass("Encore une fois : "):
        raise CommandError("Les deux mots de passe diffèrent.")
    return typed
