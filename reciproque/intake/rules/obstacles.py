"""What stands in the way of reading again, reviewing and accepting."""

from collections.abc import Iterable, Sequence

from reciproque.intake.choices import ItemKind, ReadingState
from reciproque.intake.models import Item, Reading
from reciproque.intake.rules.identity import Terms


def obstacles_to_reviewing(reading: Reading) -> list[str]:
    if reading.state == ReadingState.ACCEPTED:
        return ["Cette lecture est déjà acceptée : modifiez désormais le contrat lui-même."]
    if reading.state != ReadingState.READY:
        return ["Le document n’est pas encore lu."]
    return []


def obstacles_to_reading_again(reading: Reading, *, running: bool) -> list[str]:
    if reading.state == ReadingState.ACCEPTED:
        return ["Cette lecture est déjà acceptée : modifiez désormais le contrat lui-même."]
    if reading.state == ReadingState.DISCARDED:
        return ["Cette lecture est abandonnée : déposez le document à nouveau."]
    return ["La lecture est déjà en cours."] if running else []


def obstacles_to_accepting(
    reading: Reading, *, kept: int, title: str, name: str, has_contract: bool
) -> list[str]:
    reasons = obstacles_to_reviewing(reading)
    if reasons:
        return reasons
    if not kept:
        reasons.append("Il ne reste aucun élément à reprendre : ajoutez-en, ou abandonnez cette lecture.")
    if not title.strip():
        reasons.append("Donnez un titre au texte.")
    if not has_contract and not name.strip():
        reasons.append("Donnez un nom au contrat, ou choisissez un contrat existant.")
    return reasons


def obstacles_to_taking_twice(others: Iterable[Reading]) -> list[str]:
    """`others`: readings of the same file that this contract has already taken over."""
    return [
        f"Ce fichier a déjà été repris dans ce contrat (« {one.name} »). Rien n’est à reprendre une seconde fois."
        for one in others
    ][:1]


def obstacles_to_period(terms: Terms) -> list[str]:
    wrong = terms.starts_on and terms.ends_on and terms.ends_on < terms.starts_on
    return ["La fin du texte vient après son début : corrigez les dates."] if wrong else []


def obstacles_to_parent(item: Item, parent: Item | None, *, above: Sequence[int]) -> list[str]:
    """`above` holds the keys of the parent and of all that is above it."""
    if parent is None:
        return []
    if parent.kind != ItemKind.FRAMEWORK:
        return ["Un élément se rattache à un élément du cadre stratégique."]
    if parent.reading_id != item.reading_id:
        return ["L’élément d’accueil est d’une autre lecture."]
    if item.pk in above:
        return ["Un élément ne peut pas dépendre de lui-même ni de l’un de ceux qui sont sous lui."]
    return []


def obstacles_to_retyping(item: Item, kind: str, *, has_children: bool) -> list[str]:
    if kind not in ItemKind.values or (kind == ItemKind.LEFTOVER and item.kind != kind):
        return ["Cette liste n’existe pas."]
    if has_children and kind != item.kind:
        return ["D’autres éléments dépendent de celui-ci : déplacez-les d’abord."]
    return []


def obstacles_to_joining(keep: Item, others: Sequence[Item]) -> list[str]:
    wrong = [
        one
        for one in others
        if one.reading_id != keep.reading_id or one.kind != keep.kind or one.pk == keep.pk
    ]
    return ["On ne joint que des éléments d’une même liste."] if wrong or not others else []


def obstacles_to_accepting_a_correction(reading: Reading) -> list[str]:
    """The corrected file of an accepted text changes that text: it does not make another."""
    first = reading.corrects
    if first is None or first.state != ReadingState.ACCEPTED:
        return []
    return [f"Ce document corrige « {first.name} », déjà accepté : appliquez ses différences au texte."]


def obstacles_to_correcting(reading: Reading, first: Reading) -> list[str]:
    """Why `reading` cannot be the corrected version of `first`."""
    if reading.state != ReadingState.READY:
        return ["Seule une lecture à relire peut être une version corrigée."]
    if first.pk == reading.pk or first.corrects_id == reading.pk:
        return ["Un document ne se corrige pas lui-même."]
    if first.state not in {ReadingState.READY, ReadingState.ACCEPTED}:
        return ["La première lecture n’est plus là : relisez ce document pour lui-même."]
    if first.contract_id != reading.contract_id:
        return ["Les deux documents ne sont pas du même contrat."]
    return []
