"""What stands around the answers: verdicts, indicators, sessions, decisions, judgements, recommendations."""

from __future__ import annotations

from reciproque.core.text import one_line
from reciproque.evaluation.exports.extracts import MISSING, Told
from reciproque.evaluation.exports.workbook.columns import columns_of, day_of, every_sheet
from reciproque.office.sheets import Sheet


def verdict_sheet(picture: Told) -> Sheet:
    columns = columns_of(
        ("Axe", "pillar"), ("Objectif", "sheet"), ("Résultat attendu", "title"), ("Cible", "target"),
        ("Voix", "voice_word"), ("Verdict", "word"), ("Sur quoi il repose", "evidence"),
    )  # fmt: skip
    rows = [
        {**one, "pillar": sheet["pillar"], "sheet": sheet["title"]}
        for sheet in every_sheet(picture)
        for one in sheet["verdicts"]
    ]
    return Sheet("Verdicts", columns, rows)


def indicator_sheet(picture: Told) -> Sheet:
    pillars = {one["key"]: one["title"] for one in picture["pillars"] if one["key"] is not None}
    columns = columns_of(
        ("Axe", "pillar"), ("Objectif", "node"), ("Indicateur", "wording"), ("Unité", "unit"),
        ("Dernière valeur", "last"), ("Période", "period"), ("Cible", "target"), ("Allure", "word"),
        ("Compte des personnes", "people", "yesno"), ("Distingue les sexes", "sex", "yesno"),
    )  # fmt: skip
    rows = [
        {**one, "pillar": pillars.get(one["pillar_key"], ""), "last": one["last"] or MISSING}
        for one in picture["indicators"]
    ]
    return Sheet("Indicateurs", columns, rows)


def session_sheet(picture: Told) -> Sheet:
    columns = columns_of(
        ("Séance", "session"), ("Date", "day", "date"), ("Lieu", "place"), ("Présents", "present"),
        ("Excusés", "excused"), ("Absents", "absent"), ("Fiche", "title"), ("Issue", "outcome_word"), ("Note", "note"),
    )  # fmt: skip
    rows = []
    for one in picture["sessions"]:
        own = {"session": one["title"], "day": day_of(one["starts_at"]), "place": one["place"]}
        own |= {who: " ; ".join(map(one_line, one[who])) for who in ("present", "excused", "absent")}
        rows += [{**line, **own} for line in one["agenda"]] or [own]
    return Sheet("Séances", columns, rows)


def proposal_sheet(picture: Told) -> Sheet:
    columns = columns_of(
        ("Décision", "kind_word"), ("Sur quoi", "target"), ("Avant", "before"), ("Après", "after"),
        ("Raison", "reason"), ("Qui", "owner"), ("Pour le", "due", "date"), ("État", "state_word"),
    )  # fmt: skip
    return Sheet(
        "Décisions", columns, [{**one, "due": day_of(one["due_on"])} for one in picture["proposals"]]
    )


def judged_sheet(picture: Told) -> Sheet:
    columns = columns_of(
        ("Question évaluative", "question"), ("Critère", "wording"), ("Jugement", "word"),
        ("Constats", "reasons"), ("Sources", "sources"), ("Réponse à la question", "conclusion"),
    )  # fmt: skip
    rows = []
    for one in picture["evaluation_questions"]:
        own = {"question": one["wording"], "conclusion": one["conclusion"]}
        rows += [{**criterion, **own} for criterion in one["criteria"]] or [own]
    return Sheet("Questions évaluatives", columns, rows)


def recommendation_sheet(picture: Told) -> Sheet:
    columns = columns_of(
        ("Recommandation", "wording"), ("Constat", "finding"), ("Réponse", "answer"), ("État", "state_word"),
        ("Pour le", "due", "date"),
    )  # fmt: skip
    rows = [{**one, "due": day_of(one["due_on"])} for one in picture["recommendations"]]
    return Sheet("Recommandations", columns, rows)
