"""Perimeters and their drawing: GeoJSON in, bounded SVG out, without a model and without a library."""

from reciproque.territories.geometry.drawing import Drawing, Frame, Outline, draw_map
from reciproque.territories.geometry.perimeters import (
    Perimeter,
    UnreadablePerimeter,
    inner_point,
    read,
    read_text,
)

__all__ = [
    "Drawing",
    "Frame",
    "Outline",
    "Perimeter",
    "UnreadablePerimeter",
    "draw_map",
    "inner_point",
    "read",
    "read_text",
]
