"""What a web page says."""

import pytest

from reciproque.office.bounds import Unreadable
from reciproque.office.document import Kind
from reciproque.office.reading.html import read_html
from reciproque.office.tests.files import shown, texts

pytestmark = pytest.mark.once  # no database: one engine is enough


def read(markup, **how):
    return read_html(markup.encode(), **how)


def test_headings_paragraphs_and_items_in_the_order_of_reading():
    document = read("<h1>Pilier</h1><p>Un <b>mot</b></p><h2>But</h2><ul><li>a<li>b</ul>fin")

    assert shown(document) == ["# Pilier", "Un mot", "## But", "• a", "• b", "fin"]


def test_lists_nest_and_number_themselves():
    document = read(
        '<ol start="3" type="a"><li>x<ul><li>y<ol><li>z</ol></ul><li value="9">u</ol>'
        '<ol reversed start="2"><li>v<li>w</ol>'
    )

    assert shown(document) == ["c. x", "  • y", "    1. z", "i. u", "2. v", "1. w"]


def test_a_list_without_items_is_read():
    assert shown(read("<ul>un<br>- deux</ul>")) == ["• un", "- deux"]


def test_line_breaks_make_lines_and_two_of_them_make_paragraphs():
    first, second = read("<p>Monsieur<br>le Maire<br><br>Suite</p>").parts

    assert (first.text, first.lines) == ("Monsieur le Maire", ("Monsieur", "le Maire"))
    assert second.text == "Suite"


def test_emphasis_and_alignment():
    whole, lead, slanted, styled = read(
        '<p align="center"><strong>Titre</strong> :</p><p><b>Objectif</b> suite</p><p><em>note</em></p>'
        '<p style="font-weight: 700; text-align: center">gras</p>'
    ).parts

    assert (whole.strong, whole.centred) == (True, True)
    assert (lead.strong, lead.lead) == (False, "Objectif")
    assert (slanted.slanted, slanted.centred) == (True, False)
    assert (styled.strong, styled.centred) == (True, True)


def test_what_is_not_shown_is_not_read():
    hidden = (
        "<head><title>t</title></head><script>s</script><style>c</style><p hidden>h</p><template>t</template>"
        '<p style="display:none">n</p><svg><text>v</text></svg><!-- remarque --><p>vu</p>'
    )

    assert texts(read(hidden)) == ["vu"]


def test_images_are_said():
    document = read('<p>Texte</p><img src="http://ailleurs.test/x.png" alt="Carte"><img src="y.png">')

    assert document.complaints == (
        "Paragraphe 2 : image non lue, « Carte ».",
        "Paragraphe 2 : image non lue, sans texte de remplacement.",
    )


def test_table_cells_keep_spans_headings_and_their_inside():
    [table] = read(
        "<table><thead><tr><td>A<th colspan=2>B</thead>"
        "<tr><td rowspan=5>x<td><p>p1</p><p>p2</p><td>brut<br>deux<tr><td><ul><li>i</ul><td>1<sup>er</sup></table>"
    ).parts

    assert [[(c.text, c.rich, c.heading, c.colspan, c.rowspan) for c in row.cells] for row in table.rows] == [
        [("A", False, True, 1, 1), ("B", False, True, 2, 1)],
        [("x", False, False, 1, 2), ("p1 p2", True, False, 1, 1), ("brut deux", False, False, 1, 1)],
        [("i", True, False, 1, 1), ("1er", False, False, 1, 1)],
    ]
    assert [block.lines for block in table.rows[1].cells[2].blocks] == [("brut", "deux")]
    assert table.rows[2].cells[0].blocks[0].kind is Kind.ITEM
    assert [block.anchor for row in table.rows for cell in row.cells for block in cell.blocks] == [
        "l1c1b1", "l1c2b1", "l2c1b1", "l2c2b1", "l2c2b2", "l2c3b1", "l3c1b1", "l3c2b1",
    ]  # fmt: skip


def test_the_caption_stands_before_the_table_and_a_nested_one_is_flat():
    document = read(
        "<table><caption>Légende</caption><tr><td>a<table><tr><td>n1<td>n2</table><td>b</table><p>fin"
    )

    assert shown(document) == ["Légende", "| a n1 n2 | b |", "fin"]
    assert document.complaints == ("Ligne 2 : tableau imbriqué dans une case, lu à plat.",)


@pytest.mark.parametrize("span", ["0", "-1", "999999999", "deux", "", "²", "1" * 5000])
def test_absurd_spans_are_bounded(span):
    [table] = read(f'<table><tr><td rowspan="{span}" colspan="{span}">a<tr><td>b</table>').parts

    assert 1 <= table.rows[0].cells[0].colspan <= 500
    assert 1 <= table.rows[0].cells[0].rowspan <= 2


def test_footnotes_are_notes_and_their_calls_no_text():
    text, note = read(
        '<p>Appel<a class="footnote-ref" href="#fn1"><sup>1</sup></a>.</p>'
        '<section role="doc-endnotes"><ol><li id="fn1">La source</li></ol></section>'
    ).parts

    assert text.text == "Appel."
    assert (note.kind, note.markers, note.text) == (Kind.NOTE, ("1.",), "La source")


def test_entities_of_html_are_read_and_own_ones_refused():
    assert texts(read("<p>&eacute;&#x27;&lt;&nbsp;&inconnue;</p>")) == ["é'< &inconnue;"]
    with pytest.raises(Unreadable, match="entités"):
        read('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>')


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-16", "mac_roman"])
def test_the_encoding_is_found_even_when_the_page_is_wrong_about_it(encoding):
    page = '<html><head><meta charset="utf-8"></head><body><p>L’été à Besançon, où l’élève naît</p></body></html>'

    assert texts(read_html(page.encode(encoding))) == ["L’été à Besançon, où l’élève naît"]


def test_a_declared_encoding_is_believed_when_it_holds():
    page = '<meta charset="iso-8859-2"><p>Łódź</p>'

    assert texts(read_html(page.encode("iso-8859-2"))) == ["Łódź"]


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 1000 + "fond",
        "<ul><li>" * 1000 + "fond",
        "<table><tr><td>" * 1000 + "fond",
        "<b><i>" * 1000 + "fond",
    ],
)
def test_a_page_nested_a_thousand_deep_is_read(markup):
    assert texts(read(markup)) == ["fond"]


@pytest.mark.parametrize(
    "markup", ["", "   ", "<", "<>", "</p></td></table>", "<p", "<td>x", "\x00\x01", "<!--", "<![CDATA["]
)
def test_rubbish_does_not_break_the_reader(markup):
    try:
        said = " ".join(texts(read(markup)))
    except Unreadable as unreadable:
        said = unreadable.reason

    assert "\x00" not in said


def test_text_between_the_rows_of_a_table_comes_after_what_stands_before_it():
    page = "<html><p>avant</p>\n<table><tr><td>a</td></tr>\n<h2>égaré</h2>\n<tr><td>b</td></tr></table>\n<p>après</p>"

    document = read(page)

    lines = [part.place.line for part in document.parts]
    assert lines == sorted(lines)
    assert sorted(texts(document)) == ["a", "après", "avant", "b", "égaré"]


@pytest.mark.parametrize(("second", "rich"), [("<p>b</p>", False), ("b", True)])
def test_one_paragraph_marks_something_only_where_other_cells_have_none(second, rich):
    [table] = read_html(f"<table><tr><td><p>a</p></td><td>{second}</td></tr></table>".encode()).parts

    assert [cell.rich for cell in table.rows[0].cells] == [rich, False]
