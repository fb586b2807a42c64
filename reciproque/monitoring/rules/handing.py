"""Whether what one person feeds may become another's."""


def obstacles_to_handing_on(*, indicators: int, sheets: int, same: bool, may_take: bool) -> list[str]:
    """An empty list means: go. `may_take`: the other has a role in the contract and an open account."""
    obstacles = []
    if same:
        obstacles.append("Choisissez une autre personne que celle qui part.")
    if not may_take:
        obstacles.append("Cette personne n’a pas de rôle dans le contrat : donnez-lui-en un d’abord.")
    if not indicators and not sheets:
        obstacles.append("Cette personne ne renseigne aucun indicateur de ce contrat.")
    return obstacles
