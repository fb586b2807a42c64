"""The same questions asked of the five real documents, once accepted: what is found of what a person judged."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reciproque.accounts.actions.memberships import grant_role
from reciproque.accounts.choices import Role
from reciproque.accounts.rules.memberships import Grant
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.choices import Generation
from reciproque.contracts.models import Passage
from reciproque.demo.chapters.documents import accept, bring
from reciproque.overview.actions.indexing import rebuild
from reciproque.overview.queries.asking import Asked, ask
from reciproque.search.models import Indexed
from tests.readings.measure import missing, text_of

TOLD = json.loads((Path(__file__).parent / "readings" / "questions.json").read_text())
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
FIRST = 5
PRECISION, RECALL = 0.7, 0.8


@pytest.fixture
def cities():
    if said := missing():
        pytest.skip(said)
    admin = UserFactory()
    grant_role(admin, Grant.everywhere(Role.ADMINISTRATOR), by=None, at=AT)
    contracts = {}
    for name in TOLD["documents"]:
        reading = bring(f"{name}.md", by=admin, at=AT, data=text_of(name).encode())
        contracts[name] = accept(reading, by=admin, at=AT, name=name, generation=Generation.PILLARS)
    rebuild()
    return admin, contracts


def lines_answered(admin, contract, asked):
    """The lines of the source that the answers point to, best first, each once; answers without one count as 0."""
    answers = ask(admin, Asked(asked, contracts=(contract.pk,)))
    [column] = answers.columns
    if column.partial:
        return []
    places = {(p.text_id, p.anchor): p.line for p in Passage.objects.filter(text__contract=contract)}
    lines = []
    for one in column.found:
        source = one.passage_url or one.url
        found = re.search(r"/(\d+)/[^#]*#(.+)$", source)
        line = _line(found, places) if found else 0
        if line not in lines:
            lines.append(line)
    return lines


def _line(found, places):
    text, anchor = int(found[1]), found[2]
    if (text, anchor) in places:
        return places[text, anchor]
    number = re.search(r"\d+", anchor)
    return int(number[0]) if number else 0


def test_what_a_person_judged_to_answer_is_found(cities):
    admin, contracts = cities
    told, right, shown, found, wanted = [], 0, 0, 0, 0
    for number, name in enumerate(TOLD["documents"]):
        own = [0, 0, 0, 0]
        for question in TOLD["questions"]:
            judged = set(question["lines"][number])
            lines = lines_answered(admin, contracts[name], question["asked"])
            first = lines[:FIRST]
            own[0] += len(judged & set(first))
            own[1] += len(first)
            own[2] += len(judged & set(lines))
            own[3] += len(judged)
            print(name[:12], question["asked"][:30], "wanted", sorted(judged), "found", lines)
        right, shown, found, wanted = right + own[0], shown + own[1], found + own[2], wanted + own[3]
        told.append(f"{name}: precision at {FIRST} {own[0]}/{own[1]}, recall {own[2]}/{own[3]}")
    print("\n".join([*told, f"all: {right}/{shown}, {found}/{wanted}", f"{Indexed.objects.count()} entries"]))
    assert right / shown >= PRECISION
    assert found / wanted >= RECALL
