"""What people type on sheets and about rounds."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from reciproque.core.inputs import HouseForm
from reciproque.core.text import clean
from reciproque.enquiries.choices import AnswerStatus, QuestionKind
from reciproque.enquiries.rules.fields import Typed, field_name
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
