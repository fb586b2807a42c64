"""One sheet as a session sees it on the big screen: what was answered, what was answered last year, what is known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reciproque.core.engine import insist
from reciproque.core.refusals import Refused
from reciproque.core.text import clean
from reciproque.enquiries.choices import QuestionKind, SheetState
from reciproque.enquiries.models import Answer, Question, Sheet
from reciproque.enquiries.queries import answers_of, questions_for
from reciproque.enquiries.rules.questions import options_of
from reciproque.enquiries.rules.sheets import blocks_of, items_of
from reciproque.enquiries.rules.wording import grouped, said, said_value
from reciproque.evaluation.choices import VerdictValue, Voice
from reciproque.evaluation.exports.told import verdicts_told
from reciproque.evaluation.models import SessionSheet
from reciproque.evaluation.rules.figures import RESULT
from reciproque.evaluation.rules.questions import VERDICTS


@dataclass(frozen=True)
class Row:
    """A question with its answer, and that of the year before ("" when there was none)."""

    wording: str
    said: str
    comment: str = ""
    before: str = ""
    given: bool = True


@dataclass
class Section:
    title: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Judged:
    """An expected result with the voices that were heard, and that of the session as it stands."""

    key: int
    title: str
    remark: str
    voices: Sequence[Mapping[str, Any]]
    value: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Screen:
    line: SessionSheet
    number: int
    total: int
    previous: SessionSheet | None
    following: SessionSheet | None
    state_word: str
    sections: Sequence[Section]
    judged: Sequence[Judged]
    blocks: Sequence[Mapping[str, Any]]
    decisions: Sequence[Any]


VERDICT_CHOICES = [(str(one.value), str(one.label)) for one in VerdictValue]


def screen_of(line: SessionSheet, agenda: Sequence[SessionSheet], decisions: Sequence[Any]) -> Screen:
    """`agenda`: all lines of the session in their order, `line` among them."""
    keys = [one.pk for one in agenda]
    place = keys.index(line.pk)
    sheet = line.sheet
    return Screen(
        line,
        place + 1,
        len(agenda),
        agenda[place - 1] if place else None,
        agenda[place + 1] if place + 1 < len(agenda) else None,
        str(SheetState(sheet.state).label),
        _sections(sheet),
        _judged(line),
        blocks_of(sheet),
        [one for one in decisions if one.sheet_id == sheet.pk],
    )


def _sections(sheet: Sheet) -> list[Section]:
    answers = answers_of(sheet)
    before = answers_of(sheet.previous) if sheet.previous is not None else {}
    sections: list[Section] = []
    for question in questions_for(sheet):
        if not sections or sections[-1].title != question.section:
            sections.append(Section(question.section))
        sections[-1].rows.extend(_rows(question, sheet, answers, before))
    return [one for one in sections if one.rows]


def _rows(question: Question, sheet: Sheet, answers: Any, before: Any) -> list[Row]:
    if question.key == VERDICTS:
        return []  # told apart, result by result, with the other voices
    if question.kind != QuestionKind.EACH:
        return [
            _row(question, question.wording, answers.get((question.key, "")), before.get((question.key, "")))
        ]
    return [
        _row(question, f"{question.wording} {item.get('title', '')}", answers.get(key), before.get(key))
        for item in items_of(sheet)
        if (key := (question.key, str(item["key"])))
    ]


def _row(question: Question, wording: str, answer: Answer | None, before: Answer | None) -> Row:
    told = said(question, before) if before is not None else ""
    return Row(
        wording,
        said(question, answer),
        answer.comment if answer else "",
        told,
        answer is not None,
    )


def _judged(line: SessionSheet) -> list[Judged]:
    """The expected results of the sheet: what the lead said on it, and the verdicts that were written down."""
    campaign, sheet = line.session.campaign, line.sheet
    known = verdicts_told(campaign)
    answers = answers_of(sheet)
    found = []
    for item in items_of(sheet):
        key = str(item["key"])
        if not key.startswith(RESULT):
            continue
        voices = known.get(key, [])
        own = next((one for one in voices if one["voice"] == Voice.SESSION), None)
        others = [one for one in voices if one["voice"] != Voice.SESSION]
        lead = answers.get((VERDICTS, key))
        if lead is not None and lead.value and not any(one["voice"] == Voice.LEAD for one in others):
            word = said(lead.question, lead)
            others.insert(0, {"voice_word": Voice.LEAD.label, "word": word, "evidence": lead.comment})
        found.append(
            Judged(
                int(key.removeprefix(RESULT)),
                str(item.get("title", "")),
                str(item.get("remark", "")),
                others,
                own["value"] if own else "",
                own["evidence"] if own else "",
            )
        )
    return found


@dataclass(frozen=True)
class Amendable:
    """A field of the sheet that the session may correct. `name` is that of its inputs."""

    name: str
    question: Question
    item: str
    label: str
    value: str
    comment: str
    status: str
    kind: str
    options: Sequence[tuple[str, str]]


def amended(
    fields: Sequence[Amendable], typed: Mapping[str, str]
) -> dict[tuple[str, str], tuple[str, str, str]]:
    """What was typed into the fields that changed: (question, item) → (value, status, reasons)."""
    changed = {}
    for one in fields:
        said = _typed(one, typed)
        if said != (one.value, one.status or "given", one.comment):
            changed[one.question.key, one.item] = said
    return changed


def _typed(one: Amendable, typed: Any) -> tuple[str, str, str]:
    """The value as typed (the page shows « 12 8 » and dates as kept), its status, its reasons."""
    many = hasattr(typed, "getlist") and one.kind == QuestionKind.SEVERAL
    value = "\n".join(typed.getlist(one.name)) if many else str(typed.get(one.name, one.value))
    value = clean(value).strip()
    status = typed.get(f"{one.name}-s", one.status or "given")
    return value if status == "given" else "", status, clean(typed.get(f"{one.name}-c", one.comment)).strip()


def typed_again(fields: Sequence[Amendable], typed: Mapping[str, str]) -> list[Amendable]:
    """The fields with what was typed in them, so that a refusal loses nothing."""
    shown = []
    for one in fields:
        value, status, comment = _typed(one, typed)
        shown.append(replace(one, value=value, status=status, comment=comment))
    return shown


def reasons_against(deed: Callable[[], Any]) -> list[str]:
    """Do it, and say why it was refused; nothing when it was done."""
    try:
        insist(deed)
    except Refused as refused:
        return refused.reasons
    return []


def _as_typed(question: Question, value: str) -> str:
    """An amount and a number as one writes them in French."""
    if value and question.kind == QuestionKind.AMOUNT:
        return said_value(question, value)
    return grouped(value) if value and question.kind == QuestionKind.NUMBER else value


def amendable_on(sheet: Sheet) -> list[Amendable]:
    """All fields of a sheet, in its order; files apart, which are not corrected by typing."""
    answers = answers_of(sheet)
    found: list[Amendable] = []
    for question in questions_for(sheet):
        if question.kind == QuestionKind.FILE:
            continue
        items = items_of(sheet) if question.kind == QuestionKind.EACH else [{"key": "", "title": ""}]
        for item in items:
            answer = answers.get((question.key, str(item["key"])))
            found.append(
                Amendable(
                    f"a-{len(found)}",
                    question,
                    str(item["key"]),
                    f"{question.wording} {item.get('title', '')}".strip(),
                    _as_typed(question, answer.value) if answer else "",
                    answer.comment if answer else "",
                    answer.status if answer else "",
                    question.kind,
                    options_of(question),
                )
            )
    return found
