"""Councils × opinions, as a page shows them."""

from dataclasses import dataclass
from typing import Any

from reciproque.evaluation.models import Consultation, Council
from reciproque.evaluation.rules.annual import Facts, said
from reciproque.evaluation.rules.opinions import Said, Standing


@dataclass(frozen=True)
class Row:
    """A council: what it received of the present version, what it said, what it said of earlier ones."""

    council: Council
    consultation: Consultation | None
    standing: Standing | None
    remark: str
    earlier: list[Consultation]
    unanswered: int


def table_of_councils(facts: Facts) -> list[Row]:
    return [_row(facts, one) for one in facts.councils]


def _row(facts: Facts, council: Council) -> Row:
    present = facts.present.get(council.pk)
    earlier = [
        one
        for one in facts.consultations
        if one.council_id == council.pk and one.opinion and (present is None or one.pk != present.pk)
    ]
    remarks = [one for one in facts.remarks if one.consultation.council_id == council.pk]
    standing = facts.standing(present) if present is not None else None
    unanswered = sum(not one.answer.strip() for one in remarks)
    return Row(council, present, standing, _remark(present, standing), earlier, unanswered)


def _remark(present: Consultation | None, standing: Standing | None) -> str:
    if present is None or standing is None:
        return "le projet ne lui a pas encore été envoyé"
    if standing.said == Said.WAITING:
        return f"jusqu’au {said(present.deadline_on)}"
    if standing.said == Said.SILENT:
        return f"sans réponse au {said(present.deadline_on)}"
    given: Any = present.given_on
    if standing.said == Said.LATE:
        return f"avis {present.get_opinion_display()} arrivé le {said(given)}, après le délai"
    number = f", {present.number}" if present.number else ""
    return f"le {said(given)}{number}"
