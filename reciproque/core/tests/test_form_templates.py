"""How a form looks to a browser and to a screen reader."""

from bs4 import BeautifulSoup
from django import forms

from reciproque.core.inputs import HouseForm
from reciproque.core.tests.rendered import text


class NodeForm(HouseForm):
    title = forms.CharField(label="Intitulé", help_text="Comme dans le contrat.")
    about = forms.CharField(label="Ce qui est attendu", required=False, widget=forms.Textarea)
    places = forms.MultipleChoiceField(
        label="Quartiers", widget=forms.CheckboxSelectMultiple, choices=[(1, "Bellevue"), (2, "Le Port")]
    )
    level = forms.ChoiceField(label="Niveau", widget=forms.RadioSelect, choices=[(1, "Axe"), (2, "Objectif")])
    sexed = forms.BooleanField(
        label="Compter par sexe", help_text="Toujours pour des personnes.", required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def form_of(form):
    return BeautifulSoup(str(form), "html.parser")


def test_every_field_has_a_label_or_a_legend():
    shown = form_of(NodeForm())

    labelled = {label["for"] for label in shown.select("label[for]")}
    single = {"id_title", "id_about", "id_sexed"}
    choices = {"id_places_0", "id_places_1", "id_level_0", "id_level_1"}
    assert labelled == single | choices
    assert [text(legend) for legend in shown.select("fieldset > legend")] == ["Quartiers*", "Niveau*"]


def test_hints_are_tied_to_their_field():
    shown = form_of(NodeForm())

    for field in ("id_title", "id_sexed"):
        described = shown.find(id=field)["aria-describedby"]
        assert shown.find(id=described)["class"] == ["hint"]


def test_only_what_is_needed_wears_the_mark():
    shown = form_of(NodeForm())

    marked = [text(mark.parent) for mark in shown.select(".required")]
    assert marked == ["Intitulé*", "Quartiers*", "Niveau*"]


def test_a_hidden_field_stays_out_of_sight():
    shown = form_of(NodeForm(initial={"version": 4}))

    assert shown.find(id="id_version")["value"] == "4"
    assert shown.find("label", attrs={"for": "id_version"}) is None


def test_a_form_nobody_sent_complains_of_nothing():
    assert form_of(NodeForm()).select(".summary, .field-errors, .wrong") == []


def test_the_summary_leads_to_each_faulty_field():
    form = NodeForm({"title": "", "about": "Des parents à l’école"})
    form.add_error(None, "Ce texte est signé.")

    shown = form_of(form)

    lines = [text(line) for line in shown.select(".summary li")]
    assert lines[0] == "Ce texte est signé."
    assert [line.split(" : ")[0] for line in lines[1:]] == ["Intitulé", "Quartiers", "Niveau"]
    for link in shown.select(".summary a"):
        assert shown.find(id=link["href"].removeprefix("#")).name == "input"


def test_an_error_stands_beside_its_field_and_what_was_typed_stays():
    form = NodeForm({"title": "", "about": "Des parents <b>à l’école</b>"})

    shown = form_of(form)

    title = shown.find(id="id_title")
    assert title["aria-invalid"] == "true"
    assert "id_title_error" in title["aria-describedby"].split()
    assert shown.find(id="id_title_error").name == "ul"
    assert shown.find(id="id_about").get_text().strip() == "Des parents <b>à l’école</b>"
    assert shown.select("fieldset[aria-describedby=id_places_error]") != []


def test_what_somebody_else_saved_is_shown_beside_ours():
    form = NodeForm({"title": "Le mien"})
    form.fields["title"].elsewhere = "Le <i>sien</i>"

    shown = form_of(form)

    assert text(shown.find(id="id_title_elsewhere").q) == "Le <i>sien</i>"
    assert shown.find(id="id_title")["value"] == "Le mien"
    assert len(shown.select(".elsewhere")) == 1
