"""Verdicts of a campaign, result by result, and those of the years before. A flat number of questions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reciproque.enquiries.models import Sheet
from reciproque.enquiries.rules.sheets import items_of
from reciproque.evaluation.choices import Voice
from reciproque.evaluation.models import Campaign, ResultVerdict
from reciproque.evaluation.queries.boards import pillar_key
from reciproque.evaluation.queries.scope import RESULT
from reciproque.evaluation.rules.verdicts import differ, main_voice
from reciproque.framework.models import Node, Result


@dataclass
class Judged:
    """An expected result in a campaign: what each voice says of it, and what was said in the years before.

    Of a frozen year, result and verdicts are what was kept of them, under the same names.
    """

    result: Any
    group_key: str
    group: str
    voices: dict[str, Any] = field(default_factory=dict)
    before: list[tuple[str, str]] = field(default_factory=list)

    @property
    def values(self) -> dict[str, str]:
        return {voice: one.value for voice, one in self.voices.items()}

    @property
    def main(self) -> str:
        return main_voice(self.values)

    @property
    def differ(self) -> bool:
        return differ(self.values.values())


def verdicts_in(campaign: Campaign) -> list[Judged]:
    """Every expected result that stands on a sheet of the campaign or has a verdict in it, in the order of sheets."""
    found: dict[int, Judged] = {}
    placed = _placed(campaign)
    said = list(ResultVerdict.objects.filter(campaign=campaign).select_related("by"))
    keys = {*placed, *(one.result_id for one in said)}
    results = Result.objects.filter(pk__in=keys).select_related("node").in_bulk()
    order = [*placed, *(one.result_id for one in said if one.result_id not in placed)]
    for key in dict.fromkeys(order):
        if key in results:
            sheet = placed.get(key)
            group = (pillar_key(sheet), sheet.group) if sheet is not None else ("hors", "Hors des fiches")
            found[key] = Judged(results[key], *group)
    for one in said:
        if one.result_id in found:
            found[one.result_id].voices[one.voice] = one
    _add_years_before(campaign, found)
    return list(found.values())


def _placed(campaign: Campaign) -> dict[int, Sheet]:
    """The sheet on which each expected result is asked about."""
    sheets = Sheet.objects.filter(round_id=campaign.round_id).exclude(items="").order_by("position", "pk")
    return {
        int(item["key"].rpartition(":")[2]): sheet
        for sheet in sheets.defer("blocks")
        for item in items_of(sheet)
        if str(item.get("key", "")).startswith(f"{RESULT}:")
    }


def _add_years_before(campaign: Campaign, found: dict[int, Judged]) -> None:
    rows = ResultVerdict.objects.filter(
        result__in=found, campaign__contract=campaign.contract_id, campaign__ends_on__lt=campaign.ends_on
    ).select_related("campaign")
    years: dict[int, dict[tuple[Any, str], dict[str, str]]] = {}
    for one in rows.exclude(campaign=campaign).order_by("campaign__ends_on"):
        when = (one.campaign.ends_on, one.campaign.title)
        years.setdefault(one.result_id, {}).setdefault(when, {})[one.voice] = one.value
    for key, by_year in years.items():
        found[key].before = [
            (str(when[0].year), main_voice(voices)) for when, voices in sorted(by_year.items())
        ]


def verdicts_on(node: Node) -> list[tuple[Result, list[ResultVerdict]]]:
    """The live expected results of an objective with all their verdicts, the latest campaign first."""
    results = list(Result.objects.filter(node=node, archived_at=None))
    rows = ResultVerdict.objects.filter(result__in=results).select_related("campaign")
    by_result: dict[int, list[ResultVerdict]] = {}
    for one in rows.order_by("-campaign__ends_on", "pk"):
        by_result.setdefault(one.result_id, []).append(one)
    return [(result, by_result.get(result.pk, [])) for result in results]


def verdict_of_voice(campaign: Campaign, result: Result, voice: str) -> ResultVerdict | None:
    return ResultVerdict.objects.filter(campaign=campaign, result=result, voice=voice).first()


FILTERS: dict[str, tuple[str, Any]] = {
    "sans": ("sans verdict", lambda one: not one.voices),
    "differents": ("voix qui diffèrent", lambda one: one.differ),
    "atteints": ("atteints", lambda one: one.main == "reached"),
    "partie": ("en partie", lambda one: one.main == "partly"),
    "non": ("non atteints", lambda one: one.main == "no"),
    "inconnus": ("on ne sait pas", lambda one: one.main == "unknown"),
    "habitants": ("avec la voix des habitants", lambda one: Voice.INHABITANTS in one.voices),
}


def grouped(rows: Sequence[Judged]) -> list[tuple[str, str, list[Judged]]]:
    """By pillar, in their order."""
    groups: dict[str, tuple[str, list[Judged]]] = {}
    for one in rows:
        groups.setdefault(one.group_key, (one.group or "Sans pilier", []))[1].append(one)
    return [(key, title, found) for key, (title, found) in groups.items()]
