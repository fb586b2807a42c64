"""The evaluation questions of a campaign, as their page draws them."""

from collections.abc import Sequence
from typing import Any

from reciproque.evaluation.choices import VerdictValue
from reciproque.evaluation.rules.verdicts import BADGES


def told(
    questions: Sequence[tuple[Any, Sequence[Any]]], sources: dict[int, dict[str, Any]]
) -> list[dict[str, Any]]:
    """`questions`: rows, or what a frozen year kept of them under the same names."""
    return [
        {
            "question": question,
            "criteria": [
                {
                    "criterion": one,
                    "state": BADGES[VerdictValue(one.judgement)] if one.judgement else "plain",
                    "word": VerdictValue(one.judgement).label if one.judgement else "pas encore jugé",
                    **sources[one.pk],
                }
                for one in criteria
            ],
        }
        for question, criteria in questions
    ]
