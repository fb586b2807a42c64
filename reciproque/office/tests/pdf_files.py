"""PDF files for tests: typeset with tags, the same with the tags hidden, and written by hand, byte by byte."""

import typst

PREAMBLE = """
#set text(lang: "fr", font: "Libertinus Serif", size: 11pt)
#set par(justify: true)
#set page(paper: "a4", margin: 2.5cm)
#set heading(numbering: none)
"""
FILLER = (
    "Les partenaires du contrat travaillent ensemble à réduire les écarts entre les quartiers et le reste de la "
    "ville, avec les habitants et pour eux. Ils rendent compte chaque année de ce qui a été fait. "
)


def typeset(source: str, preamble: str = PREAMBLE) -> bytes:
    """A tagged PDF from Typst markup."""
    return typst.compile((preamble + source).encode(), ignore_system_fonts=True)


def hide_tags(pdf: bytes) -> bytes:
    """The same file without its structure: only the ink is left."""
    assert b"/StructTreeRoot" in pdf
    return pdf.replace(b"/StructTreeRoot", b"/XtructTreeRoot").replace(b"/MarkInfo", b"/XarkInfo")


def text_at(x, y, words, size=12):
    return b"BT /F1 %d Tf %d %d Td (%s) Tj ET\n" % (size, x, y, words.encode("cp1252"))


def by_hand(*contents, catalog=b"", page=b"", resources=b"", more=(), trailer=b"", font=b""):
    """A PDF of one page per content. `more` are further objects: the first is number 5 + 2 × pages."""
    count = len(contents)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(count))
    font = font or b"/BaseFont /Helvetica /Encoding /WinAnsiEncoding"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        b"<< /Type /Font /Subtype /Type1 %s >>" % font,
    ]
    for number, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R %s "
            b"/Resources << /Font << /F1 3 0 R >> %s >> >>" % (5 + 2 * number, page, resources)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects += more
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)
