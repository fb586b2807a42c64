"""How a contract opens its data: licence, words of presentation, whom to ask."""

from django import forms

from reciproque.core.inputs import EditForm
from reciproque.publication.models import OpenData


class OpenDataForm(EditForm):
    class Meta:
        model = OpenData
        fields = ["licence", "about", "contact"]
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "licence": "La Licence Ouverte laisse réutiliser en citant la source ; l’ODbL demande en plus de partager "
            "ce que l’on en tire.",
            "about": "Ce que sont ces indicateurs, en deux ou trois phrases. Lu par tout le monde.",
            "contact": "Une adresse de service, pas celle d’une personne.",
        }
