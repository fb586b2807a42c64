"""The template of the house, from which a team may start its own: a cover, a slide of text, a slide with a title."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

import pptx
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from reciproque.office.slides.fitting import CENTIMETRE

NAMESPACES = nsdecls("a", "p", "r")
WIDTH, HEIGHT = 12_192_000, 6_858_000
COLOURS = {
    "dk1": "1F2628", "lt1": "FFFFFF", "dk2": "0D5A6B", "lt2": "F7F5F1", "accent1": "0D5A6B", "accent2": "A8431B",
    "accent3": "1A6B44", "accent4": "795600", "accent5": "7FA3B5", "accent6": "8A4B6F", "hlink": "0D5A6B",
    "folHlink": "8A4B6F",
}  # fmt: skip
FONT = "Arial"
COVER, TEXT, TITLE_ONLY = 0, 1, 5  # the layouts of the empty presentation that we keep
LEVELS = ((2000, "•", 0.6), (1800, "–", 1.3), (1600, "•", 2.0), (1600, "–", 2.7), (1600, "•", 3.4))
"""Size of letters in hundredths of a point, bullet, left margin in centimetres."""


@cache
def starting_pptx() -> bytes:
    """An empty presentation, 16 by 9, in French, with the masters and layouts of the house."""
    deck: Any = pptx.Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    layouts = list(deck.slide_layouts)
    for number, layout in enumerate(layouts):
        if number not in (COVER, TEXT, TITLE_ONLY):
            deck.slide_layouts.remove(layout)
    _drop(deck, ("/printerSettings", "/thumbnail"))
    _paint(deck)
    _replace(deck.slide_master, "Réciproque", [_bar(), *_master_places()])
    _set_styles(deck.slide_master)
    _replace(layouts[COVER], "Couverture", _cover_places(), ground="tx2")
    layouts[COVER]._element.set("showMasterSp", "0")
    _replace(layouts[TEXT], "Titre et texte", [*_title_and_margins(), _place("", 1, "Texte", prompt="Texte")])
    _replace(layouts[TITLE_ONLY], "Titre seul", _title_and_margins())
    deck.core_properties.title, deck.core_properties.author = "Modèle de diaporama", ""
    deck.core_properties.language = "fr-FR"
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _drop(deck: Any, endings: tuple[str, ...]) -> None:
    for holder in (deck.part, deck.part.package):
        rels = holder.rels if hasattr(holder, "rels") else holder._rels
        for key, one in list(rels.items()):
            if one.reltype.endswith(endings):
                rels.pop(key)


def _paint(deck: Any) -> None:
    """The colours and the fonts of the theme, which tables and charts follow."""
    theme = next(
        one.target_part for one in deck.slide_master.part.rels.values() if one.reltype.endswith("/theme")
    )
    text = theme.blob.decode("utf-8")
    for name, colour in COLOURS.items():
        text = re.sub(f"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>', text)
    text = re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{FONT}"', text)
    theme._blob = text.encode("utf-8")


def _replace(thing: Any, name: str, shapes: list[str], *, ground: str = "bg1") -> None:
    """Give a master or a layout our shapes, in the place of what it held. `ground`: a colour of the theme."""
    behind = f'<p:bg><p:bgPr><a:solidFill><a:schemeClr val="{ground}"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    tree = (
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        + "".join(shape.replace('id="0"', f'id="{at}"', 1) for at, shape in enumerate(shapes, 2))
    )
    fresh = parse_xml(
        f'<p:cSld {NAMESPACES} name="{escape(name)}">{behind}<p:spTree>{tree}</p:spTree></p:cSld>'
    )
    before = thing._element.find("{*}cSld")
    thing._element.replace(before, fresh)


def _place(
    kind: str, index: int, name: str, *, box: tuple[float, float, float, float] | None = None, prompt: str = "",
    shape: str = "", style: str = "",
) -> str:  # fmt: skip
    """A placeholder; `box` is left, top, width, height in centimetres, or what the master says."""
    kinds = f'type="{kind}" ' if kind else ""
    indexed = f'idx="{index}"' if index else ""
    where = ""
    if box:
        left, top, width, height = (round(one * CENTIMETRE) for one in box)
        where = (
            f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        )
    inside = f'<a:r><a:rPr lang="fr-FR"/><a:t>{escape(prompt)}</a:t></a:r>'
    if kind == "sldNum":
        inside = (
            '<a:fld id="{5BCAD085-E8A6-8845-BD4E-CB4CCA059FC4}" type="slidenum"><a:rPr lang="fr-FR"/>'
            "<a:t>‹N°›</a:t></a:fld>"
        )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="0" name="{escape(name)}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kinds}{indexed}/></p:nvPr></p:nvSpPr><p:spPr>{where}</p:spPr><p:txBody><a:bodyPr {shape}>"
        f"<a:normAutofit/></a:bodyPr><a:lstStyle>{style}</a:lstStyle><a:p>{inside}</a:p></p:txBody></p:sp>"
    )


def _bar() -> str:
    """The line below every title."""
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="0" name="Filet"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{int(1.5 * CENTIMETRE)}" y="{int(3.05 * CENTIMETRE)}"/>'
        f'<a:ext cx="{int(2.4 * CENTIMETRE)}" cy="{int(0.12 * CENTIMETRE)}"/></a:xfrm><a:prstGeom prst="rect">'
        '<a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent2"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        '</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="fr-FR"/></a:p></p:txBody></p:sp>'
    )


def _levels(align: str, size: int, colour: str) -> str:
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:buNone/><a:defRPr sz="{size}"><a:solidFill>'
        f'<a:schemeClr val="{colour}"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr>'
    )


def _master_places() -> list[str]:
    return [
        _place("title", 0, "Titre", box=(1.5, 0.7, 30.86, 2.2), prompt="Titre", shape='anchor="b" lIns="0"'),
        _place("body", 1, "Texte", box=(1.5, 3.7, 30.86, 13.4), prompt="Texte", shape='lIns="0"'),
        _place(
            "ftr", 3, "Pied de page", box=(1.5, 17.6, 25.5, 0.9), shape='anchor="ctr" lIns="0"',
            style=_levels("l", 1100, "tx1"),
        ),
        _place(
            "sldNum", 4, "Numéro", box=(29.36, 17.6, 3, 0.9), shape='anchor="ctr" rIns="0"',
            style=_levels("r", 1100, "tx1"),
        ),
    ]  # fmt: skip


def _title_and_margins() -> list[str]:
    return [
        _place("title", 0, "Titre", prompt="Titre"),
        _place("ftr", 11, "Pied de page", style=_levels("l", 1100, "tx1")),
        _place("sldNum", 12, "Numéro", style=_levels("r", 1100, "tx1")),
    ]


def _cover_places() -> list[str]:
    return [
        _place(
            "ctrTitle", 0, "Titre", box=(2.5, 4.2, 28.8, 5), prompt="Titre", shape='anchor="b" lIns="0"',
            style=_levels("l", 4000, "bg1"),
        ),
        _place(
            "subTitle", 1, "Sous-titre", box=(2.5, 9.8, 28.8, 5.6), prompt="Sous-titre", shape='lIns="0"',
            style=_levels("l", 2000, "bg1"),
        ),
    ]  # fmt: skip


def _set_styles(master: Any) -> None:
    levels = "".join(
        f'<a:lvl{at}pPr marL="{int(left * CENTIMETRE)}" indent="{int(-0.6 * CENTIMETRE)}" algn="l"><a:spcBef>'
        f'<a:spcPts val="600"/></a:spcBef><a:buFont typeface="Arial"/><a:buChar char="{bullet}"/><a:defRPr sz="{size}">'
        '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr>'
        f"</a:lvl{at}pPr>"
        for at, (size, bullet, left) in enumerate(LEVELS, 1)
    )
    styles = parse_xml(
        f'<p:txStyles {NAMESPACES}><p:titleStyle><a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="90000"/></a:lnSpc>'
        '<a:buNone/><a:defRPr sz="2800" b="1"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
        '<a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr></p:titleStyle>'
        f"<p:bodyStyle>{levels}</p:bodyStyle><p:otherStyle/></p:txStyles>"
    )
    before = master._element.find("{*}txStyles")
    master._element.replace(before, styles)
