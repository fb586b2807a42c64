"""Named questions and what they ask."""

from django.db.models import QuerySet

from reciproque.accounts.models import User
from reciproque.overview.models import Theme
from reciproque.overview.queries.asking import Asked


def asked_by(theme: Theme, *, contracts: tuple[int, ...] = (), page: int = 1) -> Asked:
    return Asked(
        theme.question, contracts, tuple(theme.without.split()), tuple(theme.also.splitlines()), page=page
    )


def all_themes_of(person: User) -> QuerySet[Theme]:
    return Theme.objects.filter(by_id=person.pk)
