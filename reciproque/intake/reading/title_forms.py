"""By what form a block of flat text is a title: a word and a number, capitals, a short line alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reciproque.intake.reading.words import (
    PLURALS,
    Subject,
    fold,
    opens_with_infinitive,
    split_code,
    split_roman,
    subjects_of,
)
from reciproque.office.document import Block, Kind, Part
from reciproque.office.reading.inline import is_number, take_markers


@dataclass(frozen=True, slots=True)
class Title:
    """A block that is a title; `text` is without the code.

    `style` says by what it was known (a real heading is « h1 »…), `form` how it is worded, real or not.
    """

    block: Block
    text: str
    code: str | None
    style: str
    subjects: frozenset[Subject]
    depth: int = 0
    form: str = ""


_PART = re.compile(
    r"^(?:partie|titre|chapitre|livre) (?:\d{1,2}|[ivx]{1,5}|[a-h](?= ?[.:)–-])|premiere?|deuxieme|troisieme)\b"
    r"|^(?:premiere?|deuxieme|seconde?|troisieme|quatrieme|cinquieme) (?:partie|titre|chapitre)\b"
)
_ARTICLE = re.compile(
    r"^article (?:\d{1,2}|[ivx]{1,5}|premier|1er)(?:\.\d{1,2})*\s*(?:[:.\-–—/]|$|[^a-z\s])|^article \d{1,2} [a-z]"
)
_ANNEX = re.compile(r"^annexe (?:n ?[°o] ?)?(?:\d{1,2}|[ivx]{1,4}|[a-h])\b")
_AXIS = re.compile(
    r"^(?:axes?|ambition|pilier|orientation|thematique|theme|objectif|enjeu|volet|priorite|defi|chantier|finalite|socle)"
    r"(?: [a-z-]{3,20}){0,2} (?:n ?[°o] ?)?(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4})\b"
    r"|^(?:axe|pilier|volet|priorite|orientation|objectif|enjeu) transversale? ?[:–-]"
)
_DOTTED = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,4}(?=[\s\-–—/:.)])")
_FORMS = (("part", _PART), ("article", _ARTICLE), ("annex", _ANNEX), ("axis", _AXIS), ("dotted", _DOTTED))
_SENTENCE = re.compile(
    r"\b(?:est|sont|etait|etaient|sera|seront|serait|doit|doivent|devra|devront|peut|peuvent|pourra|pourront"
    r"|ont|avait|avaient|a ete|a permis|a pour|a demande|s'est|s'engagent?|il s'agit|s'articule|permet|permettent"
    r"|prevoit|comprend|figurent?|constitue|constituent|c'est|n'a|n'est|se decline|se declinent|entend|entendent"
    r"|souhaite|souhaitent|(?<!en )compte|comptent|il y a|suivant(?:e|s|es)?"
    r"|concernent|associe|regroupe|identifiees? par)\b"
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
    rf"|^(?:le |la |les )?(?:{PLURALS}|socle|priorites et [a-z]+)\b"
    r"|\b(?:aux|les|des) (?:\d+ )?(?:axes|ambitions|objectifs|priorites|enjeux|orientations|piliers)"
    r" (?:du|de|prioritaires|transversaux|strategiques)"
)
_TOP = {Subject.CONTENTS, Subject.PREAMBLE, Subject.SIGNATORIES, Subject.GLOSSARY, Subject.ANNEXES}
_ROMAN = {"I": 1, "V": 5, "X": 10}
LONGEST = 190
COUNTED = ("number", "roman", "letter")


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
    if sum(" :" in line or " = " in line for line in part.lines) > 1:
        return None  # « Comité de pilotage : deux fois par an », line after line
    folded = fold(part.text[: 4 * LONGEST])
    if part.kind is Kind.ITEM:
        return _style_of_item(part, folded, before, after)
    if _is_objective_title(part, folded, after):
        return "short"
    form = _numbered_form(folded)
    if form:
        return form if _may_be_title(part, folded, 2 * LONGEST) else None
    return _style_of_line(part, folded)


def _numbered_form(folded: str) -> str:
    return next((form for form, pattern in _FORMS if pattern.match(folded)), "")


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
    lettered = split_roman(part.text)[0]
    if lettered:
        return "roman" if set(lettered) <= set(_ROMAN) else "letter"
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
    if after is None or _counts_on(before, part) or _counts_on(part, after):
        return None
    if isinstance(after, Block) and not after.gap:
        return None
    fits = _may_be_title(part, folded, LONGEST) and not folded.endswith(":") and not _SENTENCE.search(folded)
    return _numbering(part.marker) if fits else None


def _numbering(marker: str) -> str:
    return "number" if marker[:1].isdigit() else "roman"


def _counts_on(part: Part | None, after: Part) -> bool:
    """Whether the second block is the next number of the list of the first (« 2. » after « 1. »)."""
    if not isinstance(part, Block) or not isinstance(after, Block):
        return False
    if part.kind is not Kind.ITEM or not is_number(part.marker) or not is_number(after.marker):
        return False
    number, following = _value(part.marker), _value(after.marker)
    return part.marker[-1] == after.marker[-1] and following == number + 1


def _value(marker: str) -> int:
    digits = re.match(r"\d+", marker)
    if digits:
        return int(digits[0])
    figures = [_ROMAN[letter] for letter in marker if letter in _ROMAN]
    pairs = zip(figures, [*figures[1:], 0], strict=True)
    return sum(-figure if figure < following else figure for figure, following in pairs)


def title_of(block: Block, style: str) -> Title:
    """The title that a block is, its code cut off."""
    code, text = split_code(block.text)
    if code and code[0].isdigit() and split_code(text)[0]:
        code, text = split_code(text)  # « 3.1 Orientation 1 : … »: the number only counts the sections
    form = style
    if is_real(style):
        markers, counted = take_markers(block.text)
        folded = fold(block.text)
        form = _numbered_form(folded) or ("top" if subjects_of(folded) & _TOP and len(folded) < 60 else "")
        if code is None and markers and is_number(markers[0]):
            code, text, form = markers[0].rstrip(" .)-–—°"), counted, form or "number"
        elif code is None and split_roman(block.text)[0]:
            code, text = split_roman(block.text)
            form = form or "letter"
    elif block.kind is Kind.ITEM and style in COUNTED:
        code = block.marker.rstrip(" .)-–—°")
    elif style in COUNTED:
        code, text = split_roman(block.text)
    subjects = subjects_of(block.text) | subjects_of(text)
    return Title(block, text or block.text, code, style, subjects, form=form)


def is_real(style: str) -> bool:
    """Whether a title was a heading of the file itself."""
    return style[:1] == "h" and style[1:].isdigit()


LINK = re.compile(
    r"^(?:axes?|ambitions?|thematiques?|themes?|piliers?|volets?|orientations?)(?: [a-z' ]{2,40})? ?:\s*\S"
)
