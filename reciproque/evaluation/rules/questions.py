"""The questions that a campaign begins with, in the order of a sheet; a team changes them as it likes.

Their keys stay the same from year to year: years are compared, and reports written, by them.
"""

from typing import Any

from reciproque.enquiries.choices import QuestionKind
from reciproque.evaluation.choices import VerdictValue
from reciproque.framework.choices import Engagement

ENGAGEMENT, VERDICTS, DONE, CHANGE = "engagement", "verdicts", "done", "change"

STANDARD: list[dict[str, Any]] = [
    {
        "key": ENGAGEMENT,
        "kind": QuestionKind.CHOICE,
        "section": "Où en est-on ?",
        "wording": "Où en est cet objectif ?",
        "options": "\n".join(f"{one.value} = {one.label}" for one in Engagement),
        "required": True,
        "carries_over": True,
    },
    {
        "key": DONE,
        "kind": QuestionKind.LONG,
        "section": "Où en est-on ?",
        "wording": "Qu’est-ce qui a été fait cette année ?",
        "required": True,
    },
    {
        "key": "publics",
        "kind": QuestionKind.PEOPLE,
        "section": "Où en est-on ?",
        "wording": "Combien de personnes ont été touchées ?",
        "hint": "Les femmes d’un côté, les hommes de l’autre. Laissez vide ce que vous ne savez pas.",
    },
    {
        "key": "results",
        "kind": QuestionKind.LONG,
        "section": "Avec quels résultats ?",
        "wording": "Qu’est-ce que cela a changé pour les habitants ?",
    },
    {
        "key": VERDICTS,
        "kind": QuestionKind.EACH,
        "section": "Avec quels résultats ?",
        "wording": "Chaque résultat attendu est-il atteint ?",
        "hint": "Dites sur quoi vous vous fondez : un chiffre, une enquête, ce que vous avez vu.",
        "options": "\n".join(f"{one.value} = {one.label}" for one in VerdictValue),
    },
    {
        "key": "difficulties",
        "kind": QuestionKind.LONG,
        "section": "Avec quels résultats ?",
        "wording": "Quelles difficultés avez-vous rencontrées ?",
    },
    {
        "key": "ordinary_law",
        "kind": QuestionKind.LONG,
        "section": "Avec quels moyens ?",
        "wording": "Quel droit commun avez-vous mobilisé ?",
        "hint": "Agents, équipements, dispositifs ordinaires qui ont servi les quartiers.",
    },
    {
        "key": "ordinary_amount",
        "kind": QuestionKind.AMOUNT,
        "section": "Avec quels moyens ?",
        "wording": "Pour quel montant, si vous le connaissez ?",
        "unit": "€",
    },
    {
        "key": "equality",
        "kind": QuestionKind.LONG,
        "section": "Pour qui, avec qui ?",
        "wording": "Qu’avez-vous fait pour l’égalité entre les femmes et les hommes ?",
    },
    {
        "key": "citizens",
        "kind": QuestionKind.LONG,
        "section": "Pour qui, avec qui ?",
        "wording": "Quelle part les habitants et les conseils citoyens y ont-ils prise ?",
    },
    {
        "key": "perspectives",
        "kind": QuestionKind.LONG,
        "section": "Et ensuite ?",
        "wording": "Que prévoyez-vous pour l’année prochaine ?",
    },
    {
        "key": CHANGE,
        "kind": QuestionKind.LONG,
        "section": "Et ensuite ?",
        "wording": "Faut-il changer l’objectif ou ses indicateurs ? Comment ?",
    },
]
