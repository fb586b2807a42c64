"""What the sheets of a campaign come to, in figures: pure sums over a picture of it, for all or for one pillar.

Missing, zero, not applicable and unknown are told apart: only what was given is added up, and beside each sum stands
the number of sheets that it rests on. Whoever has no sheet that says so has no sum, not a zero.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from reciproque.enquiries.choices import AWAITED, RETURNED_TO_TEAM, AnswerStatus, SheetState
from reciproque.enquiries.rules.reading import people_in
from reciproque.evaluation.choices import VerdictValue, Voice
from reciproque.evaluation.rules.questions import ENGAGEMENT
from reciproque.framework.choices import Engagement
from reciproque.monitoring.choices import ProgressState

PEOPLE, AMOUNT = "publics", "ordinary_amount"
RESULT = "framework.result:"
"""How the key of an expected result begins among the items of a sheet."""
Told = Mapping[str, Any]


def figures_of(
    sheets: Sequence[Told], indicators: Sequence[Told], *, read: Collection[str] = RETURNED_TO_TEAM
) -> dict[str, Any]:
    """The figures of these sheets and indicators, as `exports.picture` writes them. JSON-plain.

    `read`: the states of sheets whose answers are read. Of the others nobody knows the level of engagement yet: they
    are waited for, and not « non renseigné ».
    """
    by_state = _counted((one["state"] for one in sheets), [str(state) for state in SheetState])
    levels = [value_of(one, ENGAGEMENT) for one in sheets if one["state"] in read]
    amounts = [Decimal(said) for one in sheets if (said := value_of(one, AMOUNT))]
    return {
        "sheets": len(sheets),
        "returned": sum(by_state[state] for state in RETURNED_TO_TEAM),
        "accepted": by_state[SheetState.ACCEPTED],
        "refused": by_state[SheetState.REFUSED],
        "excused": by_state[SheetState.EXCUSED],
        "waiting": sum(by_state[state] for state in [SheetState.READY, *AWAITED]),
        "by_state": by_state,
        "engagement": _counted(levels, [*(str(level) for level in Engagement), ""]),
        "verdicts": _counted(verdicts_in(sheets).values(), [*(str(value) for value in VerdictValue), ""]),
        "people": people_reached(sheets),
        "ordinary_amount": str(sum(amounts, Decimal(0))) if amounts else None,
        "amount_sheets": len(amounts),
        "indicators": indicator_figures(indicators),
    }


def _counted(values: Iterable[str], known: Sequence[str]) -> dict[str, int]:
    """How many of each: the known ones in their order, zeros too, then what else was met, in order of its words."""
    counts = dict.fromkeys(known, 0)
    met: dict[str, int] = {}
    for value in values:
        met[value] = met.get(value, 0) + 1
    others = {key: met[key] for key in sorted(met) if key not in counts}
    return {key: met.get(key, 0) for key in counts} | others


def given(sheet: Told, key: str) -> list[Told]:
    """The answers to a question that say something: neither without object nor unknown, and not empty."""
    answers = sheet["answers"].get(key, [])
    return [one for one in answers if one["status"] == AnswerStatus.GIVEN and one["value"].strip()]


def value_of(sheet: Told, key: str) -> str:
    """The canonical value of the answer to a question of one answer, "" when it was not given."""
    found = given(sheet, key)
    return str(found[0]["value"]).strip() if found else ""


def people_reached(sheets: Sequence[Told]) -> dict[str, Any]:
    """Women and men reached, each summed over the sheets that give them; `sheets` gives one of the two at least."""
    read = [people_in(said) for one in sheets if (said := value_of(one, PEOPLE))]
    women = [one[0] for one in read if one[0] is not None]
    men = [one[1] for one in read if one[1] is not None]
    return {
        "women": sum(women) if women else None,
        "men": sum(men) if men else None,
        "sheets": sum(one != (None, None) for one in read),
        "women_sheets": len(women),
        "men_sheets": len(men),
    }


def verdicts_in(sheets: Sequence[Told]) -> dict[str, str]:
    """The verdict on each expected result: the session's first, else the lead's, "" when nobody gave one.

    The voice of the inhabitants stands beside on the sheet and is never taken for the others'.
    """
    verdicts: dict[str, str] = {}
    for sheet in sheets:
        for item in sheet["items"]:
            if str(item["key"]).startswith(RESULT):
                verdicts.setdefault(item["key"], "")
        for voice in (Voice.LEAD, Voice.SESSION):
            verdicts |= {one["result"]: one["value"] for one in sheet["verdicts"] if one["voice"] == voice}
    return verdicts


def indicator_figures(indicators: Sequence[Told]) -> dict[str, Any]:
    """How many are fed (a validated value of the period or before), how they stand, how many tell sexes apart."""
    people = [one for one in indicators if one["people"] and one["period"]]
    return {
        "total": len(indicators),
        "fed": sum(bool(one["period"]) for one in indicators),
        "by_state": _counted((one["state"] for one in indicators), [str(state) for state in ProgressState]),
        "people": len(people),
        "gendered": sum(one["sex"] for one in people),
    }


def consolidated(pictures: Sequence[Told]) -> dict[str, Any]:
    """What several campaigns, in the order of their years, come to together: for mid-term and final evaluations.

    People and euros of several years are added up (what was reached and spent each year); engagement, verdicts and
    indicators are states: those of the last campaign that speaks of them count, and are never added.
    """
    figures = [one["figures"] for one in pictures]
    amounts = [Decimal(one["ordinary_amount"]) for one in figures if one["ordinary_amount"] is not None]
    return {
        "campaigns": [
            {"key": one["campaign"]["key"], "title": one["campaign"]["title"], "figures": one["figures"]}
            for one in pictures
        ],
        "people": {
            sex: _sum_of_known(one["people"][sex] for one in figures)
            for sex in ("women", "men", "sheets", "women_sheets", "men_sheets")
        },
        "ordinary_amount": str(sum(amounts, Decimal(0))) if amounts else None,
        "amount_sheets": sum(one["amount_sheets"] for one in figures),
        "engagement": figures[-1]["engagement"] if figures else {},
        "verdicts": figures[-1]["verdicts"] if figures else {},
        "indicators": figures[-1]["indicators"] if figures else indicator_figures([]),
    }


def _sum_of_known(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
