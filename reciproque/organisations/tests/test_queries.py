import pytest
from django.http import QueryDict

from reciproque.core.tables import show
from reciproque.organisations.choices import OrganisationKind, SuccessionReason
from reciproque.organisations.models import Organisation
from reciproque.organisations.queries import (
    directory,
    leads_to,
    like,
    organisation_facts,
    organisation_with_siret,
    successors_of,
)
from reciproque.organisations.tables import organisation_table
from reciproque.organisations.tests.factories import OrganisationFactory, OrganisationSuccessionFactory


def names(bodies):
    return [body.name for body in bodies]


def test_a_printed_name_finds_the_likeliest_first():
    OrganisationFactory(name="Caisse d’allocations familiales de la Creuse", kind=OrganisationKind.SOCIAL)
    OrganisationFactory(name="CAF de la Corrèze", kind=OrganisationKind.SOCIAL)
    OrganisationFactory(name="Ville de Guéret", kind=OrganisationKind.COMMUNE)

    found = like("Pour la CAF de la Creuse")

    assert [(one.organisation.name, one.is_certain) for one in found] == [
        ("Caisse d’allocations familiales de la Creuse", True)
    ]
    assert names(one.organisation for one in like("CAF")) == [
        "CAF de la Corrèze",
        "Caisse d’allocations familiales de la Creuse",
    ]
    assert not any(one.is_certain for one in like("CAF"))


def test_a_short_name_is_a_name():
    OrganisationFactory(name="Brise habitat", short_name="BH", kind=OrganisationKind.LANDLORD)

    assert [one.why for one in like("B.H.", kind=OrganisationKind.LANDLORD)] == ["même sigle"]
    assert like("BH du Nord") == []


def test_an_archived_body_is_not_offered():
    from_before = OrganisationFactory(name="Ville de Guéret", kind=OrganisationKind.COMMUNE)
    Organisation.objects.filter(pk=from_before.pk).update(archived_at="2026-01-01T00:00:00Z")

    assert like("Ville de Guéret") == []


def test_many_names_are_recognised_with_one_question(django_assert_num_queries):
    for place in ["Creuse", "Corrèze", "Vienne"]:
        OrganisationFactory(name=f"Département de {place}", kind=OrganisationKind.DEPARTMENT)

    with django_assert_num_queries(1):
        known = directory()
        found = [
            known.like(f"Conseil général de {place}")[0].organisation.name for place in ["Vienne", "Creuse"]
        ]

    assert found == ["Département de Vienne", "Département de Creuse"]


def test_a_siret_is_found_as_typed():
    body = OrganisationFactory(siret="21060004500392")
    OrganisationFactory()

    assert organisation_with_siret("210 600 045 00392") == body
    assert organisation_with_siret("") is None


def test_successors_are_followed_to_those_that_stand():
    old, middle, north, south = (
        OrganisationFactory(name=name) for name in ("Vieux", "Milieu", "Nord", "Sud")
    )
    OrganisationSuccessionFactory(before=old, after=middle, reason=SuccessionReason.RENAMED)
    OrganisationSuccessionFactory(before=middle, after=south, reason=SuccessionReason.SPLIT)
    OrganisationSuccessionFactory(before=middle, after=north, reason=SuccessionReason.SPLIT)

    assert successors_of(old) == [north, south]
    assert successors_of(north) == [north]
    assert leads_to(old, south)
    assert not leads_to(south, old)


def test_facts_say_what_is_known_only():
    body = OrganisationFactory(name="Brise habitat", kind=OrganisationKind.LANDLORD, siret="21060004500392")
    bare = OrganisationFactory()
    OrganisationSuccessionFactory(before=bare, after=body, reason=SuccessionReason.MERGED)

    assert organisation_facts(body) == [
        ("Nature", "bailleur social"),
        ("SIRET", "210\u00a0600\u00a0045\u00a000392"),
        ("A pris la suite de", f"{bare.name} (fusion)"),
    ]
    assert organisation_facts(bare) == [("Nature", "association"), ("Remplacé par", "Brise habitat (fusion)")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("recherche=gueret", ["Ville de Guéret"]),
        ("nature=landlord", ["Écho habitat"]),
        ("etat=sans-siret", ["Écho habitat"]),
        ("tri=-nom", ["Ville de Guéret", "Écho habitat"]),
    ],
)
def test_the_list_is_searched_filtered_and_sorted(query, expected):
    OrganisationFactory(name="Écho habitat", kind=OrganisationKind.LANDLORD)
    OrganisationFactory(name="Ville de Guéret", kind=OrganisationKind.COMMUNE, siret="21060004500392")

    shown = show(organisation_table(), Organisation.objects.all(), QueryDict(query))

    assert names(shown.page) == expected
