"""Whether a sentence binds somebody, and whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from reciproque.intake.reading.spelling import folded

_BINDING = re.compile(
    r"\b(?:(?P<engages>s'engage(?:nt)?|nous nous engageons|nous nous sommes fixes?|(?:devra|devront"
    r"|doit|doivent) s'engager)"
    r"|(?P<intends>entend(?:ent)?|prend en charge|prennent en charge)(?= (?:\w+ement )?(?:\w|'"
    r"|-)*(?:er|ir|re|oir)\b|$)"
    r"|(?P<intends_it>entend(?:ent)? (?:la|le|les|l')\s?\w+(?:er|ir|re)\b)"
    r"|(?P<gives>met(?:tent)? a (?:la )?disposition|designe(?:nt)?|nomme(?:nt)?)"
    r"|(?P<must>(?<!se )(?:doit|doivent|devra|devront))"
    r"|(?P<passive>(?:sera|seront) (?:\w+ment )?(?:egalement )?\w*(?:ee?s?|ie?s?|us?|ues?|ise?s?"
    r"|te?s?)\b|fer(?:a|ont) l'objet"
    r"|se (?:poursuivr|deroul|tiendr|fer|mettr)\w*(?:a|ont))"
    r"|(?P<future>\w{2,}(?:era|ira|ura|dra|tra|vra|rra|eront|iront|uront|dront|tront|vront|rront"
    r"|erons|irons|drons"
    r"|trons|vrons)))\b"
)
_NOT_FUTURE = frozenset(
    [
        "intra",
        "extra",
        "ultra",
        "infra",
        "supra",
        "contra",
        "opera",
        "camera",
        "tetra",
        "sera",
        "seront",
        "front",
        "environ",
        "environs",
        "pourra",
        "pourront",
        "pourrons",
        "faudra",
        "conviendra",
        "aura",
    ]
)
_PRESENT = re.compile(
    r"\b(?P<keeps>(?:maintien|soutien)(?:t|nent)|poursui(?:t|vent)|garanti(?:t|ssent)"
    r"|(?:renforc|financ|consacr|reserv|contribu|particip|mobilis|apport|port)e(?:nt)?)\b"
)
_RELATIVE = re.compile(
    r"\b(?:qui|que|qu'|dont|auxquel(?:le)?s|lesquel(?:le)?s|laquelle|lequel|ou)\b(?:(?!,)[^.;:]){0,45}$"
)
_SUBORDINATE = re.compile(r"^(?:meme si|si|bien que|lorsque|quand|afin que|pour que)\b[^,]*,?\s*$")
_IMPERSONAL = re.compile(
    r"\bil (?:sera|est|s'agira|faudra|conviendra|apparait)\b|\b(?:s'agira|conviendra|faudra)\b"
)
_MEETS = re.compile(r"\bse reuni|\breunions? (?:de|du|des|seront)\b")
_PAPER = re.compile(
    r"^(?:(?:le|la|les|l'|ce|cet|cette|ces|son|leur|un|une)\s*)?(?:present\w* |«\s*)?"
    r"(?:protocole|documents?|contrat|contenu|textes?|articles?|feuille de route|temporalite|mesures?"
    r"|actions? dites"
    r"|annexes?|tableau|formalisation|declinaison|priorites|fiches?)\b"
)
_SIGNATORY = re.compile(
    r"\b(?:metropole|eurometropole|agglomeration|communaute (?:urbaine|d'agglomeration|de communes)|communes?"
    r"|(?<!contrat de )(?<!contrats de )(?<!politique de la )villes?|etat"
    r"|departement|region|conseils? (?:departemental|regional|de territoire|citoyens?|municipal"
    r"|general)|prefecture|prefet"
    r"|services de l'etat|partenaires?(?! economiques)|signataires?|parties|caisses?|collectivites?"
    r"|bailleurs|institutions?"
    r"|intercommunalite|epci|nous|comites?|equipes?|rectorat|academie|agence regionale de sante|ars"
    r"|caf|pole emploi"
    r"|france travail|poles?|chambre de \w+|organismes hlm|agglo|cpam|carsat|chambres? de \w+"
    r"|mission locale|clubs?|bailleur|education nationale|banque des territoires|action logement|procureure?|parquet"
    r"|police nationale|gendarmerie|office public de l'habitat)\b"
)
_THIRD = re.compile(
    r"^(?:(?:la|le|les|l'|des|un|une|ces|toute?s? les?)\s*)?(?:\w+ )?"
    r"(?:entreprises?|associations?|habitant\w*|porteurs|jeunes|publics?|familles|employeurs)\b"
)
_PRONOUN = re.compile(r"^(?:elle|il|elles|ils|cette equipe|celle-ci|celui-ci)$")
_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"|“[^”]*”")
_CONTINUES = re.compile(
    r"\s*(?:et|ou|ainsi que|qui|dont|que|de|du|des|d'|a|au|aux|en|y compris|conclue?s?|annexe\w*|en plus)\b"
)
_AGENT = re.compile(r"\b(?:par|entre) (.{3,160})$")
_WEAK = 0.6


@dataclass(frozen=True, slots=True)
class Pledge:
    sentence: str
    party: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Parties:
    """Who signs, by name; `present` says that under this title the present tense binds too."""

    names: tuple[str, ...] = ()
    present: bool = False

    def holds(self, subject: str) -> bool:
        return bool(_SIGNATORY.search(subject)) or any(name in subject for name in self.names)


_NOBODY = Parties()


def pledge_in(sentence: str, before: Pledge | None, parties: Parties = _NOBODY) -> Pledge | None:
    """The pledge that a sentence makes; `before` is the one just above, for « elle » and « cette équipe »."""
    plain = _QUOTED.sub(lambda found: " " * len(found.group()), folded(sentence))
    if _MEETS.search(plain) or _IMPERSONAL.search(plain):
        return None
    present = _PRESENT.finditer(plain) if parties.present else iter(())
    for found in chain(_BINDING.finditer(plain), present):
        if found.groupdict().get("future") in _NOT_FUTURE or _RELATIVE.search(plain[: found.start()]):
            continue
        start, end = _subject(plain, found.start())
        party, confidence = _who(plain, (start, end), found, before, parties)
        return Pledge(sentence, party or sentence[start:end].strip(" ,"), confidence) if confidence else None
    return None


def _subject(plain: str, verb: int) -> tuple[int, int]:
    """The words before the verb that hold its subject: the last clause, or all of an enumeration."""
    head = plain[:verb].rstrip()
    if head.endswith("nous") or plain[verb:].startswith("nous"):
        return verb, verb
    if head.endswith(","):
        head = head[:-1]
    cut = head.rfind(",")
    start = cut + 1 if cut >= 0 else 0
    while cut > 0 and _CONTINUES.match(plain, start):
        cut = plain.rfind(",", 0, cut)
        start = cut + 1 if cut >= 0 else 0
    return start, len(head)


def _who(
    plain: str, span: tuple[int, int], found: re.Match[str], before: Pledge | None, parties: Parties
) -> tuple[str, float]:
    """Who is bound, and how sure that is; zero when nobody is. An empty name stands for the subject."""
    subject = plain[slice(*span)].strip()
    kind = found.lastgroup or ""
    if _SUBORDINATE.match(subject) or _PAPER.match(subject):
        return "", 0.0
    if kind == "engages" and "s'engager" in found.group():
        return "", 0.9
    if _PRONOUN.match(subject):
        return (before.party, 0.8) if before is not None else ("", 0.0)
    we = "nous" in found.group() or bool(re.search(r"\bnous(?: nous)?\s*$", plain[: found.start()]))
    bound = we or parties.holds(subject)
    agent = _AGENT.search(plain, found.end())
    if agent and _SIGNATORY.search(agent.group(1)) and kind in ("must", "passive"):
        return "", 0.85
    if bound:
        return ("nous" if we else ""), 0.9
    if kind == "engages" and subject and not _THIRD.match(subject):
        return "", 0.8
    if kind != "passive" or _THIRD.match(subject):
        return "", 0.0
    return "", _WEAK
