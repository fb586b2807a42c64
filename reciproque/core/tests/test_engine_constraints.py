"""A constraint that the database refuses speaks French, on both engines."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.test.utils import isolate_apps

from reciproque.core.engine import broken_constraint

Region = apps.get_model("territories", "Region")
Commune = apps.get_model("territories", "Commune")
Organisation = apps.get_model("organisations", "Organisation")
Succession = apps.get_model("organisations", "Succession")
Job = apps.get_model("jobs", "Job")

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
real = pytest.mark.django_db(transaction=True)


def region(code, name="Bretagne"):
    return Region.objects.create(code=code, name=name, sort_key=name.lower())


def refused(deed):
    """The error that the database gives."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        deed()
    return refusal.value


def twice(make):
    make()
    return refused(make)


def test_a_broken_uniqueness_of_columns_is_said_in_french():
    before, after = Organisation.objects.create(name="A"), Organisation.objects.create(name="B")

    error = twice(lambda: Succession.objects.create(before=before, after=after, reason="merger"))

    [sentence] = [c.violation_error_message for c in Succession._meta.constraints if hasattr(c, "fields")]
    assert broken_constraint(error, Succession) == sentence


def test_a_broken_uniqueness_under_a_condition_is_said_in_french():
    error = twice(lambda: Organisation.objects.create(name="A", siret="12345678901234"))

    assert broken_constraint(error, Organisation) == "Un organisme porte déjà ce SIRET."


def test_a_broken_unique_field_is_said_in_french():
    error = twice(lambda: region("53"))

    assert broken_constraint(error, Region) == "Code INSEE : cette valeur existe déjà."


def test_a_broken_check_is_said_in_french():
    error = refused(lambda: Job.objects.create(kind="k", asked_at=AT, state="done"))

    assert broken_constraint(error, Job) == "Un travail fini porte une date de fin."


def test_what_is_no_constraint_of_the_model_has_no_sentence():
    error = twice(lambda: region("53"))
    empty = refused(lambda: Region.objects.create(code="1", name=None, sort_key=""))

    assert broken_constraint(error, Organisation) is None
    assert broken_constraint(empty, Region) is None


def test_a_constraint_whose_name_begins_like_another_is_not_taken_for_it():
    with isolate_apps("reciproque.core"):

        class Thing(models.Model):  # noqa: DJ008 -- lives for one test
            class Meta:
                app_label = "core"
                constraints = [
                    models.CheckConstraint(
                        condition=Q(pk__gt=0), name="thing_once", violation_error_message="court"
                    ),
                    models.CheckConstraint(
                        condition=Q(pk__gt=1), name="thing_once_a_year", violation_error_message="long"
                    ),
                ]

    assert broken_constraint(IntegrityError("CHECK constraint failed: thing_once_a_year"), Thing) == "long"
