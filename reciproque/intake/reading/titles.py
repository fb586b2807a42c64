"""Which blocks are titles, and how deep they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from reciproque.intake.reading.words import (
    PLURALS,
    Subject,
    fold,
    opens_with_infinitive,
    split_code,
    split_roman,
    subjects_of,
)
from reciproque.office.document import Block, Document, Kind, Part
from reciproque.office.reading.inline import is_number


@dataclass(frozen=True, slots=True)
class Title:
    """A block that is a title. `style` says by what it was known; `text` is without the code."""

    block: Block
    text: str
    code: str | None
    style: str
    subjects: frozenset[Subject]
    depth: int = 0


_PART = re.compile(r"^(?:partie|titre|chapitre|livre) (?:\d{1,2}|[ivx]{1,5}|premiere?|deuxieme|troisieme)\b")
_ARTICLE = re.compile(
    r"^article (?:\d{1,2}|[ivx]{1,5}|premier|1er)(?:\.\d{1,2})*\s*(?:[:.\-–—/]|$|[^a-z\s])|^article \d{1,2} [a-z]"
)
_ANNEX = re.compile(r"^annexe (?:n ?[°o] ?)?(?:\d{1,2}|[ivx]{1,4}|[a-h])\b")
_AXIS = re.compile(
    r"^(?:axes?|ambition|pilier|orientation|thematique|theme|objectif|enjeu|volet|priorite|defi|chantier|finalite|socle)"
    r"(?: [a-z-]{3,20}){0,2} (?:n ?[°o] ?)?(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4})\b"
)
_DOTTED = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,4}(?=[\s\-–—/:.)])")
_SENTENCE = re.compile(
    r"\b(?:est|sont|etait|etaient|sera|seront|serait|doit|doivent|devra|devront|peut|peuvent|pourra|pourront"
    r"|ont|avait|avaient|a ete|a permis|a pour|a demande|s'est|s'engagent?|il s'agit|s'articule|permet|permettent"
    r"|prevoit|comprend|figurent?|constitue|constituent|c'est|n'a|n'est|se decline|se declinent|entend|entendent"
    r"|souhaite|souhaitent|il y a|suivant(?:e|s|es)?|concernent|associe|regroupe|identifiees? par)\b"
)
_NO_TITLE = re.compile(
    r"^(?:fait a|date|le \d|la date|valide|signe|adopte|vu |considerant|pour le |pour la |pour l'|cf\b|nb\b|n\.b"
    r"|source|page \d|celui-ci|celle-ci|ceux-ci|il |elle |ils |elles |on |nous |ce |cette |ces |ainsi|enfin"
    r"|tel\b|\(|https?:|www\.|et |ou |p\. ?\d)"
)
_ANNOUNCES = re.compile(
    r"^(?:tableaux?|liste|recapitulatif|synthese|annexes?|articles?|partie|titre|chapitre|les engagements"
    r"|engagements|presentation)\b"
    r"|^(?:les|des|nos|vos|\d+|la declinaison des|declinaison des|cadre strategique)\b"
    rf"[^:]*?\b(?:{PLURALS})\b"
    rf"|^(?:{PLURALS}|socle|priorites et [a-z]+)\b"
    r"|\b(?:aux|les|des) (?:\d+ )?(?:axes|ambitions|objectifs|priorites|enjeux|orientations|piliers)"
    r" (?:du|de|prioritaires|transversaux|strategiques)"
)
_DETERMINERS = ("le", "la", "les", "un", "une", "des", "du")
_TOP = {Subject.CONTENTS, Subject.PREAMBLE, Subject.SIGNATORIES, Subject.GLOSSARY, Subject.ANNEXES}
_APART = {Subject.GOVERNANCE, Subject.EVALUATION, Subject.DOCUMENTS, Subject.CALENDAR}
_BASE = {"part": 10, "article": 20, "top": 20, "annex": 21}
LONGEST = 190


def announces(title: str) -> bool:
    """Whether a title tells what sort of things follow, and is none of them (« Les 7 ambitions du contrat »)."""
    return bool(_ANNOUNCES.search(fold(title)))


def style_of(part: Part, before: Part | None, after: Part | None) -> str | None:
    """By what form a block is a title, or None."""
    if not isinstance(part, Block):
        return None
    if part.kind is Kind.HEADING:
        return f"h{part.level}"
    if part.kind is Kind.NOTE or len(part.text) > 3 * LONGEST:
        return None
    folded = fold(part.text[: 4 * LONGEST])
    if part.kind is Kind.ITEM:
        return _style_of_item(part, folded, before, after)
    if _is_objective_title(part, folded, after):
        return "short"
    for style, pattern in (
        ("part", _PART),
        ("article", _ARTICLE),
        ("annex", _ANNEX),
        ("axis", _AXIS),
        ("dotted", _DOTTED),
    ):
        if pattern.match(folded):
            return style if _may_be_title(part, folded, 2 * LONGEST) else None
    return _style_of_line(part, folded)


def _is_objective_title(part: Block, folded: str, after: Part | None) -> bool:
    """« Créer un laboratoire. » above « Constats : »: an objective that ends in a point is still its title."""
    return (
        isinstance(after, Block)
        and after.text.rstrip().endswith(":")
        and len(after.text) < 60
        and bool(
            subjects_of(after.text) & {Subject.LINKED, Subject.FINDINGS, Subject.RESULTS, Subject.INDICATORS}
        )
        and not _SENTENCE.search(fold(after.text))
        and opens_with_infinitive(part.text)
        and _may_be_title(part, folded.rstrip("."), LONGEST)
        and ". " not in part.text
    )


def _style_of_line(part: Block, folded: str) -> str | None:
    subjects = subjects_of(folded)
    if (
        subjects & _TOP
        and len(folded) < 60
        and _may_be_title(part, folded, 60)
        and not _SENTENCE.search(folded)
    ):
        return "top"
    if not _may_be_title(part, folded, LONGEST) or _NO_TITLE.match(folded) or _SENTENCE.search(folded):
        return None
    if folded.endswith(":"):
        short = len(folded) <= 60 and folded.count(" ") < 6 and not opens_with_infinitive(part.text)
        return "colon" if short else None
    if split_roman(part.text)[0]:
        return "roman"
    if part.strong and not part.text.endswith("."):
        return "strong"
    letters = [c for c in part.text if c.isalpha()]
    if len(letters) > 3 and sum(c.isupper() for c in letters) > 0.8 * len(letters):
        return "caps"
    return "topic" if subjects and announces(part.text) else "short"


def _may_be_title(part: Block, folded: str, longest: int) -> bool:
    text = part.text if part.text[-1] != "." or folded.endswith(".") else part.text.rstrip(".")
    return (
        len(text) <= longest
        and text[-1] not in ",;"
        and (text[-1] != "." or text.endswith("..."))
        and (text[0].isupper() or text[0].isdigit() or text[0] in "«\"“'")
        and len(part.lines) < 4
        and folded.count(" ") < 32
    )


def _style_of_item(part: Block, folded: str, before: Part | None, after: Part | None) -> str | None:
    """A numbered line that stands alone, with text below it, is a numbered title."""
    if len(part.markers) != 1 or not is_number(part.marker) or part.level or not part.gap:
        return None
    if _is_numbered(before) or _is_numbered(after) or after is None:
        return None
    if isinstance(after, Block) and not after.gap:
        return None
    fits = _may_be_title(part, folded, LONGEST) and not folded.endswith(":") and not _SENTENCE.search(folded)
    return "number" if fits else None


def _is_numbered(part: Part | None) -> bool:
    return isinstance(part, Block) and part.kind is Kind.ITEM and is_number(part.marker)


@dataclass(slots=True)
class _Contents:
    """What the table of contents lists, to tell main titles from those below them."""

    entries: list[str] = field(default_factory=list)

    def knows(self, text: str) -> bool:
        folded = _letters(text)
        return any(
            entry == folded
            or (abs(len(entry) - len(folded)) < 6 and SequenceMatcher(None, entry, folded).ratio() > 0.93)
            for entry in self.entries
        )


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(text)).strip()


_PAGE = re.compile(r"[\s.…]+\d{1,3}\s*$")


def _contents_of(document: Document) -> tuple[_Contents, set[str]]:
    """The entries of the table of contents, and the anchors of their lines, which are no titles."""
    contents, anchors, inside = _Contents(), set(), False
    for part in document.parts:
        if not isinstance(part, Block):
            inside = False
            continue
        listed = bool(_PAGE.search(part.text)) and len(part.text) < 2 * LONGEST
        if Subject.CONTENTS in subjects_of(part.text[:60]) and len(part.text) < 40 and not listed:
            inside = True
        elif inside and listed:
            text = _PAGE.sub("", part.text)
            contents.entries.append(_letters(split_code(text)[1]))
            contents.entries.append(_letters(text))
            anchors.add(part.anchor)
        elif inside and anchors:
            inside = False
    return contents, anchors


def titles_of(document: Document) -> dict[str, Title]:
    """All titles of a document by the anchor of their block, with their depth."""
    contents, listed = _contents_of(document)
    parts = document.parts
    found: list[tuple[int, str]] = []
    for index, part in enumerate(parts):
        before = parts[index - 1] if index else None
        after = parts[index + 1] if index + 1 < len(parts) else None
        style = None if part.anchor in listed else style_of(part, before, after)
        if style:
            found.append((index, style))
    found = _without_lists(found, parts)
    return _with_depths(found, parts, contents)


def _without_lists(found: list[tuple[int, str]], parts: tuple[Part, ...]) -> list[tuple[int, str]]:
    """Take out what only looks like titles: long runs of short lines, lists of annexes, values after a label."""
    kept: list[tuple[int, str]] = []
    at = 0
    while at < len(found):
        run = [found[at]]
        while (
            at + len(run) < len(found)
            and found[at + len(run)][0] == run[-1][0] + 1
            and found[at + len(run)][1] == run[0][1]
        ):
            run.append(found[at + len(run)])
        at += len(run)
        style = run[0][1]
        if (style == "annex" and len(run) > 1) or (
            style in ("short", "strong", "caps", "dotted", "axis") and len(run) > 3
        ):
            continue
        kept += run
    return [entry for entry in kept if not _is_value(entry, kept, parts)]


def _is_value(entry: tuple[int, str], found: list[tuple[int, str]], parts: tuple[Part, ...]) -> bool:
    """A short line right under « Axe ou ambition en lien : », or « Thématique : Accès aux droits » under a title."""
    index, style = entry
    if style not in ("short", "topic", "strong") or index == 0:
        return False
    before = parts[index - 1]
    if not isinstance(before, Block):
        return False
    if before.text.rstrip().endswith(":"):
        return Subject.LINKED in subjects_of(before.text) or (
            before.kind is Kind.PARAGRAPH and not any(each == index - 1 for each, _style in found)
        )
    part = parts[index]
    return isinstance(part, Block) and bool(LINK.match(fold(part.text)))


LINK = re.compile(
    r"^(?:axes?|ambitions?|thematiques?|themes?|piliers?|volets?|orientations?)(?: [a-z' ]{2,40})? ?:\s*\S"
)


@dataclass(slots=True)
class _Depths:
    """Follows the styles of open titles: a style already open is a sibling, a new one stands deeper."""

    contents: _Contents
    open: list[tuple[str, int, Title]] = field(default_factory=list)
    closed_before: int = -1

    def place(self, title: Title, adjacent: bool, chart: bool) -> int:
        style = title.style
        if style[0] == "h" and style[1:].isdigit():
            return self._settle(style, int(style[1:]), title)
        if style in _BASE:
            real = [depth for name, depth, _title in self.open if name[0] == "h" and name[1:].isdigit()]
            return self._settle(style, max([_BASE[style], *[depth + 1 for depth in real]]), title)
        if style == "dotted":
            style = f"dotted{(title.code or '').count('.')}"
        if style in ("short", "topic", "strong") and not chart:
            style = self._short(style, title, adjacent)
        if chart:
            style = "chart"
        return self._stack(style, title)

    def _settle(self, style: str, depth: int, title: Title) -> int:
        self.open = [entry for entry in self.open if entry[1] < depth]
        self.open.append((style, depth, title))
        return depth

    def _stack(self, style: str, title: Title) -> int:
        names = [name for name, _depth, _title in self.open]
        if style in names:
            depth = self.open[names.index(style)][1]
            del self.open[names.index(style) :]
        else:
            if style == "topic":
                self._pop({"short", "sub", "colon", "chart"})
            if style == "short" and title.subjects & _APART:
                self._pop({"axis"})
            depth = max(30, self.open[-1][1] + 1 if self.open else 30)
        self.open.append((style, depth, title))
        return depth

    def _pop(self, styles: set[str]) -> None:
        while self.open and self.open[-1][0] in styles:
            self.open.pop()

    def _short(self, style: str, title: Title, adjacent: bool) -> str:
        """Is a short line a main title, one below a main title, or one below that?"""
        names = {name: other for name, _depth, other in self.open}
        if self.contents.knows(title.block.text):
            return "topic"
        if style == "topic" and "topic" in names and self.contents.knows(names["topic"].block.text):
            style = "short"
        if style == "topic":
            return style
        if "sub" in names and _alike(
            title.text, names["sub"].text, names["short"].text if "short" in names else ""
        ):
            return "sub"
        if adjacent and self.open and self.open[-1][0] == "short":
            return "sub"
        return "short"


def _form(text: str) -> str:
    first = fold(text).split(" ")[0]
    if first in _DETERMINERS or first.startswith("l'"):
        return "noun with article"
    return "infinitive" if opens_with_infinitive(text) else "bare"


def _alike(text: str, below: str, above: str) -> bool:
    """Whether a title has the form of the lower title rather than that of the upper one."""
    first, first_above = fold(text).split(" ")[0], fold(above).split(" ")[0]
    if first == first_above and _form(text) == "bare":
        return False
    return _form(text) == _form(below) and (_form(text) != _form(above) or _form(text) == "bare")


def _with_depths(
    found: list[tuple[int, str]], parts: tuple[Part, ...], contents: _Contents
) -> dict[str, Title]:
    depths = _Depths(contents)
    titles: dict[str, Title] = {}
    previous = -2
    signing = 0
    for index, style in found:
        part = parts[index]
        if not isinstance(part, Block):
            continue
        title = _title(part, style)
        if Subject.SIGNATORIES in title.subjects:
            signing = index
        elif signing and not _ends_signatures(title, style):
            continue
        else:
            signing = 0
        chart = _in_chart(title, style, index, parts, depths)
        depth = depths.place(title, index == previous + 1, chart)
        titles[part.anchor] = Title(part, title.text, title.code, style, title.subjects, depth)
        previous = index
    return titles


def _ends_signatures(title: Title, style: str) -> bool:
    return style in ("part", "article", "annex", "top", "axis") or (style[0] == "h" and style[1:].isdigit())


def _title(block: Block, style: str) -> Title:
    code, text = split_code(block.text)
    if code is None and style == "roman":
        code, text = split_roman(block.text)
    if style == "number":
        code = block.marker.rstrip(" .)-–—°")
    return Title(block, text or block.text, code, style, subjects_of(block.text))


def _in_chart(title: Title, style: str, index: int, parts: tuple[Part, ...], depths: _Depths) -> bool:
    """Short lines under a title on governance, with no running text below: an organisation chart laid flat."""
    if style not in ("short", "caps", "topic", "strong", "colon") or depths.contents.knows(title.block.text):
        return False
    governed = [entry for entry in depths.open if Subject.GOVERNANCE in entry[2].subjects]
    if not governed or governed[-1][2].style in ("colon",):
        return False
    following = parts[index + 1] if index + 1 < len(parts) else None
    running = isinstance(following, Block) and len(following.text) > 200
    return isinstance(following, Block) and not running and Subject.PRIORITIES not in title.subjects
