"""The console command `reciproque`: one word per thing that an operator does, with help in French."""

import os
import sys

import django
from django.core.management import execute_from_command_line, get_commands, load_command_class

OURS = "reciproque."


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reciproque.config.settings.dev")
    words = sys.argv[1:]
    if not words or words[0] in {"--help", "-h", "help", "aide"}:
        print(summary())  # noqa: T201 -- a command speaks on its output
        return
    execute_from_command_line(["reciproque", words[0].replace("-", "_"), *words[1:]])


def summary() -> str:
    """The list of our commands with the first line of their help; those of Django are named at the end."""
    django.setup()
    lines = ["Réciproque : piloter un contrat de ville.", "", "Usage : reciproque COMMANDE [options]", ""]
    others = []
    for name, app in sorted(get_commands().items()):
        if isinstance(app, str) and app.startswith(OURS):
            said = load_command_class(app, name).help.strip().splitlines()[0]
            lines.append(f"  {name.replace('_', '-'):<22} {said}")
        else:
            others.append(name)
    lines += ["", "« reciproque COMMANDE --help » détaille une commande."]
    lines += [
        "Commandes du socle Django : " + ", ".join(name for name in others if name in SHOWN_OF_DJANGO) + "."
    ]
    return "\n".join(lines)


SHOWN_OF_DJANGO = {"migrate", "check", "collectstatic", "shell"}
