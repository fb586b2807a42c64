"""What may dress a paper: pure judgements on the bytes that a team brings."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from io import BytesIO

from reciproque.office.bounds import DEFAULT_BOUNDS, MEGABYTE, Unreadable, french_size
from reciproque.office.choices import Format
from reciproque.office.packages import Package
from reciproque.office.papers.content import Bullets, Heading, Look, Paper, Paragraph
from reciproque.office.papers.odt.template import faults_of_odt, fill_odt
from reciproque.office.papers.pdf import NotPrinted, write_pdf
from reciproque.office.papers.word.template import faults_of_docx, fill_docx
from reciproque.office.slides import Deck, Slide, faults_of_pptx, write_pptx
from reciproque.office.sniffing import Nature, nature_of
from reciproque.overview.choices import What

LARGEST_TEMPLATE = 5 * MEGABYTE
TEMPLATE_BOUNDS = replace(DEFAULT_BOUNDS, unpacked_bytes=60 * MEGABYTE)  # unpacked whole, for each paper
TRIAL = Paper("Essai", blocks=[Heading("Titre"), Paragraph("Texte"), Bullets(["Ligne"])])
TRIAL_DECK = Deck("Essai", slides=[Slide("Titre", [Bullets(["Ligne"])]), Slide("Titre seul")])
LARGEST_LOGO = MEGABYTE
WIDEST_LOGO = 4_000
MOST_UNDER_WAY = 5
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LOGOS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
FRAME = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]\x00[\x0b\x0e\x11\x14].(.{4})", re.S)
"""The head of a frame of a JPEG picture: sign, length, depth, then height and width."""
NATURES = {Format.DOCX: Nature.DOCX, Format.ODT: Nature.ODT, Format.PPTX: Nature.PPTX}
WORDS = {Format.DOCX: "Word (.docx)", Format.ODT: "LibreOffice (.odt)", Format.PPTX: "PowerPoint (.pptx)"}
FAULTS = {Format.DOCX: faults_of_docx, Format.ODT: faults_of_odt, Format.PPTX: faults_of_pptx}
DRESSED = list(NATURES)
"""The formats for which a team may give a template."""


def obstacles_to_asking(under_way: int) -> list[str]:
    """Why no other large paper is prepared for a person who waits for that many."""
    if under_way < MOST_UNDER_WAY:
        return []
    return [f"Vous attendez déjà {under_way} documents : laissez-les finir, ou annulez-en un."]


def obstacles_to_pairing(what: str, form: str) -> list[str]:
    """Slides are made with a presentation, papers with a document."""
    if (what == What.SLIDES) == (form == Format.PPTX):
        return []
    return ["Un diaporama prend un modèle PowerPoint, les autres documents un modèle Word ou LibreOffice."]


def obstacles_to_template(data: bytes, form: str, name: str) -> list[str]:
    """Why a document cannot be a template, with what to do; nothing when it can."""
    if len(data) > LARGEST_TEMPLATE:
        return [f"Ce modèle pèse plus de {french_size(LARGEST_TEMPLATE)}. Réduisez ses images."]
    try:
        nature = nature_of(BytesIO(data), name, DEFAULT_BOUNDS)
        if nature is Nature.DOCX_WITH_MACROS:
            return ["Ce modèle contient des macros. Enregistrez-le en .docx, sans macro, puis déposez-le."]
        if nature is not NATURES[Format(form)]:
            return [f"Ce fichier n’est pas un document {WORDS[Format(form)]}."]
        Package(BytesIO(data), TEMPLATE_BOUNDS)
    except Unreadable as unreadable:
        return [str(unreadable)]
    faults = FAULTS[Format(form)](data)
    return faults or _obstacles_to_filling(data, form)


def _obstacles_to_filling(data: bytes, form: str) -> list[str]:
    """A template is filled once when it is brought: nobody finds out on the day when the paper is needed."""
    try:
        if form == Format.PPTX:
            write_pptx(TRIAL_DECK, data)
        else:
            (fill_docx if form == Format.DOCX else fill_odt)(data, TRIAL, {})
    except Exception:  # what others wrote breaks in every way: whatever the way, it is no template
        return [
            f"Ce modèle ne se laisse pas remplir : enregistrez-le à nouveau depuis {WORDS[Format(form)]}, "
            "puis déposez-le."
        ]
    return []


def logo_type(data: bytes) -> str:
    """« png » or « jpg », by what the picture holds; nothing for any other."""
    return next((kind for front, kind in LOGOS.items() if data.startswith(front)), "")


def obstacles_to_logo(data: bytes) -> list[str]:
    """Why a picture cannot be a logo; it is printed once to see that it can."""
    if len(data) > LARGEST_LOGO:
        return [f"Ce logo pèse plus de {french_size(LARGEST_LOGO)}. Réduisez-le."]
    kind = logo_type(data)
    if not kind:
        return ["Ce logo n’est ni une image PNG ni une image JPEG."]
    if max(_size_of_png(data) if kind == "png" else _size_of_jpeg(data)) > WIDEST_LOGO:
        return [f"Ce logo mesure plus de {WIDEST_LOGO} points de côté. Réduisez-le."]
    try:
        write_pdf(Paper("Essai", look=Look(data, kind)))
    except (NotPrinted, RuntimeError, ValueError):
        return ["Ce logo est abîmé : enregistrez l’image à nouveau, puis déposez-la."]
    return []


def _size_of_png(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", data[16:24].ljust(8, b"\0"))
    return width, height


def _size_of_jpeg(data: bytes) -> tuple[int, int]:
    """The largest size that any frame of the picture announces: what a reader would make room for."""
    sizes = [struct.unpack(">HH", one[1]) for one in FRAME.finditer(data)]
    return max(sizes, key=max, default=(0, 0))


def obstacles_to_colour(colour: str) -> list[str]:
    """A colour whose titles stay readable on white paper (contrast of 4.5)."""
    if not colour:
        return []
    if not COLOUR.fullmatch(colour):
        return ["Une couleur s’écrit « # » et six signes, par exemple #1d5c63."]
    if contrast_on_white(colour) < 4.5:
        return [
            "Cette couleur est trop claire pour des titres sur papier blanc. Choisissez-en une plus foncée."
        ]
    return []


def contrast_on_white(colour: str) -> float:
    """The contrast that WCAG 2.2 asks for (1.4.3), from 1 (white) to 21 (black)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 1.05 / (luminance + 0.05)
