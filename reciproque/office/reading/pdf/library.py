"""The one place that calls pdfium: from a page of a PDF to its ink. Nothing of a file is ever executed.

Each page is closed before the next is opened, so that memory does not grow with the file.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from reciproque.office.bounds import Patience, Unreadable
from reciproque.office.document import Place
from reciproque.office.reading.pdf import outcomes
from reciproque.office.reading.pdf.drawings import Turn, add_drawings
from reciproque.office.reading.pdf.ink import Ink, Look, Word
from reciproque.office.reading.word.numbering import sign_of

_BOLD = re.compile(r"bold|black|heavy|demi(?!-?sans)|gras", re.IGNORECASE)
_SLANTED = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)
_FORCED_BOLD, _ITALIC = 1 << 18, 1 << 6
_AT_LINE_END = {0x2, 0xFFFE}  # how pdfium tells a hyphen that ends a line
_NO_SIGN = {0, 0xFFFD, 0xFFFF}
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_LAST_SIGN = 0x10FFFF
_RAISED, _RAISED_SIZE = 0.2, 0.6  # of the height of a letter
_EVERY = 512


def said_by(function: Callable[..., int], *arguments: Any, most: int = 4096) -> str:
    """The text that a function of pdfium writes into a buffer, in UTF-16."""
    size = min(function(*arguments, None, 0), most)
    if size < 4:
        return ""
    buffer = ctypes.create_string_buffer(size)
    wanted = function.argtypes[-2]  # type: ignore[attr-defined]  # ctypes says what it takes, its stubs do not
    place = buffer if wanted is ctypes.c_void_p else ctypes.cast(buffer, wanted)
    function(*arguments, place, size)
    return buffer.raw[:size].decode("utf-16-le", "replace").split("\0")[0]


@dataclass(slots=True)
class _Face:
    """What is the same for all letters of one text object."""

    look: Look
    quarter: int
    mark: int
    number: int


@dataclass(slots=True)
class _Sheet:
    """One open page."""

    page: Any
    texts: Any
    patience: Patience
    fonts: dict[int, tuple[bool, bool]]
    faces: dict[int, _Face] = field(default_factory=dict)

    def face(self, index: int) -> _Face | None:
        item = pdfium.FPDFText_GetTextObject(self.texts, index)
        if not item:
            return None
        key = ctypes.addressof(item.contents)
        found = self.faces.get(key)
        if found is None:
            found = self.faces[key] = self._new_face(item)
        return found

    def _new_face(self, item: Any) -> _Face:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(item, matrix)
        size = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(item, size)
        height = size.value * math.hypot(matrix.c, matrix.d)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        strong, slanted = self._font(pdfium.FPDFTextObj_GetFont(item))
        leaning = matrix.b == 0 and matrix.d != 0 and abs(matrix.c / matrix.d) > 0.1
        look = Look(
            round(height, 1),
            strong or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
            slanted or leaning,
            self._colour(item),
            mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE,
        )
        quarter = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) % 4
        return _Face(look, quarter, pdfium.FPDFPageObj_GetMarkedContentID(item), len(self.faces))

    def _font(self, font: Any) -> tuple[bool, bool]:
        if not font:
            return False, False
        key = ctypes.addressof(font.contents)
        if key not in self.fonts:
            buffer = ctypes.create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, 200)
            name = buffer.value.decode("utf-8", "replace")
            flags = max(0, pdfium.FPDFFont_GetFlags(font))
            self.fonts[key] = (
                bool(_BOLD.search(name) or flags & _FORCED_BOLD),
                bool(_SLANTED.search(name) or flags & _ITALIC),
            )
        return self.fonts[key]

    @staticmethod
    def _colour(item: Any) -> tuple[int, int, int]:
        parts = [ctypes.c_uint() for _ in range(4)]
        if not pdfium.FPDFPageObj_GetFillColor(item, *parts):
            return 0, 0, 0
        return parts[0].value, parts[1].value, parts[2].value


MOST_LETTERS = 60_000  # of one page; a large sheet of small print holds a third of that


def ink_of(page: Any, number: int, patience: Patience) -> Ink:
    """What is printed on an open page; `number` counts from one."""
    texts = page.get_textpage()
    try:
        sheet = _Sheet(page, texts, patience, {})
        count = pdfium.FPDFText_CountChars(texts)
        if count > MOST_LETTERS:
            raise Unreadable(outcomes.TOO_MUCH_ON_A_PAGE.format(page=number), Place(1, number))
        letters = list(_letters(sheet, max(0, count)))
        turn = Turn(page, _usual_quarter(letters, page))
        ink = Ink(number, turn.width, turn.height)
        _Setter(ink, turn, texts).set(letters)
        add_drawings(page, ink, turn, patience)
        return ink
    finally:
        texts.close()


_Letter = tuple[int, str, "_Face | None"]


def _letters(sheet: _Sheet, count: int) -> Iterator[_Letter]:
    """Each letter with its index and the face that it is printed in; None where pdfium only guesses a space."""
    for index in range(count):
        if not index % _EVERY:
            sheet.patience.check()
        code = pdfium.FPDFText_GetUnicode(sheet.texts, index)
        unknown = pdfium.FPDFText_HasUnicodeMapError(sheet.texts, index) == 1
        yield index, "\ufffd" if unknown else _sign(code), sheet.face(index)


def _sign(code: int) -> str:
    if code in _AT_LINE_END:
        return "-"
    if code in _NO_SIGN or code > _LAST_SIGN:
        return "\ufffd"
    sign = chr(code)
    if 0xF000 <= code <= 0xF0FF:
        return sign_of(sign, "") or sign
    return _LIGATURES.get(sign, sign)


def _usual_quarter(letters: list[_Letter], page: Any) -> int:
    counted = Counter(face.quarter for _index, sign, face in letters if face is not None and sign.strip())
    if counted:
        return counted.most_common(1)[0][0]
    return (page.get_rotation() // 90) % 4


class _Setter:
    """Puts letters together to words."""

    def __init__(self, ink: Ink, turn: Turn, texts: Any) -> None:
        self.ink = ink
        self.turn = turn
        self.texts = texts
        self._open: list[tuple[int, str]] = []
        self._face: _Face | None = None
        self._spaced = self._guessed = self._raised = False
        self._base = 0.0

    def set(self, letters: list[_Letter]) -> None:
        for index, sign, face in letters:
            if face is None:  # pdfium guesses: a space on a line, or the end of it
                self._end()
                self._guessed = self._guessed or sign not in "\r\n"
            elif sign.isspace():
                self._end()
                self._spaced = True
            else:
                self._letter(index, sign, face)
        self._end()

    def _letter(self, index: int, sign: str, face: _Face) -> None:
        if self._face is not None and self._face is not face and not self._goes_on(index, face):
            self._end()
            self._face = None
        if sign == "\ufffd":
            self.ink.unreadable += 1
        if self._is_raised_number(index, sign, face) != self._raised:
            self._end()
            self._raised = not self._raised
        if not self._open:
            base = self._origin(index)[1]
            self._spaced = self._spaced or (self._guessed and abs(base - self._base) < 1)
            self._base, self._guessed = base, False
        self._face = face
        self._open.append((index, sign))

    def _goes_on(self, index: int, face: _Face) -> bool:
        """Another object with the same look goes on with the word when it stands right behind it."""
        if self._face is None or self._face.look != face.look or self._face.mark != face.mark:
            return False
        if not self._open:
            return True
        x, y = self._origin(index)
        right = self._box(self._open[-1][0])[2]
        return abs(y - self._base) < 1 and -1 < x - right < face.look.size * 0.15

    def _end(self) -> None:
        if not self._open or self._face is None:
            return
        face, letters = self._face, self._open
        self._open = []
        text = "".join(sign for _index, sign in letters)
        first, last = self._box(letters[0][0]), self._box(letters[-1][0])
        left, right = min(first[0], last[0]), max(first[2], last[2])
        turned = face.quarter != self.turn.quarter
        base = max(first[3], last[3]) if turned else self._base
        look = face.look
        if self._raised:
            look, base = look._replace(size=round(look.size * _RAISED_SIZE, 1)), base - _RAISED * look.size
        word = Word(text, left, right, base, look, face.mark, self._spaced, turned)
        self.ink.words.append(word)
        self._spaced = False

    def _is_raised_number(self, index: int, sign: str, face: _Face) -> bool:
        """Whether a digit of full size is drawn small and high, as some fonts do for the marks of notes."""
        if not sign.isdigit() or face.quarter != self.turn.quarter:
            return False
        return self._origin(index)[1] - self._box(index)[3] > _RAISED * face.look.size

    def _origin(self, index: int) -> tuple[float, float]:
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self.texts, index, x, y)
        return self.turn.point(x.value, y.value)

    def _box(self, index: int) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        sides = [ctypes.c_double() for _ in range(4)]
        pdfium.FPDFText_GetCharBox(self.texts, index, *sides)
        left, right, bottom, top = (side.value for side in sides)
        one, other = self.turn.point(left, bottom), self.turn.point(right, top)
        return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
