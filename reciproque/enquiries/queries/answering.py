"""A sheet as the page on which it is filled in shows it. A fixed number of questions, whatever the sheet holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reciproque.accounts.models import User
from reciproque.enquiries.choices import FILLABLE, AnswerStatus, Part, QuestionKind, SheetState
from reciproque.enquiries.models import Answer, Attachment, Participation, Round, Sheet, SheetStep
from reciproque.enquiries.queries.answers import answers_of, answers_to, filed_of, places_on
from reciproque.enquiries.queries.rounds import live_questions
from reciproque.enquiries.rules.fields import Outcome, field_name, mark_of
from reciproque.enquiries.rules.questions import options_of
from reciproque.enquiries.rules.reading import people_in
from reciproque.enquiries.rules.rounds import takes_answers
from reciproque.enquiries.rules.sheets import (
    Place,
    blocks_of,
    due_of,
    obstacles_to_handing_over,
    places_of,
    progress_of,
)
from reciproque.enquiries.rules.wording import grouped, said, said_value


@dataclass
class Field:
    """One place on the page: what stands in it, what was answered last time, what went wrong."""

    place: Place
    answer: Answer | None
    files: list[Attachment] = field(default_factory=list)
    before: str = ""
    outcome: Outcome | None = None

    @property
    def name(self) -> str:
        return field_name(self.place)

    @property
    def mark(self) -> str:
        return mark_of(self.answer)

    @property
    def kind(self) -> str:
        return self.place.question.kind

    @property
    def error(self) -> str:
        return self.outcome.error if self.outcome else ""

    @property
    def elsewhere(self) -> str:
        """What somebody else wrote meanwhile, in words."""
        other = self.outcome.elsewhere if self.outcome else None
        return said(self.place.question, other if other is not None and other.pk else None) if other else ""

    @property
    def status(self) -> str:
        typed = self.outcome.typed if self.error and self.outcome else None
        return typed.status if typed else self.answer.status if self.answer else AnswerStatus.GIVEN

    @property
    def raw(self) -> str:
        """What is kept or, when it could not be, what was typed."""
        if self.error and self.outcome and self.outcome.typed:
            return self.outcome.typed.value
        return self.answer.value if self.answer else ""

    @property
    def comment(self) -> str:
        if self.error and self.outcome and self.outcome.typed:
            return self.outcome.typed.comment
        return self.answer.comment if self.answer else ""

    @property
    def shown(self) -> str:
        """As it stands in the input."""
        if self.error or not self.raw:
            return self.raw
        if self.kind == QuestionKind.NUMBER:
            return grouped(self.raw)
        return said_value(self.place.question, self.raw) if self.kind == QuestionKind.AMOUNT else self.raw

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        chosen = set(self.raw.splitlines())
        listed = options_of(self.place.question)
        if self.kind == QuestionKind.YES_NO:
            listed = [("yes", "Oui"), ("no", "Non")]
        return [(key, label, key in chosen) for key, label in listed]

    @property
    def people(self) -> tuple[str, str]:
        """Women and men as they stand in their two inputs."""
        if self.error and ";" in self.raw:
            women, _semicolon, men = self.raw.partition(";")
            return women.strip(), men.strip()
        women_men = people_in(self.raw)
        return tuple("" if one is None else str(one) for one in women_men)  # type: ignore[return-value]  # narrower than the types can say; tests hold it

    @property
    def words(self) -> str:
        """The answer as it is read."""
        if self.kind == QuestionKind.FILE and self.files:
            return ", ".join(str(one) for one in self.files)
        return said(self.place.question, self.answer)


@dataclass(frozen=True)
class Group:
    """The places of one question, under its section if it opens one."""

    section: str
    question: Any
    fields: list[Field]

    @property
    def is_each(self) -> bool:
        return self.question.kind == QuestionKind.EACH


@dataclass(frozen=True)
class SheetPage:
    """All that the page of a sheet shows."""

    sheet: Sheet
    groups: list[Group]
    blocks: list[dict[str, Any]]
    done: int
    total: int
    obstacles: list[str]
    closed: list[str]
    due_on: date
    parts: set[str]
    helpers: list[Participation]
    joined: list[Attachment]
    steps: list[SheetStep]

    @property
    def fills(self) -> bool:
        """Whether the person may write now."""
        writes = bool(self.parts & {Part.ANSWERS, Part.HELPS})
        return writes and not self.closed and self.sheet.state in FILLABLE

    @property
    def hands_over(self) -> bool:
        return self.fills and Part.ANSWERS in self.parts

    @property
    def checks(self) -> bool:
        return Part.CHECKS in self.parts and not self.closed and self.sheet.state == SheetState.CHECKING

    @property
    def share(self) -> float | None:
        return self.done / self.total if self.total else None

    @property
    def fields(self) -> list[Field]:
        return [one for group in self.groups for one in group.fields]

    @property
    def last_saved(self) -> Answer | None:
        own = [one.answer for one in self.fields if one.answer and not one.answer.brought_over]
        return max(own, key=lambda answer: answer.at, default=None)

    @property
    def has_files(self) -> bool:
        return any(group.question.kind == QuestionKind.FILE for group in self.groups)


def sheet_page(
    sheet: Sheet, user: User, *, on: date, outcomes: Mapping[str, Outcome] | None = None
) -> SheetPage:
    """What the page shows to that person. `outcomes`: what became of what she has just sent."""
    places, files = places_on(sheet), filed_of(sheet)
    answers = answers_to(sheet, (place.question for place in places))
    for one in answers.values():
        if one.by_id == user.pk:
            one.by = user
    before = answers_of(sheet.previous) if sheet.previous is not None else {}
    people = list(
        Participation.objects.filter(sheet=sheet, ended_at=None).select_related("user").order_by("since")
    )
    done, total = progress_of(places, answers.keys(), files.keys())
    return SheetPage(
        sheet=sheet,
        groups=groups_of(places, answers, before, files, outcomes or {}),
        blocks=blocks_of(sheet),
        done=done,
        total=total,
        obstacles=obstacles_to_handing_over(places, answers.keys(), files.keys()),
        closed=takes_answers(sheet.round, on),
        due_on=due_of(sheet, sheet.round),
        parts={one.part for one in people if one.user_id == user.pk},
        helpers=[one for one in people if one.part == Part.HELPS],
        joined=files.get("", []),
        steps=_steps_of(sheet, [user, *(one.user for one in people)]),
    )


def _steps_of(sheet: Sheet, known: Iterable[User]) -> list[SheetStep]:
    """What happened to the sheet; most of those who did it are known already."""
    steps = list(SheetStep.objects.filter(sheet=sheet))
    people = {one.pk: one for one in known}
    asked = {key for one in steps for key in (one.by_id, one.person_id) if key is not None}
    people |= User.objects.in_bulk(asked - people.keys()) if asked - people.keys() else {}
    for one in steps:
        one.by = people[one.by_id] if one.by_id is not None else None
        one.person = people[one.person_id] if one.person_id is not None else None
    return steps


def groups_of(
    places: list[Place],
    answers: Mapping[tuple[str, str], Answer],
    before: Mapping[tuple[str, str], Answer],
    files: Mapping[str, list[Attachment]],
    outcomes: Mapping[str, Outcome],
) -> list[Group]:
    groups: list[Group] = []
    section = ""
    for place in places:
        old = before.get(place.key)
        told = said(old.question, old) if old is not None else ""
        if old is not None and old.comment:
            told = f"{told} : {old.comment}"
        shown = Field(
            place,
            answers.get(place.key),
            files.get(place.question.key, []),
            told,
            outcomes.get(field_name(place)),
        )
        if groups and groups[-1].question.pk == place.question.pk:
            groups[-1].fields.append(shown)
            continue
        opens = place.question.section if place.question.section != section else ""
        section = place.question.section
        groups.append(Group(opens, place.question, [shown]))
    return groups


@dataclass(frozen=True)
class Own:
    """A sheet in the list of a person: what she does with it, and whether it waits for her."""

    sheet: Sheet
    part: str
    waits: bool
    late: bool
    due_on: date

    @property
    def part_word(self) -> str:
        return str(Part(self.part).label)


def own_list(sheets: list[Sheet], user: User, *, on: date) -> list[Own]:
    """These sheets as they stand for that person."""
    rows = Participation.objects.filter(user=user, ended_at=None, sheet__in=[one.pk for one in sheets])
    parts: dict[int, set[str]] = {}
    for sheet, part in rows.values_list("sheet_id", "part"):
        parts.setdefault(sheet, set()).add(part)
    return [_own(one, parts.get(one.pk, set()), on) for one in sheets]


def _own(sheet: Sheet, parts: set[str], on: date) -> Own:
    checking = sheet.state == SheetState.CHECKING and Part.CHECKS in parts
    answering = sheet.state in FILLABLE and bool(parts & {Part.ANSWERS, Part.HELPS})
    waits = (checking or answering) and not takes_answers(sheet.round, on)
    part = Part.CHECKS if checking or parts == {Part.CHECKS} else min(parts, default=Part.ANSWERS)
    due_on = due_of(sheet, sheet.round)
    return Own(sheet, part, waits, waits and due_on < on, due_on)


def blank_page(round_: Round, *, on: date) -> list[Group]:
    """The questions of a round as an empty sheet shows them, with an item to see where each item is asked about."""
    items = [{"key": "exemple", "title": "un élément de la fiche"}]
    return groups_of(places_of(live_questions(round_), items), {}, {}, {}, {})


def people_on(sheet: Sheet) -> list[Participation]:
    """Who has a part on the sheet now."""
    rows = Participation.objects.filter(sheet=sheet, ended_at=None)
    return list(rows.select_related("user").order_by("since", "pk"))
