"""Tables for one test, where no app of the house has the columns that are needed."""

import pytest
from django.db import connection, models
from django.db.models import F, Q
from django.test.utils import isolate_apps

from reciproque.core.money import EuroField


@pytest.fixture
def envelope_model(transactional_db):
    """A table of envelopes for one test."""
    with isolate_apps("reciproque.core"):

        class Envelope(models.Model):  # noqa: DJ008 -- lives for one test
            voted = EuroField()
            committed = EuroField(default=0)

            class Meta:
                app_label = "core"
                db_table = "envelopes_of_one_test"
                constraints = [
                    models.CheckConstraint(condition=Q(committed__lte=F("voted")), name="never_below_zero")
                ]

        with connection.schema_editor() as editor:
            editor.create_model(Envelope)
        yield Envelope
        with connection.schema_editor() as editor:
            editor.delete_model(Envelope)
