"""ODT and FODT: headings, looks, notes, boxes, what is left out and said."""

import pytest

from reciproque.office.bounds import Bounds
from reciproque.office.document import Kind
from reciproque.office.opening import open_document
from reciproque.office.tests.files import refusal, shown, texts
from reciproque.office.tests.open_files import (
    flat,
    h,
    listed,
    open_file,
    p,
    read,
    read_body,
    style,
    tbl,
    tc,
    tr,
)

pytestmark = pytest.mark.once  # no database: one engine is enough


BOLD, ITALIC = 'fo:font-weight="bold"', 'fo:font-style="italic"'


def span(text, name):
    return f'<text:span text:style-name="{name}">{text}</text:span>'


def test_headings_keep_their_level_and_paragraphs_their_order():
    document = read_body(h("Un") + p("texte") + h("Deux", 3) + p("fin"))

    assert shown(document) == ["# Un", "texte", "### Deux", "fin"]
    assert [block.place.line for block in document.blocks()] == [1, 2, 3, 4]
    assert [block.anchor for block in document.blocks()] == ["l1", "l2", "l3", "l4"]
    assert document.media_type == "application/vnd.oasis.opendocument.text"


def test_a_flat_file_reads_as_a_packed_one():
    body = h("Un") + p(span("gras", "T1"), "P1") + listed("a")
    looks = style("T1", text=BOLD, family="text") + style("P1", paragraph='fo:text-align="center"')

    packed = read_body(body, automatic=looks)

    assert read(flat(body, automatic=looks), "contrat.fodt").parts == packed.parts
    assert packed.parts[1].strong
    assert packed.parts[1].centred


@pytest.mark.parametrize(("name", "kind"), [("Title", "# x"), ("Heading_20_2", "## x"), ("Subtitle", "x")])
def test_a_paragraph_with_the_style_of_a_title_is_one(name, kind):
    assert shown(read_body(p("x", "P1"), automatic=style("P1", base=name), styles=style(name))) == [kind]


def test_looks_are_inherited_and_may_be_taken_back():
    styles = style("Fort", text=BOLD) + style("Doux", base="Fort", text='fo:font-weight="normal"')
    automatic = style("P1", base="Fort") + style("P2", base="Doux") + style("T1", text=ITALIC, family="text")

    document = read_body(
        p("a", "P1") + p("b", "P2") + p(span("c", "T1"), "P1"), styles=styles, automatic=automatic
    )

    assert [(block.strong, block.slanted) for block in document.parts] == [
        (True, False),
        (False, False),
        (True, True),
    ]


def test_styles_that_lean_on_each_other_in_a_ring_end():
    ring = style("A", base="B", text=BOLD) + style("B", base="A", text=ITALIC)

    [block] = read_body(p("x", "A"), styles=ring).parts

    assert (block.strong, block.slanted) == (True, True)


def test_a_bold_beginning_is_the_lead():
    [block] = read_body(
        p(span("Pilote", "T1") + " : la ville"), automatic=style("T1", text=BOLD, family="text")
    ).parts

    assert (block.text, block.lead, block.strong) == ("Pilote : la ville", "Pilote", False)


def test_spaces_tabs_and_line_breaks():
    [block] = read_body(p('a<text:s text:c="999999999"/>b<text:tab/>c<text:line-break/>d\n  e')).parts

    assert (block.text, block.lines) == ("a b c d e", ("a b c", "d e"))


def test_links_bookmarks_fields_and_rubies_show_their_text():
    body = (
        'Voir <text:a xlink:href="https://exemple.fr">le site</text:a><text:bookmark text:name="x"/> page '
        "<text:page-number>3</text:page-number>, <text:ruby><text:ruby-base>base</text:ruby-base>"
        "<text:ruby-text>haut</text:ruby-text></text:ruby>"
    )

    assert texts(read_body(p(body))) == ["Voir le site page 3, base"]


def test_a_footnote_stands_after_its_paragraph():
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        + p("Voir")
        + p("l’annexe")
        + "</text:note-body></text:note>"
    )

    document = read_body(p(f"avant{note} après") + p("fin"))

    assert shown(document) == ["avant après", "[note] Voir l’annexe", "fin"]
    assert document.parts[1].markers == ("1",)


def test_text_boxes_and_shapes_are_read_after_their_paragraph():
    box = (
        "<draw:frame><draw:text-box>" + p("dans le cadre") + listed("puce") + "</draw:text-box></draw:frame>"
    )
    shape = "<draw:custom-shape>" + p("dans la forme") + "</draw:custom-shape>"
    group = f"<draw:g>{shape}<draw:g>{box}</draw:g></draw:g>"

    assert shown(read_body(p(f"a{group}b") + box)) == [
        "ab", "dans la forme", "dans le cadre", "• puce", "dans le cadre", "• puce",
    ]  # fmt: skip


def test_tables_of_contents_and_indexes_are_furniture():
    contents = (
        "<text:table-of-content><text:index-body><text:index-title>" + p("Sommaire") + "</text:index-title>"
        + p("Préambule<text:tab/>3") + "</text:index-body></text:table-of-content>"
    )  # fmt: skip

    document = read_body(contents + h("Préambule"))

    assert [(block.kind, block.text) for block in document.parts] == [
        (Kind.FURNITURE, "Sommaire"),
        (Kind.FURNITURE, "Préambule 3"),
        (Kind.HEADING, "Préambule"),
    ]


def test_tracked_changes_leave_what_would_be_accepted_and_are_said():
    tracked = (
        "<text:tracked-changes><text:changed-region><text:deletion>" + p("supprimé") + "</text:deletion>"
        "</text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
    )
    body = 'gardé <text:change-start text:change-id="c"/>inséré<text:change-end text:change-id="c"/><text:change/>'

    document = read_body(tracked + p(body))

    assert texts(document) == ["gardé inséré"]
    assert document.complaints == (
        "Le document garde des modifications suivies : les textes supprimés ne sont pas lus (1).",
        "Le document garde des modifications suivies : les textes insérés sont lus (1).",
    )


def test_hidden_text_comments_and_invitations_are_no_text():
    body = (
        p(span("caché", "T1") + "vu")
        + p("ici<office:annotation>" + p("une remarque") + "</office:annotation>")
        + '<text:section text:display="none">'
        + p("section masquée")
        + "</text:section>"
        + p(
            '<text:hidden-text text:is-hidden="true">champ</text:hidden-text>x<text:placeholder>Nom</text:placeholder>'
        )
        + p('<loext:content-control loext:showing-place-holder="true">Cliquez</loext:content-control>y')
    )

    document = read_body(body, automatic=style("T1", text='text:display="none"', family="text"))

    assert texts(document) == ["vu", "ici", "x", "y"]
    assert document.complaints == (
        "Texte masqué dans le document, non lu (3).",
        "Commentaires en marge, non lus (1).",
    )


def test_headers_and_footers_are_said_not_read():
    master = (
        "<style:master-page><style:header>" + p("Contrat de ville") + "</style:header><style:footer>" + p("12")
        + "</style:footer></style:master-page>"
    )  # fmt: skip

    document = read_body(p("texte"), master=master)

    assert texts(document) == ["texte"]
    assert document.complaints == ("En-têtes et pieds de page, non repris : « Contrat de ville ».",)


def test_images_charts_and_objects_are_said_with_their_place():
    def frame(inside):
        return f"<draw:frame>{inside}</draw:frame>"

    chart = f"<office:document-content {OFFICE}><office:body><office:chart/></office:body></office:document-content>"
    body = (
        p("a")
        + p(frame('<draw:image xlink:href="Pictures/1.png"/>'))
        + p("b" + frame('<draw:object xlink:href="./Object 1"/><draw:image/>'))
        + p("c" + frame('<draw:object-ole xlink:href="./Object 2"/>'))
    )

    document = read_body(body, extra={"Object 1/content.xml": chart})

    assert texts(document) == ["a", "b", "c"]
    assert document.complaints == (
        "Images, non lues : un texte qui ne figure que dans une image n’est pas repris (1, paragraphe 1).",
        "Graphiques, non lus : leurs chiffres ne sont pas repris (1, paragraphe 2).",
        "Objets d’un autre logiciel insérés dans le document, non lus (1, paragraphe 3).",
    )


OFFICE = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
MATHS = 'xmlns="http://www.w3.org/1998/Math/MathML"'


def test_a_formula_is_read_on_one_line():
    formula = (
        f"<math {MATHS}><semantics><mrow><mi>taux</mi><mo>=</mo><mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn>"
        '</mrow></mfrac></mrow><annotation encoding="StarMath 5.0">taux = a over (b+1)</annotation></semantics></math>'
    )
    body = p('Soit <draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>.')

    document = read_body(body, extra={"Object 1/content.xml": formula})

    assert texts(document) == ["Soit taux = a / (b + 1) ."]
    assert document.complaints == ()


def test_merge_fields_are_read_as_shown_and_said():
    document = read_body(p("À <text:database-display>&lt;Nom&gt;</text:database-display>"))

    assert texts(document) == ["À <Nom>"]
    assert document.complaints == ("Champs de publipostage, lus comme ils s’affichent (1).",)


def test_pages_are_counted_when_the_file_knows_them():
    body = p("un<text:soft-page-break/>") + p("deux") + p("trois", "P1")
    broken = style("P1", paragraph='fo:break-before="page"')

    document = read_body(body, automatic=broken, attributes='text:use-soft-page-breaks="true"')

    assert [block.place.page for block in document.parts] == [1, 2, 3]
    assert document.parts[2].gap == 1
    assert read_body(body, automatic=broken).parts[0].place.page is None


def test_empty_paragraphs_are_gaps():
    assert [block.gap for block in read_body(p() + p() + p("a") + p("b") + p() + p("c")).parts] == [2, 0, 1]


def test_macros_and_signatures_are_said():
    extra = {"Basic/Standard/Module1.xml": "x", "META-INF/documentsignatures.xml": "<x/>"}

    document = read_body(p("texte"), extra=extra)

    assert texts(document) == ["texte"]
    assert [complaint.split(" : ")[0] for complaint in document.complaints] == [
        "Ce fichier contient des macros",
        "Ce fichier porte une signature électronique",
    ]
    assert (
        read_body(
            p("texte"), extra={"Basic/script-lc.xml": "x", "Basic/Standard/script-lb.xml": ""}
        ).complaints
        == ()
    )


@pytest.mark.parametrize(("module", "said"), [("<module/>", 1), ("<libraries/>", 0)])
def test_macros_of_a_flat_file_are_said(module, said):
    scripts = f'<office:scripts><office:script script:language="ooo:Basic">{module}</office:script></office:scripts>'

    assert len(read(flat(p("x"), scripts=scripts), "a.fodt").complaints) == said


# What it costs


def test_an_encrypted_file_is_said_to_be_protected():
    manifest = "<manifest:manifest xmlns:manifest='x'><manifest:file-entry><manifest:encryption-data/>"

    assert refusal(open_file(p("x"), extra={"META-INF/manifest.xml": manifest}), "a.odt").startswith(
        "Ce fichier est protégé par un mot de passe."
    )
    assert refusal(open_file(extra={"encrypted-package": "x"}), "a.odt").startswith("Ce fichier est protégé")


def test_a_file_that_declares_entities_is_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'

    assert "DTD" in refusal(open_file(extra={"content.xml": f"{bomb}<office:document-content/>"}), "a.odt")
    assert "XML d’un genre" in refusal(flat(p("x")).replace(b"?>\n", b"?>\n" + bomb.encode(), 1), "a.fodt")


def test_a_repeated_row_of_a_million_is_bounded():
    full = tbl(tr(tc("x"), more='table:number-rows-repeated="1000000"'))
    long = tbl(tr(tc("x"), more='table:number-rows-repeated="15000"'))
    empty = tbl(tr(tc(), more='table:number-rows-repeated="1000000"'), tr(tc("x")))
    wide = tbl(tr(tc("x", more='table:number-columns-repeated="1000000"')))

    assert "répète 1000000 fois la même ligne" in refusal(open_file(full), "a.odt")
    assert "cases" in refusal(open_file(long), "a.odt", bounds=Bounds(cells=5_000))
    assert len(read_body(empty).parts[0].rows) == 2
    assert len(read_body(wide).parts[0].rows[0].cells) == 500


def test_a_deep_file_is_refused_and_a_rather_deep_one_read():
    def nested(depth):
        inner = p("fond")
        for _level in range(depth):
            inner = f"<text:section>{inner}</text:section>"
        return inner

    assert texts(read_body(nested(100))) == ["fond"]
    assert "250 niveaux" in refusal(open_file(nested(400)), "a.odt")


def test_a_huge_paragraph_is_refused():
    assert "d’un seul tenant" in refusal(
        open_file(p("mot " * 400_000)), "a.odt", bounds=Bounds(bytes_at_once=1_000_000)
    )


def test_a_flat_file_with_an_image_written_in_letters_is_read():
    letters = f"<office:binary-data>{'A' * 3_000_000}</office:binary-data>"
    image = f"<draw:frame><draw:image>{letters}</draw:image></draw:frame>"

    document = open_document(
        flat(p("a" + image) + p("b" + image)), name="a.fodt", bounds=Bounds(bytes_at_once=4_000_000)
    )

    assert texts(document) == ["a", "b"]


def test_a_file_without_content_is_said_to_be_damaged():
    broken = open_file()
    assert "aucun texte" in refusal(broken, "a.odt")
    assert "mal formée" in refusal(open_file(extra={"content.xml": "<x"}), "a.odt")
