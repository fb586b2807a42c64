from typing import Any

from django.core.management.base import BaseCommand

from reciproque.demo.chapters import (
    annual,
    campaigns,
    changes,
    communes,
    figures,
    following,
    midterm,
    opening,
    papers,
    people,
    places,
    products,
    sittings,
    survey,
    ties,
    today,
    years,
)
from reciproque.demo.chapters.stage import Stage

CHAPTERS = [
    places,
    people,
    years,
    today,
    figures,
    following,
    communes,
    opening,
    changes,
    ties,
    campaigns,
    sittings,
    papers,
    annual,
    survey,
    products,
    midterm,
]


class Command(BaseCommand):
    help = "Raconte la ville de démonstration dans une base vide, par les mêmes actes qu’une personne."

    def handle(self, *args: Any, **options: Any) -> None:
        stage = Stage()
        for chapter in CHAPTERS:
            chapter.tell(stage)
        self.stdout.write("La ville de démonstration est prête : Port-Lambert Métropole.")
