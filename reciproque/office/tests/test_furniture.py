"""Running heads, feet and page numbers are told from the text that they cut."""

import pytest

from reciproque.office.document import Kind
from reciproque.office.reading.furniture import furniture_lines
from reciproque.office.reading.text import read_text

pytestmark = pytest.mark.once  # no database: one engine is enough


PAGE = "Ville de Nulle-Part – Contrat de ville\n\n{text}\n\nDirection de la ville\n{number}\n\n"
TEXTS = (
    "Le premier paragraphe parle des quartiers et de ceux qui y vivent depuis",
    "longtemps, sans s'arrêter à la fin de la page.",
    "Le dernier est court.",
)
PAGED = "".join(PAGE.format(text=text, number=number) for number, text in enumerate(TEXTS, 1))


def test_a_sentence_goes_on_over_head_and_foot():
    document = read_text(PAGED)

    texts = [block.text for block in document.blocks() if block.kind is Kind.PARAGRAPH]
    assert texts == [f"{TEXTS[0]} {TEXTS[1]}", TEXTS[2]]


def test_heads_feet_and_numbers_are_kept_as_furniture():
    furniture = [block.text for block in read_text(PAGED).blocks() if block.kind is Kind.FURNITURE]

    assert sorted(set(furniture)) == [
        "1",
        "2",
        "3",
        "Direction de la ville",
        "Ville de Nulle-Part – Contrat de ville",
    ]
    assert len(furniture) == 9


def test_labels_that_come_again_without_pages_are_text():
    text = "\n\n".join(f"Axe {number}\n\nObjectifs\n\n- Agir" for number in range(5))

    assert furniture_lines(text.split("\n")) == set()


def test_figures_that_do_not_count_up_are_text():
    assert furniture_lines(["12", "texte", "40", "texte", "12", "texte", "7"]) == set()
