"""What the sentence above a list says that the list is."""

from __future__ import annotations

import re
from functools import lru_cache

from reciproque.intake.reading.words import fold

_LAST_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý0-9«])")

_BRACKETS = re.compile(r"\([^()]{0,300}\)")
_RECALL = re.compile(r"\bpour rappel\b|^rappel\b|\betaient (?:les suivant|ainsi)")
_LEADS = re.compile(
    r"\b(?:pistes|recommandations|preconisations|perspectives)\b"
    r"|\bil est (?:envisage|propose|suggere|preconise|recommande) de ?:?$"
)
_RAISED = r"\b(?:identifie|valide|repere|releve|degage|retenu)e?s?\b"
_FINDINGS = re.compile(
    r"\bproblematiques\b|\bconstats?\b|\bpoints? de vigilance\b|\bconclusions\b|\bdifficultes\b|\bfreins\b"
    r"|\batouts\b|\bfaiblesses\b|\bfragilites\b|\bfacteurs de fragilite\b"
    rf"|\benjeux\b.*{_RAISED}|{_RAISED}.*\benjeux\b"
)
_COMMITMENT = re.compile(
    r"\bs'engagent?\b|\bs'accordent? a\b|\bles (?:partenaires|signataires)(?: [a-z' ]{0,40})? ?:$"
)
_INDICATORS = re.compile(r"\bindicateurs\b[^:]*(?:\bsont\b|\bsuivants?\b|\bretenus\b|\bproposes\b)[^:]*:$")
AIMS_FOLLOW = re.compile(
    r"\b(?:retiennent|ont retenu|fixent|se sont fixes?|partagent|poursuivent)\b[^:]*"
    r"\b(?:objectifs|priorites|orientations|axes|enjeux)\b"
)
_ELSEWHERE = re.compile(
    r"\bdocuments?\b|\btextes\b|\bil appara[i]t\b|\betapes?\b|\btravaux\b|\btemps\b.*\b(?:prevus?|organises?)\b"
    r"|\bmodalites\b|\bcalendrier\b|\bacteurs? [^:]*\b(?:sont|est)\b|\bparties?\b ?:$|\bmontants?\b|\breunions?\b"
    r"|\binstances?\b|\bpilotage\b|\bgouvernance\b ?:$|\bmembres\b|\bcompos(?:e|ee|es|ees) (?:de|des|du|d')\b"
    r"|\brepresentai(?:t|ent)\b|\bprevoyait\b|\ba permis\b|\bprocessus\b|\barticles?\b|\blois?\b ?:$"
    r"|\bdispositifs? [^:]{0,40}(?:sont|existants?)\b|\bde la maniere suivante\b|\bannexes?\b"
    r"|\bquartiers (?:prioritaires )?(?:sont|concernes|suivants|de la ville)\b"
)
_PURSUED = re.compile(
    r"\b(?:objectifs?|axes?|priorites?|prioriser|orientations?|enjeux|ambitions?|priorisations?|finalites)\b"
)
_ANOTHER = re.compile(
    r"\b(?:projet|plan|programme|strategie|feuille de route|schema|charte|loi|pacte|paqte|politique nationale"
    r"|convention)\b"
)
_OWN = re.compile(
    r"\b(?:contrat|protocole|avenant|partenaires|signataires|nous|quartiers 2030|projets? de quartiers?)\b"
)
_PAST = re.compile(r"\b(?:ont ete|a ete|etaient|etait|avaient|avait)\b")


@lru_cache(maxsize=5000)
def announced_by(intro: str, pursued: bool) -> str | None:
    """What a sentence announces: the name of a list, « elsewhere » when its items are nothing to keep, or None.

    `pursued` says that it stands in a section on priorities, where any plain introduction will do.
    """
    sentence = _BRACKETS.sub(" ", fold(_LAST_SENTENCE.split(intro.strip())[-1]))
    if _RECALL.search(sentence):
        return "recalled"
    if _COMMITMENT.search(sentence) and "prioris" not in sentence and not AIMS_FOLLOW.search(sentence):
        return "elsewhere"
    if _LEADS.search(sentence):
        return "leads"
    if _FINDINGS.search(sentence):
        return "findings"
    if _INDICATORS.search(sentence):
        return "indicators"
    if _ELSEWHERE.search(sentence):
        return "elsewhere"
    if _PURSUED.search(sentence):
        foreign = _ANOTHER.search(sentence) and not _OWN.search(sentence)
        return "elsewhere" if foreign and not pursued else "framework"
    return "elsewhere" if _PAST.search(sentence) or not pursued else "framework"


def is_introduction(text: str) -> bool:
    return text.rstrip().endswith(":")
