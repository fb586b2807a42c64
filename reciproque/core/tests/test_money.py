"""Money is exact: whole cents in the database, `Decimal` outside, on both engines."""

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Max, Q, Sum
from django.db.models.functions import Coalesce
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from reciproque.core.money import LARGEST, EuroField, euros, from_cents, say_euros, to_cents


@pytest.fixture
def grant_model(transactional_db):
    """A table of amounts for one test."""
    with isolate_apps("reciproque.core"):

        class Grant(models.Model):  # noqa: DJ008 -- lives for one test
            asked = EuroField("montant demandé")
            given = EuroField("montant accordé", null=True, blank=True)

            class Meta:
                app_label = "core"
                db_table = "grants_of_one_test"

        with connection.schema_editor() as editor:
            editor.create_model(Grant)
        yield Grant
        with connection.schema_editor() as editor:
            editor.delete_model(Grant)


@pytest.mark.parametrize(
    ("amount", "cents"),
    [
        (Decimal("0.10"), 10),
        ("12.5", 1250),
        (3, 300),
        (Decimal("-4.01"), -401),
        (Decimal("1E+3"), 100_000),
        (Decimal("1.100"), 110),
        (LARGEST, 9_000_000_000_000_000),
    ],
)
def test_amounts_become_whole_cents(amount, cents):
    assert to_cents(amount) == cents


@pytest.mark.parametrize(
    "amount",
    [
        Decimal("0.001"),
        "1.005",
        "abc",
        "",
        "12,50",
        Decimal("NaN"),
        Decimal("Infinity"),
        "1e40",
        Decimal("1E-9"),
    ],
)
def test_what_is_no_amount_in_cents_is_refused(amount):
    with pytest.raises(ValueError, match="montant"):
        to_cents(amount)


@given(st.integers(min_value=-(10**16), max_value=10**16))
def test_cents_there_and_back(cents):
    assert to_cents(from_cents(cents)) == cents


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (None, "—"),
        (0, "0 €"),
        (12500, "12 500 €"),
        (Decimal("12500.50"), "12 500,50 €"),
        (Decimal("0.05"), "0,05 €"),
        (Decimal("-1234567.80"), "−1 234 567,80 €"),
        (Decimal("0.999"), "1 €"),
    ],
)
def test_amounts_are_said_in_french(amount, said):
    assert say_euros(amount) == said.replace(" €", "\u00a0€").replace(" ", "\u202f")


def test_amounts_come_back_as_they_went_in(grant_model):
    grant_model.objects.create(asked="1234.56", given=None)

    grant = grant_model.objects.get()

    assert (grant.asked, grant.given) == (Decimal("1234.56"), None)
    assert grant_model.objects.filter(asked=Decimal("1234.56")).count() == 1
    assert grant_model.objects.filter(asked__gt=1234, asked__in=[Decimal("1234.56"), 5]).count() == 1


def test_a_fraction_of_a_cent_is_never_stored(grant_model):
    with pytest.raises(ValueError, match="centimes"):
        grant_model.objects.create(asked=Decimal("0.005"))


def test_sums_are_exact(grant_model):
    for _ in range(30):
        grant_model.objects.create(asked=Decimal("0.10"), given=Decimal("0.20"))

    sums = grant_model.objects.aggregate(
        all_asked=Sum("asked"),
        all_given=Sum("given", filter=Q(given__gt=0)),
        most=Max("given"),
        nothing=Coalesce(Sum("given", filter=Q(asked=9)), euros(0)),
    )

    assert sums == {
        "all_asked": Decimal("3.00"),
        "all_given": Decimal("6.00"),
        "most": Decimal("0.20"),
        "nothing": Decimal("0.00"),
    }


def test_arithmetic_between_columns_and_amounts_is_in_euros(grant_model):
    grant_model.objects.create(asked=Decimal("10.25"), given=4)

    grant = grant_model.objects.annotate(
        left=F("asked") - F("given"), more=F("asked") + euros(Decimal("0.75"))
    ).get()

    assert (grant.left, grant.more) == (Decimal("6.25"), Decimal("11.00"))
    assert grant_model.objects.filter(asked__gte=F("given") + euros(Decimal("6.25"))).count() == 1
    assert grant_model.objects.filter(asked__gte=F("given") + euros(Decimal("6.26"))).count() == 0


def test_a_form_takes_french_amounts_and_refuses_others(grant_model):
    class GrantForm(forms.ModelForm):
        class Meta:
            model = grant_model
            fields = ["asked", "given"]

    good = [GrantForm({"asked": typed}) for typed in ("1 234,50", "1234,5", "1\u202f234,50 €", "1234.50")]
    bad = [GrantForm({"asked": typed}) for typed in ("-1", "1,005", "abc", "", "99999999999999999")]

    assert [form.is_valid() for form in good] == [True] * 4
    assert [form.cleaned_data for form in good] == [{"asked": Decimal("1234.50"), "given": None}] * 4
    assert [form.is_valid() for form in bad] == [False] * 5


@pytest.mark.parametrize("amount", [Decimal("-0.01"), LARGEST + 1])
def test_validation_refuses_negative_and_absurd_amounts(grant_model, amount):
    with pytest.raises(ValidationError) as refusal:
        grant_model(asked=amount).full_clean()

    assert set(refusal.value.message_dict) == {"asked"}


@pytest.mark.parametrize("typed", ["abc", "0.001", "NaN"])
def test_validation_says_what_an_amount_looks_like(typed):
    with pytest.raises(ValidationError, match="deux décimales"):
        EuroField().to_python(typed)
