"""The slide of a pillar: three facts, what was done, what was difficult, what is asked of the committee."""

from __future__ import annotations

from collections.abc import Sequence

from reciproque.evaluation.choices import VerdictValue, Voice
from reciproque.evaluation.exports.extracts import Told, cut, saying, verdicts_by_result
from reciproque.evaluation.exports.figures import (
    amount_figure,
    people_figure,
    returned_figure,
    verdict_figure,
)
from reciproque.evaluation.exports.slides.choosing import headed, quoted, where_the_rest_is
from reciproque.evaluation.rules.questions import CHANGE, DONE
from reciproque.framework.choices import Engagement
from reciproque.office.papers.content import Bullets, Entry, KeyFigure, KeyFigures
from reciproque.office.slides import Slide

UNDER_WAY = (Engagement.DONE, Engagement.ROLLING_OUT)
DONE_SHOWN, HARD_SHOWN, ASKED_SHOWN = 3, 2, 2


def pillar_slide(picture: Told, pillar: Told) -> Slide:
    sheets = pillar["sheets"]
    done = quoted(sheets, DONE, DONE_SHOWN, letters=105)
    hard = quoted(sheets, "difficulties", HARD_SHOWN, letters=80)
    left = headed("Ce qui a été fait", done, "Aucune fiche rendue ne le dit.")
    right = headed("Difficultés", hard, "Aucune n’est signalée.")
    right += headed("Décisions demandées", _asked(picture, pillar), "Aucune.")
    return Slide(
        cut(pillar["title"], 110),
        [KeyFigures(_facts(pillar["figures"])), Bullets(left), Bullets(right)],
        foot=where_the_rest_is(sheets, DONE, len(done)),
    )


def _facts(figures: Told) -> list[KeyFigure]:
    """Three of what is known: sheets, then engagement, results, people, euros, in that order."""
    levels = figures["engagement"]
    known = sum(number for level, number in levels.items() if level)
    facts = [returned_figure(figures)]
    if known:
        well = sum(levels.get(level, 0) for level in UNDER_WAY)
        facts.append(KeyFigure(f"{well} sur {known}", "objectifs réalisés ou en déploiement"))
    verdicts = verdict_figure(figures)
    facts += [verdicts] if verdicts else []
    facts += [people_figure(figures)] if figures["people"]["sheets"] else []
    facts += [amount_figure(figures)] if figures["ordinary_amount"] is not None else []
    return facts[:3]


def _asked(picture: Told, pillar: Told) -> list[Entry]:
    """What sessions decided on objectives of the pillar and is still to be applied; else what leads propose."""
    titles = {one["title"] for one in pillar["sheets"]}
    decided = [
        one for one in picture["proposals"] if one["state_word"] == "à appliquer" and one["target"] in titles
    ]
    if decided:
        return [
            Entry(f"{cut(one['target'], 60)}\u00a0: {cut(one['kind_word'], 60)}")
            for one in decided[:ASKED_SHOWN]
        ]
    return [
        Entry(f"{cut(sheet['title'], 50)}\u00a0: {cut(said, 80)}")
        for sheet, said in saying(pillar["sheets"], CHANGE)[:ASKED_SHOWN]
    ]


def not_reached(sheets: Sequence[Told]) -> list[str]:
    """The results that were not reached, by the voice of the session, else of the lead."""
    found = []
    for sheet in sheets:
        for title, _target, voices in verdicts_by_result(sheet):
            by_voice = {one["voice"]: one["value"] for one in voices}
            value = by_voice.get(Voice.SESSION) or by_voice.get(Voice.LEAD)
            if value == VerdictValue.NOT_REACHED:
                found.append(title)
    return found
