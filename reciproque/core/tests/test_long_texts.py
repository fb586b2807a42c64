"""A text is as long as a person writes; what stood there before may stay."""

import pytest
from django import forms

from reciproque.core.inputs import LONGEST_LINE, LONGEST_TEXT, HouseForm


class Letter(HouseForm):
    title = forms.CharField(required=False)
    body = forms.CharField(required=False, widget=forms.Textarea)
    drawing = forms.CharField(required=False, widget=forms.Textarea)
    reference = forms.CharField(required=False, max_length=5_000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["drawing"].longest = 90_000


@pytest.mark.parametrize(
    ("name", "longest"),
    [("title", LONGEST_LINE), ("body", LONGEST_TEXT), ("drawing", 90_000), ("reference", 5_000)],
)
def test_one_letter_too_many_is_said_with_the_limit(name, longest):
    assert Letter({name: "é" * longest}).is_valid()

    refused = Letter({name: "é" * (longest + 1)})

    assert not refused.is_valid()
    assert str(longest) in refused.errors[name][0].replace("\u202f", "").replace("\xa0", "")


def test_what_was_long_already_may_be_corrected():
    letter = Letter({"title": "b" * 9_000}, initial={"title": "a" * 8_000})

    assert letter.is_valid()
    assert letter.cleaned_data["title"] == "b" * 9_000


def test_what_is_taken_out_does_not_count():
    letter = Letter({"title": "a" * LONGEST_LINE + "\x1b" * 500})

    assert letter.is_valid()
