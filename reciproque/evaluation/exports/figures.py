"""The key figures of a campaign in words, each with what it rests on: never a zero for what nobody said."""

from __future__ import annotations

from reciproque.evaluation.choices import VerdictValue
from reciproque.evaluation.exports.extracts import Told, count, euros, people_said, women_share
from reciproque.office.papers.content import KeyFigure


def returned_figure(figures: Told) -> KeyFigure:
    if not figures["sheets"]:
        return KeyFigure("aucune", "fiche dans cette campagne")
    validated = f", dont {count(figures['accepted'], 'validée', 'validées')}" if figures["accepted"] else ""
    return KeyFigure(f"{figures['returned']} sur {figures['sheets']}", f"fiches rendues{validated}")


def verdict_figure(figures: Told) -> KeyFigure | None:
    """None when no result was expected."""
    verdicts = figures["verdicts"]
    whole = sum(verdicts.values())
    if not whole:
        return None
    well = verdicts.get(VerdictValue.REACHED, 0) + verdicts.get(VerdictValue.PARTLY, 0)
    return KeyFigure(f"{well} sur {whole}", "résultats attendus atteints, ou en partie")


def people_figure(figures: Told) -> KeyFigure:
    people = figures["people"]
    share = women_share(people)
    said = f" ({share} de femmes)" if share else ""
    return KeyFigure(
        people_said(people), f"touchés, d’après {count(people['sheets'], 'fiche', 'fiches')}{said}"
    )


def amount_figure(figures: Told) -> KeyFigure:
    told = count(figures["amount_sheets"], "fiche", "fiches")
    return KeyFigure(euros(figures["ordinary_amount"]), f"de droit commun, déclaré sur {told}")


def indicator_figure(figures: Told) -> KeyFigure | None:
    """None when there is no indicator."""
    told = figures["indicators"]
    if not told["total"]:
        return None
    return KeyFigure(f"{told['fed']} sur {told['total']}", "indicateurs alimentés")


def key_figures(figures: Told) -> list[KeyFigure]:
    every = [
        returned_figure(figures),
        verdict_figure(figures),
        people_figure(figures),
        amount_figure(figures),
        indicator_figure(figures),
    ]
    return [one for one in every if one is not None]
