"""Two people at once: nobody is overwritten in silence, and nothing that was typed is lost."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import transaction
from django.http import QueryDict

from reciproque.core.edits import Overtaken, apply_changes, check_seen, plain
from reciproque.core.engine import lock_one
from reciproque.core.inputs import EditForm, HouseForm, attempt, forms
from reciproque.core.refusals import Refused

Organisation = apps.get_model("organisations", "Organisation")
User = apps.get_model("accounts", "User")


class OrganisationForm(EditForm):
    class Meta:
        model = Organisation
        fields = ["name", "kind", "siret", "email"]


@transaction.atomic
def edit(organisation, *, seen, **values):
    organisation = lock_one(organisation)
    check_seen(organisation, seen)
    changes = apply_changes(organisation, values)
    organisation.save(update_fields=[*changes, "version"])
    return changes


@pytest.fixture
def body():
    return Organisation.objects.create(name="Ville de Brest", kind="other")


def typed(form_class, thing, **values):
    """What the browser sends back of the form as it was opened, with what was typed."""
    opened = form_class(instance=thing)
    data = QueryDict(mutable=True)
    data.update(
        {name: opened[name].value() if opened[name].value() is not None else "" for name in opened.fields}
    )
    for name, value in values.items():
        data[name] = value
    return data


def submit(thing, data):
    form = OrganisationForm(data, instance=type(thing).objects.get(pk=thing.pk))
    assert form.is_valid(), form.errors
    return form, form.done(lambda: edit(thing, seen=form.seen, **form.values))


def test_only_what_differs_is_changed_and_the_version_grows(body):
    changes = apply_changes(body, {"name": "Brest", "kind": "other", "email": ""})

    assert changes == {"name": ["Ville de Brest", "Brest"]}
    assert (body.name, body.version) == ("Brest", 2)


def test_an_edit_that_changes_nothing_leaves_the_version(body):
    assert apply_changes(body, {"name": "Ville de Brest"}) == {}
    assert body.version == 1


def test_changes_of_a_foreign_key_name_the_keys(body, someone):
    assert apply_changes(someone, {"organisation": body}) == {"organisation": [None, body.pk]}


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (2.5, 2.5),
        (Decimal("1.50"), "1.50"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3, tzinfo=UTC), "2026-01-02T03:00:00+00:00"),
        ({"a": Decimal(1), 2: [date(2026, 1, 2)]}, {"a": "1", "2": ["2026-01-02"]}),
        ((1, "x"), [1, "x"]),
    ],
)
def test_plain_values(value, kept):
    assert plain(value) == kept


def test_rows_become_their_keys(body):
    assert plain({"one": body, "all": Organisation.objects.all()}) == {"one": body.pk, "all": [body.pk]}


def test_an_older_version_is_refused_with_the_thing_as_it_stands(body):
    body.version = 3

    check_seen(body, 3)
    check_seen(body, None)
    with pytest.raises(Overtaken) as overtaken:
        check_seen(body, 2)

    assert overtaken.value.current is body


def test_an_edit_through_the_form(body):
    _form, done = submit(body, typed(OrganisationForm, body, name="Brest\x07 métropole"))

    body.refresh_from_db()
    assert done
    assert (body.name, body.version) == ("Brest métropole", 2)


def test_the_second_of_two_edits_loses_nothing_and_shows_what_the_first_wrote(body):
    mine = typed(OrganisationForm, body, name="Brest (la mienne)", email="moi@exemple.fr")
    theirs = typed(OrganisationForm, body, name="Brest (la leur)")
    submit(body, theirs)

    form, done = submit(body, mine)

    body.refresh_from_db()
    assert not done
    assert body.name == "Brest (la leur)"
    assert form.elsewhere == {"name": "Brest (la leur)", "email": ""}
    assert form.fields["email"].elsewhere == "(vide)"
    assert form["name"].value() == "Brest (la mienne)"
    assert "Quelqu’un d’autre a modifié" in str(form.non_field_errors())

    again, done = submit(body, form.data)

    body.refresh_from_db()
    assert done
    assert again.seen == 2
    assert (body.name, body.email, body.version) == ("Brest (la mienne)", "moi@exemple.fr", 3)


def test_a_choice_that_nobody_changed_is_not_shown_as_different(body):
    mine = typed(OrganisationForm, body, name="La mienne")
    submit(body, typed(OrganisationForm, body, name="La leur"))

    form, _done = submit(body, mine)

    assert set(form.elsewhere) == {"name"}


def test_a_choice_that_somebody_changed_is_shown_by_its_label(body):
    (other_kind, label) = next(
        choice for choice in Organisation._meta.get_field("kind").choices if choice[0] != "other"
    )
    mine = typed(OrganisationForm, body, name="La mienne")
    submit(body, typed(OrganisationForm, body, kind=other_kind))

    form, _done = submit(body, mine)

    assert form.elsewhere == {"name": "Ville de Brest", "kind": str(label)}


def test_checking_the_form_leaves_the_row_as_it_was(body):
    form = OrganisationForm(typed(OrganisationForm, body, name="Autre"), instance=body)

    assert form.is_valid()
    assert (body.name, form.instance) == ("Ville de Brest", body)


def test_constraints_are_checked_with_their_french_sentence(body):
    Organisation.objects.create(name="Autre", siret="12345678901234")

    form = OrganisationForm(typed(OrganisationForm, body, siret="12345678901234"), instance=body)

    assert not form.is_valid()
    assert "Un organisme porte déjà ce SIRET." in str(form.errors)


def test_a_row_does_not_stand_in_its_own_way(body):
    body.siret = "12345678901234"
    body.save()

    assert OrganisationForm(typed(OrganisationForm, body, name="X"), instance=body).is_valid()


def test_a_refusal_is_written_on_the_form():
    form = HouseForm({})
    form.is_valid()

    def refuse():
        raise Refused(["L’appel est fermé.", "Il manque le budget."])

    assert not attempt(form, refuse)
    assert list(form.non_field_errors()) == ["L’appel est fermé.", "Il manque le budget."]
    assert attempt(HouseForm({}), lambda: None)
    assert attempt(HouseForm({}), list)


def test_what_holds_nothing_once_cleaned_does_not_pass_as_filled_in():
    class NameForm(HouseForm):
        name = forms.CharField(label="nom")

    form = NameForm({"name": "\u200b\u200b"})

    assert not form.is_valid()
    assert "name" in form.errors
