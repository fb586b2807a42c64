"""The deck from its cover to what is missing."""

from __future__ import annotations

from datetime import date

from reciproque.core.text import one_line
from reciproque.evaluation.exports.charts import (
    FALLING,
    PROGRESS,
    engagement_chart,
    indicator_chart,
    sheets_chart,
    signed,
    verdict_chart,
)
from reciproque.evaluation.exports.extracts import (
    MISSING,
    Told,
    count,
    cut,
    day,
    euros,
    period,
    sheets_in,
    standing,
)
from reciproque.evaluation.exports.figures import (
    amount_figure,
    indicator_figure,
    key_figures,
    people_figure,
)
from reciproque.evaluation.exports.slides.choosing import one_a_pillar, plain, where_the_rest_is
from reciproque.evaluation.exports.slides.decided import decision_slides, judged_slides
from reciproque.evaluation.exports.slides.pillars import not_reached, pillar_slide
from reciproque.office.papers.content import Bullets, KeyFigure, KeyFigures, TableBlock, TableColumn
from reciproque.office.slides import Deck, Slide, SlidePart

MOST_QUOTED = 5
NOT_GIVEN = "Aucune fiche rendue n’en parle."


def committee_deck(picture: Told, *, on: date, digest: str = "") -> Deck:
    """All that a committee needs to see; a slide whose subject nobody spoke of says so rather than being left out."""
    campaign = picture["campaign"]
    presented = campaign["presented_on"]
    lines = [
        f"Évaluation {campaign['kind_word']}, {period(picture)}",
        f"Comité de pilotage du {day(presented)}" if presented else "",
        standing(picture, on=on, digest=digest),
    ]
    slides = [
        _where_we_stand(picture),
        _engagement(picture),
        _verdicts(picture),
        *_indicators(picture),
        *judged_slides(picture["evaluation_questions"]),
        *(pillar_slide(picture, one) for one in picture["pillars"] if one["sheets"]),
        _ordinary_law(picture),
        _equality(picture),
        _quotes(picture, "Part des habitants et des conseils citoyens", "citizens"),
        *decision_slides(picture),
        _missing(picture),
        _quotes(picture, "Perspectives", "perspectives"),
    ]
    state = "" if campaign["frozen_at"] else " – version provisoire"
    return Deck(
        one_line(campaign["title"]),
        one_line(campaign["contract"]),
        lines,
        slides,
        footer=f"{cut(campaign['contract'], 60)} – {cut(campaign['title'], 40)}{state}",
        author=one_line(campaign["contract"]),
    )


def _where_we_stand(picture: Told) -> Slide:
    figures = picture["figures"]
    if not figures["sheets"]:
        return Slide("Où en sommes-nous ?", [Bullets(["Cette campagne ne compte encore aucune fiche."])])
    return Slide(
        "Où en sommes-nous ?",
        [KeyFigures(key_figures(figures)[:3]), sheets_chart(picture)],
        foot="Fiches par axe. Seules les fiches rendues parlent dans ce qui suit.",
    )


def _engagement(picture: Told) -> Slide:
    chart = engagement_chart(picture)
    parts: list[SlidePart] = (
        [Bullets(["Aucun niveau d’engagement n’est connu."])] if chart.is_empty else [chart]
    )
    return Slide("Niveau d’engagement par axe", parts, foot="En nombre d’objectifs.")


def _verdicts(picture: Told) -> Slide:
    chart = verdict_chart(picture)
    if chart.is_empty:
        return Slide("Résultats attendus", [Bullets(["Aucun résultat attendu n’a de verdict."])])
    failed = not_reached(sheets_in(picture))
    parts: list[SlidePart] = [chart]
    if failed:
        parts.append(Bullets([f"Non atteint\u00a0: {cut(title, 90)}" for title in failed[:4]]))
    more = f" {len(failed)} non atteints en tout." if len(failed) > 4 else ""
    return Slide(
        "Résultats attendus : les verdicts",
        parts,
        foot=f"Verdict de la séance ; à défaut, celui du pilote.{more}",
    )


def _indicators(picture: Told) -> list[Slide]:
    figure = indicator_figure(picture["figures"])
    if figure is None:
        return [Slide("Indicateurs", [Bullets(["Aucun indicateur n’est rattaché à cette campagne."])])]
    told = picture["figures"]["indicators"]
    gendered = KeyFigure(
        f"{told['gendered']} sur {told['people']}", "indicateurs de personnes distinguent les sexes"
    )
    figures = KeyFigures([figure, *([gendered] if told["people"] else [])])
    slides = [Slide("Indicateurs : leur allure", [figures, indicator_chart(picture)])]
    falling = [one for one in picture["indicators"] if one["state"] in FALLING]
    if falling:
        columns = [
            TableColumn("Indicateur", 5),
            TableColumn("Dernière valeur", 2),
            TableColumn("Cible", 1.6),
            TableColumn("Allure", 1.8),
        ]
        rows = [
            [
                cut(one["wording"], 140),
                " – ".join(
                    filter(None, [one_line(str(one["last"] or "")) or MISSING, str(one["period"] or "")])
                ),
                one_line(str(one["target"] or "")) or "sans cible",
                signed(one["word"], one["state"], PROGRESS),
            ]
            for one in falling
        ]
        slides.append(Slide("Indicateurs qui reculent ou s’éloignent", [TableBlock(columns, rows)]))
    return slides


def _ordinary_law(picture: Told) -> Slide:
    figures = picture["figures"]
    columns = [
        TableColumn("Axe", 5),
        TableColumn("Montant déclaré", 2, numeric=True),
        TableColumn("Fiches qui le disent", 2, numeric=True),
    ]
    rows = [
        [
            cut(one["title"], 120),
            euros(one["figures"]["ordinary_amount"]),
            f"{one['figures']['amount_sheets']} sur {one['figures']['returned']}",
        ]
        for one in picture["pillars"]
        if one["sheets"]
    ]
    parts: list[SlidePart] = [KeyFigures([amount_figure(figures)])]
    parts += [TableBlock(columns, rows)] if rows else []
    foot = "Ce qui n’a pas été chiffré n’est pas compté : le total est un plancher."
    return Slide("Droit commun mobilisé", parts, foot=foot)


def _equality(picture: Told) -> Slide:
    told = picture["figures"]["indicators"]
    sheets = sheets_in(picture)
    figures = [people_figure(picture["figures"])]
    if told["people"]:
        figures.append(
            KeyFigure(
                f"{told['gendered']} sur {told['people']}", "indicateurs de personnes distinguent les sexes"
            )
        )
    entries = one_a_pillar(picture, "equality", 4)
    return Slide(
        "Égalité entre les femmes et les hommes",
        [KeyFigures(figures), Bullets(entries or [NOT_GIVEN])],
        foot=where_the_rest_is(sheets, "equality", len(entries)),
    )


def _quotes(picture: Told, title: str, key: str) -> Slide:
    entries = one_a_pillar(picture, key, MOST_QUOTED)
    return Slide(
        title,
        [Bullets(entries or [NOT_GIVEN])],
        foot=where_the_rest_is(sheets_in(picture), key, len(entries)),
    )


def _missing(picture: Told) -> Slide:
    said = plain([cut(one, 400) for one in picture["missing"]])
    number = count(len(said), "point", "points")
    foot = f"{number} à garder en tête en lisant ces chiffres." if said else ""
    return Slide("Ce qui manque", [Bullets(said or ["Rien ne manque à cette évaluation."])], foot=foot)
