"""The report from its cover to its annex."""

from __future__ import annotations

from datetime import date

from reciproque.core.text import one_line
from reciproque.evaluation.exports.charts import engagement_chart, indicator_chart, verdict_chart
from reciproque.evaluation.exports.extracts import Told, day, period, standing
from reciproque.evaluation.exports.figures import key_figures
from reciproque.evaluation.exports.report.annex import annex
from reciproque.evaluation.exports.report.closing import closing
from reciproque.evaluation.exports.report.pillars import indicator_table, pillar_blocks
from reciproque.office.papers.content import (
    Bullets,
    ChartBlock,
    Content,
    Contents,
    Heading,
    KeyFigures,
    PageBreak,
    Paper,
    Paragraph,
)

NOT_ASKED = "Cette campagne ne compte encore aucune fiche."


def evaluation_report(picture: Told, *, on: date, digest: str = "", with_annex: bool = False) -> Paper:
    """The paper. `digest`: that of the frozen year; `with_annex`: all answers, sheet by sheet, at the end."""
    campaign = picture["campaign"]
    blocks: list[Content] = [
        *_front(picture, on, digest),
        PageBreak(),
        Contents(),
        PageBreak(),
        *_essentials(picture),
        *(block for pillar in picture["pillars"] for block in pillar_blocks(picture, pillar)),
        *_loose_indicators(picture),
        *closing(picture),
        *(annex(picture) if with_annex else []),
    ]
    return Paper(
        one_line(campaign["title"]),
        f"{one_line(campaign['contract'])}, {period(picture)}",
        blocks,
        author=one_line(campaign["contract"]),
        cover=True,
    )


def _front(picture: Told, on: date, digest: str) -> list[Content]:
    campaign = picture["campaign"]
    lines = [
        f"Évaluation {campaign['kind_word']} du contrat de ville.",
        f"{standing(picture, on=on, digest=digest)}.",
    ]
    if campaign["presented_on"]:
        lines.append(f"Présentée au comité de pilotage le {day(campaign['presented_on'])}.")
    return [Paragraph(line) for line in lines]


def _essentials(picture: Told) -> list[Content]:
    """One or two pages for whoever reads no further."""
    blocks: list[Content] = [Heading("L’essentiel")]
    if not picture["figures"]["sheets"]:
        return [*blocks, Paragraph(NOT_ASKED)]
    blocks += [KeyFigures(key_figures(picture["figures"]))]
    charts = (engagement_chart(picture), verdict_chart(picture), indicator_chart(picture))
    blocks += [ChartBlock(chart) for chart in charts]
    if picture["missing"]:
        blocks += [
            Heading("Ce qui manque", 2),
            Paragraph(
                "Ces chiffres se lisent avec ce qui manque encore ; la méthode est à la fin du rapport."
            ),
            Bullets([one_line(one) for one in picture["missing"]]),
        ]
    return blocks


def _loose_indicators(picture: Told) -> list[Content]:
    """The indicators that hang on no pillar of the campaign."""
    pillars = {one["key"] for one in picture["pillars"] if one["key"] is not None}
    loose = [one for one in picture["indicators"] if one["pillar_key"] not in pillars]
    if not loose:
        return []
    return [Heading("Autres indicateurs"), indicator_table(loose, "Indicateurs sans axe")]
