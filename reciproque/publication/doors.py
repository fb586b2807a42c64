"""What publication hangs: the link of the team, its sentences, the chore that prepares files."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from reciproque.accounts.access import steers_contract
from reciproque.core.registers import Act, Chore, RailLink, Subject, acts, chores, rail, subjects
from reciproque.publication import access, jobs


def _steers(user: Any, contract: Any) -> bool:
    return steers_contract(user, contract.pk)


rail.hang(
    RailLink(
        "Suivi",
        "Données ouvertes",
        "publication:edit_open_data",
        _steers,
        position=90,
        matches="publication:",
    )
)
chores.hang(Chore("publication.publish", timedelta(seconds=15), jobs.publish))
subjects.hang(
    Subject(
        "publication.opendata",
        "données ouvertes",
        access.open_data_visible_to,
        str,
        lambda one: reverse("publication:edit_open_data", args=[one.contract_id]),
    )
)
acts.hang(
    Act("opendata.set", "a réglé l’ouverture des données"),
    Act("opendata.opened", "a ouvert à tous les données des indicateurs choisis"),
    Act("opendata.closed", "a refermé les données"),
    Act("opendata.chosen", "a choisi les indicateurs publiés : {added} de plus, {withdrawn} retirés"),
)
