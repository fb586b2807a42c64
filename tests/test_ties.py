"""Suggested ties, held against what a person judged of a sample of the objectives of five real documents.

The weights were chosen on two documents; the other three were only measured. Each figure has its floor.
"""

import csv
import json
from functools import cache

import pytest

from reciproque.references.choices import LEGAL_OBJECTIVES, P147
from reciproque.references.queries import terms_of
from reciproque.references.rules import Aim, Line, suggestions
from tests.readings.measure import HERE, SHARED, gold_of, missing

pytestmark = [
    pytest.mark.once,  # no database: one engine is enough
    pytest.mark.skipif(bool(missing()), reason=missing() or "ici"),
]

CHOSEN_ON = ("metz-protocole-2019-2022", "brest-protocole-2020-2022")
MEASURED_ON = (
    "besancon-protocole-2020-2022",
    "brest-feuille-de-route-2018-2019",
    "istres-protocole-2019-2022",
)
LISTS = {
    LEGAL_OBJECTIVES: ("objectifs_loi_2014_173.csv", "numero", "objectif"),
    P147: ("p147_themes.csv", "code", "libelle"),
}
FLOORS = {  # precision, recall
    (CHOSEN_ON, LEGAL_OBJECTIVES): (0.82, 0.87),
    (CHOSEN_ON, P147): (0.79, 0.75),
    (MEASURED_ON, LEGAL_OBJECTIVES): (0.66, 0.79),
    (MEASURED_ON, P147): (0.79, 0.74),
}


@cache
def judged():
    return json.loads((HERE / "ties.json").read_text(encoding="utf-8"))


def lines_of(code):
    """The lines of a list on which nothing hangs, by their place in the file, with the code of each."""
    file, key, title = LISTS[code]
    with (SHARED / "reference" / "nomenclatures" / file).open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    titles = {row[key]: row[title] for row in rows}
    parents = {row.get("parent") for row in rows}
    leaves = [(number, row) for number, row in enumerate(rows) if row[key] not in parents]
    lines = [
        Line(
            number,
            row[title],
            parent=titles.get(row.get("parent") or "", ""),
            terms=terms_of(code).get(row[key], ()),
        )
        for number, row in leaves
    ]
    return lines, {number: row[key] for number, row in leaves}


def aims_of(document):
    gold = gold_of(document)
    nodes, beside = gold["framework"], {}
    for item in (*gold.get("results", ()), *gold.get("indicators", ())):
        if item.get("parent") is not None:
            beside.setdefault(item["parent"], []).append(item.get("text", ""))
    return [
        Aim(key, node["title"], above=tuple(_above(nodes, node)), beside=tuple(beside.get(key, ())))
        for key, node in enumerate(nodes)
    ]


def _above(nodes, node):
    while node.get("parent") is not None:
        node = nodes[node["parent"]]
        yield node["title"]


def precision_and_recall(documents, code):
    lines, codes = lines_of(code)
    right = wrong = missed = 0
    for document in documents:
        found = {}
        for one in suggestions(aims_of(document), lines):
            found.setdefault(one.aim, set()).add(codes[one.line])
        for key, said in judged()[document].items():
            wanted, suggested = set(said[list(LISTS).index(code)]), found.get(int(key), set())
            right += len(wanted & suggested)
            wrong += len(suggested - wanted)
            missed += len(wanted - suggested)
    return right / (right + wrong), right / (right + missed)


@pytest.mark.parametrize(
    ("documents", "code"), FLOORS, ids=lambda one: one if isinstance(one, str) else one[0]
)
def test_suggestions_are_mostly_what_a_person_would_say(documents, code):
    precision, recall = precision_and_recall(documents, code)

    print(f"{code} {documents}: precision {precision:.2f}, recall {recall:.2f}")
    assert precision >= FLOORS[documents, code][0]
    assert recall >= FLOORS[documents, code][1]
