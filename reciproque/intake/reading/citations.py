"""Where a sentence cites a document, and how far the citation goes.

« la circulaire du 22 janvier 2019 relative à… », « le Pacte de Dijon dont… », « article 1388 bis du code
général des impôts », « annexe 2 ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reciproque.intake.reading.dates import MONTH, PERIOD
from reciproque.intake.reading.spelling import folded

_DATE = re.compile(
    rf"(?:(?:du|le|de|en date du|d')\s*)?\b(?:\d{{1,2}}(?:er)?\s+{MONTH}(?:\s+(?:19|20)\d\d)?|{MONTH}\s+(?:19|20)\d\d"
    r"|(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)\d\d)?(?:\s+et\s+(?:19|20)\d\d)?)\b(?![-]\d)"
)
_NOUN = re.compile(
    r"\b(?:(?P<annex>annexes?\s+(?:n°\s?)?(?:\d+|[ivx]+|[a-h])\b|annexes?\s+jointes?\s+au\s+\w+)"
    r"|(?P<article>art(?:icle|\.)s?\s+(?:[lrd]\.?\s?)?\d[\d.-]*(?:\s(?:bis|ter"
    r"|quater))?(?:\s+et\s+\d+)?\s+(?:du|de la|de l')"
    r"\s*(?:code|loi|decret|ordonnance|constitution))"
    r"|(?P<law>projets? de loi|lois?|decrets?|ordonnances?|arretes?|circulaires?|instructions?|directives?"
    r"|deliberations?)"
    r"|(?P<pact>pactes?|paqte)"
    r"|(?P<plan>plans?|programmes? (?:locaux|local|operationnels?|departemental|regional)|schemas?"
    r"|strategies?"
    r"|chartes?|conventions?(?:[ -]cadres?)?|accords?(?:[ -]cadres?)?|projets? (?=[a-z]+ (?:et|de"
    r"|du)\b|metropolitain|territorial|social"
    r"|educatif))"
    r"|(?P<contract>contrats? de ville|contrats? (?=cosigne|signe)|contrat de (?:plan|projet|relance)"
    r"|protocoles?)"
    r"|(?P<roadmap>feuilles? de route)"
    r"|(?P<report>rapports?|bilans?|evaluations?|diagnostics?|etudes?|portraits?|seminaires?))\b"
)
_BARE_ARTICLE = "".join(
    f"(?<!{word} )"
    for word in (
        "de",
        "à",
        "sur",
        "pour",
        "avec",
        "contre",
        "dans",
        "et",
        "entre",
        "toutes",
        "tous",
        "par",
        "envers",
    )
)
_STOP = re.compile(
    r"[,;:.()!?•→]|\s[-–—]\s|\b(?:dont|qui|que|qu'|est|sont|a|ont|etait|sera|seront|doit|doivent|devra|devront|afin"
    r"|lors|ainsi|mais|puis|car|par|dans|vers|fixe|fixant|prevoit|precise|permet|vise|prolonge|invite|notamment"
    r"|en lien|au titre|au profit|en application|sur (?:le|la|les|l')|soit|soient|au regard|en cours|actuel|sous"
    r"|et (?:un|une|en|a|par|qui|dans|plus|notamment|des? l')|(?:et|pour) (?:son|sa|ses)|constitue\w*|figure\w*"
    r"|en annexe|autour|conclue?|decline\w*|prise?s?|portant creation|(?:co-?)?signe\w*|marque\w*"
    r"|pour \w+(?:er|ir|re)|\w+(?:er|ir|d)(?:a|ont)|(?P<and>et (?:les?|la|l')))\b"
    rf"|{_BARE_ARTICLE}\b(?:la|le|les)\s"
)
_SHARED_LINK = re.compile(r"\b(?:pour|relative?s?|à|contre|entre)\s")
_GOES_ON = re.compile(r"\s*,?\s*(?:relative?s? (?:à|a|au|aux)\b|portant\b)")
_SIGNED = re.compile(
    r"\s*(?:,\s*)?(?:(?:a|ont) ete |, )?(?:initialement )?(?:co-?)?(?:signee?s?|adoptee?s?"
    r"|approuvee?s?|validee?s?|datee?s?)"
    r"(?: par [^,.;:]{0,60}?)?\s+(?:le|en|du|de)\s+"
)
_QUOTED = re.compile(r"\s*(?:intitulee?s? )?(?:«[^»]{3,200}»|\"[^\"]{3,200}\"|“[^”]{3,200}”)")
_RELATIVE = re.compile(r"^\S+(?:[ -]cadre)? (?:relative?s? (?:à|a|au|aux)\b|portant\b)")
_PROPER = re.compile(r"(?<=\s)(?:[A-ZÀ-Ý]{2,}|[A-ZÀ-Ý][a-zà-ÿœ'’]{2,})")
_BRACKETED = re.compile(r"\(([^()]{10,400})\)")
_ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z]{1,9})\)")
_MONTH = re.compile(rf"\b{MONTH}\b")
_SIGNATURE = re.compile(r"\b(?:co-?)?signe\w* (?:le|en) ")
_OWN_PROTOCOL = re.compile(r"\bd'engagements?\b|^protocoles?$|\bpresent\b")
_POLITICAL = re.compile(r"\b(?:gouvernementale|presidentielle|nationale)\b")
_CLOSED = re.compile(r"«[^«»]{3,200}»")
_LONGEST = 220
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation. `dated` and `other` say how sure it is that another document is meant."""

    text: str
    start: int
    dated: bool
    other: bool


def cited_in(text: str, *, lenient: bool = False) -> Iterator[Cited]:
    """Find the documents that a text cites. `lenient` also gives those that nothing tells from others."""
    plain = _told_apart(text)
    at = 0
    while found := _NOUN.search(plain, at):
        end = _extent(plain, found, text)
        cited = text[found.start() : end].rstrip(" ,;:.-–")
        at = max(end, found.end())
        if lenient or _is_told(cited, found.lastgroup or "", plain[found.start() : end]):
            dated = bool(_DATE.search(plain[found.start() : end]))
            yield Cited(cited, found.start(), dated, _names_another(plain[found.start() : end]))


def _told_apart(text: str) -> str:
    """Folded, but « à » stays apart from « a », which ends a citation."""
    plain = folded(text)
    if "à" in text and len(plain) == len(text):
        return "".join("à" if char in "àÀ" else small for char, small in zip(text, plain, strict=True))
    return plain


def _extent(plain: str, found: re.Match[str], text: str) -> int:
    """Where a citation ends: at its date, its quoted title, or its complement."""
    if found.lastgroup == "annex":
        return found.end()
    end = _complement(plain, found.end(), over_dans=found.lastgroup == "pact")
    quoted = _QUOTED.match(plain, end) or _QUOTED.match(plain, found.end())
    if quoted:
        return _after_quote(plain, quoted.end())
    date = _DATE.search(plain, found.end(), end)
    if date and found.lastgroup != "article":
        end = date.end()
        more = _GOES_ON.match(plain, end)
        return _complement(plain, more.end()) if more else end
    signed = _SIGNED.match(plain, end)
    if signed and (date := _DATE.match(plain, signed.end())):
        return date.end()
    bracketed = _ACRONYM.match(text, end)
    return bracketed.end() if bracketed else end


def _after_quote(plain: str, end: int) -> int:
    """« …, avril 2018 » or « … de la Commission …, 2018 » after a quoted title."""
    for date in _DATE.finditer(plain, end, min(len(plain), end + 80)):
        if "." not in plain[end : date.start()]:
            end = date.end()
    return end


def _complement(plain: str, start: int, *, over_dans: bool = False) -> int:
    limit = min(len(plain), start + _LONGEST)
    stop = _STOP.search(plain, start, limit)
    while stop and (
        (over_dans and stop.group() == "dans")
        or (stop["and"] and _SHARED_LINK.search(plain, start, stop.start()))
    ):
        stop = _STOP.search(plain, stop.end(), limit)
    end = stop.start() if stop else limit
    closed = _CLOSED.search(plain, start, end)
    return closed.end() if closed else end  # a citation ends with the title that it quotes


def _is_told(cited: str, kind: str, plain: str) -> bool:
    """Whether something tells this document from others of its kind."""
    if kind in ("annex", "article"):
        return True
    if kind == "contract":
        return _is_another_contract(plain)
    if kind == "roadmap":
        return bool(_POLITICAL.search(plain) or _DATE.search(plain))
    plural = plain.split()[0].endswith("s")
    if "«" in cited or '"' in cited:
        return True
    if kind == "report":
        return not plural and bool(_MONTH.search(plain))
    if kind == "pact":
        return " " in plain and any(each.search(cited) for each in (_PROPER, _DATE, _ACRONYM))
    if kind == "law":
        return bool(_DATE.search(plain) or _PROPER.search(cited) or _RELATIVE.match(plain))
    return not plural and _is_a_plan(cited, plain)


def _is_a_plan(cited: str, plain: str) -> bool:
    dated = bool(_DATE.search(plain)) and len(plain.split()) > _SHORT
    return dated or bool(_RELATIVE.match(plain)) or _is_a_title(cited, plain)


def _is_another_contract(plain: str) -> bool:
    """A contract told by its signature or its years; a protocol that is not this one."""
    if plain.startswith("protocole"):
        return plain.startswith("protocole de ") and not _OWN_PROTOCOL.search(plain)
    return not plain.startswith("contrats") and bool(_SIGNATURE.search(plain) or PERIOD.search(plain))


def _is_a_title(cited: str, plain: str) -> bool:
    """« Programme Local de l’Habitat », « Plan de prévention de la radicalisation »: a name, with a capital."""
    return cited[:1].isupper() and len(plain.split()) > 2 and "pluriannuel" not in plain


def _names_another(plain: str) -> bool:
    return bool(_POLITICAL.search(plain)) or plain.startswith("protocole de")


def enumerated_in(text: str) -> list[str]:
    """The documents of an enumeration in brackets: « (loi ELAN, plan national de santé, …) »."""
    for found in _BRACKETED.finditer(text):
        parts = [part.strip() for part in re.split(r",|;", found.group(1))]
        begun = [part for part in parts if _NOUN.match(folded(part))]
        if len(begun) > 1:
            return [next(cited_in(part, lenient=True)).text.removesuffix(" et") for part in begun]
    return []
