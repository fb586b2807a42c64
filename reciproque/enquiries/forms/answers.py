"""What people type on sheets, in the grid, and to get a new link."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from reciproque.core.inputs import HouseForm
from reciproque.core.text import clean
from reciproque.enquiries.choices import AnswerStatus, QuestionKind
from reciproque.enquiries.rules.cells import from_cell, in_cell
from reciproque.enquiries.rules.fields import Typed, field_name, mark_of
from reciproque.enquiries.rules.sheets import Place


def typed_in(data: QueryDict, places: Iterable[Place]) -> list[Typed]:
    """What a form says of these places; those of which it says nothing are left out.

    « v- » value, « w- » and « m- » women and men, « c- » reasons, « s- » why there is no value, « n- » the mark.
    """
    return [_typed(data, place) for place in places if f"n-{field_name(place)}" in data]


def _typed(data: QueryDict, place: Place) -> Typed:
    name = field_name(place)
    status = clean(data.get(f"s-{name}", "")) or AnswerStatus.GIVEN
    known = status if status in AnswerStatus.values else str(AnswerStatus.GIVEN)
    mark = clean(data.get(f"n-{name}", ""))
    return Typed(place, _value(data, place.question, name), clean(data.get(f"c-{name}", "")), known, mark)


def _value(data: QueryDict, question: Any, name: str) -> str:
    if question.kind == QuestionKind.SEVERAL:
        return "\n".join(clean(one) for one in data.getlist(f"v-{name}"))
    if question.kind == QuestionKind.PEOPLE and (f"w-{name}" in data or f"m-{name}" in data):
        women, men = (clean(data.get(f"{letter}-{name}", "")).strip() for letter in "wm")
        return f"{women} ; {men}" if women or men else ""
    return clean(data.get(f"v-{name}", ""))


class NewLinkForm(HouseForm):
    """By the link that is dead, or by the address that had it."""

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    email = forms.EmailField(
        label="Votre adresse électronique",
        help_text="Celle à laquelle le premier message vous est parvenu.",
        required=False,
    )


class SheetsFileForm(HouseForm):
    """A spreadsheet that came back."""

    file = forms.FileField(
        label="Tableur rempli", help_text="XLSX, ODS ou CSV, tel que la plateforme l’a donné."
    )


Cell = tuple[Any, Place, Any]


def grid_cells(
    data: QueryDict, places: Mapping[str, Cell]
) -> list[tuple[Any, list[tuple[list[str], Typed]]]]:
    """The cells of the grid that a form holds, by sheet: [(sheet, [(names of its cells, what was typed)])].

    « s… » beside a cell « v… » (« t… » beside the reasons « c… ») is what stood there when the page was drawn: a cell
    that still says so was not touched.
    """
    by_sheet: dict[int, tuple[Any, list[tuple[list[str], Typed]]]] = {}
    for name, (sheet, place, answer) in places.items():
        text, seen = _touched(data, name, f"s{name[1:]}")
        comment, seen_comment = _touched(data, f"c{name[1:]}", f"t{name[1:]}")
        if text is None and comment is None:
            continue
        value, status = from_cell(place.question, text) if text is not None else _standing(answer)
        stale = (text is not None and seen != in_cell(place.question, answer).strip()) or (
            comment is not None and seen_comment != (answer.comment if answer else "").strip()
        )
        # What stood there is another answer than that of now: a mark of no version tells the act so.
        mark = f"{ELSEWHERE}.{(seen or seen_comment)[:20]}" if stale else mark_of(answer)
        said = comment if comment is not None else answer.comment if answer is not None else ""
        names = [name] * (text is not None) + [f"c{name[1:]}"] * (comment is not None)
        by_sheet.setdefault(sheet.pk, (sheet, []))[1].append((names, Typed(place, value, said, status, mark)))
    return list(by_sheet.values())


def _touched(data: QueryDict, name: str, seen_name: str) -> tuple[str | None, str]:
    """What a cell says, None if it is not there or still says what was seen; and what was seen."""
    text, seen = clean(data.get(name, "")), clean(data.get(seen_name, "")).strip()
    return (text if name in data and text.strip() != seen else None), seen


def _standing(answer: Any) -> tuple[str, str]:
    return (answer.value, answer.status) if answer is not None else ("", str(AnswerStatus.GIVEN))


ELSEWHERE = 2**31 - 1
"""The version of an answer that no answer has."""
