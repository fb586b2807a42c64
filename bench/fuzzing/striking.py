"""Sound files struck by chance: bytes, parts of packages, elements and attributes of XML, objects of PDF."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from random import Random

from bench.fuzzing.making import ODD

ABSURD = (
    "999999999", "-1", "0", "100000", "4294967296", "1e308", "NaN", "", "a" * 5000, "²", "٣", "\U0001f600", "1.5",
    "2147483647", "..", "true",
)  # fmt: skip
NUMBERS = re.compile(
    rb"((?:[\w.]*repeated|[\w-]*spanned|colspan|rowspan|w:val|w:ilvl|outline-level|start(?:-value)?|span|count|r|s|ref"
    rb'|sheetId|style-name|w:w|text:c)=")([^"]*)"'
)
ELEMENT = re.compile(rb"<(/?)([A-Za-z][\w:.-]*)[^<>]*?(/?)>")
MOST = 40_000_000  # bytes of a part that grows


def strike(data: bytes, kind: str, chance: Random) -> bytes:
    """One to four strokes, of those that fit the kind of the file (its suffix)."""
    strokes = [*ANY, *BY_KIND.get(kind, ())]
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        data = chance.choice(strokes)(data, chance) or b"\n"
    return data


def flip(data: bytes, chance: Random) -> bytes:
    struck = bytearray(data)
    for _ in range(chance.choice((1, 3, 20, 200))):
        struck[chance.randrange(len(struck))] ^= 1 << chance.randrange(8)
    return bytes(struck)


def cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data))]


def shuffle(data: bytes, chance: Random) -> bytes:
    """A piece taken out, said twice, or put elsewhere."""
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((1, 16, 300, 5000)))
    piece, rest = data[start:end], data[:start] + data[end:]
    kind = chance.randrange(3)
    if kind == 0:
        return rest
    if kind == 1:
        return data[:end] + piece * chance.choice((1, 2, 50)) + data[end:]
    place = chance.randrange(len(rest) + 1)
    return rest[:place] + piece + rest[place:]


def oddify(data: bytes, chance: Random) -> bytes:
    """Odd signs put in at any place."""
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(data) + 1)
        data = data[:place] + chance.choice(ODD).encode("utf-8", "surrogatepass") + data[place:]
    return data


def number(data: bytes, chance: Random) -> bytes:
    """An attribute that counts, changed to something absurd."""
    found = list(NUMBERS.finditer(data))
    if not found:
        return data
    one = chance.choice(found)
    absurd = chance.choice(ABSURD).encode()
    return data[: one.start(2)] + absurd + data[one.end(2) :]


def element(data: bytes, chance: Random) -> bytes:
    """An element removed, doubled, nested in itself many times, or its tag alone lost."""
    opened = [one for one in ELEMENT.finditer(data) if not one[1]]
    if not opened:
        return data
    first = chance.choice(opened)
    if chance.random() < 0.3:
        return data[: first.start()] + data[first.end() :]
    end = first.end() if first[3] else data.find(b"</" + first[2] + b">", first.end())
    if end < 0:
        return data
    end += 0 if first[3] else len(first[2]) + 3
    whole = data[first.start() : end]
    kind = chance.randrange(3)
    if kind == 0:
        whole = b""
    elif kind == 1:
        whole *= chance.choice((2, 10, 300)) if len(whole) < 10_000 else 2
    else:
        depth = chance.choice((3, 60, 400))
        whole = first[0] * depth + whole + (b"</" + first[2] + b">") * depth if not first[3] else whole
    return data[: first.start()] + whole + data[end:]


def in_package(data: bytes, chance: Random) -> bytes:
    """A part of the package struck, lost, renamed, swapped with another, or grown."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except Exception:
        return data
    names = [name for name in parts if parts[name]]
    if not names:
        return data
    name = chance.choice(
        [one for one in names if "document" in one or "content" in one or "sheet" in one] or names
    )
    if chance.random() < 0.4:
        name = chance.choice(names)
    _strike_part(parts, names, name, chance)
    return _packed(parts, chance)


def _strike_part(parts: dict[str, bytes], names: list[str], name: str, chance: Random) -> None:
    kind = chance.randrange(9)
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[chance.choice((f"../{name}", name.upper(), f"/{name}", name + "\x00", "x"))] = parts.pop(name)
    elif kind == 2:
        other = chance.choice(names)
        parts[name], parts[other] = parts[other], parts[name]
    elif kind == 3:
        parts[name] = (parts[name] * chance.choice((2, 40)))[:MOST]
    else:
        parts[name] = chance.choice((number, number, element, element, flip, shuffle, oddify))(
            parts[name], chance
        )


def _packed(parts: dict[str, bytes], chance: Random) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def drop_object(data: bytes, chance: Random) -> bytes:
    """An object of a PDF lost or said twice under its number."""
    found = list(re.finditer(rb"\n\d+ 0 obj.*?endobj", data, re.DOTALL))
    if not found:
        return data
    one = chance.choice(found)
    again = one[0] if chance.random() < 0.3 else b""
    return data[: one.start()] + again * 2 + data[one.end() :]


def break_table(data: bytes, chance: Random) -> bytes:
    """The table of references of a PDF made wrong: its place, its numbers, its end."""
    kind = chance.randrange(4)
    if kind == 0:
        return re.sub(rb"startxref\s+\d+", b"startxref\n%d" % chance.randrange(2**31), data)
    if kind == 1:
        return data.replace(b"%%EOF", b"")
    if kind == 2:
        return re.sub(rb"/(Size|Prev|Root) \d+", lambda one: b"/%s %d" % (one[1], chance.randrange(99)), data)
    return re.sub(
        rb"\d{10} \d{5} n", lambda _one: b"%010d 00000 n" % chance.randrange(len(data)), data, count=20
    )


def stroke_stream(data: bytes, chance: Random) -> bytes:
    """A stream of a PDF cut, inflated to something else, or its numbers changed."""
    found = list(re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL))
    if not found:
        return data
    one = chance.choice(found)
    inside = one[1]
    try:
        plain = zlib.decompress(inside)
        struck = chance.choice((flip, cut, shuffle, pdf_number))(plain or b" ", chance)
        inside = zlib.compress(struck)
    except zlib.error:
        inside = chance.choice((flip, cut))(inside or b" ", chance)
    return data[: one.start(1)] + inside + data[one.end(1) :]


def pdf_number(data: bytes, chance: Random) -> bytes:
    found = list(re.finditer(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])", data))
    if not found:
        return data
    one = chance.choice(found)
    absurd = chance.choice((b"999999999", b"-99999", b"0", b"1e9", b"0.0000001", b"4294967296", b"NaN"))
    return data[: one.start()] + absurd + data[one.end() :]


Stroke = Callable[[bytes, Random], bytes]
ANY: tuple[Stroke, ...] = (flip, cut, shuffle, oddify)
PACKED: tuple[Stroke, ...] = (in_package,) * 12
BY_KIND: dict[str, tuple[Stroke, ...]] = {
    "html": (number, element) * 4,
    "md": (number, element, shuffle, shuffle),
    "txt": (shuffle, oddify),
    **dict.fromkeys(("docx", "odt", "xlsx", "ods"), PACKED),
    "pdf": (drop_object, break_table, stroke_stream, stroke_stream, pdf_number, pdf_number) * 2,
}
