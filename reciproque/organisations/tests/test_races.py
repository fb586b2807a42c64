from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection

from reciproque.organisations.actions import find_or_create_organisation
from reciproque.organisations.models import Organisation

AT = datetime(2026, 2, 1, 9, tzinfo=UTC)
PRINTED = [
    "CAF de la Creuse",
    "Caisse d’allocations familiales de la Creuse",
    "Pour la C.A.F. de la Creuse",
] * 2


@pytest.mark.django_db(transaction=True)
def test_people_who_type_one_new_name_at_once_get_one_body():
    together, found = Barrier(len(PRINTED)), []

    def type_it(name):
        try:
            together.wait()
            found.append(find_or_create_organisation(name, by=None, at=AT).pk)
        finally:
            connection.close()

    people = [Thread(target=type_it, args=[name]) for name in PRINTED]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert found == [Organisation.objects.get().pk] * len(PRINTED)
