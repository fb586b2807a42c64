"""A presentation of the team as a template: its masters, layouts and theme stay, its slides go.

Layouts and places are chosen by their type; their names are those of the language and taste of whoever drew them.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pptx
from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.exc import PackageNotFoundError
from pptx.oxml.ns import qn

from reciproque.office.slides.fitting import Box

CONTENT = {
    KIND.OBJECT,
    KIND.BODY,
    KIND.TABLE,
    KIND.CHART,
    KIND.PICTURE,
    KIND.VERTICAL_BODY,
    KIND.VERTICAL_OBJECT,
}
TITLES = {KIND.TITLE, KIND.CENTER_TITLE}
SMALLEST_BODY = 0.2  # share of the slide that a place for text takes
FOREIGN_PARTS = ("/embeddings/", "/activex/", "vbaproject", "/ctrlprops/")
CLICKED = re.compile(r"(?:https?://|mailto:)", re.I)
"""Where a link that a reader clicks may lead."""
HARMLESS_ACTIONS = ("", "ppaction://hlinksldjump", "ppaction://hlinkshowjump", "ppaction://noaction")
DAMAGES = (
    PackageNotFoundError,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    AttributeError,
    etree.XMLSyntaxError,
    zlib.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
    IndexError,
    TypeError,
)
STRANGE = "Cette présentation contient une déclaration que PowerPoint n’écrit pas\u00a0: enregistrez-la."
DAMAGED = (
    "Cette présentation est abîmée\u00a0: ouvrez-la, enregistrez-la à nouveau en .pptx, puis déposez-la."
)


@dataclass(frozen=True, slots=True)
class Layouts:
    """The layouts that we use; `area` is where content stands below a title."""

    cover: Any
    text: Any
    title: Any
    area: Box


def opened(template: bytes) -> Any:
    """The presentation without its slides, nor what names them (sections, custom shows, comments' authors)."""
    deck: Any = pptx.Presentation(io.BytesIO(template))
    listed = deck.part._element.find(qn("p:sldIdLst"))
    for one in list(listed) if listed is not None else []:
        deck.part.drop_rel(one.get(qn("r:id")))
        listed.remove(one)
    for name in ("p:custShowLst", "p:extLst"):
        element = deck.part._element.find(qn(name))
        if element is not None:
            deck.part._element.remove(element)
    return deck


def layouts_of(deck: Any) -> Layouts | None:
    """What we use of a presentation; None when it has no layout with a title and a place for text."""
    every = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    whole = int(deck.slide_width) * int(deck.slide_height)
    texts = [(one, body) for one in every if (body := _body_of(one)) is not None]
    texts = [(one, body) for one, body in texts if _size(body) >= SMALLEST_BODY * whole]
    if not texts:
        return None
    text, body = max(texts, key=lambda pair: (body_is_plain(pair[1]), _size(pair[1])))
    of_master = [one for one in every if one.slide_master == text.slide_master] or every
    title = next((one for one in of_master if _is_bare(one)), text)
    cover = next((one for one in of_master if _is_cover(one)), title)
    return Layouts(
        cover, text, title, Box(*(int(side) for side in (body.left, body.top, body.width, body.height)))
    )


def body_is_plain(body: Any) -> bool:
    """A place for any content comes before one for text only, which often is a caption."""
    return bool(body.placeholder_format.type == KIND.OBJECT)


def kinds_of(layout: Any) -> list[Any]:
    return [place.placeholder_format.type for place in layout.placeholders]


def place_of(slide: Any, kinds: set[Any]) -> Any:
    return next((one for one in slide.placeholders if one.placeholder_format.type in kinds), None)


def _has(layout: Any, kinds: set[Any]) -> bool:
    return any(kind in kinds for kind in kinds_of(layout))


def _is_bare(layout: Any) -> bool:
    """A title, and free room below it."""
    return KIND.TITLE in kinds_of(layout) and not _has(layout, CONTENT | {KIND.SUBTITLE})


def _is_cover(layout: Any) -> bool:
    kinds = kinds_of(layout)
    return KIND.CENTER_TITLE in kinds or (KIND.TITLE in kinds and KIND.SUBTITLE in kinds)


def _body_of(layout: Any) -> Any:
    """The one place for content of a layout that has a title; None when there are several, or none."""
    places = [one for one in layout.placeholders if one.placeholder_format.type in CONTENT]
    if KIND.TITLE not in kinds_of(layout) or len(places) != 1:
        return None
    kind = places[0].placeholder_format.type
    return places[0] if kind in (KIND.OBJECT, KIND.BODY) and _size(places[0]) else None


def _size(place: Any) -> int:
    return int(place.width or 0) * int(place.height or 0)


def faults_of_pptx(data: bytes) -> list[str]:
    """What keeps this presentation from being a template, a sentence each."""
    try:
        deck = opened(data)
        faults = list(dict.fromkeys(_foreign_in(deck)))
        layouts = layouts_of(deck)
    except DAMAGES:
        return [DAMAGED]
    if layouts is None:
        faults.append(
            "Il manque une disposition avec une zone de titre et une seule grande zone de texte (« Titre et "
            "contenu ») : ajoutez-la au masque des diapositives."
        )
    return faults


def lacks_of_pptx(data: bytes) -> list[str]:
    """What a template does without, and what we do instead; it is a template all the same."""
    layouts = layouts_of(opened(data))
    if layouts is None:
        return []
    lacks = []
    if not _is_cover(layouts.cover):
        lacks.append(
            "Aucune disposition de couverture (titre et sous-titre) : une diapositive à titre en tient lieu."
        )
    if layouts.title is layouts.text:
        lacks.append("Aucune disposition « Titre seul » : tableaux et graphiques prennent celle du texte.")
    if not all(_has(one, {KIND.SLIDE_NUMBER}) for one in (layouts.text, layouts.title)):
        lacks.append("Pas de numéro dans ces dispositions : les diapositives ne seront pas numérotées.")
    if not _has(layouts.text, {KIND.FOOTER}):
        lacks.append("Pas de pied de page : le nom du contrat ne figure que sur la couverture.")
    return lacks


def _foreign_in(deck: Any) -> Iterator[str]:
    """A sentence for each thing that runs, or fetches something from elsewhere, when a reader opens what we make."""
    package = deck.part.package
    parts = list(package.iter_parts())
    names = [str(part.partname).lower() for part in parts]
    if any("vbaproject" in name for name in names):
        yield "Cette présentation contient des macros\u00a0: enregistrez-la en .pptx, sans macro."
    if any(word in name for name in names for word in FOREIGN_PARTS):
        yield "Le masque contient un objet incorporé ou un contrôle\u00a0: retirez-le."
    for holder in (package._rels, *(part.rels for part in parts)):
        if any(one.is_external and not _is_clicked(one) for one in holder.values()):
            yield (
                "Le masque va chercher une image, un son ou un film ailleurs\u00a0: insérez l’image dans la "
                "présentation plutôt que de la lier."
            )
    for part in parts:
        yield from _foreign_words(part)


def _is_clicked(relation: Any) -> bool:
    return relation.reltype.endswith("/hyperlink") and bool(CLICKED.match(relation.target_ref))


def _foreign_words(part: Any) -> Iterator[str]:
    root = getattr(part, "_element", None)
    if root is None:
        if str(part.partname).endswith(".xml") and b"<!DOCTYPE" in part.blob:
            yield STRANGE
        return
    if root.getroottree().docinfo.doctype:
        yield STRANGE
    for one in root.iter("{*}hlinkClick", "{*}hlinkHover", "{*}hlinkMouseOver"):
        if one.get("action", "").split("?")[0] not in HARMLESS_ACTIONS:
            yield "Le masque contient une action qui lance un programme ou ouvre un fichier\u00a0: retirez-la."
