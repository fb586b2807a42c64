"""Items of a list whose depth is told by their signs alone, as files without depth have them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciproque.intake.reading.framework import read_framework
from reciproque.intake.reading.outline import outline_of
from reciproque.office.reading.html import read_html
from reciproque.office.reading.text import read_text

pytestmark = pytest.mark.once  # no database: one engine is enough

FINDINGS = "Article 1 : Objet\n\nLes constats sont :\n\n"
AIMS = "Article 1 : Priorités\n\n"


def gathered(document):
    return read_framework(document, outline_of(document))


def findings(lines):
    found = gathered(read_text(FINDINGS + "\n".join(lines) + "\n")).findings
    return [(each.text, each.sub_items) for each in found]


def aims(lines):
    items = gathered(read_text(AIMS + "\n".join(lines) + "\n")).framework
    return [(each.code, each.title, each.parent, each.sub_items) for each in items]


def test_a_flat_list_of_a_web_page_hangs_on_the_typed_line_above_it():
    """As LibreOffice writes a list of its own set between lines with a sign typed by hand."""
    page = (
        "<h1>Article 1 : Bilan</h1><h2>Constats</h2>"
        "<p>✦ Des commerces qui ferment</p><p>✦ Un marché à faire revivre</p>"
        "<ul>\n\t<li><p>Le samedi</p>\n\t<li><p>Sous la halle</p>\n</ul>"
        "<p>✦ Des vitrines vides</p>"
    )

    found = gathered(read_html(page.encode())).findings

    assert [(each.text, each.sub_items) for each in found] == [
        ("Des commerces qui ferment", ()),
        ("Un marché à faire revivre", ("Le samedi", "Sous la halle")),
        ("Des vitrines vides", ()),
    ]
    assert len(found[1].anchors) == 3


@pytest.mark.parametrize("outer", ["✦", "•", "1."])
def test_signs_nest_findings_and_objectives_as_an_indent_does(outer):
    flat = [f"{outer} Ouvrir la halle", "- au printemps", "- en été", f"{outer} Fermer la nuit", "- l’hiver"]
    if outer == "1.":
        flat[3] = "2. Fermer la nuit"
    indented = [f"    {line}" if line.startswith("-") else line for line in flat]

    assert findings(flat) == findings(indented)
    assert [len(inside) for _text, inside in findings(flat)] == [2, 1]
    assert aims(flat) == aims(indented)


def test_three_signs_are_three_depths():
    flat = ["1. Commerce", "• Ouvrir la halle", "– Chauffer la halle", "• Louer les étals", "2. Tourisme"]

    assert aims(flat) == [
        ("1", "Commerce", None, ()),
        (None, "Ouvrir la halle", 0, ("Chauffer la halle",)),
        (None, "Louer les étals", 0, ()),
        ("2", "Tourisme", None, ()),
    ]


@pytest.mark.parametrize(
    "flat",
    [
        ["- Des vitrines vides", "- Un marché", "• Un parking", "• Une gare"],  # the first sign never returns
        ["- Des vitrines vides", "✦ Un marché", "- Un parking"],  # a sign of titles under a plain one
        ["1. Des vitrines vides", "2. Un marché", "3. Un parking"],
        ["✦ Des vitrines vides"],
    ],
)
def test_signs_that_tell_no_depth_leave_a_list_flat(flat):
    assert [inside for _text, inside in findings(flat)] == [()] * len(flat)


def test_a_paragraph_between_two_lists_parts_their_signs():
    found = findings(
        ["• Un parking", "", "Les constats sont aussi :", "", "- Un marché", "", "", "• Une gare"]
    )

    assert [text for text, _inside in found] == ["Un parking", "Un marché", "Une gare"]


WORDS = ("halle", "gare", "étal", "quai", "pont", "phare", "digue", "môle")
NESTED = st.lists(st.integers(0, 3), min_size=2, max_size=8).filter(
    lambda inside: any(above for above, _below in pairwise(inside))  # some are enclosed: the signs do tell
)


@given(NESTED, st.permutations(("-", "•", "–", "◦")))
def test_any_list_reads_with_and_without_its_indent(inside, signs):
    lines = []
    for number, count in enumerate(inside):
        lines.append(f"{signs[0]} Une {WORDS[number]} à rouvrir")
        lines += [f"    {signs[1]} la {WORDS[number]} numéro {each + 1}" for each in range(count)]
    flat = [line.strip() for line in lines]

    assert findings(flat) == findings(lines)
    assert [len(below) for _text, below in findings(flat)] == inside
