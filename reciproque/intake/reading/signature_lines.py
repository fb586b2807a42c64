"""One line of a signature block: is it an office, a person, a body, a stamp?

« Le Président du Conseil régional » names an office and its body, « Pour le Maire empêché » says that
somebody else signs, « P. PLESSIS-MOSSIC » is a person. Nothing here knows what stands above or below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from reciproque.intake.reading.first_names import FIRST_NAMES
from reciproque.intake.reading.spelling import LEADING_ARTICLE, folded, without_article, words_of


class Line(StrEnum):
    BODY = "body"
    OFFICE = "office"
    PERSON = "person"
    DELEGATION = "delegation"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Said:
    """What one line says. `standing` is an office that stands for itself (prefect, public prosecutor)."""

    line: Line
    text: str
    organisation: str = ""
    role: str = ""
    person: str = ""
    standing: bool = False


_BODY_WORDS = """
academie agence agences agglomeration assemblee association associations assurance assurances bailleur
bailleurs banque bureau caf caisse caisses carsat cdc centre chambre chambres chu cite collectif collectivite
college comite commissariat commission commune communes communaute compagnie confederation conseil conservatoire
consignations cooperative cour cpam credit csf delegation departement departements depots direction ecole emploi
entreprise entreprises epide etablissement etat eurometropole federation fondation fonds formation foyer france
groupe groupement habitat hlm hopital immobiliere industrie insertion institut justice laboratoire ligue
logement logements logis lycee mairie maison metropole ministere mission mouvement mutualite mutuelle office
observatoire opac ordre organisme parquet patronat pays plateforme pole prefecture prevention quartier rectorat
regie region regions reseau residence sa sante sarl scic scop sdis sem service services societe soliha syndicat
territoire territoires tgi tribunal union universite universites urbaine urssaf ville villes
"""
BODY_WORDS = frozenset(_BODY_WORDS.split())
_OFFICE_NOUN = (
    r"(?:vice[- ]presidente?|presidente?|sous[- ]prefete?|prefete?|directrice|directeur|maire"
    r"|rectrice|recteur|procureure?|adjointe?|chanceliere?|secretaire|deleguee?|conseillere?|inspectrice"
    r"|inspecteur|gerante?|administratrice|administrateur|commandante?|colonelle?|general|chef(?:fe)?"
    r"|responsable|tresoriere?|coordinatrice|coordinateur|deputee?|senatrice|senateur|ministre"
    r"|representante?|dasen|ia[- ]dasen|batonniere?|doyenne?|commissaire|referente?)"
)
_OFFICE = re.compile(
    r"^(?:(?:m\.|mme|monsieur|madame)\s+)?(?:(?:la|le|les|son|sa|l')\s*)?(?:(?:1er|1ere|\d+e(?:me)?|premiere?|deuxieme)\s+)?"
    + _OFFICE_NOUN
    + r"\b(?:[- ](?:generale?|regionale?|territoriale?|departementale?|interdepartementale?|academique|deleguee?"
    r"|adjointe?|executive?|interregionale?|locale?|nationale?|directeur|directrice|maire|honoraire"
    r"|administratrice|administrateur|principale?|technique|par interim)\b)*"
)
_STANDING = re.compile(r"\b(?:sous[- ]prefete?|prefete?|procureure?)\b")
_AFTER = re.compile(
    r"\s*,?\s*(?:(?:aupres|pres)\s+)?(?:de\s+la\s+|de\s+l'\s*|du\s+|des\s+|de\s+|d'\s*|le\s+|la\s+|l'\s*)"
)
_COMPLEMENT = re.compile(r"(?:^|\s)(?:de\s+la\s+|de\s+l'\s*|du\s+|des\s+|de\s+|d'\s*)")
_OF_THE_REPUBLIC = re.compile(r"\s*de\s+la\s+republique\b")
_OTHER_COMPLEMENTS = (
    "conseil directoire developpement etablissement politique politiques cabinet groupe sports affaires"
)
_NOT_A_BODY = frozenset(_OTHER_COMPLEMENTS.split())
_STAMP = re.compile(
    r"\b(?:cedex|tel|fax|telecopie|siret|siren|www|http|c\.?s\.? ?\d|b\.?p\.? ?\d|\d{5})\b|@"
    r"|^\d+\s*,?\s*(?:bis\s+|ter\s+)?"
    r"(?:rue|place|avenue|boulevard|allee|quai|chemin|impasse|cours)\b|^\W*\d*\W*$"
)
_FORM = re.compile(
    r"^(?:date\W*\d*|cachet|signature|signatures|nom|prenom|qualite|lu et approuve|bon pour accord"
    r"|fait [ae]|le \d|a .{2,30}, le)(?!\w)"
)
_DELEGATION = re.compile(
    r"^(?:pour|p/?o\.?|par)\b.*\b(?:empeche\w*|delegation|absen\w*|interim|suppleance)\b|^(?:et )?par delegation\b"
)
_FOR = re.compile(r"^pour\s+(?:le\s+compte\s+d[eu]s?\s+)?(?:(?:la|le|les)\s+|l'\s*)?")
_UP, _LOW = "A-ZÀ-ÖØ-ÝŒ", "a-zà-öø-ÿœ"
_FIRST = rf"(?:[{_UP}][{_LOW}]+(?:[- ][{_UP}][{_LOW}]+)*|[{_UP}]{{1,2}}\.(?:[- ]?[{_UP}]\.)*)"
_PARTICLE = r"(?:(?:DE|DU|DES|LE|LA|VAN|EL|BEN|de|du|des|le|la|van|von|el|ben)\s+|[dD]['’])"
_CAPITALS = rf"{_PARTICLE}*[{_UP}][{_UP}'’]+(?:[-' ’]+[{_UP}][{_UP}'’]+)*"
_TITLE = r"(?:(?:M\.|Mme|Mr|Monsieur|Madame|Mlle|Dr|Docteur|Maître|Me)\s+)?"
_PERSON = re.compile(rf"{_TITLE}{_FIRST}\s+{_CAPITALS}(?![{_LOW}])")
_SHORT_PERSON = re.compile(
    rf"{_TITLE}(?:[{_UP}][{_LOW}]+(?:-[{_UP}][{_LOW}]+)*|[{_UP}]{{1,2}}\.(?:[- ]?[{_UP}]\.)*)\s+{_CAPITALS}(?![{_LOW}])"
)
_WORD_BEFORE = re.compile(rf"([{_UP}][{_LOW}]+)\s+$")
_NAME = re.compile(rf"^{_TITLE}[{_UP}][{_UP}{_LOW}'’-]+(?:\s+{_PARTICLE}*[{_UP}][{_UP}{_LOW}'’-]+){{1,3}}$")
_TITLED = re.compile(rf"^(?:M\.|Mme|Mr|Monsieur|Madame|Mlle|Dr|Docteur|Maître|Me)\s+[{_UP}]")
_BEFORE_A_PLACE = re.compile(r"(?:\b(?:de|du|des|la|le|les|et)|d'|l')\s*$")


def read_line(text: str) -> Said:
    """Say what one line (or several that form one phrase) of a signature block is."""
    plain = folded(text)
    if _STAMP.search(plain) or _FORM.match(plain) or not any(char.isalpha() for char in plain):
        return Said(Line.NOISE, text)
    if _DELEGATION.match(plain):
        return Said(Line.DELEGATION, text, role=text.rstrip(" ,"))
    if plain.startswith("pour "):
        return _read_for(text)
    name, _comma, role = text.partition(",")
    if is_person(name) and _OFFICE.match(folded(role.strip())):
        office = _read_office(role.strip())
        return Said(Line.PERSON, text, office.organisation, office.role, name.strip(), office.standing)
    if is_person(text):
        return Said(Line.PERSON, text, person=text.strip(" ,;:."))
    if _OFFICE.match(plain):
        return _read_office(text)
    return _read_body(text)


def _read_for(text: str) -> Said:
    """« Pour X : NOM, fonction » in all its spellings."""
    named, person, role = _cut(text[_FOR.match(folded(text)).end() :])  # type: ignore[union-attr]  # matched just before
    body, colon, after = named.partition(":")
    if (
        colon and not person and is_office(after.strip())
    ):  # « Pour X : le maire », whose name is not known yet
        named, role = body.strip(" ,"), after.strip(" ,;.")
    office = _read_office(named) if _OFFICE.match(folded(named)) else None
    if office and not office.standing and not office.organisation:
        return Said(Line.DELEGATION, text, role=text.rstrip(" ,"), person=person)
    organisation = office.organisation if office else named
    if office is None and "," in named:
        body, _comma, after = named.partition(",")
        organisation, role = (body, role or after.strip()) if is_office(after.strip()) else (named, role)
    role = role or (office.role if office else "")
    return Said(
        Line.BODY, text, without_article(organisation), role, person, bool(office and office.standing)
    )


def _read_body(text: str) -> Said:
    named, person, role = _cut(text)
    return Said(Line.BODY, text, without_article(named), role, person)


def _read_office(text: str) -> Said:
    """« Le Président de X : NOM » — role, body, person."""
    named, person, _role = _cut(text)
    plain = folded(named)
    found = _OFFICE.match(plain)
    if found is None:
        return Said(Line.BODY, text, without_article(named), "", person)
    rest = found.end()
    if _STANDING.search(found.group()):
        republic = _OF_THE_REPUBLIC.match(plain, rest)
        body = _after(named, republic.end()) if republic else ""
        if body:
            return Said(Line.OFFICE, text, body, named[: republic.end()].strip(), person, True)  # type: ignore[union-attr]  # matched just before
        return Said(Line.OFFICE, text, without_article(named), named, person, True)
    body, start = _body_in(named, plain, rest)
    role = named[:start].strip(" ,") if body else named
    return Said(Line.OFFICE, text, body, role, person)


def _after(named: str, at: int) -> str:
    found = _AFTER.match(folded(named), at)
    return without_article(named[found.end() :]).strip(" ,") if found else ""


def _body_in(named: str, plain: str, rest: int) -> tuple[str, int]:
    """The body that an office belongs to: the first complement that speaks of one, else a proper name."""
    if "chancel" in plain[:rest]:
        return "", 0
    starts = list(_COMPLEMENT.finditer(plain, rest))
    for found in starts:
        words = words_of(named[found.end() :])
        if words and (words[0] in BODY_WORDS or words[0].rstrip("s") in BODY_WORDS):
            return without_article(named[found.end() :]).strip(" ,"), found.start()
    if starts and not plain[rest : starts[0].start()].strip():
        tail = named[starts[0].end() :].strip(" ,")
        first = words_of(tail)[:1]
        if first and first[0] not in _NOT_A_BODY and (tail[0].isupper() or BODY_WORDS & set(words_of(tail))):
            return without_article(tail), starts[0].start()
    return "", 0


def _cut(text: str) -> tuple[str, str, str]:
    """Cut « X : NOM, fonction » or « X NOM, fonction » into body, person, role."""
    left, colon, right = text.partition(":")
    if colon and right.strip():
        person, role = _cut_name(right)
        if person:
            return left.strip(" ,"), person, role
    found = _person_inside(text)
    if found:
        before, person, after = text[: found[0]], text[found[0] : found[1]], text[found[1] :]
        return before.strip(" ,;:-–"), person, after.strip(" ,;:-–.")
    return text.strip(" ,;:"), "", ""


def _cut_name(text: str) -> tuple[str, str]:
    name, _sep, role = text.strip().partition(",")
    if not _sep:
        name, _sep, role = text.strip().partition(";")
    name, role = name.strip(" :;."), role.strip(" :;.")
    if ";" in name:
        name, _sep, more = name.partition(";")
        role = f"{more.strip()}, {role}".strip(" ,")
    known = (
        is_person(name) or _PERSON.fullmatch(name) or (len(name.split()) in (2, 3, 4) and name[:1].isupper())
    )
    return (name, role) if known and not _OFFICE.match(folded(name)) else ("", "")


def _person_inside(text: str) -> tuple[int, int] | None:
    for found in reversed(list(_SHORT_PERSON.finditer(text))):
        start, end = found.span()
        before = _WORD_BEFORE.search(text[:start])
        while before and folded(before.group(1)) in FIRST_NAMES:
            start = before.start()
            before = _WORD_BEFORE.search(text[:start])
        ends = not text[end:].strip() or text[end:].lstrip()[:1] in ",;:-–"
        is_place = _BEFORE_A_PLACE.search(folded(text[:start]))
        if start and ends and not is_place and not _speaks_of_a_body(found.group()):
            return start, end
    return None


def is_person(text: str) -> bool:
    """A first name and a last name, nothing else."""
    name = text.strip(" ,;:.")
    if _speaks_of_a_body(name) or _OFFICE.match(folded(name)) or LEADING_ARTICLE.match(name):
        return False
    if _PERSON.fullmatch(name) or (_TITLED.match(name) and len(name.split()) <= 5):
        return True
    return bool(_NAME.match(name)) and any(word in FIRST_NAMES for word in words_of(name)[:2])


def _speaks_of_a_body(text: str) -> bool:
    return any(word in BODY_WORDS for word in words_of(text))


def is_office(text: str) -> bool:
    return bool(_OFFICE.match(folded(text)))
