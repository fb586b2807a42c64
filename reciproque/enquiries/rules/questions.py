"""Questions: their options, on which sheets they are asked, what may still change once somebody has answered."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from reciproque.core.text import fold
from reciproque.enquiries.choices import WITH_OPTIONS, QuestionKind

LONGEST_KEY = 40
_KEY = re.compile(r"[-a-zA-Z0-9_]{1,60}")


def key_from(words: str, *, longest: int = 60) -> str:
    """A key made of words: « Très satisfait » gives "tres-satisfait"."""
    return re.sub(r"[^0-9a-z]+", "-", fold(words)).strip("-")[:longest].rstrip("-")


def options_of(question: Any) -> list[tuple[str, str]]:
    """The options as (key, label), in their order: « clé = libellé » or the words alone on each line."""
    found: dict[str, str] = {}
    for line in question.options.splitlines():
        key, equals, label = (part.strip() for part in line.partition("="))
        if not (equals and label and _KEY.fullmatch(key)):
            label = line.strip()
            key = key_from(label)
        if key and label:
            found.setdefault(key, label)
    return list(found.items())


def asked_on(questions: Iterable[Any], subject_label: str) -> list[Any]:
    """Those of the questions that a sheet about such a subject holds."""
    return [one for one in questions if one.only_on in ("", subject_label)]


def free_key(wording: str, taken: Collection[str]) -> str:
    """A key of its own for a question that was given none."""
    base = key_from(wording, longest=LONGEST_KEY - 4) or "question"
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key


def obstacles_to_asking(values: Mapping[str, Any], *, taken: Collection[str] = ()) -> list[str]:
    """Reasons against these values of a question, given whole; `taken`: the keys of the others of its round."""
    reasons = [] if str(values["wording"]).strip() else ["Écrivez la question."]
    if values["kind"] not in QuestionKind.values:
        reasons.append("Choisissez la nature de la réponse.")
    if values["kind"] in WITH_OPTIONS and len(options_of(_Options(values["options"]))) < 2:
        reasons.append(
            "Cette question se répond par un choix : donnez au moins deux possibilités, une par ligne."
        )
    if not re.fullmatch(rf"[-a-zA-Z0-9_]{{1,{LONGEST_KEY}}}", values["key"]):
        reasons.append("La clé d’une question est faite de lettres sans accent, de chiffres et de tirets.")
    if values["key"] in taken:
        reasons.append("Une autre question porte déjà cette clé.")
    return reasons


def obstacles_to_changing(question: Any, values: Mapping[str, Any], *, said: Collection[str]) -> list[str]:
    """Reasons against new values for a question to which `said` (values of choices, or any) was answered."""
    if not said:
        return []
    if values["kind"] != question.kind:
        return [
            "Cette question a déjà des réponses : retirez-la et posez-en une autre plutôt que de changer sa nature."
        ]
    if values["key"] != question.key:
        return ["Cette question a déjà des réponses : sa clé ne change plus."]
    if question.kind not in WITH_OPTIONS:
        return []
    kept = {key for key, _label in options_of(_Options(values["options"]))}
    given = {key for value in said for key in value.splitlines()}
    lost = [label for key, label in options_of(question) if key in given - kept]
    return [f"« {label} » a déjà été répondu : gardez ce choix." for label in lost]


class _Options:
    def __init__(self, options: str) -> None:
        self.options = options
