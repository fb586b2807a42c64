"""What a Word document says, paragraph by paragraph."""

import pytest

from reciproque.office.bounds import Unreadable
from reciproque.office.document import Kind
from reciproque.office.reading.docx import read_docx
from reciproque.office.tests.files import STRICT, W, docx, p, r, shown, style, tbl, tc, texts, tr

pytestmark = pytest.mark.once  # no database: one engine is enough


def test_headings_are_known_by_the_name_of_their_style_whatever_its_id():
    styles = style("Titre1", "heading 1") + style("berschrift2", "heading 2") + style("Normal", "Normal")
    body = p("Pilier", style="Titre1") + p("Orientation", style="berschrift2") + p("Texte", style="Normal")

    document = read_docx(docx(body, styles=styles))

    assert shown(document) == ["# Pilier", "## Orientation", "Texte"]


def test_a_style_without_definition_is_known_by_its_id():
    document = read_docx(docx(p("Cohésion", style="Titre2") + p("Objectif", style="Heading3")))

    assert shown(document) == ["## Cohésion", "### Objectif"]


def test_headings_come_from_outline_levels_and_from_the_style_below_too():
    styles = (
        style("Titre1", "heading 1")
        + style("Maison", "Titre maison", base="Titre1")
        + style("Corps", "Corps", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    )
    body = (
        p("Par héritage", style="Maison")
        + p("Par le niveau", props='<w:outlineLvl w:val="1"/>')
        + p("Corps de texte", style="Corps")
    )

    assert shown(read_docx(docx(body, styles=styles))) == [
        "# Par héritage",
        "## Par le niveau",
        "Corps de texte",
    ]


def test_styles_that_are_based_on_each_other_do_not_hang():
    styles = style("A", "A", base="B") + style("B", "B", base="A")

    assert shown(read_docx(docx(p("Texte", style="A"), styles=styles))) == ["Texte"]


def test_inserted_text_is_kept_and_deleted_text_dropped_and_both_are_said():
    body = p(
        "Le taux ",
        f"<w:del>{r('passe').replace('w:t', 'w:delText')}</w:del>",
        f"<w:ins>{r('monte')}</w:ins>",
        f"<w:moveFrom>{r(' ailleurs')}</w:moveFrom>",
        " à 12 %.",
    )

    document = read_docx(docx(body))

    assert texts(document) == ["Le taux monte à 12 %."]
    assert document.complaints == (
        "Le document garde des modifications suivies : les textes supprimés ne sont pas lus (2).",
        "Le document garde des modifications suivies : les textes insérés sont lus (1).",
    )


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    body = p("Début", props="<w:rPr><w:del/></w:rPr>") + p(" et fin.") + p("Suite.")

    assert texts(read_docx(docx(body))) == ["Début et fin.", "Suite."]


def test_a_last_paragraph_whose_mark_is_deleted_is_not_lost():
    assert texts(read_docx(docx(p("Seul", props="<w:rPr><w:del/></w:rPr>")))) == ["Seul"]


def test_lines_broken_by_hand_are_kept_and_joined():
    [block] = read_docx(docx(p("Monsieur", "<w:r><w:br/></w:r>", "le Maire"))).parts

    assert (block.text, block.lines) == ("Monsieur le Maire", ("Monsieur", "le Maire"))


def test_a_list_typed_by_hand_in_one_paragraph_gives_its_items():
    body = p("- Former", "<w:r><w:br/></w:r>", "- Insérer", "<w:r><w:br/></w:r>", "durablement")

    first, second = read_docx(docx(body)).parts

    assert (first.kind, first.markers, first.text) == (Kind.ITEM, ("-",), "Former")
    assert (second.markers, second.text, second.lines) == (
        ("-",),
        "Insérer durablement",
        ("Insérer", "durablement"),
    )


def test_emphasis_is_of_the_whole_block_or_of_its_beginning():
    bold = "<w:b/>"
    body = (
        p(r("Constat", bold), " :")
        + p(r("Objectif :", bold), " réussir")
        + p(r("penché", "<w:i/>"))
        + p(r("non", '<w:b w:val="0"/>'))
    )

    whole, lead, slanted, plain = read_docx(docx(body)).parts

    assert (whole.strong, whole.lead) == (True, "")
    assert (lead.strong, lead.lead) == (False, "Objectif :")
    assert slanted.slanted
    assert not plain.strong


def test_empty_paragraphs_and_page_breaks_are_gaps():
    body = (
        p("Un")
        + "<w:p/><w:p/>"
        + p("Deux")
        + p('<w:r><w:br w:type="page"/></w:r>')
        + p("Trois")
        + p("Quatre")
    )

    assert [block.gap for block in read_docx(docx(body)).parts] == [0, 2, 1, 0]


def test_pages_are_those_that_word_last_showed():
    turned = "<w:r><w:lastRenderedPageBreak/><w:t>Deux</w:t></w:r>"
    body = (
        p("Un") + p(turned) + p("Début", "<w:r><w:lastRenderedPageBreak/><w:t> fin</w:t></w:r>") + p("Trois")
    )

    assert [block.place.page for block in read_docx(docx(body)).parts] == [1, 2, 2, 3]


def test_pages_are_unknown_when_word_never_showed_the_document():
    [block] = read_docx(docx(p("Un"))).parts

    assert block.place.page is None


def test_footnotes_follow_their_paragraph_as_notes():
    footnotes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="4">{p("Source : INSEE.")}</w:footnote>'
    )
    body = p("Le taux", '<w:r><w:footnoteReference w:id="4"/></w:r>', " monte.") + p("Suite.")

    text, note, after = read_docx(docx(body, footnotes=footnotes)).parts

    assert (text.text, after.text) == ("Le taux monte.", "Suite.")
    assert (note.kind, note.markers, note.text) == (Kind.NOTE, ("1",), "Source : INSEE.")


def test_notes_called_in_a_table_follow_the_table():
    footnotes = f'<w:footnote w:id="1">{p("Note.")}</w:footnote>'
    body = tbl(tr(tc(p("Case", '<w:r><w:footnoteReference w:id="1"/></w:r>')), tc("b"))) + p("Après")

    assert shown(read_docx(docx(body, footnotes=footnotes))) == ["| Case | b |", "[note] Note.", "Après"]


def test_a_text_box_is_read_once_after_its_paragraph():
    box = f"<w:txbxContent>{p('Encadré')}{p('Second')}</w:txbxContent>"
    run = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )

    document = read_docx(docx(p("Texte ", run, "suite") + p("Après")))

    assert texts(document) == ["Texte suite", "Encadré", "Second", "Après"]
    assert document.complaints == ()


def test_fields_hyperlinks_controls_and_formulas_show_their_result():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = p(
        "Voir ",
        f"<w:hyperlink>{r('le site')}</w:hyperlink>",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{r(' page ')}</w:sdtContent></w:sdt>",
        field,
        "<m:oMath><m:r><m:t> x=1</m:t></m:r></m:oMath>",
    )

    assert texts(read_docx(docx(body))) == ["Voir le site page 12 x=1"]


def test_paragraphs_inside_controls_are_read_but_not_the_invitation_to_fill_in():
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Rempli')}</w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{p('Cliquez ici')}</w:sdtContent></w:sdt>"
    )

    assert texts(read_docx(docx(body))) == ["Rempli"]


def test_signs_of_symbol_fonts_become_signs():
    body = p('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', r(" suite")) + p(
        "a", '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "b"
    )

    first, second = read_docx(docx(body)).parts

    assert (first.markers, first.text) == (("→",), "suite")
    assert second.text == "a≥b"


def test_what_is_not_taken_over_is_said():
    body = (
        p(r("caché", "<w:vanish/>"), "vu", '<w:r><w:commentReference w:id="1"/></w:r>')
        + p("<w:r><w:drawing/></w:r>")
        + '<w:altChunk r:id="x" xmlns:r="x"/>'
    )

    document = read_docx(docx(body, header1=p("Contrat de ville"), extra={"word/vbaProject.bin": b"x"}))

    assert texts(document) == ["vu"]
    assert document.complaints == (
        "Ce fichier contient des macros : elles n’ont été ni lues ni exécutées.",
        "Texte masqué dans le document, non lu (1).",
        "Commentaires en marge, non lus (1).",
        "Images, non lues : un texte qui ne figure que dans une image n’est pas repris (1, paragraphe 1).",
        "Morceaux d’un autre fichier insérés dans le document, non lus (1).",
        "En-têtes et pieds de page, non repris : « Contrat de ville ».",
    )


def test_the_strict_variant_of_the_format_is_read():
    main = f'<w:document xmlns:w="{STRICT}"><w:body>{p("Texte", style="Titre1")}</w:body></w:document>'

    assert shown(read_docx(docx(main=main))) == ["# Texte"]


def test_places_and_anchors_are_distinct_and_run_in_the_order_of_reading():
    body = p("Un") + tbl(tr(tc("a", "b"), tc("c")), tr(tc("d"), tc("e"))) + p("Deux")

    document = read_docx(docx(body))

    assert [block.anchor for block in document.blocks()] == [
        "l1", "l2c1b1", "l2c1b2", "l2c2b1", "l3c1b1", "l3c2b1", "l4",
    ]  # fmt: skip
    assert [part.place.line for part in document.parts] == [1, 2, 4]


def test_control_characters_soft_hyphens_and_double_spaces_go():
    [block] = read_docx(docx(p("com\u00admune\u200b  de\u00a0 Metz&#x9;!"))).parts

    assert block.text == "commune de Metz !"


def test_an_entity_or_a_dtd_is_refused():
    main = (
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
    )

    with pytest.raises(Unreadable, match="entités"):
        read_docx(docx(main=main))


@pytest.mark.parametrize("part", ["styles", "numbering", "footnotes"])
def test_an_entity_in_another_part_is_refused_too(part):
    bomb = f'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:{part} xmlns:w="{W}">&a;</w:{part}>'
    data = docx(p("x"), **{part: ""}, extra={f"word/{part}.xml": bomb})

    with pytest.raises(Unreadable, match="entités"):
        read_docx(data)
