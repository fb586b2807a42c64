"""What a picture of a campaign does not tell, in sentences: for slides, reports and the page before the freeze."""

from collections.abc import Mapping, Sequence
from typing import Any

from reciproque.enquiries.choices import SheetState
from reciproque.evaluation.rules.figures import verdicts_in

NAMED = 8


def missing_from(told: Mapping[str, Any]) -> list[str]:
    """One sentence for each thing that lacks, the gravest first; an empty list when nothing does."""
    sheets = [one for pillar in told["pillars"] for one in pillar["sheets"]]
    waiting = [one for one in sheets if one["state"] in WAITING]
    refused = [one for one in sheets if one["state"] == SheetState.REFUSED]
    to_validate = [one for one in sheets if one["state"] == SheetState.SUBMITTED]
    return [
        *_named(waiting, "{} n’a pas été rendue", "{} n’ont pas été rendues"),
        *_named(refused, "{} a été refusée", "{} ont été refusées"),
        *_named(to_validate, "{} est rendue mais pas validée", "{} sont rendues mais pas validées"),
        *_without_verdict(sheets),
        *_people(told["figures"]),
        *_indicators(told["figures"]["indicators"]),
        *_not_reworked(told["proposals"]),
    ]


WAITING = {
    SheetState.READY,
    SheetState.SENT,
    SheetState.BEGUN,
    SheetState.CHECKING,
    SheetState.RETURNED,
}


def count(number: int, one: str, several: str) -> str:
    """« 1 fiche », « 3 fiches »; the plural of French begins at two."""
    return f"{number} {several if number > 1 else one}"


def _named(sheets: Sequence[Mapping[str, Any]], one: str, several: str) -> list[str]:
    if not sheets:
        return []
    titles = [str(sheet["title"]) for sheet in sheets[:NAMED]]
    more = len(sheets) - len(titles)
    rest = f" ; et {count(more, 'autre', 'autres')}" if more else ""
    said = (several if len(sheets) > 1 else one).format(count(len(sheets), "fiche", "fiches"))
    return [f"{said} : {' ; '.join(titles)}{rest}."]


def _without_verdict(sheets: Sequence[Mapping[str, Any]]) -> list[str]:
    verdicts = verdicts_in(sheets)
    silent = sum(not value for value in verdicts.values())
    if not silent:
        return []
    word = count(silent, "résultat attendu n’a", "résultats attendus n’ont")
    return [f"{word} pas de verdict, sur {len(verdicts)}."]


def _people(figures: Mapping[str, Any]) -> list[str]:
    people, returned = figures["people"], figures["returned"]
    said = []
    if returned and people["sheets"] < returned:
        word = count(people["sheets"], "fiche rendue", "fiches rendues")
        said.append(f"Le nombre de personnes touchées est donné par {word} sur {returned}.")
    if people["women_sheets"] != people["men_sheets"]:
        said.append(
            f"Les femmes sont comptées par {count(people['women_sheets'], 'fiche', 'fiches')}, les hommes par "
            f"{count(people['men_sheets'], 'fiche', 'fiches')} : les deux sommes ne se comparent pas."
        )
    return said


def _indicators(figures: Mapping[str, Any]) -> list[str]:
    said = []
    if silent := figures["total"] - figures["fed"]:
        word = count(silent, "indicateur n’a", "indicateurs n’ont")
        said.append(f"{word} aucune valeur validée pour la période, sur {figures['total']}.")
    if alike := figures["people"] - figures["gendered"]:
        word = count(alike, "indicateur qui compte", "indicateurs qui comptent")
        said.append(
            f"{word} des personnes {'ne distinguent' if alike > 1 else 'ne distingue'} pas les femmes des hommes."
        )
    return said


def _not_reworked(proposals: Sequence[Mapping[str, Any]]) -> list[str]:
    open_ones = sum(one["state"] == "proposed" for one in proposals)
    if not open_ones:
        return []
    word = count(open_ones, "décision de séance reste", "décisions de séance restent")
    return [f"{word} à appliquer au contrat."]
