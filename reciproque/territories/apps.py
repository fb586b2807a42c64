from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "reciproque.territories"
    verbose_name = "territoires"
