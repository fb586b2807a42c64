"""What a document says twice and differently: one signature with two dates, one count with two figures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reciproque.intake.reading.dates import YEAR, dates_in
from reciproque.intake.reading.result import (
    Amount,
    Contradiction,
    DatedEvent,
    Item,
    Neighbourhood,
    NeighbourhoodTotal,
    Reading,
    Signatory,
)
from reciproque.intake.reading.spelling import folded, telling_words

_SIGNATURE = re.compile(r"\b(?:co-?)?sign(?:e|ee|es|ees|ature)\b")
_CONTRACT = re.compile(r"\bcontrats? de ville\b")
_OTHER_PAPER = re.compile(r"\b(?:protocole|pacte|convention|circulaire|avenant|charte)\b")
_NEAR = 60
_SIGNERS = re.compile(r"^(?:signataires?|partenaires?)$")


def find_contradictions(reading: Reading, places: Mapping[str, str]) -> list[Contradiction]:
    """Compare what was read with itself; both sides are kept, with their lines.

    `places` says where each passage stands, by its anchor: « page 3 », « ligne 12 ».
    """
    return [
        *_of_signature(reading.signature_or_validation_dates, places),
        *_of_counts(reading.amounts),
        *_of_signers(reading.amounts, reading.signatories),
        *_of_totals(reading.neighbourhoods, reading.neighbourhood_totals),
    ]


def _side(says: str, words: str, items: Iterable[Item], held_in: str = "") -> dict[str, Any]:
    """One value and the passages that state it. `held_in` is the list of the reading in which it was read."""
    items = list(items)
    anchors = list(dict.fromkeys(item.anchor for item in items))
    return {
        "says": says,
        "words": words,
        "list": held_in,
        "anchor": anchors[0],
        "anchors": anchors,
        "line": items[0].source_line,
    }


def _contradiction(
    text: str, items: Iterable[Item], subject: str, sides: Iterable[dict[str, Any]]
) -> Contradiction:
    items = list(items)
    return Contradiction(
        text=text,
        subject=subject,
        sides=tuple(sides),
        lines=tuple(sorted({item.source_line for item in items})),
        source_line=items[0].source_line,
        anchor=items[0].anchor,
        anchors=tuple(dict.fromkeys(item.anchor for item in items)),
    )


def _of_signature(dates: list[DatedEvent], places: Mapping[str, str]) -> Iterator[Contradiction]:
    """The contract signed on two days. « 2015 » does not contradict « 23 octobre 2015 »."""
    days: dict[str, list[DatedEvent]] = defaultdict(list)
    for event in dates:
        if event.date and _signs_the_contract(event):
            days[event.date].append(event)
    kept = [day for day in days if not any(other != day and other.startswith(day) for other in days)]
    if len(kept) > 1:
        told = " ; ".join(f"{day} ({places[days[day][0].anchor]})" for day in kept)
        text = f"La signature du contrat porte plusieurs dates : {told}."
        sides = [_side(day, days[day][0].event, days[day], "signature_or_validation_dates") for day in kept]
        yield _contradiction(text, [event for day in kept for event in days[day]], "signature", sides)


def _signs_the_contract(event: DatedEvent) -> bool:
    """« contrat de ville … signé le » with the date right behind."""
    plain = folded(event.event)
    signed = _SIGNATURE.search(plain)
    if not signed:
        return False
    days = [day.start for day in dates_in(event.event)] + [year.start() for year in YEAR.finditer(plain)]
    behind = any(signed.end() <= start <= signed.end() + _NEAR for start in days)
    near = plain[max(0, signed.start() - _NEAR) : signed.end() + _NEAR]
    return behind and bool(_CONTRACT.search(near)) and not _OTHER_PAPER.search(near)


def _of_counts(amounts: list[Amount]) -> Iterator[Contradiction]:
    """« 22 objectifs généraux … 24 objectifs généraux » in one passage."""
    places: dict[tuple[str, frozenset[str]], list[Amount]] = defaultdict(list)
    for amount in amounts:
        if isinstance(amount.value, int) and amount.unit and " " in amount.unit:
            places[amount.anchor, telling_words(amount.unit)].append(amount)
    for same in places.values():
        if len({amount.value for amount in same}) > 1:
            told = " et ".join(f"« {amount.text} »" for amount in same)
            sides = [_side(amount.text, amount.what or amount.text, [amount], "amounts") for amount in same]
            yield _contradiction(f"Le même passage compte {told}.", same, "count", sides)


def _of_signers(amounts: list[Amount], signatories: list[Signatory]) -> Iterator[Contradiction]:
    counted = [amount for amount in amounts if amount.unit and _SIGNERS.match(amount.unit)]
    signed = [amount for amount in counted if _SIGNATURE.search(folded(amount.what or ""))]
    differing = [amount for amount in signed if amount.value != len(signatories)]
    if differing and signatories:
        blocks = f"{len(signatories)} blocs de signature"
        text = f"Le texte compte « {differing[0].text} », le document porte {blocks}."
        written = _side(differing[0].text, differing[0].what or "", differing, "amounts")
        names = " ; ".join(each.organisation for each in signatories)
        yield _contradiction(text, differing, "signers", [written, _side(blocks, names, signatories)])


def _of_totals(
    neighbourhoods: list[Neighbourhood], totals: list[NeighbourhoodTotal]
) -> Iterator[Contradiction]:
    """A printed total that is not the sum of its lines."""
    for total in totals:
        counted = [each for each in neighbourhoods if each.population is not None and _counts_in(each, total)]
        summed = sum(each.population or 0 for each in counted)
        if counted and summed != total.total:
            text = f"Le total imprimé pour {total.scope} est {total.total}, la somme des lignes est {summed}."
            lines = " ; ".join(f"{each.name} : {each.population}" for each in counted)
            printed = _side(f"{total.total}", f"{total.scope} : {total.total}", [total])
            yield _contradiction(text, [total], "total", [printed, _side(f"{summed}", lines, counted)])


def _counts_in(each: Neighbourhood, total: NeighbourhoodTotal) -> bool:
    return total.scope in ("Total", each.commune, f"Total {each.type}")
