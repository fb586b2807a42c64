"""To whom a person may pass a sheet on by herself: somebody of her body, and nobody else."""

from typing import Any

from reciproque.core.text import fold

OPEN_TO_ALL = {
    "gmail.com", "googlemail.com", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr", "live.com", "live.fr",
    "msn.com", "yahoo.com", "yahoo.fr", "ymail.com", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "neuf.fr",
    "laposte.net", "bbox.fr", "numericable.fr", "aliceadsl.fr", "club-internet.fr", "icloud.com", "me.com", "mac.com",
    "proton.me", "protonmail.com", "gmx.fr", "gmx.com", "aol.com", "mailo.com", "netcourrier.com", "tutanota.com",
}  # fmt: skip
"""Where anybody opens a mailbox: two addresses there say nothing of a body in common."""


def domain_of(email: str) -> str:
    return fold(email).rpartition("@")[2]


def obstacles_to_passing_on(
    email: str, *, giver_email: str, organisation_id: int | None, taker: Any | None
) -> list[str]:
    """Reasons why that address cannot get the sheet from this person. `taker`: who has the address, if known.

    The answer is the same whether an address is known or not, unless it is one of the body's own people.
    """
    domain = domain_of(email)
    same_domain = domain == domain_of(giver_email) and domain not in OPEN_TO_ALL
    same_body = taker is not None and organisation_id is not None and taker.organisation_id == organisation_id
    if same_domain or same_body:
        return []
    return [
        f"« {email} » n’est pas une adresse de votre organisme. Une fiche se transmet à une personne du même "
        "organisme ; pour toute autre, répondez au courriel de l’équipe projet, qui s’en chargera."
    ]


def obstacles_to_transferring(giver: Any, taker: Any) -> list[str]:
    """Reasons against giving all the sheets of one person to another. The team may choose anybody who is there."""
    if giver.pk == taker.pk:
        return ["Choisissez une autre personne que celle qui part."]
    return [] if taker.is_active else [f"Le compte de {taker} est fermé : choisissez une autre personne."]
