"""What is drawn on a page beside its letters: ruling lines and images, turned upright."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from reciproque.office.bounds import Patience
from reciproque.office.reading.pdf.ink import Ink, Rule

_THIN = 3.0  # points
_DEEPEST_FORM = 5
_EVERY = 512


class Turn:
    """Turns the coordinates of a page upright, and counts downwards."""

    def __init__(self, page: Any, quarter: int) -> None:
        left, bottom, right, top = _box(page)
        self.quarter = quarter
        self.box = (left, bottom, right, top)
        across, upright = right - left, top - bottom
        self.width, self.height = (upright, across) if quarter % 2 else (across, upright)

    def point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self.box
        if self.quarter == 0:
            return x - left, top - y
        if self.quarter == 1:
            return y - bottom, x - left
        if self.quarter == 2:
            return right - x, y - bottom
        return top - y, right - x


def _box(page: Any) -> tuple[float, float, float, float]:
    try:
        left, bottom, right, top = page.get_cropbox()
    except pypdfium2.PdfiumError:
        left, bottom, right, top = 0.0, 0.0, 595.0, 842.0
    return (left, bottom, right, top) if right > left and top > bottom else (0.0, 0.0, 595.0, 842.0)


def add_drawings(page: Any, ink: Ink, turn: Turn, patience: Patience) -> None:
    """Add the ruling lines and the images of a page."""
    identity = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    waiting: list[tuple[Any, Any, int]] = []
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        waiting.append((pdfium.FPDFPage_GetObject(page, index), identity, 0))
    seen = 0
    while waiting:
        item, matrix, depth = waiting.pop()
        seen += 1
        if not seen % _EVERY:
            patience.check()
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(item, matrix, ink, turn)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            _image(item, matrix, ink, turn)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            inner = _times(_matrix_of(item), matrix)
            for index in range(pdfium.FPDFFormObj_CountObjects(item)):
                waiting.append((pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1))


def _matrix_of(item: Any) -> Any:
    matrix = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return matrix


def _times(one: Any, two: Any) -> Any:
    return pdfium.FS_MATRIX(
        one.a * two.a + one.b * two.c,
        one.a * two.b + one.b * two.d,
        one.c * two.a + one.d * two.c,
        one.c * two.b + one.d * two.d,
        one.e * two.a + one.f * two.c + two.e,
        one.e * two.b + one.f * two.d + two.f,
    )


def _placed(x: float, y: float, matrix: Any, turn: Turn) -> tuple[float, float]:
    return turn.point(matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f)


def _image(item: Any, matrix: Any, ink: Ink, turn: Turn) -> None:
    own = _times(_matrix_of(item), matrix)
    one, other = _placed(0, 0, own, turn), _placed(1, 1, own, turn)
    across = min(ink.width, max(one[0], other[0])) - max(0.0, min(one[0], other[0]))
    upright = min(ink.height, max(one[1], other[1])) - max(0.0, min(one[1], other[1]))
    if across > 0 and upright > 0:
        ink.images.append(across * upright / (ink.width * ink.height))


def _path(item: Any, matrix: Any, ink: Ink, turn: Turn) -> None:
    """Straight strokes, and thin filled rectangles, which many programs draw instead of strokes."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    own = _times(_matrix_of(item), matrix)
    for points in _figures(item, own, turn):
        xs, ys = [x for x, _y in points], [y for _x, y in points]
        across, upright = max(xs) - min(xs), max(ys) - min(ys)
        if min(across, upright) < _THIN:
            _add_rule(ink, (min(xs), min(ys)), (max(xs), max(ys)))
        elif stroke.value:
            for one, other in itertools.pairwise(points):
                _add_rule(ink, one, other)


def _figures(item: Any, matrix: Any, turn: Turn) -> Iterator[list[tuple[float, float]]]:
    """The figures of a path, each as its corners; a figure with a curve is left out."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(min(pdfium.FPDFPath_CountSegments(item), 20_000)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append(_placed(x.value, y.value, matrix, turn))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points


def _add_rule(ink: Ink, one: tuple[float, float], other: tuple[float, float]) -> None:
    across, upright = abs(one[0] - other[0]), abs(one[1] - other[1])
    if upright < _THIN <= across:
        ink.across.append(Rule((one[1] + other[1]) / 2, min(one[0], other[0]), max(one[0], other[0])))
    elif across < _THIN <= upright:
        ink.upright.append(Rule((one[0] + other[0]) / 2, min(one[1], other[1]), max(one[1], other[1])))
