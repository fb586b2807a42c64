"""The numbers and bullets that Word prints, which stand nowhere in its text."""

import pytest

from reciproque.office.reading.counting import in_figures
from reciproque.office.reading.docx import read_docx
from reciproque.office.tests.files import docx, level, listed, numbering, p, shown, style

pytestmark = pytest.mark.once  # no database: one engine is enough


def test_bullets_take_the_sign_of_their_font():
    font = '<w:rPr><w:rFonts w:ascii="{}"/></w:rPr>'
    levels = numbering(
        level(0, "bullet", "\uf0b7", font.format("Symbol")),
        level(1, "bullet", "o", font.format("Courier New")),
        level(2, "bullet", "\uf0d8", font.format("Wingdings")),
        level(3, "bullet", "ü", font.format("Wingdings")),
    )
    body = listed("Un") + listed("Deux", level=1) + listed("Trois", level=2) + listed("Quatre", level=3)

    assert shown(read_docx(docx(body, numbering=levels))) == [
        "• Un",
        "  o Deux",
        "    ➢ Trois",
        "      ✓ Quatre",
    ]


def test_numbers_count_restart_below_and_go_on_above():
    levels = numbering(
        level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%3)")
    )
    body = (
        listed("a")
        + listed("b", level=1)
        + listed("c", level=1)
        + listed("d", level=2)
        + listed("e")
        + listed("f", level=1)
        + listed("", level=1)
        + listed("g", level=1)
    )

    assert shown(read_docx(docx(body, numbering=levels))) == [
        "1. a", "  1.1 b", "  1.2 c", "    a) d", "2. e", "  2.1 f", "  2.3 g",
    ]  # fmt: skip


def test_two_lists_of_one_kind_go_on_unless_told_to_start_anew():
    levels = (
        numbering(level(0, "decimal", "%1."))
        + '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        + '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        + '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = listed("a") + listed("b", "2") + listed("c", "3") + listed("d", "3")

    assert shown(read_docx(docx(body, numbering=levels))) == ["1. a", "2. b", "1. c", "2. d"]


def test_a_heading_keeps_its_number_as_marker():
    levels = numbering(level(0, "upperRoman", "Pilier %1 –"), level(1, "decimal", "%2", "<w:isLgl/>"))
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = p("Cohésion", style="Titre1") + p("Emploi", style="Titre1")

    document = read_docx(docx(body, numbering=levels, styles=style("Titre1", "heading 1", numbered)))

    assert shown(document) == ["# Pilier I – Cohésion", "# Pilier II – Emploi"]
    assert [block.text for block in document.parts] == ["Cohésion", "Emploi"]


def test_a_paragraph_may_leave_the_list_of_its_style():
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    outside = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("dedans", style="L") + p("dehors", style="L", props=outside)
    parts = {"numbering": numbering(level(0, "decimal", "%1)")), "styles": style("L", "Liste", numbered)}

    assert shown(read_docx(docx(body, **parts))) == ["1) dedans", "dehors"]


def test_a_list_known_through_a_list_style_is_found():
    levels = (
        numbering(level(0, "decimal", "%1°"))
        + '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="Liste"/></w:abstractNum>'
        + '<w:num w:numId="9"><w:abstractNumId w:val="5"/></w:num>'
    )
    linked = (
        '<w:style w:type="numbering" w:styleId="Liste"><w:name w:val="Liste"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )

    assert shown(read_docx(docx(listed("a", "9"), numbering=levels, styles=linked))) == ["1° a"]


def test_a_bullet_typed_behind_a_printed_one_is_taken_off_too():
    [block] = read_docx(docx(listed("◆ Former"), numbering=numbering(level(0, "bullet", "-")))).parts

    assert (block.markers, block.text) == (("-", "◆"), "Former")


@pytest.mark.parametrize("number", ["77", "-3", "texte"])
def test_a_list_that_does_not_exist_leaves_a_paragraph(number):
    assert shown(read_docx(docx(listed("a", number)))) == ["a"]


def test_a_level_out_of_bounds_is_brought_back():
    levels = numbering(*(level(number, "bullet", "-") for number in range(9)))

    [block] = read_docx(docx(listed("a", level=1000), numbering=levels)).parts

    assert (block.level, block.markers) == (8, ("-",))


@pytest.mark.parametrize(
    ("value", "form", "written"),
    [
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (4, "lowerRoman", "iv"),
        (1999, "upperRoman", "MCMXCIX"),
        (27, "lowerLetter", "aa"),
        (2, "upperLetter", "B"),
        (1, "ordinal", "1er"),
        (3, "none", ""),
        (0, "upperRoman", "0"),
        (3, "chicago", "3"),
    ],
)
def test_numbers_are_written_as_the_list_wants(value, form, written):
    assert in_figures(value, form) == written
