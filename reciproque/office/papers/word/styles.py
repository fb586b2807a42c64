"""The styles and lists that a paper needs in a Word document: those of the template where it has them."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart
from docx.shared import Pt

from reciproque.office.papers.word.markup import W

SIZES = {"Title": 22, "Subtitle": 13, "Heading 1": 15, "Heading 2": 12.5, "Heading 3": 11.5}
DEEPEST = 6
BULLETS = ("•", "–", "▪", "•", "–", "▪", "•", "–", "▪")


class Styles:
    """Answers with the identifiers of styles and lists, made in the document when it lacks them."""

    def __init__(self, document: WordDocument) -> None:
        self.document = document
        self._known: dict[str, str] = {}
        self._lists: dict[bool, int] = {}

    def id_of(self, name: str) -> str:
        """The identifier of a paragraph style, by the name that Word gives it in every language."""
        if name not in self._known:
            styles = self.document.styles
            found = next((one for one in styles if one.name == name and _is_paragraph(one)), None)
            self._known[name] = (found if found is not None else self._made(name)).style_id
        return self._known[name]

    def _made(self, name: str) -> Any:
        made: Any = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.font.size = Pt(SIZES.get(name, 11))
        if name.startswith("Heading"):
            made.font.bold = True
            made.paragraph_format.keep_with_next = True
            outline = OxmlElement("w:outlineLvl")
            outline.set(qn("w:val"), str(int(name[-1]) - 1))
            made.element.get_or_add_pPr().append(outline)
        return made

    def bullets(self) -> int:
        """The list of bullets of our papers."""
        return self._list(numbered=False)

    def numbers(self) -> int:
        """A list that counts from one again."""
        numbering: Any = self._numbering()
        fresh = numbering.add_num(self._abstract(numbered=True))
        fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(fresh.numId)

    def _list(self, *, numbered: bool) -> int:
        if numbered not in self._lists:
            numbering: Any = self._numbering()
            self._lists[numbered] = int(numbering.add_num(self._abstract(numbered=numbered)).numId)
        return self._lists[numbered]

    def _abstract(self, *, numbered: bool) -> int:
        """A definition of a list, added in front of the numbers that use it, as the format wants."""
        numbering: Any = self._numbering()
        taken = [int(one.get(qn("w:abstractNumId"))) for one in numbering.findall(qn("w:abstractNum"))]
        fresh = max(taken, default=0) + 1
        element = parse_xml(_definition(fresh, numbered=numbered))
        after = numbering.findall(qn("w:abstractNum"))
        if after:
            after[-1].addnext(element)
        else:
            numbering.insert(0, element)
        return fresh

    def _numbering(self) -> Any:
        part: Any = self.document.part
        try:
            return part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
        except KeyError:
            empty = parse_xml(f"<w:numbering {W}/>")
            made = NumberingPart(
                PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, part.package
            )
            part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
            return made.element


def _is_paragraph(style: Any) -> bool:
    return bool(style.type == WD_STYLE_TYPE.PARAGRAPH)


def _definition(number: int, *, numbered: bool) -> str:
    levels = "".join(_level(level, numbered=numbered) for level in range(9))
    return (
        f'<w:abstractNum {W} w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>{levels}'
        "</w:abstractNum>"
    )


def _level(level: int, *, numbered: bool) -> str:
    kind, text = ("decimal", f"%{level + 1}.") if numbered else ("bullet", BULLETS[level])
    left = 360 * (level + 1)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="260"/></w:pPr></w:lvl>'
    )
