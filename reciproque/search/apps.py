from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "reciproque.search"
    verbose_name = "recherche"
