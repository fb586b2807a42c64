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


def grid_cells(data: QueryDict, places: Mapping[str, Cell]) -> list[tuple[Any, list[tuple[str, Typed]]]]:
    """The cells of the grid that a form holds, by sheet: [(sheet, [(name, what was typed)])].

    « s… » beside a cell is what stood there when the page was drawn: a cell that still says so was not touched.
    """
    by_sheet: dict[int, tuple[Any, list[tuple[str, Typed]]]] = {}
    for name, (sheet, place, answer) in places.items():
        if name not in data:
            continue
        text, seen = clean(data.get(name, "")), clean(data.get(f"s{name[1:]}", ""))
        if text.strip() == seen.strip():
            continue
        value, status = from_cell(place.question, text)
        current = in_cell(place.question, answer)
        # What stood there is another answer than that of now: a mark of no version tells the act so.
        mark = mark_of(answer) if seen.strip() == current.strip() else f"{ELSEWHERE}.{seen[:20]}"
        comment = answer.comment if answer is not None else ""
        by_sheet.setdefault(sheet.pk, (sheet, []))[1].append(
            (name, Typed(place, value, comment, status, mark))
        )
    return list(by_sheet.values())


ELSEWHERE = 2**31 - 1
"""The version of an answer that no answer has."""
