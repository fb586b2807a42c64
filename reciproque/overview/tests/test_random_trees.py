"""Any tree comes back from every format: deep, with codes that repeat or are missing, and strange signs."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from reciproque.framework.models import Node, Result
from reciproque.office.papers.content import Heading, Paper
from reciproque.office.papers.markdown import write_markdown
from reciproque.office.papers.odt import write_odt
from reciproque.office.papers.word import write_docx
from reciproque.office.sheets import Sheet, write_ods_book, write_xlsx_book
from reciproque.overview.exports.books import framework_sheets
from reciproque.overview.exports.framework import plan_table
from reciproque.overview.queries.leaving import Leaving, Line
from reciproque.overview.tests.reading_back import read_back, squashed

pytestmark = pytest.mark.once  # no database: nodes are never saved

PAPERS = {"docx": write_docx, "odt": write_odt, "md": write_markdown}
BOOKS = {"xlsx": write_xlsx_book, "ods": write_ods_book}
ALONE = {"Repère", "Niveau", "Code", "Intitulé", "Objectif", "Résultat attendu"}
WORDS = some.text(
    some.characters(codec="utf-8", categories=("L", "N", "P", "S"), max_codepoint=0x2FFF),
    min_size=1,
    max_size=12,
)
TITLES = some.lists(WORDS, min_size=1, max_size=30).map(" ".join) | some.sampled_from(
    [
        "- Réussir", "• Réussir", "1. Réussir", "1.1 Réussir", "a) Réussir", "Axe 1 : réussir", "Objectif | résultat",
        "<b>Réussir</b> & vivre", "« Réussir »\tensemble", "Réussir *mieux* et **plus**", "[lien](x)", "Indicateurs",
        "Repère", "=1+1",
        "III - Habiter", "Pour la Ville : le maire", "x" * 600, "# Titre", "1", "1.2", "Niveau",
        "²³ m² ^{er}", "`code` _souligné_", "2020-2022", "—", "o Objectif",
    ]
)  # fmt: skip
CODES = some.sampled_from(["", "", "1", "1.5.3", "1.5.3", "A", "A.1", "Axe 1", "II", "OS-2", "°", "1)"])
LABELS = some.sampled_from(["axe", "objectif", "pilier", "priorité n° 1", "Objectif opérationnel", "levier"])
ROWS = some.lists(
    some.tuples(TITLES, CODES, LABELS, some.integers(-1, 30), some.lists(TITLES, max_size=2)),
    min_size=1,
    max_size=12,
)


def tree_of(rows):
    """Unsaved nodes in the order of reading; a parent is one of those before it."""
    nodes, below, roots = [], {}, []
    for at, (title, code, label, parent, results) in enumerate(rows):
        nodes.append((Node(pk=at + 1, title=title, code=code, label=label), results))
        above = parent if 0 <= parent < at else None
        (roots if above is None else below.setdefault(above, [])).append(at)
    lines, told = [], []
    waiting = [(at, str(number), 0, None) for number, at in enumerate(roots, 1)][::-1]
    while waiting:
        at, mark, depth, parent = waiting.pop()
        node, results = nodes[at]
        lines.append(Line(node, mark, depth, parent))
        told += [Result(node_id=node.pk, wording=text) for text in results]
        place = len(lines) - 1
        waiting += [(child, f"{mark}.{n}", depth + 1, place) for n, child in enumerate(below.get(at, ()), 1)][
            ::-1
        ]
    return lines, told


def without_bullet(text):
    """A bullet typed at the front of a text is that of a list, and an apostrophe there keeps a formula from being
    one, in a cell of a spreadsheet."""
    return squashed(text).lstrip("'•-–—*+·")


def as_paper(leaving, form):
    table = plan_table(leaving, leaving.lines, caption="Cadre")
    return PAPERS[form](Paper("Cadre stratégique", blocks=[Heading("Tableau"), table]))


def as_book(leaving, form):
    """The columns that no database is asked for."""
    told = [
        Sheet(sheet.title, [one for one in sheet.columns if one.heading in ALONE], sheet.rows)
        for sheet in framework_sheets(leaving)
    ]
    return BOOKS[form]("Cadre", told)


@pytest.mark.parametrize("form", [*PAPERS, *BOOKS])
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # a failing tree is small enough; shrinking takes minutes
)
@given(ROWS)
def test_any_tree_comes_back(form, rows):
    lines, results = tree_of(rows)
    leaving = Leaving(contract=None, results=results, groves=[(None, lines)])
    leaving.by_node = {line.node.pk: line for line in lines}

    read = read_back((as_paper if form in PAPERS else as_book)(leaving, form), form)

    wanted = [
        (
            squashed(line.node.title).lstrip("'"),
            squashed(line.node.code),
            squashed(line.node.label),
            line.parent,
        )
        for line in lines
    ]
    got = [
        (squashed(item["title"]).lstrip("'"), squashed(item["code"]), squashed(item["label"]), item["parent"])
        for item in read["framework"]
    ]
    assert got == wanted
    place = {line.node.pk: number for number, line in enumerate(lines)}
    assert sorted((without_bullet(one["text"]), one["parent"]) for one in read["results"]) == sorted(
        (without_bullet(one.wording), place[one.node_id]) for one in results
    )
