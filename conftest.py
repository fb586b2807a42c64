"""What every test of the house may lean on."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reciproque.core.engine import create_full_text
from reciproque.monitoring.queries.tallies import forget_tallies


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """Tables are made from the models: a minute sooner than by all migrations, which journeys go through.

    Only the full-text index is not of a model.
    """
    if request.config.getvalue("nomigrations"):
        with django_db_blocker.unblock(), connection.schema_editor() as editor:
            create_full_text(editor, "search_indexed", "words")


@pytest.fixture(autouse=True)
def _database(db):
    """Every test has the database; those marked `transaction=True` get a real one.

    Asked for by name: pytest-django looks at the names to know which databases to create.
    """
    cache.clear()
    forget_tallies()


@pytest.fixture(autouse=True)
def _scratch_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


class HouseClient(Client):
    """A browser that fails when a page writes although it was only asked to show something."""

    def get(self, *args, **kwargs):
        with connection.execute_wrapper(only_reads):
            return super().get(*args, **kwargs)


def only_reads(execute, sql, params, many, context):
    allowed = sql.startswith(("SELECT", "WITH", "SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) or any(
        name in sql for name in ('"django_session"', '"accounts_visit"')
    )
    assert allowed, f"a GET must not write: {sql[:80]}"
    return execute(sql, params, many, context)


@pytest.fixture
def client():
    return HouseClient()


@pytest.fixture
def read():
    """Read a response as a page."""
    return lambda response: BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def someone():
    """A person, for the floors below accounts."""
    user = apps.get_model("accounts", "User")(
        email="camille@exemple.fr",
        email_key="camille@exemple.fr",
        name="Camille Exemple",
        created_at=datetime.now(UTC),
    )
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture
def query_count_is_flat(client):
    """Check that three times as many rows cost not one query more."""

    def check(url, add_a_row, *, at_most):
        counts = []
        for rows in (1, 2):
            for _ in range(rows):
                add_a_row()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1] <= at_most, counts

    return check
