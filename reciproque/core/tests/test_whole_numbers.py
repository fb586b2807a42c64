"""A number that one engine keeps and the other cannot is refused on both: data must be able to move."""

import pytest
from django.apps import apps

from reciproque.core.inputs import HouseModelForm


class WorkForm(HouseModelForm):
    class Meta:
        model = apps.get_model("jobs", "Job")
        fields = ["attempts"]


@pytest.mark.parametrize(("number", "taken"), [(0, True), (32_767, True), (32_768, False), (10**30, False)])
def test_a_small_number_is_small_on_both_engines(number, taken):
    form = WorkForm({"attempts": number})

    assert form.is_valid() is taken
    assert bool(form.errors.get("attempts")) is not taken
