"""Files made to harm, or struck by chance: refused, or read, but never a crash."""

import io
import random
import struct
import zipfile

import pytest

from reciproque.office.bounds import MEGABYTE, Bounds, Unreadable
from reciproque.office.opening import open_document
from reciproque.office.tests.files import OPENING, docx, p, package, refusal, shown, tbl, tc, texts, tr

pytestmark = pytest.mark.once  # no database: one engine is enough


WORD = docx(p("Bonjour", style="Titre1"))


def test_a_zip_bomb_is_refused_by_its_size_unpacked():
    bomb = docx(p("x"), extra={f"word/media/{n}.bmp": b"\x00" * (30 * MEGABYTE) for n in range(14)})

    assert "se décompresse en" in refusal(bomb)


def test_a_zip_bomb_is_refused_by_its_ratio():
    assert "bombe" in refusal(docx(p("x"), extra={"word/media/image1.bmp": b"\x00" * (20 * MEGABYTE)}))


def test_a_zip_that_lies_about_its_sizes_gives_no_more_than_it_announced():
    data = bytearray(docx("".join(p("mot " * 50) for _ in range(4000))))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        position = data.find(mark)
        while position >= 0:
            name_at = position + (30 if mark == b"PK\x03\x04" else 46)
            if data[name_at : name_at + 17] == b"word/document.xml":
                data[position + at : position + at + 4] = struct.pack("<I", 1000)
            position = data.find(mark, position + 4)

    assert "abîmé" in refusal(bytes(data))


def test_a_zip_of_too_many_entries_is_refused():
    assert "trop d’éléments" in refusal(package({f"{n}": "" for n in range(6000)}))


def test_a_zip_that_hides_its_number_of_entries_is_refused():
    data = bytearray(package({f"{n}": "" for n in range(6000)}))
    data[-14:-10] = struct.pack("<HH", 3, 3)

    assert "6000 éléments" in refusal(bytes(data))


def test_archives_inside_a_document_are_never_unpacked():
    inner = package({"bombe": b"\x00" * (30 * MEGABYTE)})

    assert texts(open_document(docx(p("x"), extra={"word/embeddings/a.zip": inner}), name="a.docx")) == ["x"]


def test_entities_that_multiply_are_refused():
    lines = "".join(f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" if n else "x"}">' * 1 for n in range(9))
    main = f"<!DOCTYPE w:document [{lines}]><w:document {OPENING}><w:body>{p('&a8;')}</w:body></w:document>"

    assert "entités" in refusal(docx(main=main))


def test_entities_in_xhtml_are_refused():
    page = b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><p>&x;</p></html>'

    assert "entités" in refusal(page, "a.xhtml")


def test_tables_nested_a_thousand_deep_are_refused():
    inner = "<w:tbl><w:tr><w:tc>" * 1000 + p("fond") + "</w:tc></w:tr></w:tbl>" * 1000

    assert "emboîtés sur plus de 250 niveaux" in refusal(docx(inner))


def test_a_paragraph_of_many_megabytes_is_refused():
    assert "d’un seul tenant" in refusal(docx(f"<w:p>{'<w:r/>' * 1_500_000}</w:p>"))


def test_a_table_of_ten_thousand_rows_is_read_whole():
    rows = "".join(tr(*(tc(f"{row}-{column}") for column in range(6))) for row in range(10_000))

    [table] = open_document(docx(tbl(rows)), name="a.docx").parts

    assert len(table.rows) == 10_000
    assert [cell.text for cell in table.rows[-1].cells] == [f"9999-{column}" for column in range(6)]


def test_a_table_beyond_all_measure_is_refused_with_its_place():
    rows = tr(*(tc() for _ in range(50))) * 300

    with pytest.raises(Unreadable) as refused:
        open_document(docx(tbl(rows)), name="a.docx", bounds=Bounds(cells=10_000))

    assert refused.value.place.line == 201
    assert "ligne 201" in refused.value.reason


@pytest.mark.parametrize(
    ("data", "name"), [(docx(p("x") * 2000), "a.docx"), (b"<html>" + b"<p>x" * 2000, "a.html")]
)
def test_a_document_that_takes_too_long_is_refused(data, name):
    assert "trop de temps" in refusal(data, name, bounds=Bounds(seconds=0))


def test_many_complaints_are_counted_not_listed():
    page = b"<html>" + b"".join(b'<p>x</p><img alt="%d">' % n for n in range(80))

    complaints = open_document(page, name="a.html").complaints

    assert len(complaints) == 51
    assert complaints[-1] == "Et 30 autres remarques du même ordre."


def test_an_uncompressed_package_is_read():
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(WORD)) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name))

    assert shown(open_document(file.getvalue(), name="a.docx")) == ["# Bonjour"]


def test_a_file_struck_anywhere_is_read_or_refused_never_a_crash():
    chance = random.Random(2026)
    whole = docx(p("Titre", style="Titre1") + tbl(tr(tc("a"), tc("b"))), styles="", numbering="")
    outcomes = set()
    for _attempt in range(400):
        data = bytearray(whole)
        for _stroke in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            outcomes.add(type(open_document(bytes(data), name="a.docx")).__name__)
        except Unreadable:
            outcomes.add("Unreadable")

    assert outcomes == {"Document", "Unreadable"}
